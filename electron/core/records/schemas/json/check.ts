import { DataError, quoted, type Value } from '../value.ts'
import { MOST_STEPS, refuse, TooOpen, type Walk } from '../walk.ts'
import { listRules } from './lists.ts'
import { objectRules } from './objects.ts'
import { isValueObject, resolve, resourceOf, type JsonSchema, type Resource } from './parse.ts'
import type { At, Rule } from './rule.ts'
import { scalarRules } from './scalars.ts'

/** A schema that refers to itself without coming nearer to an end. */
const DEEPEST_CHECK = 300

/** Fails with a `DataError` that names the place where a value does not fit, by the drafts from 4 to 2020-12; with a `TooOpen` after so many steps. */
export function checkJson(schema: JsonSchema, value: Value, most = MOST_STEPS): void {
  checkAt(schema.main.root, value, { path: '', depth: 0, byDefault: false, steps: { left: most } }, schema.main, schema)
}

function checkAt(node: Value, value: Value, outer: Walk, within: Resource, schema: JsonSchema): void {
  const walk = { ...outer, depth: outer.depth + 1 }
  if (--walk.steps.left < 0) throw new TooOpen('')
  if (walk.depth > DEEPEST_CHECK) throw refuse(walk, 'is described by a schema that refers to itself without end')
  if (node === false) throw refuse(walk, 'may not be there')
  if (!isValueObject(node)) return
  const here = resourceOf(node, within)
  const check = (inner: Value, its: Value, where = walk, resource = here): void => checkAt(inner, its, where, resource, schema)
  const fits = (inner: Value, its: Value, where = walk): boolean => !isRefused(() => check(inner, its, where))
  const ref = node['$ref']
  if (typeof ref === 'string') {
    const found = resolve(ref, here, schema)
    if (found === null) throw refuse(walk, `is described by ${quoted(ref)}, which is not there`)
    check(found.node, value, walk, found.at)
    if (here.old) return
  }
  const at: At = { walk, node, check, fits }
  for (const [name, rule] of rules) {
    const is = Object.hasOwn(node, name) ? node[name] : undefined
    if (is !== undefined) rule(is, value, at)
  }
}

/** Whether it does not fit; that it was too much to look at is no answer. */
function isRefused(act: () => void): boolean {
  try {
    act()
    return false
  } catch (error) {
    if (!(error instanceof DataError) || error instanceof TooOpen) throw error
    return true
  }
}

const isNull = (node: Value): boolean => isValueObject(node) && node['type'] === 'null'

const listOf = (is: Value): readonly Value[] => (Array.isArray(is) ? (is as readonly Value[]) : []) // not known to be of values after isArray

const anyOf: Rule = (is, value, { walk, check, fits }) => {
  const forms = listOf(is)
  if (forms.some((form) => fits(form, value))) return
  // “Null or that”, as generators write it: what is wrong with that is more to the point.
  const others = forms.filter((form) => !isNull(form))
  const [only] = others
  if (value !== null && others.length === 1 && only !== undefined) check(only, value)
  throw refuse(walk, `fits none of the ${forms.length} forms that it may have`)
}

const oneOf: Rule = (is, value, at) => {
  const fitting = listOf(is).filter((form) => at.fits(form, value)).length
  if (fitting === 0) anyOf(is, value, at)
  else if (fitting > 1) throw refuse(at.walk, `fits ${fitting} forms of which it may have one`)
}

const combining: readonly (readonly [string, Rule])[] = [
  ['allOf', (is, value, { check }) => listOf(is).forEach((form) => check(form, value))],
  ['anyOf', anyOf],
  ['oneOf', oneOf],
  [
    'not',
    (is, value, { walk, fits }) => {
      if (fits(is, value)) throw refuse(walk, 'has a form that it may not have')
    },
  ],
  [
    'if',
    (is, value, { node, check, fits }) => {
      const then = node[fits(is, value) ? 'then' : 'else']
      if (then !== undefined) check(then, value)
    },
  ],
]

const rules: readonly (readonly [string, Rule])[] = [...scalarRules, ...listRules, ...objectRules, ...combining]
