import type { BrowseEvent, BrowseInput, MessageRow } from '../../../shared/contract/messages.ts'
import type { AppError } from '../../../shared/errors/error.ts'
import type { FetchedRecords, KafkaClient } from '../clients/kafka/kafka-client.ts'
import type { RecordsJobs } from '../records/jobs.ts'
import type { WorkerLane } from '../workers/worker-lane.ts'
import { rangesOf, type Range } from './ranges.ts'
import { readRecords, type ReadRecords } from './read-records.ts'
import type { RegistrySchemas } from './registry-schemas.ts'
import { rowOf } from './rows.ts'

export interface BrowseNeeds {
  readonly client: KafkaClient
  readonly lane: Pick<WorkerLane<RecordsJobs>, 'run'>
  /** Personal and secret things are not shown. */
  readonly mask: boolean
  /** Asked for when a format needs it. Fails with `registry.none`. */
  readonly registry: () => RegistrySchemas
}

/** Of one partition and of one answer (D-13). */
const PARTITION_BYTES = 1024 * 1024
const ANSWER_BYTES = 8 * 1024 * 1024
/** Partitions of one round: their answer must stay under the limit of a frame. */
const PARTITIONS_A_ROUND = 8
/** A broker waits so long for something new before it says that there is nothing. */
const FOLLOW_WAIT_MS = 1_000

interface Cursor {
  readonly range: Range
  next: number
}

interface Sums {
  scanned: number
  matched: number
  bytes: number
}

const problemOf = (error: AppError): { code: string; about: AppError['about'] } => ({ code: error.code, about: error.about })

/**
 * Reads records from where was asked to where it ends, as events: rows as they are found, and how far it is. Leaving the stream ends it;
 * nothing is left behind on the cluster.
 */
export async function* browse(input: BrowseInput, needs: BrowseNeeds, signal: AbortSignal): AsyncGenerator<BrowseEvent, void> {
  const { client, mask } = needs
  const reading: Reading = { ...needs, read: readRecords(input, needs.lane, needs.registry) }
  const ranges = await rangesOf(input, client, signal)
  const text = (n: number): string => String(n)
  const cursors: Cursor[] = ranges.map((range) => ({ range, next: range.from }))
  yield {
    is: 'began',
    partitions: ranges.map((r) => ({ partition: r.partition, start: text(r.start), end: text(r.end), from: text(r.from) })),
    ahead: left(cursors),
    masked: mask,
  }
  const sums: Sums = { scanned: 0, matched: 0, bytes: 0 }
  if (cursors.length === 0) return yield { is: 'ended', why: 'nothingReadable' }
  yield* input.from.at === 'newest' ? newest(input, cursors, reading, sums, signal) : inOrder(input, cursors, reading, sums, signal)
}

interface Reading extends BrowseNeeds {
  readonly read: ReadRecords
}

const left = (cursors: readonly Cursor[]): number => cursors.reduce((sum, c) => sum + Math.max(0, c.range.before - c.next), 0)

const progress = (sums: Sums, cursors: readonly Cursor[]): BrowseEvent => ({ is: 'progress', ...sums, left: left(cursors) })

/** All of the newest are read before the first is shown: which they are is known only then. */
async function* newest(
  input: BrowseInput,
  cursors: Cursor[],
  needs: Reading,
  sums: Sums,
  signal: AbortSignal,
): AsyncGenerator<BrowseEvent, void> {
  const count = input.from.at === 'newest' ? input.from.count : input.rows
  let rows: MessageRow[] = []
  for await (const found of readAll({ ...input, rows: count }, cursors, needs, sums, signal, 'newest')) {
    if (found.is !== 'rows') {
      yield found
      continue
    }
    rows = [...rows, ...found.rows].toSorted(byTime).slice(-count)
    yield progress(sums, cursors)
  }
  if (rows.length > 0) yield { is: 'rows', rows }
  yield progress(sums, cursors)
  if (!input.follow) return yield { is: 'ended', why: 'end' }
  yield* follow(input, cursors, needs, sums, signal)
}

/** Records of several partitions have no order but their times. */
const byTime = (a: MessageRow, b: MessageRow): number =>
  (a.at ?? 0) - (b.at ?? 0) || a.partition - b.partition || Number(a.offset) - Number(b.offset)

async function* inOrder(
  input: BrowseInput,
  cursors: Cursor[],
  needs: Reading,
  sums: Sums,
  signal: AbortSignal,
): AsyncGenerator<BrowseEvent, void> {
  let shown = 0
  for await (const event of readAll(input, cursors, needs, sums, signal, 'oldest')) {
    if (event.is !== 'rows') {
      yield event
      if (event.is === 'progress' && isEnough(input, sums)) return yield { is: 'ended', why: 'bytes' }
      continue
    }
    const rows = event.rows.slice(0, input.rows - shown)
    shown += rows.length
    if (rows.length > 0) yield { is: 'rows', rows }
    if (shown >= input.rows) {
      yield progress(sums, cursors)
      return yield { is: 'ended', why: 'rows' }
    }
  }
  yield progress(sums, cursors)
  if (!input.follow) return yield { is: 'ended', why: 'end' }
  yield* follow(input, cursors, needs, sums, signal)
}

const isEnough = ({ bytes }: BrowseInput, sums: Sums): boolean => bytes !== null && sums.bytes >= bytes

type Kept = 'oldest' | 'newest'

/** Up to where each partition ended when it began. */
async function* readAll(
  input: BrowseInput,
  cursors: Cursor[],
  needs: Reading,
  sums: Sums,
  signal: AbortSignal,
  kept: Kept,
): AsyncGenerator<BrowseEvent, void> {
  let open = cursors.filter((c) => c.next < c.range.before)
  while (open.length > 0) {
    const round = open.splice(0, PARTITIONS_A_ROUND)
    yield* readRound({ input, needs, sums, signal, kept, waitMs: 0, bounded: true }, round)
    // Also where nothing was found: how far it is.
    yield progress(sums, cursors)
    open = [...open, ...round.filter((c) => c.next < c.range.before)]
  }
}

/** What comes from now on. */
async function* follow(
  input: BrowseInput,
  cursors: Cursor[],
  needs: Reading,
  sums: Sums,
  signal: AbortSignal,
): AsyncGenerator<BrowseEvent, void> {
  for (;;) {
    yield* readRound({ input, needs, sums, signal, kept: 'newest', waitMs: FOLLOW_WAIT_MS, bounded: false }, cursors)
    yield progress(sums, cursors)
  }
}

interface Round {
  readonly input: BrowseInput
  readonly needs: Reading
  readonly sums: Sums
  readonly signal: AbortSignal
  readonly kept: Kept
  readonly waitMs: number
  /** Not beyond where the partition ended at first. */
  readonly bounded: boolean
}

/** One fetch of each partition. Those that fail are told, and are at their end. */
async function* readRound(round: Round, cursors: readonly Cursor[]): AsyncGenerator<BrowseEvent, void> {
  const { input, needs, sums, signal, waitMs, bounded } = round
  const wanted = cursors.map((c) => ({ topic: input.topic, partition: c.range.partition, offset: c.next }))
  const limits = {
    maxWaitMs: waitMs,
    minBytes: waitMs > 0 ? 1 : 0,
    maxBytes: ANSWER_BYTES,
    partitionBytes: PARTITION_BYTES,
    isolation: input.committedOnly ? 'committed' : 'uncommitted',
  } as const
  const answers = await needs.client.fetchRecords(wanted, limits, signal)
  for (const [i, answer] of answers.entries()) {
    const cursor = cursors[i]
    if (cursor === undefined) continue
    if (answer.error !== null) {
      yield { is: 'partitionFailed', partition: answer.partition, error: problemOf(answer.error) }
      if (bounded) cursor.next = cursor.range.before
      continue
    }
    const rows = await decoded(round, cursor, answer)
    sums.bytes += answer.records.length
    if (rows.length > 0) yield { is: 'rows', rows }
  }
}

async function decoded(
  { input, needs, sums, signal, kept, bounded }: Round,
  cursor: Cursor,
  answer: FetchedRecords,
): Promise<MessageRow[]> {
  const { partition } = cursor.range
  const job = {
    // A copy of its own: a view would take the whole answer along.
    bytes: new Uint8Array(answer.records),
    from: cursor.next,
    before: bounded ? cursor.range.before : null,
    aborted: input.committedOnly ? (answer.aborted ?? []) : null,
    filter: input.filter,
    mask: needs.mask,
    most: input.rows,
    newest: kept === 'newest',
  }
  const { shown, scanned, matched, next } = await needs.read(job, input.topic, signal)
  sums.scanned += scanned
  sums.matched += matched
  // Nothing whole came: the log ends here, or compaction left nothing up to its end.
  if (next !== null) cursor.next = Math.max(cursor.next + 1, next)
  else if (bounded) cursor.next = cursor.range.before
  return shown.map((record) => rowOf(partition, record))
}
