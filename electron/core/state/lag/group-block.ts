import type { ClusterState, DescriptionFact, GroupFact, GroupSample } from '../../../../shared/domain/cluster-state.ts'
import type { GroupLagFigures } from './figures.ts'
import { newRhythm, WAITS, type Rhythm } from './rhythm.ts'
import { createRowPages, TREND_MINUTES, type RowColumns, type RowPages, type RowPlaces } from './row-pages.ts'
import { countRows, createSamples, indexOf, moveTo, timeAt, totalAt, type Samples } from './samples.ts'
import type { RawRun } from './shown.ts'

/** Everything that is kept of a group between two readings, in columns: a row a partition. */
export interface GroupBlock extends Pick<RowColumns, 'out' | 'allowed' | 'edge' | 'edgeBy' | 'shown'> {
  /** Its rows in the columns above, which it shares with other groups. */
  readonly places: RowPlaces
  readonly samples: Samples
  readonly rhythm: Rhythm
  /** Raw verdicts of the last moments, by row, where they differ from what is shown. Null: of none. */
  recent: Map<number, RawRun[]> | null
  /** Time lags of the window where a retention time is known, by row: how fast they grow. Null: of none. */
  ages: Map<number, readonly { readonly t: number; readonly y: number }[]> | null
  readonly owners: Owners
  /** Partitions with an owner and without a place among the rows, as of a description. */
  ownedOnly: { readonly from: DescriptionFact | undefined; readonly partitions: readonly OwnedPartition[] }
  /** The layout they were taken from. */
  layout: ReadonlyMap<string, unknown> | null
  /** Total lag of the last hour, one place a minute from `trendFrom` on; NaN: not read. */
  readonly trend: Float32Array
  readonly trendFrom: number
  trendMinute: number
  /** Seconds: newest rise of a commit or sight of a member. */
  aliveAt: number
  /** Planned seconds between two samples. */
  interval: number
  /** What it came to with the newest sample; undefined: it was not judged yet. */
  figures: GroupLagFigures | undefined
  /** Where that stands among those of all groups; -1: not yet. */
  place: number
  /** The group as it was listed last, and in which list. */
  readonly listed: { groups: ClusterState['groups'] | null; fact: GroupFact | undefined }
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

const NOTHING_OWNED: GroupBlock['ownedOnly'] = { from: undefined, partitions: [] }

export function createBlock(sample: GroupSample, t: number, pages: RowPages = createRowPages()): GroupBlock {
  const places = pages.take(countRows(sample))
  const { columns, from, rows, trend, trendFrom } = places
  const { out, allowed, edge, edgeBy, shown, member, ownedSince } = columns
  return {
    ...{ places, out, allowed, edge, edgeBy, shown, trend, trendFrom },
    samples: createSamples(sample, pages.samples, places),
    rhythm: newRhythm(columns, from, from + rows),
    recent: null,
    ages: null,
    owners: { from: undefined, readable: false, member, since: ownedSince },
    ownedOnly: NOTHING_OWNED,
    layout: null,
    trendMinute: -1,
    aliveAt: t,
    interval: 0,
    figures: undefined,
    place: -1,
    listed: { groups: null, fact: undefined },
  }
}

/** The partitions of the group are others now: what is known of those that stayed goes on. */
export function carryOver(before: GroupBlock, next: GroupBlock): void {
  const { samples: from } = before
  const to = next.samples
  moveTo(to, from.capacity)
  to.count = from.count
  to.keepFor = from.keepFor
  for (const column of [to.committed, to.ends]) column.fill(Number.NaN, to.at, to.at + to.stride * to.capacity)
  for (let place = 0; place < from.count; place += 1) {
    to.committed[to.at + place * to.stride] = timeAt(from, place)
    to.ends[to.at + place * to.stride] = totalAt(from, place)
  }
  to.starts = from.starts ? new Float64Array(to.stride * to.capacity).fill(Number.NaN) : null
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
  next.trend.set(before.trend.subarray(before.trendFrom, before.trendFrom + TREND_MINUTES), next.trendFrom)
  next.trendMinute = before.trendMinute
  next.aliveAt = before.aliveAt
  next.interval = before.interval
  next.rhythm.pairs = before.rhythm.pairs
  next.rhythm.pairsBefore = before.rhythm.pairsBefore
  next.rhythm.halfSince = before.rhythm.halfSince
}

function carry(before: GroupBlock, row: number, next: GroupBlock, to: number): void {
  const { samples } = before
  for (let place = 0; place < samples.count; place += 1) {
    const read = indexOf(samples, place, row)
    const write = indexOf(next.samples, place, to)
    for (const column of ['committed', 'ends'] as const) next.samples[column][write] = samples[column][read] ?? Number.NaN
    if (samples.starts && next.samples.starts)
      next.samples.starts[write - next.samples.at] = samples.starts[read - samples.at] ?? Number.NaN
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
  next.rhythm.waits.set(before.rhythm.waits.subarray(row * WAITS, (row + 1) * WAITS), to * WAITS)
  for (const column of ['code', 'flags', 'also', 'since', 'settling'] as const) one(before.shown[column], next.shown[column])
  next.recent = withEntry(next.recent, to, before.recent?.get(row))
  next.ages = withEntry(next.ages, to, before.ages?.get(row))
  next.rhythm.pauses = withEntry(next.rhythm.pauses, to, before.rhythm.pauses?.get(row))
}

const withEntry = <T>(map: Map<number, T> | null, row: number, value: T | undefined): Map<number, T> | null =>
  value === undefined ? map : (map ?? new Map<number, T>()).set(row, value)
