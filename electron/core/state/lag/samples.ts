import type { GroupSample } from '../../../../shared/domain/cluster-state.ts'
import { sameNumbers } from '../../../../shared/domain/reduce/kept.ts'
import { createRoom } from './room.ts'
import { createRowPages, type RowPlaces } from './row-pages.ts'
import type { OfTopic } from './topic-case.ts'

/** Partitions of a topic that a group has commit readings of; `base` is the row of the first. */
export interface TopicRows extends OfTopic {
  /** Of the topic that was sampled; undefined: it was not looked up. Another one is another log. */
  topicId: string | null | undefined
  readonly partitions: Int32Array
  readonly base: number
}

/**
 * What was read of a group, newest last: of each sample the commits and the log ends of all its rows side by side, the times once for
 * all. So a sample is written, compared with the one before and thinned out in one stretch of memory. NaN: not read.
 * Bounded: samples older than `FINE_S` are thinned to one a minute, those older than is needed go.
 */
export interface Samples {
  readonly topics: readonly TopicRows[]
  /** Its rows: `from` to before `from + rows`. */
  readonly from: number
  readonly rows: number
  capacity: number
  count: number
  /** Seconds; the newest end reading of the sample. */
  t: Float64Array
  /** Lag over complete partitions. */
  total: Float64Array
  /** At `place * rows + row - from`. */
  committed: Float64Array
  ends: Float64Array
  /** Log starts at the time of the sample; null while none ever moved: `start` holds for all. */
  starts: Float64Array | null
  /** By row, as its page has them. */
  readonly start: Float64Array
  readonly steadySince: Float64Array
  /** Seconds of samples that verdicts need. */
  keepFor: number
}

const FINE_S = 360
const COARSE_S = 60
export const KEEP_S = 1_200
const FIRST_CAPACITY = 8

export function countRows({ topics }: GroupSample): number {
  let rows = 0
  for (const { partitions } of topics.values()) rows += partitions.length
  return rows
}

/** @param places as many as the sample has rows */
export function createSamples(sample: GroupSample, places: RowPlaces = createRowPages().take(countRows(sample))): Samples {
  const { columns, from, rows } = places
  const topics: TopicRows[] = []
  let base = from
  for (const [topic, { partitions }] of sample.topics) {
    topics.push({ topic, partitions, base, topicId: undefined, known: null })
    base += partitions.length
  }
  return {
    topics,
    from,
    rows,
    capacity: FIRST_CAPACITY,
    count: 0,
    ...newColumns(rows, FIRST_CAPACITY),
    starts: null,
    start: columns.start,
    steadySince: columns.steadySince,
    keepFor: KEEP_S,
  }
}

function newColumns(rows: number, capacity: number): Pick<Samples, 't' | 'total' | 'committed' | 'ends'> {
  const room = createRoom(16 * capacity * (rows + 1))
  const { float64 } = room
  return { t: float64(capacity), total: float64(capacity), committed: float64(rows * capacity), ends: float64(rows * capacity) }
}

/** True: the sample is about the same partitions in the same order. */
export function fitsRows({ topics }: Samples, sample: GroupSample): boolean {
  if (topics.length !== sample.topics.size) return false
  let at = 0
  for (const [topic, { partitions }] of sample.topics) {
    const own = topics[at]
    if (own?.topic !== topic || (own.partitions !== partitions && !sameNumbers(own.partitions, partitions))) return false
    at += 1
  }
  return true
}

/** Makes room for one more sample: thins and drops old ones, and grows when that is not enough. */
export function makeRoom(samples: Samples): void {
  const { count, capacity } = samples
  if (count < capacity) return
  const kept = keptPlaces(samples)
  const next = kept.length > capacity * 0.75 ? Math.ceil(kept.length * 1.5) : capacity
  const { rows, t, total, committed, ends, starts } = samples
  const to = next === capacity ? samples : newColumns(rows, next)
  samples.t = picked(t, to.t, kept, 1)
  samples.total = picked(total, to.total, kept, 1)
  samples.committed = picked(committed, to.committed, kept, rows)
  samples.ends = picked(ends, to.ends, kept, rows)
  if (starts) samples.starts = picked(starts, next === capacity ? starts : new Float64Array(rows * next), kept, rows)
  samples.capacity = next
  samples.count = kept.length
}

function keptPlaces({ t, count, keepFor }: Samples): number[] {
  const now = t[count - 1] ?? 0
  const kept: number[] = []
  let last = -Infinity
  for (let i = 0; i < count; i += 1) {
    const at = t[i] ?? 0
    if (now - at > keepFor) continue
    if (now - at > FINE_S && at - last < COARSE_S) continue
    kept.push(i)
    last = at
  }
  return kept
}

function picked(from: Float64Array, to: Float64Array, places: readonly number[], rows: number): Float64Array {
  // Forwards: a place is never written before it was read.
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i] ?? 0
    if (to === from) to.copyWithin(i * rows, place * rows, (place + 1) * rows)
    else for (let row = 0; row < rows; row += 1) to[i * rows + row] = from[place * rows + row] ?? Number.NaN
  }
  return to
}

/**
 * A log start was read. While none ever moved there is no column of them.
 * @returns it is the first that was read of this row
 */
export function setStart(samples: Samples, row: number, start: number): boolean {
  const before = samples.start[row] ?? Number.NaN
  if (Number.isNaN(start) || start === before) return false
  const isFirst = Number.isNaN(before)
  if (samples.starts === null && !isFirst) {
    samples.starts = new Float64Array(samples.rows * samples.capacity)
    const own = samples.start.subarray(samples.from, samples.from + samples.rows)
    for (let place = 0; place < samples.capacity; place += 1) samples.starts.set(own, place * samples.rows)
  }
  samples.start[row] = start
  return isFirst
}

/** Commits of a topic's rows, and the ends that arrived soon enough after them. */
export function writeRows(
  samples: Samples,
  { partitions, base }: TopicRows,
  place: number,
  { committed, ends, endAt }: { readonly committed: Float64Array; readonly ends: Float64Array; readonly endAt: Float64Array },
  pairedUntil: number,
): void {
  const at = place * samples.rows + base - samples.from
  for (let i = 0; i < partitions.length; i += 1) {
    samples.committed[at + i] = committed[i] ?? Number.NaN
    samples.ends[at + i] = (endAt[i] ?? Number.NaN) <= pairedUntil ? (ends[i] ?? Number.NaN) : Number.NaN
    noteSteadiness(samples, base + i, place)
  }
}

/** The sample at `place` of a row was taken in: does the run go on, begin anew, or end? */
export function noteSteadiness({ t, committed, ends, rows, from, steadySince }: Samples, row: number, place: number): void {
  const at = place * rows + row - from
  const c = committed[at] ?? Number.NaN
  const e = ends[at] ?? Number.NaN
  const goesOn = place > 0 && c >= (committed[at - rows] ?? Number.NaN) && e >= (ends[at - rows] ?? Number.NaN)
  // NaN stays: what came before was not complete.
  if (goesOn && !Number.isNaN(steadySince[row] ?? Number.NaN)) return
  steadySince[row] = c >= 0 && !Number.isNaN(e) ? (t[place] ?? Number.NaN) : Number.NaN
}

/** Nothing before this moment is compared with what comes: the topic was made anew. */
export function cutRows(samples: Samples, { base, partitions }: TopicRows): void {
  const { rows, capacity } = samples
  for (let from = base - samples.from; from < rows * capacity; from += rows) {
    samples.committed.fill(Number.NaN, from, from + partitions.length)
    samples.ends.fill(Number.NaN, from, from + partitions.length)
  }
  samples.start.fill(Number.NaN, base, base + partitions.length)
  samples.steadySince.fill(Number.NaN, base, base + partitions.length)
}
