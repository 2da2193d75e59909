import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { Uploads } from '../playback/uploads.ts'
import type { ProfileFiles } from '../profiles/profile-files.ts'
import { inPieces } from './pieces.ts'

export const profileFilesHandlers = (files: ProfileFiles, uploads: Uploads): Handlers<SamsaContract>['profileFiles'] => ({
  async *export({ ids, passphrase }) {
    yield* inPieces(await files.exported(ids, passphrase))
  },
  async open({ upload, passphrase }) {
    const preview = await files.open(uploads.whole(upload), passphrase)
    // With a wrong pass phrase it is tried again.
    uploads.forget(upload)
    return preview
  },
  take: async ({ opened, choices }) => ({ ids: [...(await files.take(opened, choices))] }),
})
