import type { MesosAgent, MesosFramework, MesosResources } from '../mesos.ts'
import type { AgentFact } from '../mesos-state.ts'
import { without } from './port-ranges.ts'
import type { PlacementAgent } from './rules.ts'

/**
 * Agents as they would be offered to the framework: what is left of what is unreserved or reserved for its roles. Mesos tells what is
 * used over all roles together, so where others hold reservations less may be left than this says, never more than the agent has.
 */
export function placementAgents(agents: Iterable<AgentFact>, framework: MesosFramework | null): readonly PlacementAgent[] {
  const roles = new Set((framework?.roles ?? []).filter((role) => role !== '*'))
  return [...agents].map((fact) => placementAgent(fact, roles))
}

function placementAgent({ agent, missing }: AgentFact, roles: ReadonlySet<string>): PlacementAgent {
  const { total, used } = agent
  const attributes = new Map<string, string>()
  const otherAttributes = new Set<string>()
  for (const [name, value] of agent.attributes) {
    if (typeof value === 'string') attributes.set(name, value)
    else otherAttributes.add(name)
  }
  return {
    id: agent.id,
    hostname: agent.hostname ?? agent.id,
    active: missing === null && agent.status === 'active',
    notOffered: (total?.gpus ?? 0) > 0 ? 'agents with GPUs are not offered to this framework' : null,
    attributes,
    otherAttributes,
    cpus: free('cpus', agent, roles),
    mem: free('mem', agent, roles),
    ports: without(
      ours(agent, roles).flatMap(({ ports }) => ports),
      used?.ports ?? [],
    ),
    // Mesos tells the size of volumes, and not which there are.
    volumes: null,
  }
}

/** What is not kept for somebody else. */
const ours = ({ unreserved, total, reserved }: MesosAgent, roles: ReadonlySet<string>): readonly MesosResources[] => [
  ...[unreserved ?? total].filter((each) => each !== null),
  ...[...reserved].flatMap(([role, resources]) => (roles.has(role) ? [resources] : [])),
]

function free(what: 'cpus' | 'mem', agent: MesosAgent, roles: ReadonlySet<string>): number {
  const allowed = ours(agent, roles).reduce((sum, each) => sum + (each[what] ?? 0), 0)
  const left = (agent.total?.[what] ?? 0) - (agent.used?.[what] ?? 0)
  // Cores are told as decimals that do not add up exactly.
  return Math.max(0, Math.round(Math.min(allowed, left) * 1_000) / 1_000)
}
