import type { HistoryDatabase } from '../database.ts'
import { PAIR_WITHIN_MS } from '../pairing.ts'
import { createArena, type Arena } from '../arena.ts'
import { createSlotReader, type NamedSubject, type PlacedReading } from '../slot-readings.ts'
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

/** @param arena where what is read stands until it is told */
export function offsetsAt(db: OffsetsReader, time: number, arena: Arena = createArena()): OffsetsAt {
  const tier = tierAt(db, time)
  if (tier === null) return { ends: topicOffsets([]), starts: topicOffsets([]), commits: commitsOf([], [], () => null) }
  const slot = slotOf(tier, time)
  arena.clear()
  const reader = createSlotReader(db, tier, time, arena)
  const all = (kind: Subject['kind'], look: 'newest' | 'known'): readonly Named[] => {
    const read: Named[] = []
    const from = packStart(tier.tier, slot)
    const to = slot - LOOK_BACK[tier.tier] - tier.packSlots
    for (const [id, name] of db.named(kind)) {
      const subject = { id, kind, name }
      let found: PlacedReading | null = null
      for (let at = from; at > to && found === null; at -= tier.packSlots) found = reader[look](subject, at)
      if (found !== null) read.push({ name, reading: found })
    }
    return read
  }
  const known = (kind: 'ends' | 'starts'): TopicOffsetsAt => topicOffsets(all(kind, 'known'))
  // Groups of one round are read at the same time, and several of them read a topic.
  const paired: (Paired | undefined)[] = []
  for (const [id, name] of db.named('ends'))
    paired[reader.places.placeOf(name)] = { subject: { id, kind: 'ends', name }, committedAt: Number.NaN, found: null }
  const pair = (place: number, committedAt: number): PlacedReading | null => {
    const own = paired[place]
    if (own === undefined || own.committedAt === committedAt) return own?.found ?? null
    const next = reader.after(own.subject, committedAt)
    own.committedAt = committedAt
    own.found = next !== null && next.time - committedAt <= PAIR_WITHIN_MS ? next : null
    return own.found
  }
  return { ends: known('ends'), starts: known('starts'), commits: commitsOf(all('commits', 'newest'), reader.places.names, pair) }
}

/** Of its arrays, each of which has one of its own. */
export const buffersOf = (found: OffsetsAt): readonly ArrayBuffer[] =>
  Object.values(found).flatMap((part: object) =>
    Object.values(part).flatMap((each: unknown) => (ArrayBuffer.isView(each) && each.buffer instanceof ArrayBuffer ? [each.buffer] : [])),
  )

interface Named {
  readonly name: string
  readonly reading: PlacedReading
}

/** A topic, and its end reading that was paired last. */
interface Paired {
  readonly subject: NamedSubject
  committedAt: number
  found: PlacedReading | null
}

// Plain loops from here on: there are hundreds of thousands of partitions, at every moment that the user goes to.
function topicOffsets(readings: readonly Named[]): TopicOffsetsAt {
  const counts = new Int32Array(readings.length)
  const times = new Float64Array(readings.length)
  const topics: string[] = []
  let count = 0
  for (let i = 0; i < readings.length; i++) count += readings[i]?.reading.columns ?? 0
  const values = new Float64Array(count)
  let to = 0
  for (const [i, { name, reading }] of readings.entries()) {
    topics.push(name)
    times[i] = reading.time
    counts[i] = reading.columns
    copyColumns(reading, values, to)
    to += reading.columns
  }
  return { topics, counts, times, values }
}

function copyColumns({ values, at, step, columns }: PlacedReading, to: Float64Array, place: number): void {
  for (let column = 0; column < columns; column++) to[place + column] = values[at + column * step] ?? Number.NaN
}

/** Of each partition its end, where it was read with the topic's others. */
function copyEnds(pair: PlacedReading | null, partitions: Int32Array, to: Float64Array, place: number): void {
  const known = pair?.topics[0]?.partitions
  if (pair === null || known === undefined) {
    to.fill(Number.NaN, place, place + partitions.length)
    return
  }
  const { values, at, step } = pair
  // Most topics are read whole: then both are the same array.
  if (known === partitions) {
    for (let p = 0; p < partitions.length; p++) to[place + p] = values[at + p * step] ?? Number.NaN
    return
  }
  for (let i = 0; i < partitions.length; i++) {
    const partition = partitions[i] ?? 0
    const column = known[partition] === partition ? partition : known.indexOf(partition)
    to[place + i] = column < 0 ? Number.NaN : (values[at + column * step] ?? Number.NaN)
  }
}

function commitsOf(
  readings: readonly Named[],
  allNames: readonly string[],
  pair: (place: number, committedAt: number) => PlacedReading | null,
): CommitsAt {
  let [count, layouts] = [0, 0]
  for (const { reading } of readings) {
    count += reading.columns
    layouts += reading.topics.length
  }
  const groups: string[] = []
  const times = new Float64Array(readings.length)
  const topicCounts = new Int32Array(readings.length)
  const topics = new Int32Array(layouts)
  const counts = new Int32Array(layouts)
  const endTimes = new Float64Array(layouts)
  const partitions = new Int32Array(count)
  const committed = new Float64Array(count)
  const ends = new Float64Array(count)
  const names: string[] = []
  /** Where a topic stands among those that are told, by its place among all; 0: not yet, else one more. */
  const told = new Int32Array(allNames.length + layouts)
  let [at, layout] = [0, 0]
  for (const [i, { name, reading }] of readings.entries()) {
    groups.push(name)
    times[i] = reading.time
    topicCounts[i] = reading.topics.length
    copyColumns(reading, committed, at)
    for (const { place, topic, partitions: own } of reading.topics) {
      const ended = pair(place, reading.time)
      if (told[place] === 0) told[place] = names.push(topic)
      topics[layout] = (told[place] ?? 1) - 1
      counts[layout] = own.length
      endTimes[layout] = ended?.time ?? Number.NaN
      partitions.set(own, at)
      copyEnds(ended, own, ends, at)
      layout += 1
      at += own.length
    }
  }
  return { groups, times, topicCounts, topics, names, counts, endTimes, partitions, committed, ends }
}
