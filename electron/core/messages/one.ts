import type { MessageRow } from '../../../shared/contract/messages.ts'
import type { BrowseNeeds } from './browse.ts'
import { readRecords, type ReadAs } from './read-records.ts'
import { rowOf } from './rows.ts'

export interface OneInput extends ReadAs {
  readonly topic: string
  readonly partition: number
  readonly offset: string
}

const ONE_BYTES = 1024 * 1024

/** One record in other formats; null: it is not there any more. */
export async function oneMessage(
  { topic, partition, offset, ...as }: OneInput,
  { client, lane, mask, registry }: BrowseNeeds,
  signal: AbortSignal,
): Promise<MessageRow | null> {
  const from = Number(offset)
  const limits = { maxWaitMs: 0, minBytes: 0, maxBytes: ONE_BYTES, partitionBytes: ONE_BYTES, isolation: 'uncommitted' } as const
  const [answer] = await client.fetchRecords([{ topic, partition, offset: from }], limits, signal)
  if (answer === undefined) return null
  if (answer.error) throw answer.error
  const job = {
    bytes: new Uint8Array(answer.records),
    from,
    before: from + 1,
    aborted: null,
    filter: null,
    mask,
    most: 1,
    newest: false,
  }
  const { shown } = await readRecords(as, lane, registry)(job, topic, signal)
  const [record] = shown
  return record ? rowOf(partition, record) : null
}
