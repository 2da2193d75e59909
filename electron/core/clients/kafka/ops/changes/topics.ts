import { createPartitions as createPartitionsApi } from '../../codecs/create-partitions.ts'
import { createTopics as createTopicsApi } from '../../codecs/create-topics.ts'
import { deleteTopics as deleteTopicsApi } from '../../codecs/delete-topics.ts'
import type { NamedResult } from '../../codecs/change-results.ts'
import type { ItemResults, MorePartitions, NewTopic, Outcome } from '../../kafka-changes.ts'
import { BROKER_TIMEOUT_MS, itemResults, noAnswer, outcomeOf, type ChangeContext } from './send-change.ts'
import { throughController } from './through-controller.ts'

const codesOf = (value: { readonly topics: readonly NamedResult[] }): number[] => value.topics.map((t) => t.error)

function topicOutcome(name: string, topics: readonly NamedResult[], verb: string, right: string, context: ChangeContext): Outcome {
  const what = `${verb} topic ${name}`
  const found = topics.find((t) => t.name === name)
  return found ? outcomeOf(found.error, found.message, { what, subject: { kind: 'topic', name }, right }, context) : noAnswer(what)
}

/** With an assignment both figures must be −1. */
const toCreate = (topic: NewTopic) => ({
  name: topic.name,
  partitions: topic.assignment ? -1 : topic.partitions,
  replication: topic.assignment ? -1 : topic.replication,
  assignment: topic.assignment ?? [],
  configs: [...topic.configs].map(([name, value]) => ({ name, value })),
})

export async function createTopics(
  topics: readonly NewTopic[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<NewTopic>> {
  const request = { topics: topics.map(toCreate), timeoutMs: BROKER_TIMEOUT_MS }
  const sent = await throughController(createTopicsApi, request, codesOf, context, signal)
  return itemResults(topics, sent, ({ name }, value) => topicOutcome(name, value.topics, 'create', 'Create', context))
}

export async function deleteTopics(names: readonly string[], context: ChangeContext, signal: AbortSignal): Promise<ItemResults<string>> {
  const sent = await throughController(deleteTopicsApi, { names, timeoutMs: BROKER_TIMEOUT_MS }, codesOf, context, signal)
  return itemResults(names, sent, (name, value) => topicOutcome(name, value.topics, 'delete', 'Delete', context))
}

export async function createPartitions(
  topics: readonly MorePartitions[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<MorePartitions>> {
  const wanted = topics.map(({ topic, count, assignment }) => ({ name: topic, count, assignment }))
  const sent = await throughController(createPartitionsApi, { topics: wanted, timeoutMs: BROKER_TIMEOUT_MS }, codesOf, context, signal)
  return itemResults(topics, sent, ({ topic }, value) => topicOutcome(topic, value.topics, 'add partitions to', 'Alter', context))
}
