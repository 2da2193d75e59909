import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import { AppError } from '../../../../../shared/errors/error.ts'
import { listOffsets as listOffsetsApi, type ListOffsetsResponse } from '../codecs/list-offsets.ts'
import { BULK_MS } from '../cluster.ts'
import { inParallel } from '../concurrency.ts'
import { LEADER_MOVED } from '../error-codes.ts'
import { LEADER_DID_NOT_ANSWER, type OffsetsReading, type OffsetTimes, type TopicMetadata, type TopicOffsets } from '../kafka-client.ts'
import type { Steps } from '../slices.ts'
import { failureOf, type Context } from './context.ts'

/** One request a leader, with all that Kafka lets a broker lead: 1.4 MB out and 2.3 MB in at this number. */
const PARTITIONS_A_REQUEST = 50_000
const PIPELINED = 2
const UNKNOWN_TOPIC_OR_PARTITION = 3
const LEADER_NOT_AVAILABLE = 5

/** The reading under construction: one topic asked for, with the place of each partition. */
interface Topic {
  readonly name: string
  readonly partitions: Int32Array
  readonly offsets: Float64Array
  readonly timestamps: Float64Array
  readonly at: Float64Array
  readonly errors: Map<number, number>
  /** Place by partition; null while the partitions are 0 … n−1 in order, which they mostly are. */
  readonly places: ReadonlyMap<number, number> | null
  /** What each place asks for; null: all the same. */
  readonly times: ArrayLike<number> | null
}

/** Places in the reading that are still to be asked for. */
type Open = Map<Topic, number[]>

/** All of them stand in a few long arrays: 10,000 topics are not 40,000 buffers. */
function* createTopics(asked: ReadonlyMap<string, ArrayLike<number>>, { times }: Question): Steps<Topic[]> {
  let total = 0
  for (const partitions of asked.values()) total += partitions.length
  const partitions = new Int32Array(total)
  const offsets = new Float64Array(total).fill(Number.NaN)
  const timestamps = new Float64Array(total).fill(-1)
  const at = new Float64Array(total)
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
      offsets: offsets.subarray(from, to),
      timestamps: timestamps.subarray(from, to),
      at: at.subarray(from, to),
      errors: new Map(),
      times: times?.get(name) ?? null,
      places: inOrder ? null : new Map(Array.from(own, (partition, place) => [partition, place])),
    })
    from = to
    yield
  }
  return topics
}

function* everything(topics: readonly Topic[]): Steps<Open> {
  const open: Open = new Map()
  for (const topic of topics) {
    open.set(topic, Array.from(topic.partitions.keys()))
    yield
  }
  return open
}

const placeOf = (topic: Topic, partition: number): number =>
  topic.places ? (topic.places.get(partition) ?? -1) : partition < topic.partitions.length ? partition : -1

/** Undefined: metadata does not know the partition. Partitions are sorted and mostly 0 … n−1. */
function leaderOf(topic: TopicMetadata | undefined, partition: number): BrokerId | undefined {
  const guess = topic?.partitions[partition]
  return guess?.partition === partition ? guess.leader : topic?.partitions.find((p) => p.partition === partition)?.leader
}

interface Batch {
  readonly leader: BrokerId
  readonly topics: Open
}

/** Sorts open places into requests: by leader, at most 50,000 a request. Places without a leader get their error at once. */
function* plan(open: Open, { topology, clock }: Context): Steps<Batch[]> {
  const full: Batch[] = []
  const filling = new Map<BrokerId, { readonly batch: Batch; size: number }>()
  for (const [topic, places] of open) {
    yield
    const known = topology.topic(topic.name)
    for (const place of places) {
      const leader = leaderOf(known, topic.partitions[place] ?? -1)
      if (leader === undefined || leader < 0) {
        topic.errors.set(place, leader === undefined ? UNKNOWN_TOPIC_OR_PARTITION : LEADER_NOT_AVAILABLE)
        topic.at[place] = clock.wall()
        continue
      }
      let slot = filling.get(leader)
      if (!slot || slot.size >= PARTITIONS_A_REQUEST) {
        slot = { batch: { leader, topics: new Map() }, size: 0 }
        filling.set(leader, slot)
        full.push(slot.batch)
      }
      slot.size++
      const list = slot.batch.topics.get(topic)
      if (list) list.push(place)
      else slot.batch.topics.set(topic, [place])
    }
  }
  return full
}

interface Question {
  readonly timestamp: number
  readonly isolation: 'uncommitted' | 'committed'
  /** Times by topic, one a partition asked for; null: `timestamp` for all. */
  readonly times: OffsetTimes | null
}

const isByTime = ({ timestamp, times }: Question): boolean => times !== null || timestamp >= 0

/** Takes over what a leader answered. Places to ask for again, of a leader that moved, go to `moved`. */
function* take(batch: Batch, listed: ListOffsetsResponse, at: number, moved: Open): Steps<void> {
  const byName = new Map(Array.from(batch.topics.keys(), (topic) => [topic.name, topic]))
  for (const { topic: name, from, to } of listed.topics) {
    yield
    const topic = byName.get(name)
    for (let i = from; topic && i < to; i++) {
      const place = placeOf(topic, listed.partitions[i] ?? -1)
      if (place < 0) continue
      const error = listed.errors[i] ?? 0
      topic.at[place] = at
      if (error === 0) {
        topic.offsets[place] = listed.offsets[i] ?? Number.NaN
        topic.timestamps[place] = listed.timestamps[i] ?? -1
        topic.errors.delete(place)
        continue
      }
      topic.errors.set(place, error)
      if (!LEADER_MOVED.has(error)) continue
      const list = moved.get(topic)
      if (list) list.push(place)
      else moved.set(topic, [place])
    }
  }
}

function* requestTopics(batch: Batch): Steps<{ topic: string; partitions: number[]; timestamps?: number[] }[]> {
  const topics: { topic: string; partitions: number[]; timestamps?: number[] }[] = []
  for (const [topic, places] of batch.topics) {
    const { times } = topic
    const own = { topic: topic.name, partitions: places.map((place) => topic.partitions[place] ?? 0) }
    topics.push(times === null ? own : { ...own, timestamps: places.map((place) => times[place] ?? 0) })
    yield
  }
  return topics
}

interface Outcome {
  readonly moved: Open
  readonly unanswered: readonly Batch[]
  readonly failed: Map<BrokerId, AppError>
}

async function askLeaders(batches: readonly Batch[], question: Question, context: Context, signal: AbortSignal): Promise<Outcome> {
  const { cluster, clock, slicer } = context
  const moved: Open = new Map()
  const unanswered: Batch[] = []
  const failed = new Map<BrokerId, AppError>()
  const askOne = async (batch: Batch): Promise<void> => {
    const topics = await slicer.run(requestTopics(batch))
    // Kafka 0.8 to 0.10.0 finds the segment around a time, not the record: that is no answer.
    const byTime = isByTime(question)
    try {
      const { timestamp, isolation } = question
      const request = { timestamp, isolation, topics, timeoutMs: BULK_MS }
      const { value, at, version } = await cluster.ask(batch.leader, { api: listOffsetsApi, request, lane: 'bulk' }, signal)
      if (byTime && version === 0) throw new AppError('kafka.unsupported', { what: 'Looking up offsets by time', needs: 'Kafka 0.10.1' })
      await slicer.run(take(batch, value, at, moved))
    } catch (thrown) {
      failed.set(batch.leader, failureOf(thrown, signal))
      unanswered.push(batch)
      for (const [topic, places] of batch.topics) {
        for (const place of places) {
          topic.errors.set(place, LEADER_DID_NOT_ANSWER)
          topic.at[place] = clock.wall()
        }
      }
    }
  }
  const leaders = [...new Set(batches.map((batch) => batch.leader))]
  const own = (leader: BrokerId): Batch[] => batches.filter((batch) => batch.leader === leader)
  await Promise.all(leaders.map((leader) => inParallel(own(leader), PIPELINED, askOne)))
  return { moved, unanswered, failed }
}

/** What is asked a second time after metadata was read again: partitions that moved, and those of a silent leader if they have another. */
function openAgain({ moved, unanswered }: Outcome, { topology }: Context): Open {
  const again: Open = new Map([...moved].map(([topic, places]) => [topic, [...places]]))
  for (const { leader, topics } of unanswered) {
    for (const [topic, places] of topics) {
      const known = topology.topic(topic.name)
      const elsewhere = places.filter((place) => leaderOf(known, topic.partitions[place] ?? -1) !== leader)
      if (elsewhere.length > 0) again.set(topic, [...(again.get(topic) ?? []), ...elsewhere])
    }
  }
  return again
}

export async function listOffsets(
  partitions: ReadonlyMap<string, ArrayLike<number>>,
  question: Question,
  context: Context,
  signal: AbortSignal,
): Promise<OffsetsReading> {
  const { slicer } = context
  const topics = await slicer.run(createTopics(partitions, question))
  const open = await slicer.run(everything(topics))
  const first = await askLeaders(await slicer.run(plan(open, context)), question, context, signal)
  const failed = first.failed
  if (first.moved.size > 0 || first.unanswered.length > 0) {
    const refreshed = await context.topology.refresh().then(
      () => true,
      () => false,
    )
    if (signal.aborted) throw signal.reason
    const again = refreshed ? openAgain(first, context) : new Map<Topic, number[]>()
    if (again.size > 0) {
      const second = await askLeaders(await slicer.run(plan(again, context)), question, context, signal)
      for (const [leader, error] of second.failed) failed.set(leader, error)
    }
  }
  const byTime = isByTime(question)
  return { topics: topics.map((t) => finish(t, byTime)), failed: [...failed].map(([broker, error]) => ({ broker, error })) }
}

const NO_TIMES = new Float64Array(0)

const finish = ({ name, partitions, offsets, timestamps, at, errors }: Topic, byTime: boolean): TopicOffsets => ({
  topic: name,
  partitions,
  offsets,
  timestamps: byTime ? timestamps : NO_TIMES,
  at,
  errors,
})
