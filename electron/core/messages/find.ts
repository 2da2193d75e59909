import type { KafkaClient } from '../clients/kafka/kafka-client.ts'
import { recordDigest, type Digested } from '../lib/record-digest.ts'
import type { FindableRecord, WrittenRecords } from '../commands/messages/world.ts'
import type { RecordsJobs, ShownRecord } from '../records/jobs.ts'
import type { Payload } from '../records/payload.ts'
import type { WorkerLane } from '../workers/worker-lane.ts'

const PIECE = 1024 * 1024
/** Of what others wrote meanwhile, so many bytes are looked through. */
const MOST_BYTES = 64 * 1024 * 1024

const shownPart = (shown: Payload): Digested => ({ bytes: shown.bytes, start: Buffer.from(shown.text, 'base64') })

const digestOf = ({ key, value, headerCount }: ShownRecord): string =>
  recordDigest(key && shownPart(key), value && shownPart(value), headerCount)

const isThis = (written: FindableRecord, shown: ShownRecord): boolean => shown.unreadable === null && written.digest === digestOf(shown)

/** The place from which they all stand, one behind the other. */
function placeOf(written: readonly FindableRecord[], rows: readonly ShownRecord[]): number | null {
  const at = rows.findIndex((_, i) =>
    written.every((record, n) => {
      const row = rows[i + n]
      return row !== undefined && isThis(record, row)
    }),
  )
  return at < 0 ? null : (rows[at]?.offset ?? null)
}

/** Reads on from where the log ended, until these records are there or the log ends. */
export async function findWritten(
  { topic, partition, records, from }: WrittenRecords,
  { client, lane }: { readonly client: KafkaClient; readonly lane: Pick<WorkerLane<RecordsJobs>, 'run'> },
  signal: AbortSignal,
): Promise<number | null> {
  const limits = { maxWaitMs: 0, minBytes: 0, maxBytes: PIECE, partitionBytes: PIECE, isolation: 'uncommitted' } as const
  let rows: readonly ShownRecord[] = []
  let read = 0
  for (let next = from; read < MOST_BYTES;) {
    const [answer] = await client.fetchRecords([{ topic, partition, offset: next }], limits, signal)
    if (answer?.error) throw answer.error
    if (answer === undefined || answer.records.length === 0) return null
    read += answer.records.length
    const job = {
      bytes: new Uint8Array(answer.records),
      from: next,
      before: null,
      aborted: null,
      filter: null,
      keyFormat: 'base64',
      valueFormat: 'base64',
      keySchema: null,
      valueSchema: null,
      mask: false,
      most: Number.MAX_SAFE_INTEGER,
      newest: false,
    } as const
    const found = await lane.run('read', job, { owner: topic, signal })
    // They may begin in what was read before.
    rows = [...rows.slice(-records.length), ...found.shown]
    const place = placeOf(records, rows)
    if (place !== null) return place
    if (found.next === null || found.next <= next) return null
    next = found.next
  }
  return null
}
