import type { DescriptionFact, GroupSample } from '../../../../shared/domain/cluster-state.ts'
import { newRateColumns, RATE_SHARES, type RateColumns } from '../../../../shared/domain/rates.ts'
import { newRhythm, RHYTHM_A_ROW, type Rhythm } from './rhythm.ts'
import { createRoom } from './room.ts'
import { createSamples, type Samples } from './samples.ts'
import { newShown, SHOWN_A_ROW, type RawRun, type Shown } from './shown.ts'

/** Everything that is kept of a group between two readings, in columns: a row a partition. */
export interface GroupBlock {
  readonly samples: Samples
  readonly rhythm: Rhythm
  readonly out: RateColumns
  /** Lag that counts as none, seconds until loss (NaN: unknown, Infinity: never) and which forecast says so (1 by offset, 2 by time). */
  readonly allowed: Float64Array
  readonly edge: Float64Array
  readonly edgeBy: Uint8Array
  readonly shown: Shown
  /** Raw verdicts of the last moments, by row, where they differ from what is shown. Null: of none. */
  recent: Map<number, RawRun[]> | null
  /** Time lags of the window where a retention time is known, by row: how fast they grow. Null: of none. */
  ages: Map<number, readonly { readonly t: number; readonly y: number }[]> | null
  readonly owners: Owners
  /** Partitions with an owner and without a place among the rows, as of a description. */
  ownedOnly: { readonly from: DescriptionFact | undefined; readonly partitions: readonly OwnedPartition[] }
  /** The layout they were taken from. */
  layout: ReadonlyMap<string, unknown> | null
  /** Total lag of the last hour, one place a minute; NaN: not read. */
  readonly trend: Float32Array
  trendMinute: number
  /** Seconds: newest rise of a commit or sight of a member. */
  aliveAt: number
  /** Planned seconds between two samples. */
  interval: number
}

export interface OwnedPartition {
  readonly topic: string
  readonly partition: number
}

export interface Owners {
  /** Of what it was made; undefined: members were never read. */
  from: DescriptionFact | undefined
  /** Assignments are readable: a row without an owner is known to have none. */
  readable: boolean
  /** A number for the member that owns the row; 0: nobody. */
  readonly member: Int32Array
  /** Seconds since when it does; NaN: since before we looked. */
  readonly since: Float64Array
}

export const TREND_MINUTES = 60

/** Rates, what is allowed, the edge and what decides it, the owner and since when; rhythm and what is shown. */
const BYTES_A_ROW = 4 * 8 + 2 * 8 + 1 + 4 + 8 + RHYTHM_A_ROW + SHOWN_A_ROW
/** Lost between columns of numbers of different size. */
const UNEVEN = 64

export function createBlock(sample: GroupSample, t: number): GroupBlock {
  const samples = createSamples(sample)
  const { rows } = samples
  const room = createRoom(rows * BYTES_A_ROW + 8 * RATE_SHARES + 4 * TREND_MINUTES + UNEVEN)
  return {
    samples,
    out: newRateColumns(rows, room.float64),
    allowed: room.float64(rows),
    edge: room.float64(rows).fill(Number.NaN),
    rhythm: newRhythm(rows, room),
    shown: newShown(rows, room),
    edgeBy: room.uint8(rows),
    recent: null,
    ages: null,
    owners: { from: undefined, readable: false, member: room.int32(rows), since: room.float64(rows).fill(Number.NaN) },
    ownedOnly: { from: undefined, partitions: [] },
    layout: null,
    trend: room.float32(TREND_MINUTES).fill(Number.NaN),
    trendMinute: -1,
    aliveAt: t,
    interval: 0,
  }
}

/** The partitions of the group are others now: what is known of those that stayed goes on. */
export function rebuilt(before: GroupBlock, sample: GroupSample, t: number): GroupBlock {
  const next = createBlock(sample, t)
  const { samples: from } = before
  const to = next.samples
  to.capacity = from.capacity
  to.count = from.count
  to.t = from.t
  to.total = from.total
  to.keepFor = from.keepFor
  to.committed = new Float64Array(to.rows * to.capacity).fill(Number.NaN)
  to.ends = new Float64Array(to.rows * to.capacity).fill(Number.NaN)
  to.starts = from.starts ? new Float64Array(to.rows * to.capacity).fill(Number.NaN) : null
  const places = new Map(from.topics.map((rows) => [rows.topic, rows]))
  for (const rows of to.topics) {
    const { topic, partitions, base } = rows
    const old = places.get(topic)
    if (!old) continue
    rows.topicId = old.topicId
    const rowOf = new Map(Array.from(old.partitions, (p, i) => [p, old.base + i]))
    for (const [i, p] of partitions.entries()) {
      const row = rowOf.get(p)
      if (row !== undefined) carry(before, row, next, base + i)
    }
  }
  next.trend.set(before.trend)
  next.trendMinute = before.trendMinute
  next.aliveAt = before.aliveAt
  next.interval = before.interval
  next.rhythm.pairs = before.rhythm.pairs
  next.rhythm.pairsBefore = before.rhythm.pairsBefore
  next.rhythm.halfSince = before.rhythm.halfSince
  return next
}

function carry(before: GroupBlock, row: number, next: GroupBlock, to: number): void {
  const { samples } = before
  for (const column of ['committed', 'ends', 'starts'] as const) {
    const from = samples[column]
    const into = next.samples[column]
    if (!from || !into) continue
    for (let place = 0; place < samples.capacity; place += 1)
      into[place * next.samples.rows + to] = from[place * samples.rows + row] ?? Number.NaN
  }
  const one = <T extends { [place: number]: number }>(a: T, b: T): void => void (b[to] = a[row] ?? Number.NaN)
  one(samples.start, next.samples.start)
  one(samples.steadySince, next.samples.steadySince)
  for (const column of ['t', 'offset', 'short', 'long'] as const) one(before.out[column], next.out[column])
  one(before.allowed, next.allowed)
  one(before.edge, next.edge)
  one(before.edgeBy, next.edgeBy)
  one(before.rhythm.waitingSince, next.rhythm.waitingSince)
  one(before.rhythm.rises, next.rhythm.rises)
  one(before.rhythm.risesBefore, next.rhythm.risesBefore)
  const waits = before.rhythm.waits.length / Math.max(1, samples.rows)
  next.rhythm.waits.set(before.rhythm.waits.subarray(row * waits, (row + 1) * waits), to * waits)
  for (const column of ['code', 'flags', 'also', 'since', 'settling'] as const) one(before.shown[column], next.shown[column])
  next.recent = withEntry(next.recent, to, before.recent?.get(row))
  next.ages = withEntry(next.ages, to, before.ages?.get(row))
  next.rhythm.pauses = withEntry(next.rhythm.pauses, to, before.rhythm.pauses?.get(row))
}

const withEntry = <T>(map: Map<number, T> | null, row: number, value: T | undefined): Map<number, T> | null =>
  value === undefined ? map : (map ?? new Map<number, T>()).set(row, value)
