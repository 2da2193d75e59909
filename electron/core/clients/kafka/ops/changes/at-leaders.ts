import type { BrokerId } from '../../../../../../shared/domain/ids.ts'
import { AppError } from '../../../../../../shared/errors/error.ts'
import { abortable } from '../../cluster.ts'
import { errorName } from '../../error-codes.ts'
import type { ItemResults, TopicPartition } from '../../kafka-changes.ts'
import { groupedBy } from './grouped.ts'
import { inOrder, type ChangeContext } from './send-change.ts'

const LEADER_NOT_AVAILABLE = 5
const NOT_LEADER = 6

type SendTo<Item> = (leader: BrokerId, here: readonly Item[]) => Promise<ItemResults<Item>>

async function round<Item extends TopicPartition>(
  items: readonly Item[],
  send: SendTo<Item>,
  what: (item: Item) => string,
  { topology, cluster }: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<Item>> {
  await abortable(topology.refresh(), signal)
  const leaderOf = ({ topic, partition }: Item): number =>
    topology.topic(topic)?.partitions.find((p) => p.partition === partition)?.leader ?? -1
  const results: ItemResults<Item>[] = []
  for (const [leader, here] of groupedBy(items, leaderOf)) {
    if (leader >= 0 && cluster.ids().includes(leader)) {
      results.push(await send(leader, here))
      continue
    }
    const about = { code: LEADER_NOT_AVAILABLE, name: errorName(LEADER_NOT_AVAILABLE), message: '' }
    const refused = (item: Item): AppError => new AppError('kafka.changeRefused', { ...about, what: what(item) })
    results.push(here.map((item) => ({ item, outcome: { is: 'notSent', error: refused(item) } })))
  }
  return results.flat()
}

/** Sends partitions to their leaders, one leader after the other. A broker that leads no more did nothing: the new leader is asked, once. */
export async function atLeaders<Item extends TopicPartition>(
  items: readonly Item[],
  send: SendTo<Item>,
  what: (item: Item) => string,
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<Item>> {
  const first = await round(items, send, what, context, signal)
  const moved = first.filter(({ outcome }) => outcome.is === 'refused' && outcome.code === NOT_LEADER).map((r) => r.item)
  if (moved.length === 0) return inOrder(items, first)
  const again = await round(moved, send, what, context, signal)
  return inOrder(items, [...first.filter((r) => !moved.includes(r.item)), ...again])
}
