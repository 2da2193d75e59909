import type { BrokerId } from '../ids.ts'
import { bestFor, createLayout, replaced } from './layout.ts'
import type { GoalPlan, PlacedPartition, Target } from './types.ts'

/** Each replica on these brokers goes to another, in the same place of the list: as many copies as there are replicas, and no more. */
export function emptyBrokers(partitions: readonly PlacedPartition[], targets: readonly Target[], gone: readonly BrokerId[]): GoalPlan {
  const left = targets.filter((t) => !gone.includes(t.id))
  const layout = createLayout(partitions, targets)
  let stuck = 0
  for (const broker of gone) {
    for (const place of layout.on(broker)) {
      const replicas = layout.replicas(place)
      const best = bestFor(
        layout,
        left,
        replicas.filter((id) => id !== broker),
      )
      if (best === null) stuck++
      else layout.set(place, replaced(replicas, broker, best.id))
    }
  }
  const problems = stuck > 0 ? [`${stuck} replicas cannot leave: every other broker holds one of the same partition already.`] : []
  return { moves: layout.moves(), problems }
}
