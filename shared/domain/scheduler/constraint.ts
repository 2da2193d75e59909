import { parseMapText } from './map-text.ts'
import { parsed, refused, type Parsed } from './parsed.ts'

/** A condition on the value of an agent's text attribute (`hostname` is always there). */
export type Condition =
  | { readonly kind: 'like' | 'unlike'; readonly pattern: string }
  | { readonly kind: 'unique' }
  | { readonly kind: 'cluster'; readonly value: string | null }
  | { readonly kind: 'groupBy'; readonly groups: number }

export type Constraints = ReadonlyMap<string, Condition>

function parsePattern(kind: 'like' | 'unlike', pattern: string): Parsed<Condition> {
  if (pattern === '') return refused(`“${kind}” needs a regular expression: ${kind}:agent-.*`)
  try {
    new RegExp(pattern)
  } catch {
    return refused(`“${pattern}” is not a regular expression.`)
  }
  return parsed({ kind, pattern })
}

function parseCondition(text: string): Parsed<Condition> {
  const colon = text.indexOf(':')
  const name = colon < 0 ? text : text.slice(0, colon)
  const argument = colon < 0 ? null : text.slice(colon + 1)
  switch (name) {
    case 'like':
    case 'unlike':
      return parsePattern(name, argument ?? '')
    case 'unique':
      return argument === null ? parsed({ kind: 'unique' }) : refused('“unique” takes no value.')
    case 'cluster':
      return argument === '' ? refused('Write cluster, or cluster:value.') : parsed({ kind: 'cluster', value: argument })
    case 'groupBy':
      return argument === null || /^[1-9]\d{0,5}$/.test(argument)
        ? parsed({ kind: 'groupBy', groups: Number(argument ?? 1) })
        : refused('groupBy takes a number of groups, for example groupBy:3.')
    default:
      return refused(`“${text}” is no condition. Known are like, unlike, unique, cluster and groupBy.`)
  }
}

/** `hostname=unique,rack=groupBy:3`. */
export function parseConstraints(text: string): Parsed<Constraints> {
  const map = parseMapText(text)
  if (!map.ok) return map
  const constraints = new Map<string, Condition>()
  for (const [attribute, value] of map.value) {
    const condition = parseCondition(value ?? '')
    if (!condition.ok) return refused(`${attribute}: ${condition.why}`)
    constraints.set(attribute, condition.value)
  }
  return parsed(constraints)
}

/** Whole-value match, as the scheduler does it. An expression that only Java understands matches nothing here. */
const matchesWhole = (pattern: string, value: string): boolean => {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value)
  } catch {
    return false
  }
}

/** With fewer than `groups` values in use, the next one must be new; after that the least used one is due. */
function groupsBy(value: string, others: readonly string[], groups: number): boolean {
  const counts = new Map<string, number>()
  for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1)
  if (counts.size < groups) return !counts.has(value)
  return counts.get(value) === Math.min(...counts.values())
}

/**
 * Whether an offer's value fits.
 * @param others values of the same attribute over all brokers that have a task
 */
export function accepts(condition: Condition, value: string, others: readonly string[]): boolean {
  switch (condition.kind) {
    case 'like':
      return matchesWhole(condition.pattern, value)
    case 'unlike':
      return !matchesWhole(condition.pattern, value)
    case 'unique':
      return !others.includes(value)
    case 'cluster':
      return condition.value === null ? others.length === 0 || others[0] === value : value === condition.value
    case 'groupBy':
      return groupsBy(value, others, condition.groups)
  }
}
