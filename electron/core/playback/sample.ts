import { AppError } from '../../../shared/errors/error.ts'
import { createInOrder } from '../lib/in-order.ts'
import type { Recordings } from './recordings.ts'

export interface SampleNeeds {
  readonly recordings: Pick<Recordings, 'list' | 'imported'>
  /** The file that ships with the app. */
  read(): Promise<Uint8Array>
}

/** The recording that ships with the app: opened when it is first asked for, and the same one from then on. */
export function createSample({ recordings, read }: SampleNeeds): () => Promise<string> {
  const inOrder = createInOrder()
  return () =>
    inOrder(async () => {
      const opened = recordings.list().find(({ origin }) => origin === 'sample')
      if (opened) return opened.id
      const file = await read().catch((error: unknown) => {
        throw new AppError('recording.noSample', {}, { cause: error })
      })
      return recordings.imported(file, null, 'sample')
    })
}
