import { AppError } from '../../../shared/errors/error.ts'
import { isSecretKey } from '../../../shared/domain/secret-names.ts'
import { REMOVED } from './redact.ts'

const MOST_DEPTH = 5
const MOST_ENTRIES = 50
const MOST_TEXT = 4_000

/** Errors that a defect of our own makes; their messages hold code, not data. Those of libraries may hold anything. */
const DEFECTS: ReadonlySet<string> = new Set([
  'TypeError',
  'RangeError',
  'ReferenceError',
  'AssertionError',
  'AssertionError [ERR_ASSERTION]',
])

/** A value as a log line may hold it: bounded, without what a secret key names, errors reduced to what is known to be harmless. */
export function toLogValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}…` : value
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'function' || typeof value === 'symbol') return `(${typeof value})`
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return errorFacts(value, depth)
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`
  if (depth >= MOST_DEPTH) return '(deeper)'
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((v) => toLogValue(v, depth + 1))
  const entries = Object.entries(value).slice(0, MOST_ENTRIES)
  return Object.fromEntries(entries.map(([k, v]) => [k, isSecretKey(k) ? REMOVED : toLogValue(v, depth + 1)]))
}

/** Never the message, the cause or the fields of a foreign error: they may hold addresses with passwords, headers, input. */
function errorFacts(error: Error, depth: number): Record<string, unknown> {
  if (error instanceof AppError) return { code: error.code, about: toLogValue(error.about, depth + 1) }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(DEFECTS.has(error.name) ? { message: toLogValue(error.message) } : {}),
    at: frames.slice(0, 12).map((line) => line.trim()),
  }
}
