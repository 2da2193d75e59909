import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import { AppError } from '../../../../../shared/errors/error.ts'
import { listOffsets as listOffsetsApi, type ListedOffsets } from '../codecs/list-offsets.ts'
import { BULK_MS } from '../cluster.ts'
import { inParallel } from '../concurrency.ts'
import { LEADER_MOVED } from '../error-codes.ts'
import { LEADER_DID_NOT_ANSWER, type OffsetsReading, type TopicOffsets } from '../kafka-client.ts'
import { failureOf, type Context } from './context.ts'

const PARTITIONS_A_REQUEST = 20_000
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
}

/** A place in the reading that is still to be asked for. */
type Open = Map<Topic, number[]>

function createTopic(name: string, asked: ArrayLike<number>): Topic {
  const partitions = Int32Array.from(asked)
  const count = partitions.length
  const inOrder = partitions.every((partition, i) => partition === i)
  return {
    name,
    partitions,
    offsets: new Float64Array(count).fill(Number.NaN),
    timestamps: new Float64Array(count).fill(-1),
    at: new Float64Array(count),
    errors: new Map(),
    places: inOrder ? null : new Map(Array.from(partitions, (partition, i) => [partition, i])),
  }
}

const placeOf = (topic: Topic, partition: number): number =>
  topic.places ? (topic.places.get(partition) ?? -1) : partition < topic.partitions.length ? partition : -1

interface Batch {
  readonly leader: BrokerId
  readonly topics: Open
}

/** Sorts open places into requests: by leader, at most 20,000 a request. Places without a leader get their error at once. */
function plan(open: Open, { topology, clock }: Context): Batch[] {
  const full: Batch[] = []
  const filling = new Map<BrokerId, { readonly batch: Batch; size: number }>()
  for (const [topic, places] of open) {
    const known = topology.topic(topic.name)
    const leaders = new Map(known?.partitions.map((p) => [p.partition, p.leader]))
    for (const place of places) {
      const leader = leaders.get(topic.partitions[place] ?? -1)
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
}

/** Takes over what a leader answered for one topic. Places to ask for again, of a leader that moved, go to `moved`. */
function take(topic: Topic, listed: ListedOffsets, at: number, moved: Open): void {
  for (let i = 0; i < listed.partitions.length; i++) {
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

interface Outcome {
  readonly moved: Open
  readonly unanswered: readonly Batch[]
  readonly failed: Map<BrokerId, AppError>
}

async function askLeaders(batches: readonly Batch[], question: Question, context: Context, signal: AbortSignal): Promise<Outcome> {
  const { cluster, clock } = context
  const moved: Open = new Map()
  const unanswered: Batch[] = []
  const failed = new Map<BrokerId, AppError>()
  const askOne = async (batch: Batch): Promise<void> => {
    const topics = [...batch.topics].map(([topic, places]) => ({
      topic: topic.name,
      partitions: places.map((p) => topic.partitions[p] ?? 0),
    }))
    const byName = new Map([...batch.topics.keys()].map((t) => [t.name, t]))
    // Kafka 0.8 to 0.10.0 finds the segment around a time, not the record: that is no answer.
    const byTime = question.timestamp >= 0
    try {
      const request = { ...question, topics, timeoutMs: BULK_MS }
      const { value, at, version } = await cluster.ask(batch.leader, { api: listOffsetsApi, request, lane: 'bulk' }, signal)
      if (byTime && version === 0) throw new AppError('kafka.unsupported', { what: 'Looking up offsets by time', needs: 'Kafka 0.10.1' })
      for (const listed of value.topics) {
        const topic = byName.get(listed.topic)
        if (topic) take(topic, listed, at, moved)
      }
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
      const leaders = new Map(topology.topic(topic.name)?.partitions.map((p) => [p.partition, p.leader]))
      const elsewhere = places.filter((place) => leaders.get(topic.partitions[place] ?? -1) !== leader)
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
  const topics = [...partitions].map(([name, asked]) => createTopic(name, asked))
  const open: Open = new Map(topics.map((topic) => [topic, Array.from(topic.partitions.keys())]))
  const first = await askLeaders(plan(open, context), question, context, signal)
  const failed = first.failed
  if (first.moved.size > 0 || first.unanswered.length > 0) {
    const refreshed = await context.topology.refresh().then(
      () => true,
      () => false,
    )
    if (signal.aborted) throw signal.reason
    const again = refreshed ? openAgain(first, context) : new Map<Topic, number[]>()
    if (again.size > 0) {
      const second = await askLeaders(plan(again, context), question, context, signal)
      for (const [leader, error] of second.failed) failed.set(leader, error)
    }
  }
  const byTime = question.timestamp >= 0
  return { topics: topics.map((t) => finish(t, byTime)), failed: [...failed].map(([broker, error]) => ({ broker, error })) }
}

const finish = ({ name, partitions, offsets, timestamps, at, errors }: Topic, byTime: boolean): TopicOffsets => ({
  topic: name,
  partitions,
  offsets,
  timestamps: byTime ? timestamps : new Float64Array(0),
  at,
  errors,
})
