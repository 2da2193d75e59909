import { without } from './port-ranges.ts'
import {
  lowestPort,
  rulesFor,
  type PlacedBroker,
  type PlacementAgent,
  type PlacementBroker,
  type PlacementMoment,
  type RuleResult,
} from './rules.ts'

export interface JudgedAgent {
  readonly agent: PlacementAgent
  readonly rules: readonly RuleResult[]
  /** The first that fails, as the scheduler would log it; null: it fits. */
  readonly why: string | null
}

export interface FunnelStep {
  readonly rule: string
  /** Agents that are left after it. */
  readonly left: number
  /** Host names of those that it took out. */
  readonly out: readonly string[]
}

export const judgeAgents = (broker: PlacementBroker, agents: readonly PlacementAgent[], moment: PlacementMoment): readonly JudgedAgent[] =>
  agents.map((agent) => {
    const rules = rulesFor(broker, agent, moment)
    return { agent, rules, why: rules.find(({ why }) => why !== null)?.why ?? null }
  })

/** How many agents each rule leaves, in the scheduler's order. The first step is all of them. */
export function funnelOf(judged: readonly JudgedAgent[]): readonly FunnelStep[] {
  const steps: FunnelStep[] = [{ rule: 'agents', left: judged.length, out: [] }]
  let left = judged
  const names = judged[0]?.rules.map(({ rule }) => rule) ?? []
  for (const [place, rule] of names.entries()) {
    const passes = (each: JudgedAgent): boolean => each.rules[place]?.why === null
    const out = left.filter((each) => !passes(each)).map(({ agent }) => agent.hostname)
    left = left.filter(passes)
    steps.push({ rule, left: left.length, out })
  }
  return steps
}

export interface StartedInOrder {
  readonly broker: number
  readonly agent: PlacementAgent | null
  readonly why: string | null
}

/**
 * Brokers started one after the other, each taking what it needs from the first agent that fits: constraints and resources of a later
 * one depend on where the earlier ones went. The scheduler takes offers as they come, so another order of agents may give another result.
 */
export function startInOrder(
  brokers: readonly PlacementBroker[],
  agents: readonly PlacementAgent[],
  moment: PlacementMoment,
): readonly StartedInOrder[] {
  let left = agents
  let placed: readonly PlacedBroker[] = moment.placed
  return brokers.map((broker) => {
    const judged = judgeAgents(broker, left, { ...moment, placed })
    const found = judged.find(({ why }) => why === null)
    if (found === undefined) return { broker: broker.id, agent: null, why: commonest(judged.flatMap(({ why }) => why ?? [])) }
    const { agent } = found
    left = left.map((each) => (each.id === agent.id ? lessBy(each, broker) : each))
    placed = [...placed, { id: broker.id, hostname: agent.hostname, attributes: agent.attributes }]
    return { broker: broker.id, agent, why: null }
  })
}

function lessBy(agent: PlacementAgent, { cpus, mem, port, volume }: PlacementBroker): PlacementAgent {
  const taken = lowestPort(port, agent.ports)
  const ports = taken === null ? agent.ports : without(agent.ports, [{ from: taken, to: taken }])
  const volumes = agent.volumes && new Set([...agent.volumes].filter((each) => each !== volume))
  return { ...agent, cpus: agent.cpus - cpus, mem: agent.mem - mem, ports, volumes }
}

function commonest(reasons: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const [first] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return first === undefined ? 'there is no agent' : first[0]
}
