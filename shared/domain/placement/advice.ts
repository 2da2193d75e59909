import type { JudgedAgent } from './funnel.ts'
import type { PlacementAgent, PlacementBroker } from './rules.ts'

/** The smallest changes after which an agent would fit, and what is odd about the attributes that are asked for. */
export function adviceFor(broker: PlacementBroker, judged: readonly JudgedAgent[]): readonly string[] {
  const agents = judged.map(({ agent }) => agent)
  const odd = [...broker.constraints.keys()].flatMap((name) => oddAttribute(name, agents) ?? [])
  if (judged.some(({ why }) => why === null) || agents.length === 0) return odd
  // Agents that a single rule keeps out are the nearest.
  const near = judged.flatMap(({ agent, rules }) => {
    const failing = rules.filter(({ why }) => why !== null)
    const [only] = failing
    return failing.length === 1 && only !== undefined ? [{ agent, rule: only.rule }] : []
  })
  const one = (rule: string): readonly PlacementAgent[] => near.filter((each) => each.rule === rule).map(({ agent }) => agent)
  const most = (rule: string, of: (agent: PlacementAgent) => number): number => Math.max(0, ...one(rule).map(of))
  const found: string[] = []
  if (one('cpus').length > 0)
    found.push(`With ${most('cpus', (a) => a.cpus)} cores instead of ${broker.cpus} it fits on ${hosts(one('cpus'))}.`)
  if (one('mem').length > 0) found.push(`With ${most('mem', (a) => a.mem)} MiB instead of ${broker.mem} it fits on ${hosts(one('mem'))}.`)
  if (one('port').length > 0) found.push(`With another port it fits on ${hosts(one('port'))}.`)
  if (one('sticky host').length > 0) found.push(`Once the hold on its last host is over it fits on ${hosts(one('sticky host'))}.`)
  for (const name of new Set(near.map(({ rule }) => rule).filter((rule) => rule.includes('='))))
    found.push(`Without “${name}” it fits on ${hosts(one(name))}.`)
  return [...odd, ...found]
}

const hosts = (agents: readonly PlacementAgent[]): string => {
  const [first] = agents
  return agents.length <= 1 ? (first?.hostname ?? 'none') : `${first?.hostname ?? ''} and ${agents.length - 1} more`
}

/** Null: agents have it as text. */
function oddAttribute(name: string, agents: readonly PlacementAgent[]): string | null {
  if (name === 'hostname' || agents.some(({ attributes }) => attributes.has(name)) || agents.length === 0) return null
  if (agents.some(({ otherAttributes }) => otherAttributes.has(name)))
    return `“${name}” is no text attribute on any agent (Mesos took it for a number, a range or a set): constraints only see text.`
  const known = [...new Set(agents.flatMap(({ attributes }) => [...attributes.keys()]))]
  const like = known.find((each) => distance(each.toLowerCase(), name.toLowerCase()) <= 2)
  const has = known.length === 0 ? 'Agents have none.' : `Agents have ${known.toSorted().join(', ')}.`
  return `No agent has an attribute “${name}”.${like === undefined ? ` ${has}` : ` Did you mean “${like}”?`}`
}

/** Levenshtein: letters to change, add or take away. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
