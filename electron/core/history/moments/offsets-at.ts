import type { HistoryDatabase } from '../database.ts'
import { offsetIn, PAIR_WITHIN_MS } from '../pairing.ts'
import { rowsOf, type StoredRow } from '../stored-rows.ts'
import { slotOf, tiers, type TierFacts } from '../tiers.ts'
import type { Subject } from '../subjects.ts'

/** Offsets as they were known at a moment, in flat arrays: hundreds of thousands of them go to the core's thread in no time. */
export interface OffsetsAt {
  readonly ends: TopicOffsetsAt
  readonly starts: TopicOffsetsAt
  readonly commits: CommitsAt
}

export interface TopicOffsetsAt {
  readonly topics: readonly string[]
  /** Partitions of each topic, and when it was read. */
  readonly counts: Int32Array
  readonly times: Float64Array
  /** Topic after topic. NaN: unknown. */
  readonly values: Float64Array
}

export interface CommitsAt {
  readonly groups: readonly string[]
  readonly times: Float64Array
  /** Topics of each group, topic names and their partitions, group after group. */
  readonly topicCounts: Int32Array
  readonly topics: readonly string[]
  readonly counts: Int32Array
  /** Of the end readings, one a topic of a group; NaN: none. */
  readonly endTimes: Float64Array
  readonly partitions: Int32Array
  readonly committed: Float64Array
  readonly ends: Float64Array
}

export type OffsetsReader = Pick<HistoryDatabase, 'read' | 'subjectsIn' | 'oldest'>

/** How far back a reading is looked for, in slots of its tier: groups without members are read every ten minutes. */
const LOOK_BACK = { 10: 15, 60: 1, 600: 1 } as const

/** The finest tier that reaches back to the moment. */
function tierAt(db: OffsetsReader, time: number): TierFacts | null {
  for (const tier of tiers) {
    const oldest = db.oldest(tier.tier)
    if (oldest !== null && oldest <= slotOf(tier, time)) return tier
  }
  return null
}

export function offsetsAt(db: OffsetsReader, time: number): OffsetsAt {
  const tier = tierAt(db, time)
  if (tier === null) return { ends: topicOffsets([]), starts: topicOffsets([]), commits: commitsOf([], () => null) }
  const slot = slotOf(tier, time)
  const subjects = db.subjectsIn(tier.tier, slot - LOOK_BACK[tier.tier], slot + 1)
  const ofKind = (kind: Subject['kind']): readonly Subject[] => subjects.filter((s) => s.kind === kind)
  const rows = createRows(db, tier, time)
  const known = (kind: 'ends' | 'starts'): TopicOffsetsAt =>
    topicOffsets(ofKind(kind).flatMap((subject) => merged(subject.name, rows.upTo(subject)) ?? []))
  const commits = ofKind('commits').flatMap((subject) => {
    const row = rows.upTo(subject).at(-1)
    return row === undefined ? [] : [{ group: subject.name, row }]
  })
  const pair = (topic: string, committedAt: number): StoredRow | null => {
    const found = rows.from(topic, committedAt).find((row) => row.time >= committedAt)
    return found !== undefined && found.time - committedAt <= PAIR_WITHIN_MS ? found : null
  }
  return { ends: known('ends'), starts: known('starts'), commits: commitsOf(commits, pair) }
}

/** Readings of subjects around the moment; those of topics are asked for by several groups. */
function createRows(db: OffsetsReader, tier: TierFacts, time: number) {
  const slot = slotOf(tier, time)
  const cache = new Map<string, readonly StoredRow[]>()
  /** Newest slot with a reading at or before the moment first: most are in the first one. */
  const look = (subject: Subject): readonly StoredRow[] => {
    const newest = rowsOf(db, subject, tier.tier, slot, slot + 1)
    for (let back = 0; back <= LOOK_BACK[tier.tier]; back += 1) {
      const older = back === 0 ? [] : rowsOf(db, subject, tier.tier, slot - back, slot - back)
      const first = older[0] ?? newest[0]
      if (first !== undefined && first.time <= time) return [...older, ...newest]
      if (back === LOOK_BACK[tier.tier]) return newest
    }
    return newest
  }
  const around = (subject: Subject): readonly StoredRow[] => {
    const key = `${subject.kind} ${subject.name}`
    const known = cache.get(key)
    if (known) return known
    const read = look(subject)
    cache.set(key, read)
    return read
  }
  /** End readings beside a commit reading, which may be much older than the moment. */
  const from = (topic: string, committedAt: number): readonly StoredRow[] => {
    const subject: Subject = { kind: 'ends', name: topic }
    const own = slotOf(tier, committedAt)
    if (own === slot) return around(subject)
    const key = `${own} ${topic}`
    const known = cache.get(key)
    if (known) return known
    const read = rowsOf(db, subject, tier.tier, own, own + 1)
    cache.set(key, read)
    return read
  }
  return { from, upTo: (subject: Subject) => around(subject).filter((row) => row.time <= time) }
}

interface TopicReading {
  readonly topic: string
  readonly time: number
  readonly values: Float64Array
}

/** The newest known value of each partition. */
function merged(topic: string, rows: readonly StoredRow[]): TopicReading | null {
  const newest = rows.at(-1)
  if (newest === undefined) return null
  const values = newest.values.slice()
  for (let p = 0; p < values.length; p += 1)
    if (Number.isNaN(values[p])) values[p] = offsetIn(rows.findLast((row) => !Number.isNaN(offsetIn(row, p))) ?? null, p)
  return { topic, time: newest.time, values }
}

function topicOffsets(readings: readonly TopicReading[]): TopicOffsetsAt {
  return {
    topics: readings.map((r) => r.topic),
    counts: Int32Array.from(readings, (r) => r.values.length),
    times: Float64Array.from(readings, (r) => r.time),
    values: joined(readings.map((r) => r.values)),
  }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((n, part) => n + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function commitsOf(
  readings: readonly { readonly group: string; readonly row: StoredRow }[],
  pair: (topic: string, committedAt: number) => StoredRow | null,
): CommitsAt {
  const layouts = readings.flatMap(({ row }) =>
    row.layout.map(({ topic, partitions }) => ({ topic, partitions, pair: pair(topic, row.time) })),
  )
  const partitions = new Int32Array(layouts.reduce((n, each) => n + each.partitions.length, 0))
  const ends = new Float64Array(partitions.length)
  let at = 0
  for (const each of layouts)
    for (const partition of each.partitions) {
      partitions[at] = partition
      ends[at] = offsetIn(each.pair, partition)
      at += 1
    }
  return {
    groups: readings.map((r) => r.group),
    times: Float64Array.from(readings, (r) => r.row.time),
    topicCounts: Int32Array.from(readings, (r) => r.row.layout.length),
    topics: layouts.map((each) => each.topic),
    counts: Int32Array.from(layouts, (each) => each.partitions.length),
    endTimes: Float64Array.from(layouts, (each) => each.pair?.time ?? Number.NaN),
    partitions,
    committed: joined(readings.map((r) => r.row.values)),
    ends,
  }
}
