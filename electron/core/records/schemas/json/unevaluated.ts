import { joined } from '../walk.ts'
import { isOld, isValueObject } from './parse.ts'
import type { Rule } from './rule.ts'

/** Of what no other keyword of the schema, nor of those it refers to, has looked at (2019-09 and later). */
const unevaluatedProperties: Rule = (is, value, { walk, draft, seen, check }) => {
  if (isOld(draft) || seen === null || !isValueObject(value)) return
  for (const [name, own] of Object.entries(value)) {
    if (seen.names.has(name)) continue
    check(is, own, { ...walk, path: joined(walk.path, name) })
    seen.names.add(name)
  }
}

const unevaluatedItems: Rule = (is, value, { walk, draft, seen, check }) => {
  if (isOld(draft) || seen === null || !Array.isArray(value)) return
  for (const [i, own] of value.entries()) {
    if (seen.items.has(i)) continue
    check(is, own, { ...walk, path: `${walk.path}[${i}]` })
    seen.items.add(i)
  }
}

/** Last of all rules. */
export const unevaluatedRules: readonly (readonly [string, Rule])[] = [
  ['unevaluatedProperties', unevaluatedProperties],
  ['unevaluatedItems', unevaluatedItems],
]
