import type { BrokerEndpoint, PartitionMetadata, TopicMetadata } from '../kafka-client.ts'
import type { Reader } from '../wire/reader.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface MetadataRequest {
  /** Null: all topics. Naming topics below v4 could create them (E-05): the frame guard refuses that. */
  readonly topics: readonly string[] | null
}

export interface MetadataResponse extends Throttled {
  /** v13+: why the request as a whole failed; else 0. */
  readonly error: number
  readonly brokers: readonly BrokerEndpoint[]
  readonly clusterId: string | null
  /** Null in v0. In KRaft any live broker (it forwards to the controller). */
  readonly controllerId: number | null
  readonly topics: readonly TopicMetadata[]
}

/** `AAAAAAAAAAAAAAAAAAAAAA`, 16 zero bytes: no id. */
const NO_UUID = 'A'.repeat(22)

const NONE: readonly number[] = []

function readBroker(r: Reader, version: number): BrokerEndpoint {
  const broker = { id: r.int32(), host: r.string(), port: r.int32(), rack: version >= 1 ? r.nullableString() : null }
  r.tags()
  return broker
}

function readPartition(r: Reader, version: number): PartitionMetadata {
  const error = r.int16()
  const partition = r.int32()
  const leader = r.int32()
  const leaderEpoch = version >= 7 ? r.int32() : -1
  const replicas = r.int32s()
  // Mostly the same brokers: one array less to keep for each of 100,000 partitions.
  const isr = r.int32s(replicas)
  const offline = version >= 5 ? r.int32s() : NONE
  r.tags()
  return { error, partition, leader, leaderEpoch, replicas, isr, offline }
}

function readTopic(r: Reader, version: number): TopicMetadata {
  const error = r.int16()
  const name = r.name()
  const topicId = version >= 10 ? r.uuid() : NO_UUID
  const internal = version >= 1 ? r.bool() : name === '__consumer_offsets'
  // Brokers list them in the order of a hash table.
  const partitions = r.array(18, (p) => readPartition(p, version)).sort((a, b) => a.partition - b.partition)
  if (version >= 8) r.int32() // authorized operations, not asked for
  r.tags()
  return { name, topicId: topicId === NO_UUID ? null : topicId, internal, error, partitions }
}

/** Decodes a topic at the reader's place. */
type ReadTopic = (r: Reader, version: number) => TopicMetadata

/** Reads the topics of one answer. */
interface TopicReader {
  readonly readTopic: ReadTopic
  /** The answer is whole. */
  readonly end: (body: Buffer) => void
}

interface Remembered {
  readonly begin: () => TopicReader
  /** The answer before, once another was read to its end; null: it was told already. */
  readonly over: () => Buffer | null
}

/** A topic as it was told last: in that answer, byte by byte. */
interface ToldTopic {
  readonly version: number
  readonly bytes: Buffer
  readonly from: number
  readonly to: number
  readonly topic: TopicMetadata
}

function isTold({ bytes: told, from, to }: ToldTopic, bytes: Buffer, at: number): boolean {
  const end = at + to - from
  return end <= bytes.length && told.compare(bytes, at, end, from, to) === 0
}

/**
 * Nothing changes in most topics between two answers: where the bytes are those of the answer before, so is the topic, the very object.
 * Of 100,000 partitions in three replicas that is one comparison of memory instead of half a million small objects.
 */
function rememberTopics(): Remembered {
  let told = new Map<string, ToldTopic>()
  let body: Buffer | null = null
  let over: Buffer | null = null
  const begin = (): TopicReader => {
    // Two answers may be read at a time, a slice of one after a slice of the other.
    const next = new Map<string, ToldTopic>()
    const one: ReadTopic = (r, version) => {
      const from = r.offset
      r.int16()
      const name = r.name()
      r.offset = from
      const before = told.get(name)
      const same = before?.version === version && isTold(before, r.bytes, from)
      if (same) r.take(before.to - before.from)
      const topic = same ? before.topic : readTopic(r, version)
      // Of the newest answer, so that no older one is held.
      next.set(name, { version, bytes: r.bytes, from, to: r.offset, topic })
      return topic
    }
    const end = (newest: Buffer): void => {
      told = next
      over = body
      body = newest
    }
    return { readTopic: one, end }
  }
  return {
    begin,
    over() {
      const last = over
      over = null
      return last
    },
  }
}

/**
 * Metadata. Errors of topics and partitions are data here: a cluster with one leaderless partition must still be readable. Topics are
 * never created by asking: `allow_auto_topic_creation` is false where it exists (v4+).
 */
const definition = ({ begin, over }: Remembered) =>
  defineApi<MetadataRequest, MetadataResponse>({
    key: 3,
    name: 'Metadata',
    min: 0,
    max: 13,
    flexibleFrom: 9,
    over,
    write(to, version, { topics }) {
      // All topics: an empty array in v0, null since.
      to.array(topics ?? (version === 0 ? [] : null), (name) => {
        if (version >= 10) to.uuid(null)
        to.string(name).tags()
      })
      if (version >= 4) to.bool(false)
      if (version >= 8 && version <= 10) to.bool(false)
      if (version >= 8) to.bool(false)
    },
    *read(from, version) {
      const told = begin()
      const throttleMs = version >= 3 ? from.int32() : 0
      const brokers = from.array(10, (r) => readBroker(r, version))
      const clusterId = version >= 2 ? from.nullableString() : null
      const controllerId = version >= 1 ? from.int32() : null
      const topics = yield* arraySteps(from, 5, (r) => told.readTopic(r, version))
      if (version >= 8 && version <= 10) from.int32() // authorized operations of the cluster
      const error = version >= 13 ? from.int16() : 0
      from.tags()
      told.end(from.bytes)
      return { throttleMs, error, brokers, clusterId, controllerId, topics }
    },
  })

/** Every answer for itself. */
export const metadata = definition({ begin: () => ({ readTopic, end: () => undefined }), over: () => null })

/** For one cluster that is asked again and again: topics that are told as before are the same objects. */
export const createMetadata = (): typeof metadata => definition(rememberTopics())
