import { createLayout, replaced, type Layout } from './layout.ts'
import { mayTake } from './fill.ts'
import type { BrokerId } from '../ids.ts'
import type { GoalPlan, PlacedPartition, Target } from './types.ts'

/** Brokers within so much of the mean are even enough: the last few percent cost as many copies as the first half. */
const EVEN = 0.05
const MOST_MOVES = 5_000

/** The fullest gives to the emptiest, each time the replica that brings both nearest to each other. */
export function evenDisk(partitions: readonly PlacedPartition[], targets: readonly Target[]): GoalPlan {
  const unknown = partitions.filter((p) => p.bytes === null).length
  const layout = createLayout(partitions, targets)
  const bytes = (id: BrokerId): number => layout.load(id).bytes
  const mean = targets.reduce((sum, t) => sum + bytes(t.id), 0) / Math.max(1, targets.length)
  for (let step = 0; step < MOST_MOVES; step++) {
    const order = targets.toSorted((a, b) => bytes(b.id) - bytes(a.id) || a.id - b.id)
    const [full, empty] = [order[0], order.at(-1)]
    if (!full || !empty || bytes(full.id) - bytes(empty.id) <= 2 * EVEN * mean) break
    if (!takeBest(layout, partitions, order)) break
  }
  const problems = unknown > 0 ? [`The size of ${unknown} partitions is not known: they stay where they are.`] : []
  return { moves: layout.moves(), problems }
}

/** From the fullest that has something to give, to the emptiest that may take it. */
function takeBest(layout: Layout, partitions: readonly PlacedPartition[], order: readonly Target[]): boolean {
  const [full] = order
  if (!full) return false
  for (const empty of order.toReversed()) {
    const gap = layout.load(full.id).bytes - layout.load(empty.id).bytes
    const half = gap / 2
    const off = (place: number): number => Math.abs((partitions[place]?.bytes ?? 0) - half)
    const fits = layout.on(full.id).filter((place) => {
      const size = partitions[place]?.bytes ?? 0
      // More than half as much again would only change who is the fullest.
      return size > 0 && size < gap && mayTake(layout, place, full.id, empty.id)
    })
    const [best] = fits.toSorted((a, b) => off(a) - off(b) || a - b)
    if (best === undefined) continue
    layout.set(best, replaced(layout.replicas(best), full.id, empty.id))
    return true
  }
  return false
}
