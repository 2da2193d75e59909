import type { BrokerId } from '../ids.ts'
import { createLayout, type Layout } from './layout.ts'
import type { GoalPlan, PlacedPartition, Target } from './types.ts'

/**
 * Preferred leaders evened out by the order of replicas alone. As long as one broker leads two more than another, leadership is handed on
 * along a chain of partitions from the first to the second; when there is no chain, it is as even as the replicas allow.
 */
export function evenLeaders(partitions: readonly PlacedPartition[], targets: readonly Target[]): GoalPlan {
  const layout = createLayout(partitions, targets)
  const may = new Set(targets.map((t) => t.id))
  // Chains shorten the distance of two brokers each time, so there are fewer than partitions.
  for (let step = 0; step < partitions.length; step++) {
    const order = targets.toSorted((a, b) => layout.load(b.id).leaders - layout.load(a.id).leaders || a.id - b.id)
    const chain = order.reduce<readonly Link[] | null>((found, from) => found ?? chainFrom(layout, from.id, may), null)
    if (chain === null) break
    for (const { place, to } of chain) layout.set(place, [to, ...layout.replicas(place).filter((id) => id !== to)])
  }
  const leads = targets.map((t) => layout.load(t.id).leaders)
  const apart = Math.max(...leads) - Math.min(...leads)
  const problems =
    apart > 1
      ? [`One broker still leads ${apart} more than another: it holds no replica that could lead instead. Replicas would have to move.`]
      : []
  return { moves: layout.moves(), problems }
}

interface Link {
  readonly place: number
  readonly to: BrokerId
}

/** The shortest way by which `from` leads one less and somebody who leads two less leads one more. */
function chainFrom(layout: Layout, from: BrokerId, may: ReadonlySet<BrokerId>): readonly Link[] | null {
  const most = layout.load(from).leaders
  const came = new Map<BrokerId, { readonly before: BrokerId; readonly place: number } | null>([[from, null]])
  const queue = [from]
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    if (most - layout.load(id).leaders >= 2) return chainTo(id, came)
    for (const place of layout.on(id)) {
      const [leader, ...followers] = layout.replicas(place)
      if (leader !== id) continue
      for (const next of followers) {
        if (came.has(next) || !may.has(next)) continue
        came.set(next, { before: id, place })
        queue.push(next)
      }
    }
  }
  return null
}

function chainTo(end: BrokerId, came: ReadonlyMap<BrokerId, { readonly before: BrokerId; readonly place: number } | null>): Link[] {
  const links: Link[] = []
  for (let to = end, step = came.get(to); step; to = step.before, step = came.get(to)) links.unshift({ place: step.place, to })
  return links
}
