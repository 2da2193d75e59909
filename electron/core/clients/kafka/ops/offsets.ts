import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import { AppError } from '../../../../../shared/errors/error.ts'
import type { ListOffsetsResponse } from '../codecs/list-offsets.ts'
import { inParallel } from '../concurrency.ts'
import { LEADER_MOVED } from '../error-codes.ts'
import { LEADER_DID_NOT_ANSWER, type OffsetsReading, type TopicOffsets } from '../kafka-client.ts'
import type { Steps } from '../slices.ts'
import { failureOf, type Context } from './context.ts'
import { batchesOf, isByTime, leaderOf, openPlace, placeOf, requestOf, setError } from './offset-plan.ts'
import type { Batch, Open, Question, Topic } from './offset-plan.ts'

const PIPELINED = 2

/** Takes over what a leader answered. Places to ask for again, of a leader that moved, go to `moved`. */
function* take({ byName }: Batch, listed: ListOffsetsResponse, at: number, moved: Open): Steps<void> {
  for (const { topic: name, from, to } of listed.topics) {
    yield
    const topic = byName.get(name)
    if (topic === undefined) continue
    const { offsets, timestamps, at: times } = topic.read
    for (let i = from; i < to; i++) {
      const place = placeOf(topic, listed.partitions[i] ?? -1)
      if (place < 0) continue
      const error = listed.errors[i] ?? 0
      times[place] = at
      if (error !== 0) {
        setError(topic, place, error)
        if (LEADER_MOVED.has(error)) openPlace(moved, topic, place)
        continue
      }
      offsets[place] = listed.offsets[i] ?? Number.NaN
      if (timestamps.length > 0) timestamps[place] = listed.timestamps[i] ?? -1
      topic.errors?.delete(place)
    }
  }
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
    batch.request ??= await slicer.run(requestOf(batch, question))
    // Kafka 0.8 to 0.10.0 finds the segment around a time, not the record: that is no answer.
    const byTime = isByTime(question)
    try {
      const { api, request } = batch.request
      const { value, at, version } = await cluster.ask(batch.leader, { api, request, lane: 'bulk' }, signal)
      if (byTime && version === 0) throw new AppError('kafka.unsupported', { what: 'Looking up offsets by time', needs: 'Kafka 0.10.1' })
      await slicer.run(take(batch, value, at, moved))
    } catch (thrown) {
      failed.set(batch.leader, failureOf(thrown, signal))
      unanswered.push(batch)
      for (const [topic, places] of batch.topics) {
        for (const place of places) {
          setError(topic, place, LEADER_DID_NOT_ANSWER)
          topic.read.at[place] = clock.wall()
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
  const { slicer, plans } = context
  const plan = await slicer.run(plans.planFor(partitions, question, context))
  const first = await askLeaders(plan.batches, question, context, signal)
  const failed = first.failed
  if (first.moved.size > 0 || first.unanswered.length > 0) {
    const refreshed = await context.topology.refresh().then(
      () => true,
      () => false,
    )
    if (signal.aborted) throw signal.reason
    const again = refreshed ? openAgain(first, context) : new Map<Topic, number[]>()
    if (again.size > 0) {
      const second = await askLeaders(await slicer.run(batchesOf(again, context)), question, context, signal)
      for (const [leader, error] of second.failed) failed.set(leader, error)
    }
  }
  const topics = plan.topics.map(finish)
  // Only what went well is asked the same way again.
  if (failed.size === 0 && first.moved.size === 0) plans.keep(plan)
  return { topics, failed: [...failed].map(([broker, error]) => ({ broker, error })) }
}

const NONE: ReadonlyMap<number, number> = new Map()

const finish = ({ name, partitions, read, errors }: Topic): TopicOffsets => ({
  topic: name,
  partitions,
  offsets: read.offsets,
  timestamps: read.timestamps,
  at: read.at,
  errors: errors ?? NONE,
})
