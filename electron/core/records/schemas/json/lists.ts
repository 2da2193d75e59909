import type { Value } from '../value.ts'
import { refuse, type Walk } from '../walk.ts'
import type { Rule } from './rule.ts'
import { canonical } from './equal.ts'

const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value)

const item = (walk: Walk, i: number): Walk => ({ ...walk, path: `${walk.path}[${i}]` })

const count =
  (isFine: (length: number, limit: number) => boolean, words: string): Rule =>
  (is, value, { walk }) => {
    if (isList(value) && typeof is === 'number' && !isFine(value.length, is)) throw refuse(walk, `is to have ${words} ${is} items`)
  }

/** `items` says it of all, or before 2020-12 as a list of each; `prefixItems` of the first, and then `items` of the others. */
const items: Rule = (is, value, { walk, node, check }) => {
  if (!isList(value)) return
  if (isList(is)) {
    value.forEach((each, i) => {
      const schema = is[i] ?? node['additionalItems']
      if (schema !== undefined) check(schema, each, item(walk, i))
    })
    return
  }
  const first = isList(node['prefixItems']) ? node['prefixItems'].length : 0
  value.forEach((each, i) => void (i >= first && check(is, each, item(walk, i))))
}

const prefixItems: Rule = (is, value, { walk, check }) => {
  if (!isList(is) || !isList(value)) return
  value.forEach((each, i) => {
    const schema = is[i]
    if (schema !== undefined) check(schema, each, item(walk, i))
  })
}

const uniqueItems: Rule = (is, value, { walk }) => {
  if (is !== true || !isList(value)) return
  if (new Set(value.map(canonical)).size < value.length) throw refuse(walk, 'has an item twice')
}

const contains: Rule = (is, value, { walk, node, fits }) => {
  if (!isList(value)) return
  const fitting = value.filter((each, i) => fits(is, each, item(walk, i))).length
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
