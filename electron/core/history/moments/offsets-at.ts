import type { HistoryDatabase } from '../database.ts'
import { PAIR_WITHIN_MS } from '../pairing.ts'
import { createSlotReader, type Known, type NamedSubject, type PlacedReading, type SlotReading } from '../slot-readings.ts'
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
  const all = <T>(kind: Subject['kind'], look: (subject: NamedSubject, slot: number) => T | null): readonly T[] => {
    const read: T[] = []
    for (const [id, name] of db.named(kind)) {
      const subject = { id, kind, name }
      let found: T | null = null
      for (let at = packStart(tier.tier, slot); at > slot - LOOK_BACK[tier.tier] - tier.packSlots && found === null; at -= tier.packSlots)
        found = look(subject, at)
      if (found !== null) read.push(found)
    }
    return read
  }
  const known = (kind: 'ends' | 'starts'): TopicOffsetsAt => topicOffsets(all(kind, reader.known))
  const topics = new Map<string, Paired>()
  for (const [id, name] of db.named('ends')) topics.set(name, { subject: { id, kind: 'ends', name }, committedAt: Number.NaN, found: null })
  // Groups of one round are read at the same time, and several of them read a topic.
  const pair = (topic: string, committedAt: number): PlacedReading | null => {
    const own = topics.get(topic)
    if (own === undefined || own.committedAt === committedAt) return own?.found ?? null
    const next = reader.after(own.subject, committedAt)
    own.committedAt = committedAt
    own.found = next !== null && next.time - committedAt <= PAIR_WITHIN_MS ? next : null
    return own.found
  }
  return { ends: known('ends'), starts: known('starts'), commits: commitsOf(all('commits', reader.newest), pair) }
}

/** A topic, and its end reading that was paired last. */
interface Paired {
  readonly subject: NamedSubject
  committedAt: number
  found: PlacedReading | null
}

// Plain loops from here on: there are hundreds of thousands of partitions, at every moment that the user goes to.
function topicOffsets(readings: readonly Known[]): TopicOffsetsAt {
  const counts = new Int32Array(readings.length)
  const times = new Float64Array(readings.length)
  const topics: string[] = []
  let count = 0
  for (const [i, { name, time, known }] of readings.entries()) {
    topics.push(name)
    times[i] = time
    counts[i] = known.length
    count += known.length
  }
  const values = new Float64Array(count)
  let at = 0
  for (const { known } of readings) for (let place = 0; place < known.length; place++) values[at++] = known[place] ?? Number.NaN
  return { topics, counts, times, values }
}

/** @param column negative: that partition is not in it */
const valueIn = ({ values, at, step }: PlacedReading, column: number): number =>
  column < 0 ? Number.NaN : (values[at + column * step] ?? Number.NaN)

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
  readonly pair: PlacedReading | null
}

function commitsOf(readings: readonly SlotReading[], pair: (topic: string, committedAt: number) => PlacedReading | null): CommitsAt {
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
    const known = each.pair?.layout[0]?.partitions
    for (const partition of each.partitions) {
      partitions[at] = partition
      ends[at] =
        each.pair === null || known === undefined
          ? Number.NaN
          : valueIn(each.pair, known[partition] === partition ? partition : known.indexOf(partition))
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
