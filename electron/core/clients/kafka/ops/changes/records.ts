import { deleteRecords as deleteRecordsApi } from '../../codecs/delete-records.ts'
import { produce as produceApi } from '../../codecs/produce.ts'
import type { ItemResults, NewRecords, PartitionOffset, TopicPartition } from '../../kafka-changes.ts'
import { encodeRecordBatch } from '../../wire/record-batch.ts'
import { atLeaders } from './at-leaders.ts'
import { byTopic } from './grouped.ts'
import { BROKER_TIMEOUT_MS, itemResults, noAnswer, outcomeOf, sendChange, type ChangeContext } from './send-change.ts'

const deleting = ({ topic, partition }: TopicPartition): string => `delete records of ${topic}-${partition}`
const writing = ({ topic, partition }: TopicPartition): string => `write to ${topic}-${partition}`

/** The answer about one partition. */
function partitionIn<P extends { readonly partition: number }>(
  { topic, partition }: TopicPartition,
  topics: readonly { readonly topic: string; readonly partitions: readonly P[] }[],
): P | undefined {
  return topics.find((t) => t.topic === topic)?.partitions.find((p) => p.partition === partition)
}

export const deleteRecords = (
  items: readonly PartitionOffset[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<PartitionOffset>> => {
  const send = async (leader: number, here: readonly PartitionOffset[]): Promise<ItemResults<PartitionOffset>> => {
    const topics = byTopic(here).map(([name, partitions]) => ({
      name,
      partitions: partitions.map(({ partition, offset }) => ({ partition, before: offset })),
    }))
    const sent = await sendChange(leader, deleteRecordsApi, { topics, timeoutMs: BROKER_TIMEOUT_MS }, context, signal)
    return itemResults(here, sent, (item, value) => {
      const [what, found] = [deleting(item), partitionIn(item, value.topics)]
      if (!found) return noAnswer(what)
      return outcomeOf(found.error, null, { what, subject: { kind: 'topic', name: item.topic }, right: 'Delete' }, context)
    })
  }
  return atLeaders(items, send, deleting, context, signal)
}

export const produce = (items: readonly NewRecords[], context: ChangeContext, signal: AbortSignal): Promise<ItemResults<NewRecords>> => {
  const send = async (leader: number, here: readonly NewRecords[]): Promise<ItemResults<NewRecords>> => {
    const topics = byTopic(here).map(([topic, own]) => ({
      topic,
      partitions: own.map(({ partition, records, time }) => ({ partition, batch: encodeRecordBatch(records, time) })),
    }))
    const sent = await sendChange(leader, produceApi, { topics, timeoutMs: BROKER_TIMEOUT_MS }, context, signal)
    return itemResults(here, sent, (item, value) => {
      const [what, found] = [writing(item), partitionIn(item, value.topics)]
      if (!found) return noAnswer(what)
      return outcomeOf(found.error, found.message, { what, subject: { kind: 'topic', name: item.topic }, right: 'Write' }, context)
    })
  }
  return atLeaders(items, send, writing, context, signal)
}
