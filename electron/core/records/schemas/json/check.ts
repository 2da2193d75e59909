import { DataError, quoted, type Value } from '../value.ts'
import { MOST_STEPS, refuse, TooOpen, type Walk } from '../walk.ts'
import { listRules } from './lists.ts'
import { objectRules } from './objects.ts'
import { isOld, isValueObject, resolve, resourceOf, type JsonSchema, type Resource } from './parse.ts'
import { throughDynamic, throughRecursive, type Found } from './dynamic.ts'
import type { At, Rule, Seen } from './rule.ts'
import { scalarRules } from './scalars.ts'
import { unevaluatedRules } from './unevaluated.ts'

/** A schema that refers to itself without coming nearer to an end. */
const DEEPEST_CHECK = 300

/** Fails with a `DataError` that names the place where a value does not fit, by the drafts from 4 to 2020-12; with a `TooOpen` after so many steps. */
export function checkJson(schema: JsonSchema, value: Value, most = MOST_STEPS): void {
  const walk = { path: '', depth: 0, byDefault: false, steps: { left: most } }
  checkAt(schema.main.root, value, walk, { schema, within: schema.main, scope: [], seen: newSeen(schema) })
}

interface Context {
  readonly schema: JsonSchema
  readonly within: Resource
  /** Resources that led here, the outermost first. */
  readonly scope: readonly Resource[]
  readonly seen: Seen | null
}

const newSeen = ({ counts }: JsonSchema): Seen | null => (counts ? { names: new Set(), items: new Set() } : null)

function add(to: Seen, { names, items }: Seen): void {
  for (const name of names) to.names.add(name)
  for (const item of items) to.items.add(item)
}

function checkAt(node: Value, value: Value, outer: Walk, { schema, within, scope: before, seen }: Context): void {
  const walk = { ...outer, depth: outer.depth + 1 }
  if (--walk.steps.left < 0) throw new TooOpen('')
  if (walk.depth > DEEPEST_CHECK) throw refuse(walk, 'is described by a schema that refers to itself without end')
  if (node === false) throw refuse(walk, 'may not be there')
  if (!isValueObject(node)) return
  const here = resourceOf(node, within)
  const scope = before.at(-1)?.root === here.root ? before : [...before, here]
  const check = (inner: Value, its: Value, where = walk, resource = here): void => {
    const own = newSeen(schema)
    checkAt(inner, its, where, { schema, within: resource, scope, seen: own })
    // What describes the same value has looked at its parts for this schema too; had it not fitted, nobody came here.
    if (seen && own && where === walk && its === value) add(seen, own)
  }
  const fits = (inner: Value, its: Value, where = walk): boolean => !isRefused(() => check(inner, its, where))
  const follow = (ref: Value | undefined, through: (found: Found, ref: string) => Found): boolean => {
    if (typeof ref !== 'string') return false
    const found = resolve(ref, here, schema)
    if (found === null) throw refuse(walk, `is described by ${quoted(ref)}, which is not there`)
    const { node: inner, at } = through(found, ref)
    check(inner, value, walk, at)
    return true
  }
  if (follow(node['$ref'], (found) => found) && isOld(here.draft)) return
  if (here.draft === 2019) follow(node['$recursiveRef'], (found) => throughRecursive(found, scope))
  if (here.draft === 2020) follow(node['$dynamicRef'], (found, ref) => throughDynamic(ref, found, scope, schema))
  const at: At = { walk, node, draft: here.draft, seen, check, fits }
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

const anyOf: Rule = (is, value, { walk, seen, check, fits }) => {
  const forms = listOf(is)
  // Each that fits has looked at parts of the value, where somebody asks for that.
  if (seen === null ? forms.some((form) => fits(form, value)) : forms.filter((form) => fits(form, value)).length > 0) return
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

const rules: readonly (readonly [string, Rule])[] = [...scalarRules, ...listRules, ...objectRules, ...combining, ...unevaluatedRules]
