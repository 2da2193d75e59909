import { AppError } from '../../../../../../shared/errors/error.ts'
import { deleteRecords as deleteRecordsApi } from '../../codecs/delete-records.ts'
import { abortable } from '../../cluster.ts'
import { errorName } from '../../error-codes.ts'
import type { ItemResults, PartitionOffset } from '../../kafka-changes.ts'
import { byTopic, groupedBy } from './grouped.ts'
import { BROKER_TIMEOUT_MS, inOrder, itemResults, noAnswer, outcomeOf, sendChange, type ChangeContext } from './send-change.ts'

const LEADER_NOT_AVAILABLE = 5
const NOT_LEADER = 6

async function deleteRound(
  items: readonly PartitionOffset[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<PartitionOffset>> {
  const { topology, cluster } = context
  await abortable(topology.refresh(), signal)
  const leaderOf = ({ topic, partition }: PartitionOffset): number =>
    topology.topic(topic)?.partitions.find((p) => p.partition === partition)?.leader ?? -1
  const results: ItemResults<PartitionOffset>[] = []
  for (const [leader, here] of groupedBy(items, leaderOf)) {
    if (leader < 0 || !cluster.ids().includes(leader)) {
      const about = { code: LEADER_NOT_AVAILABLE, name: errorName(LEADER_NOT_AVAILABLE), message: '' }
      const noLeader = (item: PartitionOffset) => ({ ...about, what: `delete records of ${item.topic}-${item.partition}` })
      results.push(here.map((item) => ({ item, outcome: { is: 'notSent', error: new AppError('kafka.changeRefused', noLeader(item)) } })))
      continue
    }
    const topics = byTopic(here).map(([name, partitions]) => ({
      name,
      partitions: partitions.map(({ partition, offset }) => ({ partition, before: offset })),
    }))
    const sent = await sendChange(leader, deleteRecordsApi, { topics, timeoutMs: BROKER_TIMEOUT_MS }, context, signal)
    results.push(
      itemResults(here, sent, ({ topic, partition }, value) => {
        const what = `delete records of ${topic}-${partition}`
        const found = value.topics.find((t) => t.topic === topic)?.partitions.find((p) => p.partition === partition)
        return found
          ? outcomeOf(found.error, null, { what, subject: { kind: 'topic', name: topic }, right: 'Delete' }, context)
          : noAnswer(what)
      }),
    )
  }
  return results.flat()
}

/** To the leaders. A broker that leads no more did nothing: the new leader is asked, once. */
export async function deleteRecords(
  items: readonly PartitionOffset[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<PartitionOffset>> {
  const first = await deleteRound(items, context, signal)
  const moved = first.filter(({ outcome }) => outcome.is === 'refused' && outcome.code === NOT_LEADER).map((r) => r.item)
  if (moved.length === 0) return inOrder(items, first)
  const again = await deleteRound(moved, context, signal)
  return inOrder(items, [...first.filter((r) => !moved.includes(r.item)), ...again])
}
