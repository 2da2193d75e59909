import { MOST_MOVES, type Proposal, type ReassignmentGoal } from '../../../../shared/contract/reassignments.ts'
import { afterMoves, loadsOf, moveBytes } from '../../../../shared/domain/reassignment/effect.ts'
import { planGoal } from '../../../../shared/domain/reassignment/plan-goal.ts'
import { partitionKey, type Goal, type GoalPlan } from '../../../../shared/domain/reassignment/types.ts'
import { needs, placeable } from '../kafka/live-cluster.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'
import { checkMoves } from './check-moves.ts'
import { readSituation, type Situation } from './situation.ts'
import { copiesOf, warningsOf } from './warnings.ts'
import type { ReassignWorld } from './world.ts'

const NAME = 'reassignments.propose'

export interface ProposeInput {
  readonly goal: ReassignmentGoal
  readonly topics: readonly string[] | null
  readonly exclude: readonly number[]
  readonly throttle: number | null
  readonly batch: number
}

const NO_LOAD = { replicas: 0, leaders: 0, bytes: 0 }

/** What would reach a goal, and what it means for each broker. Reads only. */
export async function propose(input: ProposeInput, world: ReassignWorld, signal: AbortSignal): Promise<Proposal> {
  needs(world, 'reassign', 'Reassigning partitions')
  const situation = await readSituation(world, signal)
  const { moves: all, problems } = planOf(input, situation)
  const moves = all.slice(0, Math.min(input.batch, MOST_MOVES))
  const { bytes, seconds } = copiesOf(moves, situation.placed, input.throttle)
  const before = loadsOf(situation.partitions)
  const after = loadsOf(afterMoves(situation.partitions, moves))
  const ids = new Set([...situation.racks.keys(), ...before.keys(), ...after.keys()])
  return {
    asOf: situation.reading.at,
    moves: moves.map((m) => ({
      ...m,
      from: [...m.from],
      to: [...m.to],
      bytes: moveBytes(m, situation.placed.get(partitionKey(m))?.bytes ?? null).bytes,
      warnings: warningsOf(m, situation),
    })),
    more: all.length - moves.length,
    brokers: [...ids]
      .toSorted((a, b) => a - b)
      .map((broker) => ({
        broker,
        rack: situation.racks.get(broker) ?? null,
        agent: situation.agents.get(broker) ?? null,
        live: situation.live.has(broker),
        before: before.get(broker) ?? NO_LOAD,
        after: after.get(broker) ?? NO_LOAD,
        freeBytes: situation.free.get(broker) ?? null,
      })),
    bytes,
    seconds,
    problems: [...problems],
  }
}

function planOf({ goal, topics, exclude }: ProposeInput, situation: Situation): GoalPlan {
  if (goal.is === 'given') {
    const { moves, problems } = checkMoves(goal.moves, situation)
    return { moves, problems: problems.map((p) => p.message).slice(0, 20) }
  }
  const wrong = brokerProblems(goal, situation)
  if (wrong.length > 0) throw badInput(NAME, wrong)
  const chosen = topics === null ? null : new Set(topics)
  // What is on its way already stays out of it; so do Kafka's own topics, unless they are named.
  const internal = new Set(situation.reading.topics.filter((t) => t.internal).map((t) => t.name))
  const partitions = situation.partitions.filter(
    (p) =>
      !situation.underWay.has(partitionKey(p)) && (chosen === null ? goal.is === 'empty' || !internal.has(p.topic) : chosen.has(p.topic)),
  )
  return planGoal(
    goal,
    partitions,
    placeable(situation.reading).filter((b) => !exclude.includes(b.id)),
  )
}

function brokerProblems(goal: Goal, { live, racks }: Situation): FieldProblem[] {
  const named = goal.is === 'fill' || goal.is === 'empty' ? goal.brokers : []
  const known = (id: number): boolean => (goal.is === 'fill' ? live.has(id) : racks.has(id))
  const unknown = named.filter((id) => !known(id))
  return unknown.length > 0 ? [{ path: 'goal.brokers', message: `There is no live broker ${unknown.join(', ')}.` }] : []
}
