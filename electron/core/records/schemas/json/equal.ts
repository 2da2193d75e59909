import { isValueObject } from './parse.ts'
import type { Value } from '../value.ts'

/** Equal values have the same text: 1 and 1.0 are, and the order of names does not matter. */
export function canonical(value: Value): string {
  if (typeof value === 'number' || typeof value === 'bigint') return Object.is(value, -0) ? '0' : String(value)
  if (Array.isArray(value)) return `[${value.map((each: Value) => canonical(each)).join(',')}]`
  if (!isValueObject(value)) return JSON.stringify(value)
  const names = Object.keys(value).toSorted()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join(',')}}`
}
