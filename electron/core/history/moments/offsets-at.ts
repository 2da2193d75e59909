import type { HistoryDatabase } from '../database.ts'
import { offsetIn, PAIR_WITHIN_MS } from '../pairing.ts'
import { createSlotReader, type OneReading, type SlotReading } from '../slot-readings.ts'
import { packStart, slotOf, tiers, type TierFacts } from '../tiers.ts'
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
  /** Topics of each group, group after group: their places among the names, and their partitions. */
  readonly topicCounts: Int32Array
  readonly topics: Int32Array
  readonly names: readonly string[]
  readonly counts: Int32Array
  /** Of the end readings, one a topic of a group; NaN: none. */
  readonly endTimes: Float64Array
  readonly partitions: Int32Array
  readonly committed: Float64Array
  readonly ends: Float64Array
}

export type OffsetsReader = Pick<HistoryDatabase, 'packed' | 'loose' | 'oldestLoose' | 'topics' | 'named' | 'oldest'>

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
  const reader = createSlotReader(db, tier, time)
  const all = (kind: Subject['kind']): readonly SlotReading[] => {
    const read: SlotReading[] = []
    for (const [id, name] of db.named(kind)) {
      const subject = { id, kind, name }
      let found: SlotReading | null = null
      for (let at = packStart(tier.tier, slot); at > slot - LOOK_BACK[tier.tier] - tier.packSlots && found === null; at -= tier.packSlots)
        found = reader.newest(subject, at)
      if (found !== null) read.push(found)
    }
    return read
  }
  const known = (kind: 'ends' | 'starts'): TopicOffsetsAt =>
    topicOffsets(all(kind).map(({ name, time: at, known: values }) => ({ topic: name, time: at, values })))
  const topics = new Map([...db.named('ends')].map(([id, name]) => [name, { id, kind: 'ends' as const, name }]))
  // Groups of one round are read at the same time, and several of them read a topic.
  const paired = new Map<string, { readonly committedAt: number; readonly found: OneReading | null }>()
  const pair = (topic: string, committedAt: number): OneReading | null => {
    const known = paired.get(topic)
    if (known?.committedAt === committedAt) return known.found
    const subject = topics.get(topic)
    const next = subject === undefined ? null : reader.after(subject, committedAt)
    const found = next !== null && next.time - committedAt <= PAIR_WITHIN_MS ? next : null
    paired.set(topic, { committedAt, found })
    return found
  }
  return { ends: known('ends'), starts: known('starts'), commits: commitsOf(all('commits'), pair) }
}

interface TopicReading {
  readonly topic: string
  readonly time: number
  readonly values: Float64Array
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

interface Layouted {
  readonly topic: string
  readonly partitions: Int32Array
  readonly pair: OneReading | null
}

// Plain loops: there are hundreds of thousands of partitions, at every moment that the user goes to.
function commitsOf(readings: readonly SlotReading[], pair: (topic: string, committedAt: number) => OneReading | null): CommitsAt {
  const layouts: Layouted[] = []
  let count = 0
  for (const { time, layout } of readings)
    for (const { topic, partitions } of layout) {
      layouts.push({ topic, partitions, pair: pair(topic, time) })
      count += partitions.length
    }
  const names: string[] = []
  const places = new Map<string, number>()
  const placeOf = (topic: string): number => {
    const known = places.get(topic)
    if (known !== undefined) return known
    places.set(topic, names.length)
    return names.push(topic) - 1
  }
  const partitions = new Int32Array(count)
  const ends = new Float64Array(count)
  let at = 0
  for (const each of layouts) {
    partitions.set(each.partitions, at)
    const known = each.pair?.layout[0]?.partitions
    const values = each.pair?.values
    for (let i = 0; i < each.partitions.length; i++) {
      const partition = each.partitions[i] ?? 0
      ends[at] =
        values !== undefined && known?.[partition] === partition ? (values[partition] ?? Number.NaN) : offsetIn(each.pair, partition)
      at += 1
    }
  }
  return {
    groups: readings.map((r) => r.name),
    times: Float64Array.from(readings, (r) => r.time),
    topicCounts: Int32Array.from(readings, (r) => r.layout.length),
    topics: Int32Array.from(layouts, ({ topic }) => placeOf(topic)),
    names,
    counts: Int32Array.from(layouts, (each) => each.partitions.length),
    endTimes: Float64Array.from(layouts, (each) => each.pair?.time ?? Number.NaN),
    partitions,
    committed: joined(readings.map((r) => r.values)),
    ends,
  }
}
