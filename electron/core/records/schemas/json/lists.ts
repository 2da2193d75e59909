import type { Value } from '../value.ts'
import { refuse, type Walk } from '../walk.ts'
import type { At, Rule } from './rule.ts'
import { canonical } from './equal.ts'

const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value)

const item = (walk: Walk, i: number): Walk => ({ ...walk, path: `${walk.path}[${i}]` })

const count =
  (isFine: (length: number, limit: number) => boolean, words: string): Rule =>
  (is, value, { walk }) => {
    if (isList(value) && typeof is === 'number' && !isFine(value.length, is)) throw refuse(walk, `is to have ${words} ${is} items`)
  }

function checkItem(schema: Value | undefined, each: Value, i: number, { walk, seen, check }: At): void {
  if (schema === undefined) return
  check(schema, each, item(walk, i))
  seen?.items.add(i)
}

/** `items` says it of all, or before 2020-12 as a list of each; `prefixItems` of the first, and then `items` of the others. */
const items: Rule = (is, value, at) => {
  if (!isList(value)) return
  if (isList(is)) return value.forEach((each, i) => checkItem(is[i] ?? at.node['additionalItems'], each, i, at))
  const first = isList(at.node['prefixItems']) ? at.node['prefixItems'].length : 0
  value.forEach((each, i) => void (i >= first && checkItem(is, each, i, at)))
}

const prefixItems: Rule = (is, value, at) => {
  if (isList(is) && isList(value)) value.forEach((each, i) => checkItem(is[i], each, i, at))
}

const uniqueItems: Rule = (is, value, { walk }) => {
  if (is !== true || !isList(value)) return
  if (new Set(value.map(canonical)).size < value.length) throw refuse(walk, 'has an item twice')
}

const contains: Rule = (is, value, { walk, node, draft, seen, fits }) => {
  if (!isList(value)) return
  const fit = value.flatMap((each, i) => (fits(is, each, item(walk, i)) ? [i] : []))
  // Before 2020-12 what is contained is looked at by no keyword.
  if (draft === 2020) for (const i of fit) seen?.items.add(i)
  const fitting = fit.length
  const [least, most] = [node['minContains'] ?? 1, node['maxContains'] ?? Infinity].map(Number)
  if (fitting < (least ?? 1) || fitting > (most ?? Infinity)) throw refuse(walk, `has ${fitting} items of the kind that it is to contain`)
}

export const listRules: readonly (readonly [string, Rule])[] = [
  ['minItems', count((a, b) => a >= b, 'at least')],
  ['maxItems', count((a, b) => a <= b, 'at most')],
  ['uniqueItems', uniqueItems],
  ['prefixItems', prefixItems],
  ['items', items],
  ['contains', contains],
]
