import { parseMapText } from './map-text.ts'
import { parsed, refused, type Parsed } from './parsed.ts'

/** `list [ "[" attributes "]" ]`: ids, ranges and `*`, cut down to brokers whose task's agent has the attributes. */
export interface BrokerExpression {
  readonly all: boolean
  /** In the order written, ranges expanded, without duplicates. A reversed range is empty. */
  readonly ids: readonly number[]
  /** Null: the attribute is there; a trailing `*` is a prefix. */
  readonly attributes: ReadonlyMap<string, string | null>
}

/** A broker as far as expressions ask: its agent is known while it has a task. */
export interface ExpressionBroker {
  readonly id: number
  readonly agent: { readonly hostname: string; readonly attributes: ReadonlyMap<string, string> } | null
}

const MOST_IDS = 1_000

function parseIds(list: string): Parsed<{ all: boolean; ids: readonly number[] }> {
  let all = false
  const ids = new Set<number>()
  for (const part of list.split(',').map((p) => p.trim())) {
    const match = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(part)
    if (part === '*') all = true
    else if (!match)
      return refused(part === '' ? 'Name brokers: ids, ranges such as 0..4, or *.' : `“${part}” is no broker id, range or *.`)
    else {
      const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])]
      if (to - from >= MOST_IDS) return refused(`A range of more than ${MOST_IDS} brokers.`)
      for (let id = from; id <= to; id++) ids.add(id)
    }
  }
  return parsed({ all, ids: [...ids] })
}

export function parseBrokerExpression(text: string): Parsed<BrokerExpression> {
  const match = /^([^[\]]*)(?:\[(.*)\])?$/.exec(text.trim())
  if (!match) return refused('Brackets go around attributes at the end, for example *[rack=r1].')
  const list = parseIds(match[1] ?? '')
  if (!list.ok) return list
  const attributes = match[2] === undefined ? parsed(new Map<string, string | null>()) : parseMapText(match[2], 'optional')
  return attributes.ok ? parsed({ ...list.value, attributes: attributes.value }) : attributes
}

function agentHas(agent: ExpressionBroker['agent'], name: string, wanted: string | null): boolean {
  const value = name === 'hostname' ? agent?.hostname : agent?.attributes.get(name)
  if (value === undefined) return false
  if (wanted === null) return true
  return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted
}

/**
 * The brokers that an expression names: explicit ids whether they exist or not (adding needs that), `*` every known one. Brokers without a task
 * match no filter. In order of id, so that what is shown and confirmed is what is sent.
 */
export function expandBrokerExpression(expression: BrokerExpression, known: readonly ExpressionBroker[]): readonly number[] {
  const byId = new Map(known.map((broker) => [broker.id, broker]))
  const ids = new Set(expression.ids)
  if (expression.all) for (const { id } of known) ids.add(id)
  const matches = (id: number): boolean =>
    [...expression.attributes].every(([name, wanted]) => agentHas(byId.get(id)?.agent ?? null, name, wanted))
  return [...ids].filter(matches).toSorted((a, b) => a - b)
}
