import { bestFor, createLayout, replaced, sharedInRack } from './layout.ts'
import type { GoalPlan, PlacedPartition, Target } from './types.ts'

/** Replicas that share a rack go to one that is not used, followers first: only those, and only while there are racks enough. */
export function fixRacks(partitions: readonly PlacedPartition[], targets: readonly Target[]): GoalPlan {
  const racks = new Set(targets.flatMap((t) => t.rack ?? []))
  if (racks.size < 2)
    return { moves: [], problems: ['The brokers tell of fewer than two racks (broker.rack), so there is nothing to spread over.'] }
  const layout = createLayout(partitions, targets)
  let stuck = 0
  partitions.forEach((_, place) => {
    for (let shared = sharedInRack(layout.replicas(place), layout.rackOf); shared > 0; shared--) {
      const replicas = layout.replicas(place)
      // The last one whose rack is used before it: the preferred leader stays where it is.
      const out = replicas.findLast((id, i) => replicas.slice(0, i).some((other) => sharedInRack([other, id], layout.rackOf) > 0))
      if (out === undefined) break
      const others = replicas.filter((id) => id !== out)
      const best = bestFor(layout, targets, others)
      if (best === null || sharedInRack([...others, best.id], layout.rackOf) >= shared) {
        if (replicas.length <= racks.size) stuck++
        break
      }
      layout.set(place, replaced(replicas, out, best.id))
    }
  })
  const problems = stuck > 0 ? [`${stuck} partitions keep two replicas in one rack: no broker of another rack may take one.`] : []
  return { moves: layout.moves(), problems }
}
