import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import { listOffsets, type ListOffsetsRequest, type ListOffsetsResponse } from '../codecs/list-offsets.ts'
import type { Api } from '../codecs/api.ts'
import { BULK_MS } from '../cluster.ts'
import type { OffsetTimes, TopicMetadata } from '../kafka-client.ts'
import type { Steps } from '../slices.ts'
import type { Clock } from '../../../lib/clock.ts'
import type { Topology } from './topology.ts'

/** One request a leader, with all that Kafka lets a broker lead: 0.9 MB out and 1.4 MB in at this number. */
const PARTITIONS_A_REQUEST = 50_000
const UNKNOWN_TOPIC_OR_PARTITION = 3
const LEADER_NOT_AVAILABLE = 5

/** Who leads what, as last read. */
export interface Leaders {
  readonly topology: Pick<Topology, 'topic'>
  readonly clock: Clock
}

export interface Question {
  readonly timestamp: number
  readonly isolation: 'uncommitted' | 'committed'
  /** Times by topic, one a partition asked for; null: `timestamp` for all. */
  readonly times: OffsetTimes | null
}

export const isByTime = ({ timestamp, times }: Question): boolean => times !== null || timestamp >= 0

/** What was read of a topic, by place. */
export interface TopicReading {
  readonly offsets: Float64Array
  /** Empty when not asked by time. */
  readonly timestamps: Float64Array
  readonly at: Float64Array
}

/** The reading under construction: one topic asked for, with the place of each partition. */
export interface Topic {
  readonly name: string
  readonly partitions: Int32Array
  /** Place by partition; null while the partitions are 0 … n−1 in order, which they mostly are. */
  readonly places: ReadonlyMap<number, number> | null
  /** What each place asks for; null: all the same. */
  readonly times: ArrayLike<number> | null
  read: TopicReading
  /** Null: none. */
  errors: Map<number, number> | null
}

/** Places in the reading that are still to be asked for. */
export type Open = Map<Topic, number[]>

export interface Batch {
  readonly leader: BrokerId
  readonly topics: Open
  readonly byName: Map<string, Topic>
  /** Made when it is sent, and kept with the batch. */
  request: { readonly api: Api<ListOffsetsRequest, ListOffsetsResponse>; readonly request: ListOffsetsRequest } | null
}

export function setError(topic: Topic, place: number, error: number): void {
  topic.errors ??= new Map()
  topic.errors.set(place, error)
}

export function openPlace(open: Open, topic: Topic, place: number): void {
  const list = open.get(topic)
  if (list) list.push(place)
  else open.set(topic, [place])
}

export const placeOf = (topic: Topic, partition: number): number =>
  topic.places ? (topic.places.get(partition) ?? -1) : partition < topic.partitions.length ? partition : -1

/** Undefined: metadata does not know the partition. Partitions are sorted and mostly 0 … n−1. */
export function leaderOf(topic: TopicMetadata | undefined, partition: number): BrokerId | undefined {
  const guess = topic?.partitions[partition]
  return guess?.partition === partition ? guess.leader : topic?.partitions.find((p) => p.partition === partition)?.leader
}

const NO_TIMES = new Float64Array(0)
const NOT_YET: TopicReading = { offsets: NO_TIMES, timestamps: NO_TIMES, at: NO_TIMES }

export function* topicsOf(asked: ReadonlyMap<string, ArrayLike<number>>, { times }: Question): Steps<Topic[]> {
  let total = 0
  for (const partitions of asked.values()) total += partitions.length
  const partitions = new Int32Array(total)
  const topics: Topic[] = []
  let from = 0
  for (const [name, own] of asked) {
    const to = from + own.length
    partitions.set(own, from)
    let inOrder = true
    for (let i = 0; i < own.length; i++) inOrder &&= own[i] === i
    topics.push({
      name,
      partitions: partitions.subarray(from, to),
      times: times?.get(name) ?? null,
      places: inOrder ? null : new Map(Array.from(own, (partition, place) => [partition, place])),
      read: NOT_YET,
      errors: null,
    })
    from = to
    yield
  }
  return topics
}

/** Room for an answer. All of them stand in a few long arrays: 10,000 topics are not 30,000 buffers. */
export function* makeRoom(topics: readonly Topic[], byTime: boolean): Steps<void> {
  let total = 0
  for (const { partitions } of topics) total += partitions.length
  const offsets = new Float64Array(total).fill(Number.NaN)
  const timestamps = byTime ? new Float64Array(total).fill(-1) : NO_TIMES
  const at = new Float64Array(total)
  let from = 0
  for (const topic of topics) {
    const to = from + topic.partitions.length
    const own = byTime ? timestamps.subarray(from, to) : NO_TIMES
    topic.read = { offsets: offsets.subarray(from, to), timestamps: own, at: at.subarray(from, to) }
    topic.errors = null
    from = to
    yield
  }
}

export function* everything(topics: readonly Topic[]): Steps<Open> {
  const open: Open = new Map()
  for (const topic of topics) {
    open.set(topic, Array.from(topic.partitions.keys()))
    yield
  }
  return open
}

/** Sorts open places into requests: by leader, at most 50,000 a request. Places without a leader get their error at once. */
export function* batchesOf(open: Open, { topology, clock }: Leaders): Steps<Batch[]> {
  const full: Batch[] = []
  const filling = new Map<BrokerId, { readonly batch: Batch; size: number }>()
  for (const [topic, places] of open) {
    yield
    const known = topology.topic(topic.name)
    for (const place of places) {
      const leader = leaderOf(known, topic.partitions[place] ?? -1)
      if (leader === undefined || leader < 0) {
        setError(topic, place, leader === undefined ? UNKNOWN_TOPIC_OR_PARTITION : LEADER_NOT_AVAILABLE)
        topic.read.at[place] = clock.wall()
        continue
      }
      let slot = filling.get(leader)
      if (!slot || slot.size >= PARTITIONS_A_REQUEST) {
        slot = { batch: { leader, topics: new Map(), byName: new Map(), request: null }, size: 0 }
        filling.set(leader, slot)
        full.push(slot.batch)
      }
      slot.size++
      if (!slot.batch.topics.has(topic)) slot.batch.byName.set(topic.name, topic)
      openPlace(slot.batch.topics, topic, place)
    }
  }
  return full
}

/** The question to one leader. It is encoded once a version, however often it is asked. */
export function* requestOf(batch: Batch, { timestamp, isolation }: Question): Steps<NonNullable<Batch['request']>> {
  const topics: { topic: string; partitions: number[]; timestamps?: number[] }[] = []
  for (const [topic, places] of batch.topics) {
    const { times } = topic
    const own = { topic: topic.name, partitions: places.map((place) => topic.partitions[place] ?? 0) }
    topics.push(times === null ? own : { ...own, timestamps: places.map((place) => times[place] ?? 0) })
    yield
  }
  const encoded = new Map<number, Buffer>()
  const encode = (version: number, request: ListOffsetsRequest): Buffer => {
    const body = encoded.get(version) ?? listOffsets.encode(version, request)
    encoded.set(version, body)
    return body
  }
  return { api: { ...listOffsets, encode }, request: { timestamp, isolation, topics, timeoutMs: BULK_MS } }
}
