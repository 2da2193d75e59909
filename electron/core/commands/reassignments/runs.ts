import { RunRecord } from '../../../../shared/contract/reassignment-run.ts'
import { createChanges, type Changes } from '../../lib/changes.ts'
import type { Json } from '../../lib/envelope.ts'
import type { FileNeeds } from '../../lib/files.ts'
import { openGenerations } from '../../lib/generations.ts'
import { createInOrder } from '../../lib/in-order.ts'
import type { Log } from '../../lib/log.ts'

const MAGIC = 'samsa.reassignments'
const VERSION = 1
/** Of those that are over; what was done by hand stays in the audit log. */
const KEPT_OVER = 10

/** Reassignments of Samsa, on the disk from before their first request until nothing of them is left in their cluster. */
export interface Runs {
  /** Newest first. */
  of(cluster: string): readonly RunRecord[]
  /** The one that goes on, or whose throttle is still there. */
  open(cluster: string): RunRecord | null
  /** Resolves when it would survive a crash. Fails with `files.notSaved`: then nothing may be sent. */
  put(record: RunRecord): Promise<void>
  readonly onChange: Changes['listen']
}

export async function openRuns({ path, log, ...files }: FileNeeds & { readonly path: string; readonly log: Log }): Promise<Runs> {
  const generations = await openGenerations({ ...files, path, magic: MAGIC, schemaVersion: VERSION })
  if (generations.found.why !== '') log.warn('The file of reassignments was damaged', { why: generations.found.why })
  const inOrder = createInOrder()
  const changes = createChanges()
  let records = readRecords(generations.found.payload)

  return {
    of: (cluster) => records.filter((r) => r.cluster === cluster),
    open: (cluster) => records.find((r) => r.cluster === cluster && r.over === null) ?? null,
    put: (record) =>
      inOrder(async () => {
        const next = trimmed([record, ...records.filter((r) => r.id !== record.id)])
        await generations.save([...next]) // strict objects of JSON values
        records = next
        changes.tell()
      }),
    onChange: changes.listen,
  }
}

/** Each by itself: one that does not fit spoils no other. */
const readRecords = (payload: Json | undefined): readonly RunRecord[] =>
  (Array.isArray(payload) ? payload : []).flatMap((entry: Json) => {
    const read = RunRecord.safeParse(entry)
    return read.success ? [read.data] : []
  })

function trimmed(records: readonly RunRecord[]): readonly RunRecord[] {
  const order = records.toSorted((a, b) => b.startedAt - a.startedAt)
  const over = order.filter((r) => r.over !== null).slice(0, KEPT_OVER)
  return order.filter((r) => r.over === null || over.includes(r))
}
