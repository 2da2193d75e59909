import type { BrokerId } from '../ids.ts'
import { bestFor, compare, createLayout, sharedInRack, type Layout } from './layout.ts'
import type { GoalPlan, PlacedPartition, Target } from './types.ts'

/** Every partition gets or gives up replicas until it has so many. The last one in sync stays, and the preferred leader where that is another. */
export function changeReplication(partitions: readonly PlacedPartition[], targets: readonly Target[], wanted: number): GoalPlan {
  if (wanted > targets.length)
    return { moves: [], problems: [`${wanted} replicas need ${wanted} brokers, and ${targets.length} may hold any.`] }
  const layout = createLayout(partitions, targets)
  partitions.forEach((partition, place) => {
    let replicas = layout.replicas(place)
    while (replicas.length < wanted) {
      const best = bestFor(layout, targets, replicas)
      if (best === null) break
      replicas = [...replicas, best.id]
      layout.set(place, replicas)
    }
    while (replicas.length > wanted) {
      const out = dispensable(layout, partition, replicas, targets)
      replicas = replicas.filter((id) => id !== out)
      layout.set(place, replicas)
    }
  })
  return { moves: layout.moves(), problems: [] }
}

/** First who is away or out of sync, then who shares a rack, then who carries most. */
function dispensable(
  layout: Layout,
  { isr }: PlacedPartition,
  replicas: readonly BrokerId[],
  targets: readonly Target[],
): BrokerId | undefined {
  const inSync = replicas.filter((id) => isr.includes(id))
  const keep = inSync.length === 1 ? inSync[0] : replicas[0]
  const followers = replicas.slice(1).filter((id) => id !== keep)
  // The preferred leader goes only when the one that has all the records would go otherwise.
  const candidates = followers.length > 0 ? followers : replicas.filter((id) => id !== keep)
  const cost = (id: BrokerId): readonly number[] => {
    const others = replicas.filter((other) => other !== id)
    const alive = targets.some((t) => t.id === id)
    const { replicas: carried, bytes } = layout.load(id)
    return [alive ? 1 : 0, isr.includes(id) ? 1 : 0, sharedInRack(others, layout.rackOf), -carried, -bytes, -id]
  }
  return candidates.toSorted((a, b) => compare(cost(a), cost(b)))[0] ?? replicas.at(-1)
}
