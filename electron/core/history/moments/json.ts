/**
 * Facts as JSON and back: maps, sets, typed arrays and numbers that JSON has no word for are written as an object with one field `$…`.
 * Nothing else is known about them, so that a new part of the state is recorded without a line of its own.
 */

/** Values of secrets are taken out on the way (C-06). */
export interface Hiding {
  isSecretKey(key: string): boolean
  /** Takes secrets out of a text, such as JVM options. */
  text(text: string): string
}

const HIDDEN = '[removed]'
/** Texts with secrets inside: options of a JVM, addresses with a password, keys. */
const SUSPECT = /-D|:\/\/|PRIVATE KEY/

export const noHiding: Hiding = { isSecretKey: () => false, text: (text) => text }

export const factJson = (fact: unknown, hiding: Hiding): string => JSON.stringify(plain(fact, hiding))

function plain(value: unknown, hiding: Hiding): unknown {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : { $n: String(value) }
    case 'string':
      return SUSPECT.test(value) ? hiding.text(value) : value
    case 'object':
      return value === null ? null : plainObject(value, hiding)
    default:
      return value
  }
}

function plainObject(value: object, hiding: Hiding): unknown {
  if (Array.isArray(value)) return value.map((each) => plain(each, hiding))
  if (value instanceof Map) return { $m: [...value].map(([key, each]) => [key, hidden(key, each, hiding)]) }
  if (value instanceof Set) return { $s: [...value] }
  if (value instanceof Float64Array) return { $f: Array.from(value, (each) => (Number.isNaN(each) ? null : each)) }
  if (value instanceof Int32Array) return { $i: [...value] }
  const made: Record<string, unknown> = {}
  for (const [key, each] of Object.entries(value)) made[key] = hidden(key, each, hiding)
  // An entry of a configuration: its name says what its value is.
  const { name, value: own } = made
  if (typeof name === 'string' && typeof own === 'string' && hiding.isSecretKey(name)) made['value'] = HIDDEN
  return made
}

const hidden = (key: unknown, value: unknown, hiding: Hiding): unknown =>
  typeof value === 'string' && value !== '' && typeof key === 'string' && hiding.isSecretKey(key) ? HIDDEN : plain(value, hiding)

/** What was written, as it was. @throws SyntaxError */
export const factOf = (json: string): unknown => {
  const parsed: unknown = JSON.parse(json)
  // Most facts have nothing in them that JSON has no word for.
  return json.includes('"$') ? facts(parsed) : parsed
}

function facts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(facts)
  const entries = Object.entries(value)
  const [first] = entries
  if (first !== undefined && entries.length === 1 && first[0].startsWith('$')) return special(first[0], first[1])
  // Made from entries: a field named __proto__ stays a field.
  return Object.fromEntries(entries.map(([key, each]) => [key, facts(each)]))
}

function special(kind: string, value: unknown): unknown {
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  switch (kind) {
    case '$m':
      return new Map(list.map((pair) => (Array.isArray(pair) ? [pair[0] as unknown, facts(pair[1])] : [pair, undefined])))
    case '$s':
      return new Set(list)
    case '$f':
      return Float64Array.from(list, (each) => (typeof each === 'number' ? each : Number.NaN))
    case '$i':
      return Int32Array.from(list, Number)
    case '$n':
      return Number(value)
    default:
      return { [kind]: facts(value) }
  }
}
