import type { AgentRow } from '../../../shared/contract/mesos-rows.ts'

export interface Rack {
  /** Null: agents without the attribute. */
  readonly value: string | null
  readonly agents: readonly AgentRow[]
  /** How many brokers are here or return here. */
  readonly brokers: number
}

const usual = ['rack', 'zone', 'dc', 'datacenter', 'room', 'row']

/** Text attributes that agents can be grouped by, the usual ones first. One that differs on every agent groups nothing. */
export function rackAttributes(agents: readonly AgentRow[]): readonly string[] {
  const values = new Map<string, Set<string>>()
  for (const { attributes } of agents) {
    for (const { name, value, text } of attributes) if (text) values.set(name, (values.get(name) ?? new Set()).add(value))
  }
  const rank = (name: string): number => (usual.includes(name) ? usual.indexOf(name) : usual.length)
  return [...values]
    .filter(([, found]) => agents.length < 3 || found.size < agents.length)
    .map(([name]) => name)
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

/** Agents by the value of an attribute; within a rack those with brokers first. */
export function racksOf(agents: readonly AgentRow[], attribute: string): readonly Rack[] {
  const racks = new Map<string | null, AgentRow[]>()
  for (const agent of agents) {
    const value = agent.attributes.find(({ name, text }) => name === attribute && text)?.value ?? null
    racks.set(value, [...(racks.get(value) ?? []), agent])
  }
  return [...racks]
    .map(([value, found]) => ({
      value,
      agents: found.toSorted((a, b) => b.brokers.length - a.brokers.length || ((a.host ?? a.id) < (b.host ?? b.id) ? -1 : 1)),
      brokers: found.reduce((sum, { brokers }) => sum + brokers.length, 0),
    }))
    .toSorted((a, b) => Number(a.value === null) - Number(b.value === null) || (String(a.value) < String(b.value) ? -1 : 1))
}
