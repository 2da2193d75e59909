import type * as z from 'zod'
import { AppError } from '../errors/error.ts'
import { fitsOf, type Fits } from './fits.ts'

/** What crosses is checked in both directions; `outputs` says what happens to a field that the contract does not declare. */
export type UndeclaredOutput = 'refuse' | 'strip'

/** Throws `rpc.badInput`. Nothing behind the contract has been called by then. */
export function checkInput(member: string, schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new AppError('rpc.badInput', { member, issues: facts(parsed.error.issues) })
}

const known = new WeakMap<z.ZodType, Fits | null>()

/** Once a schema. */
function fits(schema: z.ZodType, output: unknown): boolean {
  let ask = known.get(schema)
  if (ask === undefined) known.set(schema, (ask = fitsOf(schema)))
  return ask !== null && ask(output)
}

/** What fits as it is goes on as it is; the rest is parsed. Throws `rpc.badOutput`. */
export function checkOutput(member: string, schema: z.ZodType, output: unknown, undeclared: UndeclaredOutput): unknown {
  if (fits(schema, output)) return output
  const parsed = schema.safeParse(output)
  if (parsed.success) return parsed.data
  if (undeclared === 'strip' && parsed.error.issues.every((issue) => issue.code === 'unrecognized_keys')) {
    const again = schema.safeParse(without(output, parsed.error.issues))
    if (again.success) return again.data
  }
  throw new AppError('rpc.badOutput', { member, issues: facts(parsed.error.issues) })
}

/** A copy without the undeclared keys; only what lies on their paths is copied. */
function without(output: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  let copy = output
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') copy = withoutKeys(copy, issue.path, issue.keys)
  }
  return copy
}

function withoutKeys(value: unknown, path: readonly PropertyKey[], keys: readonly string[]): unknown {
  const [next, ...rest] = path
  if (Array.isArray(value)) return value.map((item: unknown, i) => (i === next ? withoutKeys(item, rest, keys) : item))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  if (next === undefined) return Object.fromEntries(entries.filter(([key]) => !keys.includes(key)))
  return Object.fromEntries(entries.map(([key, item]) => [key, key === next ? withoutKeys(item, rest, keys) : item]))
}

/** At most twenty, short: what a hostile page sent must not come back in full. */
const facts = (issues: readonly z.core.$ZodIssue[]): { path: string; message: string }[] =>
  issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.').slice(0, 200),
    message: issue.message.slice(0, 300),
  }))
