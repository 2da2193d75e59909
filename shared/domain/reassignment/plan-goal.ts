import { evenDisk } from './disk.ts'
import { emptyBrokers } from './empty.ts'
import { fillBrokers } from './fill.ts'
import { evenLeaders } from './leaders.ts'
import { fixRacks } from './racks.ts'
import { changeReplication } from './replication.ts'
import type { Goal, GoalPlan, PlacedPartition, Target } from './types.ts'

/**
 * The fewest moves that reach a goal. The same layout gives the same plan. `targets` are the live brokers that may hold replicas; what
 * lies on others stays there unless the goal says otherwise.
 */
export function planGoal(goal: Goal, partitions: readonly PlacedPartition[], targets: readonly Target[]): GoalPlan {
  if (targets.length === 0) return { moves: [], problems: ['No broker may hold replicas.'] }
  switch (goal.is) {
    case 'fill':
      return fillBrokers(partitions, targets, goal.brokers)
    case 'empty':
      return emptyBrokers(partitions, targets, goal.brokers)
    case 'racks':
      return fixRacks(partitions, targets)
    case 'replication':
      return changeReplication(partitions, targets, goal.replicas)
    case 'leaders':
      return evenLeaders(partitions, targets)
    case 'disk':
      return evenDisk(partitions, targets)
  }
}
