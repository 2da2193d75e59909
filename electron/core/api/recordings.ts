import type { RecordingRow } from '../../../shared/contract/recordings.ts'
import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers, ViewSource } from '../../../shared/rpc/define.ts'
import type { Clock } from '../lib/clock.ts'
import type { Recordings } from '../playback/recordings.ts'
import type { Uploads } from '../playback/uploads.ts'
import { inPieces } from './pieces.ts'

export interface RecordingsApiNeeds {
  readonly recordings: Recordings
  readonly uploads: Uploads
  readonly sample: () => Promise<string>
  readonly clock: Clock
  /** Fails with `profile.unknown`. */
  nameOf(cluster: string): string
}

export const recordingsHandlers = ({
  recordings,
  uploads,
  sample,
  clock,
  nameOf,
}: RecordingsApiNeeds): Handlers<SamsaContract>['recordings'] => {
  return {
    list: () => recordingList(recordings, clock),
    pin: async (choice) => ({ id: await recordings.pin({ ...choice, name: nameOf(choice.cluster) }) }),
    async remove({ id }) {
      await recordings.remove(id)
      return {}
    },
    log: async ({ id }) => ({ lines: (await recordings.keptLog(id)).map((line) => ({ ...line })) }),
    preview: ({ id, ...choice }) => recordings.preview(id, choice),
    async *export({ id, ...choice }) {
      yield* inPieces(await recordings.exported(id, choice))
    },
    upload: ({ upload, piece }) => ({ upload: uploads.add(upload, piece) }),
    sample: async () => ({ id: await sample() }),
    async open({ upload, passphrase }) {
      const id = await recordings.imported(uploads.whole(upload), passphrase)
      // With a wrong pass phrase it is tried again.
      uploads.forget(upload)
      return { id }
    },
  }
}

function recordingList(recordings: Recordings, clock: Clock): ViewSource<RecordingRow> {
  return {
    watch: recordings.onChange,
    read: () => ({
      rows: new Map(recordings.list().map((row) => [row.id, row])),
      about: { state: 'live', asOf: clock.wall(), errors: [], progress: null },
    }),
  }
}
