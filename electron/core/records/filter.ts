import type { LogRecord } from './record.ts'
import { jsonText } from './schemas/json-text.ts'
import type { Value } from './schemas/value.ts'

const MOST_TEXT = 256 * 1024

export interface TextMatch {
  readonly text: string
  readonly how: 'contains' | 'equals' | 'regex'
}

/** What a record must have; what is null is not asked for. All that is asked must hold. */
export interface RecordFilter {
  readonly key: TextMatch | null
  readonly value: TextMatch | null
  readonly header: { readonly name: string; readonly value: TextMatch | null } | null
  /** `order.lines[0].id` of a JSON value. */
  readonly path: { readonly path: string; readonly value: TextMatch | null } | null
}

type Test = (record: LogRecord) => boolean

/** Without regard to case, as one searches. */
function matcher({ text, how }: TextMatch): (found: string) => boolean {
  if (how === 'equals') return (found) => found === text
  if (how === 'regex') {
    const pattern = new RegExp(text, 'u')
    return (found) => pattern.test(found)
  }
  const wanted = text.toLowerCase()
  return (found) => found.toLowerCase().includes(wanted)
}

/** Names between dots, places in brackets; a leading `$` is the value itself. */
export const stepsOf = (path: string): string[] => [...path.replace(/^\$\.?/, '').matchAll(/[^.[\]]+/g)].map(([step]) => step)

function at(value: unknown, steps: readonly string[]): unknown {
  let found = value
  for (const step of steps) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined
    // An own name of an object that JSON made.
    found = (found as Record<string, unknown>)[step]
  }
  return found
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'object' && value !== null ? jsonText(value as Value, MOST_TEXT).text : String(value)

/** How keys and values are looked at. */
export interface Reading {
  text(part: 'key' | 'value', bytes: Buffer): string
  /** Undefined: it is no JSON. */
  tree(part: 'key' | 'value', bytes: Buffer): unknown
}

/** Throws a `SyntaxError` for a pattern that is none. */
export function recordTest({ key, value, header, path }: RecordFilter, show: Reading): Test {
  const tests: Test[] = []
  if (key) {
    const match = matcher(key)
    tests.push((record) => record.key !== null && match(show.text('key', record.key)))
  }
  if (value) {
    const match = matcher(value)
    tests.push((record) => record.value !== null && match(show.text('value', record.value)))
  }
  if (header) {
    const match = header.value && matcher(header.value)
    tests.push((record) =>
      record.headers.some((h) => h.name === header.name && (match === null || match((h.value ?? Buffer.alloc(0)).toString('utf8')))),
    )
  }
  if (path) {
    const steps = stepsOf(path.path)
    const match = path.value && matcher(path.value)
    tests.push((record) => {
      const found = record.value === null ? undefined : at(show.tree('value', record.value), steps)
      return found !== undefined && (match === null || match(textOf(found)))
    })
  }
  return (record) => tests.every((test) => test(record))
}
