import type { GroupSample } from '../../../../shared/domain/cluster-state.ts'
import { sameNumbers } from '../../../../shared/domain/reduce/kept.ts'
import { createRowPages, type RowPlaces } from './row-pages.ts'
import { createSamplePages, type SamplePage, type SamplePages } from './sample-pages.ts'
import type { OfTopic } from './topic-case.ts'

/** Partitions of a topic that a group has commit readings of; `base` is the row of the first. */
export interface TopicRows extends OfTopic {
  /** Of the topic that was sampled; undefined: it was not looked up. Another one is another log. */
  topicId: string | null | undefined
  readonly partitions: Int32Array
  readonly base: number
}

/**
 * What was read of a group, newest last: of each sample the commits and the log ends of all its rows side by side. So a sample is written,
 * compared with the one before and thinned out in one stretch of memory, its slot of a page that groups share. NaN: not read.
 * Bounded: samples older than `FINE_S` are thinned to one a minute, those older than is needed go.
 */
export interface Samples {
  readonly topics: readonly TopicRows[]
  /** Its rows: `from` to before `from + rows`. */
  readonly from: number
  readonly rows: number
  capacity: number
  count: number
  page: SamplePage
  /** Its slot: the sample at `place` begins at `at + place * stride`, with its time and its total lag; those of its rows follow. */
  at: number
  /** One more than rows. */
  readonly stride: number
  committed: Float64Array
  ends: Float64Array
  /** Log starts at the time of the sample, of its own: where commits stand, less `at`. Null while none ever moved: `start` holds for all. */
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

/** Seconds; the newest end reading of the sample. */
export const timeAt = ({ committed, at, stride }: Samples, place: number): number => committed[at + place * stride] ?? Number.NaN
/** Lag over complete partitions. */
export const totalAt = ({ ends, at, stride }: Samples, place: number): number => ends[at + place * stride] ?? Number.NaN
/** Where the commit and the end of a row stand. */
export const indexOf = ({ at, stride, from }: Samples, place: number, row: number): number => at + place * stride + 1 + row - from

export function countRows({ topics }: GroupSample): number {
  let rows = 0
  for (const { partitions } of topics.values()) rows += partitions.length
  return rows
}

/** @param places as many as the sample has rows */
export function createSamples(
  sample: GroupSample,
  pages: SamplePages = createSamplePages(),
  places: RowPlaces = createRowPages().take(countRows(sample)),
): Samples {
  const { columns, from, rows } = places
  const stride = rows + 1
  const { page, at } = pages.take(FIRST_CAPACITY * stride)
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
    ...{ page, at, stride, committed: page.committed, ends: page.ends },
    starts: null,
    start: columns.start,
    steadySince: columns.steadySince,
    keepFor: KEEP_S,
  }
}

/** Another slot, for as many samples, without what the one before held. That one is given back. */
export function moveTo(samples: Samples, capacity: number): void {
  const { page, at, stride } = samples
  const next = page.home.take(capacity * stride)
  page.home.give({ page, at })
  samples.page = next.page
  samples.at = next.at
  samples.committed = next.page.committed
  samples.ends = next.page.ends
  samples.capacity = capacity
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
  const { stride, at, committed, ends, starts } = samples
  // What was given back nobody takes meanwhile: it is still there to be read.
  if (next !== capacity) moveTo(samples, next)
  pick(committed, at, samples.committed, samples.at, kept, stride)
  pick(ends, at, samples.ends, samples.at, kept, stride)
  if (starts) {
    if (next !== capacity) samples.starts = new Float64Array(stride * next)
    pick(starts, 0, samples.starts ?? starts, 0, kept, stride)
  }
  samples.count = kept.length
}

function keptPlaces(samples: Samples): number[] {
  const { count, keepFor } = samples
  const now = timeAt(samples, count - 1)
  const kept: number[] = []
  let last = -Infinity
  for (let i = 0; i < count; i += 1) {
    const at = timeAt(samples, i)
    if (now - at > keepFor) continue
    if (now - at > FINE_S && at - last < COARSE_S) continue
    kept.push(i)
    last = at
  }
  return kept
}

/** Samples at `places`, one behind the other: from a slot to another or to its front. */
function pick(from: Float64Array, at: number, to: Float64Array, toAt: number, places: readonly number[], stride: number): void {
  // Forwards: a place is never written before it was read.
  for (let i = 0; i < places.length; i += 1) {
    const read = at + (places[i] ?? 0) * stride
    const write = toAt + i * stride
    for (let n = 0; n < stride; n += 1) to[write + n] = from[read + n] ?? Number.NaN
  }
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
    samples.starts = new Float64Array(samples.stride * samples.capacity)
    const own = samples.start.subarray(samples.from, samples.from + samples.rows)
    for (let place = 0; place < samples.capacity; place += 1) samples.starts.set(own, place * samples.stride + 1)
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
  const at = indexOf(samples, place, base)
  for (let i = 0; i < partitions.length; i += 1) {
    samples.committed[at + i] = committed[i] ?? Number.NaN
    samples.ends[at + i] = (endAt[i] ?? Number.NaN) <= pairedUntil ? (ends[i] ?? Number.NaN) : Number.NaN
    noteSteadiness(samples, base + i, place)
  }
}

/** The sample at `place` of a row was taken in: does the run go on, begin anew, or end? */
export function noteSteadiness(samples: Samples, row: number, place: number): void {
  const { committed, ends, stride, steadySince } = samples
  const at = indexOf(samples, place, row)
  const c = committed[at] ?? Number.NaN
  const e = ends[at] ?? Number.NaN
  const goesOn = place > 0 && c >= (committed[at - stride] ?? Number.NaN) && e >= (ends[at - stride] ?? Number.NaN)
  // NaN stays: what came before was not complete.
  if (goesOn && !Number.isNaN(steadySince[row] ?? Number.NaN)) return
  steadySince[row] = c >= 0 && !Number.isNaN(e) ? timeAt(samples, place) : Number.NaN
}

/** Nothing before this moment is compared with what comes: the topic was made anew. */
export function cutRows(samples: Samples, { base, partitions }: TopicRows): void {
  for (let place = 0; place < samples.capacity; place += 1) {
    const from = indexOf(samples, place, base)
    samples.committed.fill(Number.NaN, from, from + partitions.length)
    samples.ends.fill(Number.NaN, from, from + partitions.length)
  }
  samples.start.fill(Number.NaN, base, base + partitions.length)
  samples.steadySince.fill(Number.NaN, base, base + partitions.length)
}
