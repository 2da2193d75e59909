import { alterPartitionReassignments, type TopicMessages } from '../../codecs/partition-reassignments.ts'
import { electLeaders as electLeadersApi } from '../../codecs/elect-leaders.ts'
import type { ItemResults, NewReplicas, Outcome, TopicPartition } from '../../kafka-changes.ts'
import { byTopic } from './grouped.ts'
import { BROKER_TIMEOUT_MS, itemResults, noAnswer, outcomeOf, type ChangeContext } from './send-change.ts'
import { throughController } from './through-controller.ts'

/** Of the whole when that failed, else of each partition. */
const codesOf = ({ error, topics }: { readonly error: number; readonly topics: readonly TopicMessages[] }): number[] =>
  error === 0 ? topics.flatMap((t) => t.partitions.map((p) => p.error)) : [error]

interface Answered {
  readonly error: number
  readonly message?: string | null
  readonly topics: readonly TopicMessages[]
}

function partitionOutcome({ topic, partition }: TopicPartition, value: Answered, verb: string, context: ChangeContext): Outcome {
  const what = `${verb} ${topic}-${partition}`
  const about = { what, subject: { kind: 'cluster', name: '' }, right: 'Alter' } as const
  if (value.error !== 0) return outcomeOf(value.error, value.message ?? null, about, context)
  const found = value.topics.find((t) => t.topic === topic)?.partitions.find((p) => p.partition === partition)
  return found ? outcomeOf(found.error, found.message, about, context) : noAnswer(what)
}

export async function reassign(
  items: readonly NewReplicas[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<NewReplicas>> {
  const topics = byTopic(items).map(([name, partitions]) => ({ name, partitions }))
  const sent = await throughController(alterPartitionReassignments, { topics, timeoutMs: BROKER_TIMEOUT_MS }, codesOf, context, signal)
  return itemResults(items, sent, (item, value) =>
    partitionOutcome(item, value, item.replicas === null ? 'cancel the reassignment of' : 'reassign', context),
  )
}

/** The preferred replica leads already: what was asked for is so. */
const ELECTION_NOT_NEEDED = 84

export async function electLeaders(
  items: readonly TopicPartition[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<TopicPartition>> {
  const topics = byTopic(items).map(([name, partitions]) => ({ name, partitions: partitions.map((p) => p.partition) }))
  const sent = await throughController(electLeadersApi, { topics, timeoutMs: BROKER_TIMEOUT_MS }, codesOf, context, signal)
  return itemResults(items, sent, (item, value) => {
    const outcome = partitionOutcome(item, value, 'elect the preferred leader of', context)
    return outcome.is === 'refused' && outcome.code === ELECTION_NOT_NEEDED ? { is: 'done' } : outcome
  })
}
