import type { BrokerId } from '../ids.ts'
import { compare, createLayout, replaced, sharedInRack, type Layout } from './layout.ts'
import type { GoalPlan, PlacedPartition, Target } from './types.ts'

/**
 * The brokers named get their share of replicas from whoever has most, and lead their share of those. Nothing moves between the others,
 * and no rack is shared that was not.
 */
export function fillBrokers(partitions: readonly PlacedPartition[], targets: readonly Target[], fresh: readonly BrokerId[]): GoalPlan {
  const layout = createLayout(partitions, targets)
  const total = targets.reduce((sum, t) => sum + layout.load(t.id).replicas, 0)
  const share = Math.floor(total / targets.length)
  const donors = targets.filter((t) => !fresh.includes(t.id))
  let stuck = 0
  for (const broker of fresh) {
    while (layout.load(broker).replicas < share) {
      const taken = takeOne(layout, partitions, donors, broker, share)
      if (!taken) {
        stuck += share - layout.load(broker).replicas
        break
      }
    }
  }
  const problems =
    stuck > 0 ? [`${stuck} replicas short of an even share: what is left would share a rack or sit twice on one broker.`] : []
  return { moves: layout.moves(), problems }
}

function takeOne(layout: Layout, partitions: readonly PlacedPartition[], donors: readonly Target[], to: BrokerId, share: number): boolean {
  const byLoad = donors
    .filter((d) => layout.load(d.id).replicas > share)
    .toSorted((a, b) => layout.load(b.id).replicas - layout.load(a.id).replicas || a.id - b.id)
  const wantsLeader = wants(layout, to)
  const own = countByTopic(layout, partitions, to)
  for (const { id: donor } of byLoad) {
    const cost = (place: number): readonly number[] => {
      const leads = layout.replicas(place)[0] === donor
      return [leads === wantsLeader ? 0 : 1, own.get(partitions[place]?.topic ?? '') ?? 0, partitions[place]?.bytes ?? 0, place]
    }
    const fits = layout.on(donor).filter((place) => mayTake(layout, place, donor, to))
    const [best] = fits.toSorted((a, b) => compare(cost(a), cost(b)))
    if (best === undefined) continue
    layout.set(best, replaced(layout.replicas(best), donor, to))
    return true
  }
  return false
}

/** True: of what it holds it leads less than one in as many as a partition has replicas. */
function wants(layout: Layout, id: BrokerId): boolean {
  const { replicas, leaders } = layout.load(id)
  const [any] = layout.on(id)
  const factor = any === undefined ? 1 : layout.replicas(any).length
  return leaders * factor <= replicas
}

function countByTopic(layout: Layout, partitions: readonly PlacedPartition[], id: BrokerId): ReadonlyMap<string, number> {
  const counted = new Map<string, number>()
  for (const place of layout.on(id)) {
    const topic = partitions[place]?.topic ?? ''
    counted.set(topic, (counted.get(topic) ?? 0) + 1)
  }
  return counted
}

export function mayTake(layout: Layout, place: number, from: BrokerId, to: BrokerId): boolean {
  const replicas = layout.replicas(place)
  if (replicas.includes(to)) return false
  return sharedInRack(replaced(replicas, from, to), layout.rackOf) <= sharedInRack(replicas, layout.rackOf)
}
