import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { Backups } from '../backup/backups.ts'
import type { Uploads } from '../playback/uploads.ts'
import { inPieces } from './pieces.ts'

export const backupsHandlers = (backups: Backups, uploads: Uploads): Handlers<SamsaContract>['backups'] => ({
  async sizes() {
    const { parts, ...others } = await backups.sizes()
    return { parts: [...parts], ...others }
  },
  async *make({ passphrase, ...choice }) {
    yield* inPieces(await backups.make(choice, passphrase))
  },
  async open({ upload, passphrase }) {
    const preview = await backups.open(uploads.whole(upload), passphrase)
    // With a wrong pass phrase it is tried again.
    uploads.forget(upload)
    return preview
  },
  async restore({ opened, parts }) {
    await backups.restore(opened, parts)
    return {}
  },
  async goBack({ id }) {
    await backups.goBack(id)
    return {}
  },
  async cancel() {
    await backups.cancel()
    return {}
  },
  async forget({ id }) {
    await backups.forget(id)
    return {}
  },
  state: () => backups.state(),
})
