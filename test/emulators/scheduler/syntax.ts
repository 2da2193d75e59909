/**
 * The scheduler's own parsers, defects kept: what it accepts is not what Samsa would send. Written from its behaviour, independent of
 * `shared/domain/scheduler`, so that the two can be compared.
 */
export class SyntaxProblem extends Error {}

const fail = (why: string): never => {
  throw new SyntaxProblem(why)
}

export interface Period {
  readonly text: string
  readonly ms: number
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

export function period(text: string): Period {
  if (text === '0') return { text: '0ms', ms: 0 }
  const match = /^([+-]?\d+)(ms|s|m|h|d)$/.exec(text)
  if (match === null) return fail(text)
  return { text, ms: Number(match[1]) * (units[match[2] ?? ''] ?? 0) }
}

export interface Range {
  readonly from: number
  readonly to: number
}

export function range(text: string): Range {
  const match = /^(\d+)(?:\.\.(\d+))?$/.exec(text)
  if (match === null) return fail(text)
  const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])]
  if (from > to) return fail('start > end')
  return { from, to }
}

export const printRange = ({ from, to }: Range): string => (from === to ? String(from) : `${from}..${to}`)

function splitUnescaped(text: string, separator: string): string[] {
  const parts: string[] = []
  let part = ''
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\') {
      if (at === text.length - 1) return fail('open escaping')
      part += character + text.charAt(++at)
    } else if (character === separator) {
      parts.push(part)
      part = ''
    } else part += character
  }
  if (part !== '') parts.push(part)
  return parts
}

const unescape = (text: string): string => text.replace(/\\(.)/gs, '$1')
const escape = (text: string): string => text.replace(/[\\,=]/g, '\\$&')

/** Null stands for a name alone, which only attribute filters may have. */
export function mapText(text: string, valuesOptional = false): Map<string, string | null> {
  const map = new Map<string, string | null>()
  for (const entry of splitUnescaped(text, ',')) {
    if (entry.trim() === '') return fail(text)
    const [key = '', value] = splitUnescaped(entry, '=')
    if (value === undefined && !valuesOptional) return fail(entry)
    // What follows a second "=" is dropped without a word.
    map.set(unescape(key).trim(), value === undefined ? null : unescape(value).trim())
  }
  return map
}

export const printMap = (map: ReadonlyMap<string, string | null>): string =>
  [...map].map(([key, value]) => (value === null ? escape(key) : `${escape(key)}=${escape(value)}`)).join(',')

export interface ExpressionTarget {
  readonly id: number
  readonly hostname: string | null
  readonly attributes: ReadonlyMap<string, string>
}

export interface ExpressionOf {
  readonly known: readonly ExpressionTarget[]
  /** P09 orders ids as text. */
  readonly asText: boolean
}

/** Broker ids that an expression names, in the scheduler's order. */
export function expression(text: string, { known, asText }: ExpressionOf): number[] {
  let list = text.trim()
  let filter: Map<string, string | null> | null = null
  if (list.endsWith(']')) {
    const open = list.lastIndexOf('[')
    if (open < 0) return fail(text)
    filter = mapText(list.slice(open + 1, -1), true)
    list = list.slice(0, open)
  }
  const ids = new Set<number>()
  for (const part of list.split(',').map((p) => p.trim())) {
    const match = /^(\d+)(?:\.\.(\d+))?$/.exec(part)
    if (part === '*') for (const { id } of known) ids.add(id)
    else if (match !== null) for (let id = Number(match[1]); id <= Number(match[2] ?? match[1]); id++) ids.add(id)
    else return fail(text)
  }
  const found = filter === null ? [...ids] : [...ids].filter((id) => hasAttributes(known, id, filter))
  if (asText) return found.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))
  return filter === null ? found.toSorted((a, b) => a - b) : found
}

function hasAttributes(known: readonly ExpressionTarget[], id: number, filter: ReadonlyMap<string, string | null>): boolean {
  const broker = known.find((one) => one.id === id)
  if (broker === undefined || broker.hostname === null) return false
  return [...filter].every(([name, wanted]) => {
    const value = name === 'hostname' ? broker.hostname : broker.attributes.get(name)
    if (value === undefined || value === null) return false
    if (wanted === null) return true
    return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted
  })
}

/** Brokers grouped by their values of the filter's attributes, then one of each group in turn: how racks are spread. */
export function spread(text: string, ids: readonly number[], known: readonly ExpressionTarget[]): number[] {
  const names = /\[(.*)\]$/.exec(text.trim())
  if (names === null) return [...ids]
  const attributes = [...mapText(names[1] ?? '', true).keys()]
  const groups = new Map<string, number[]>()
  for (const id of ids) {
    const broker = known.find((one) => one.id === id)
    const key = attributes.map((name) => (name === 'hostname' ? broker?.hostname : broker?.attributes.get(name)) ?? '').join(' ')
    groups.set(key, [...(groups.get(key) ?? []), id])
  }
  const lists = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, list]) => list)
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, n) => lists.flatMap((list) => list.slice(n, n + 1))).flat()
}

/** Whether an offer's value fits a condition; `others` are the values of all brokers that have a task. */
export function conditionFits(condition: string, value: string, others: readonly string[]): boolean {
  const [name, argument] = [condition.split(':', 1)[0], condition.includes(':') ? condition.slice(condition.indexOf(':') + 1) : null]
  switch (name) {
    case 'like':
      return new RegExp(`^(?:${argument ?? ''})$`).test(value)
    case 'unlike':
      return !new RegExp(`^(?:${argument ?? ''})$`).test(value)
    case 'unique':
      return !others.includes(value)
    case 'cluster':
      return argument === null ? others.length === 0 || others[0] === value : value === argument
    case 'groupBy': {
      const counts = new Map<string, number>()
      for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1)
      if (counts.size < Number(argument ?? 1)) return !counts.has(value)
      return counts.get(value) === Math.min(...counts.values())
    }
    default:
      return fail(`unsupported condition ${condition}`)
  }
}

export function constraints(text: string): Map<string, string> {
  const map = new Map<string, string>()
  for (const [name, condition] of mapText(text)) {
    conditionFits(condition ?? '', '', [])
    map.set(name, condition ?? '')
  }
  return map
}
