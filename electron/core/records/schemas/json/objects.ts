import { quoted, type Value, type ValueObject } from '../value.ts'
import { joined, refuse } from '../walk.ts'
import type { At, Rule } from './rule.ts'
import { isValueObject } from './parse.ts'
import { hasPattern } from './patterns.ts'

const count =
  (isFine: (length: number, limit: number) => boolean, words: string): Rule =>
  (is, value, { walk }) => {
    if (isValueObject(value) && typeof is === 'number' && !isFine(Object.keys(value).length, is))
      throw refuse(walk, `is to have ${words} ${is} names`)
  }

function mustHave(names: Value, value: ValueObject, { walk }: At): void {
  if (!Array.isArray(names)) return
  const missing = (names as readonly Value[]).find((name) => typeof name === 'string' && !Object.hasOwn(value, name)) // not known to be of values after isArray
  if (typeof missing === 'string') throw refuse({ path: joined(walk.path, missing) }, 'is missing')
}

const properties: Rule = (is, value, { walk, seen, check }) => {
  if (!isValueObject(is) || !isValueObject(value)) return
  for (const [name, schema] of Object.entries(is)) {
    const own = Object.hasOwn(value, name) ? value[name] : undefined
    if (own === undefined) continue
    check(schema, own, { ...walk, path: joined(walk.path, name) })
    seen?.names.add(name)
  }
}

/** By the pattern of its name; one that is not looked at may be any of them. */
const patternProperties: Rule = (is, value, { walk, seen, check }) => {
  if (!isValueObject(is) || !isValueObject(value)) return
  for (const [pattern, schema] of Object.entries(is))
    for (const [name, own] of Object.entries(value)) {
      const has = hasPattern(pattern, name, walk)
      if (has === true) check(schema, own, { ...walk, path: joined(walk.path, name) })
      if (has !== false) seen?.names.add(name)
    }
}

const additionalProperties: Rule = (is, value, { walk, node, seen, check }) => {
  if (!isValueObject(value)) return
  const known = isValueObject(node['properties']) ? node['properties'] : {}
  const patterns = isValueObject(node['patternProperties']) ? Object.keys(node['patternProperties']) : []
  for (const [name, own] of Object.entries(value)) {
    if (Object.hasOwn(known, name) || patterns.some((pattern) => hasPattern(pattern, name, walk) !== false)) continue
    if (is === false) throw refuse({ path: joined(walk.path, name) }, 'is not in the schema')
    check(is, own, { ...walk, path: joined(walk.path, name) })
    seen?.names.add(name)
  }
}

const propertyNames: Rule = (is, value, { walk, fits }) => {
  if (!isValueObject(value)) return
  const wrong = Object.keys(value).find((name) => !fits(is, name))
  if (wrong !== undefined) throw refuse(walk, `has the name ${quoted(wrong)}, which it may not have`)
}

/** What is to be there, or to be so, where a name is; a list of names, or a schema. */
const dependent: Rule = (is, value, at) => {
  if (!isValueObject(is) || !isValueObject(value)) return
  for (const [name, then] of Object.entries(is)) {
    if (!Object.hasOwn(value, name)) continue
    if (Array.isArray(then)) mustHave(then, value, at)
    else at.check(then, value)
  }
}

export const objectRules: readonly (readonly [string, Rule])[] = [
  ['required', (is, value, at) => void (isValueObject(value) && mustHave(is, value, at))],
  ['minProperties', count((a, b) => a >= b, 'at least')],
  ['maxProperties', count((a, b) => a <= b, 'at most')],
  ['propertyNames', propertyNames],
  ['properties', properties],
  ['patternProperties', patternProperties],
  ['additionalProperties', additionalProperties],
  ['dependencies', dependent],
  ['dependentRequired', dependent],
  ['dependentSchemas', dependent],
]
