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

/** How a number is written; those that JSON has no word for are not asked about. */
export type WriteNumber = (value: number) => number
export const exactly: WriteNumber = (value) => value

/** Written piece by piece, without an object in between: tens of thousands of facts are written at a time. */
export function factJson(fact: unknown, hiding: Hiding, numbers: WriteNumber = exactly): string {
  const writing: Writing = { hiding, numbers, pieces: [] }
  if (isTold(fact)) write(writing, fact)
  return writing.pieces.join('')
}

export const numberJson = (value: number, numbers: WriteNumber): string =>
  Number.isFinite(value) ? String(numbers(value)) : `{"$n":"${value}"}`

export const withoutSecrets = (text: string, hiding: Hiding): string => (SUSPECT.test(text) ? hiding.text(text) : text)

interface Writing {
  readonly hiding: Hiding
  readonly numbers: WriteNumber
  readonly pieces: string[]
}

/** What JSON leaves out of an object, and tells as null in a list. */
const isTold = (value: unknown): boolean => value !== undefined && typeof value !== 'function' && typeof value !== 'symbol'

function write({ hiding, numbers, pieces }: Writing, value: unknown): void {
  switch (typeof value) {
    case 'number':
      pieces.push(numberJson(value, numbers))
      return
    case 'string':
      pieces.push(JSON.stringify(withoutSecrets(value, hiding)))
      return
    case 'object':
      if (value === null) pieces.push('null')
      else writeObject({ hiding, numbers, pieces }, value)
      return
    default:
      pieces.push(isTold(value) ? JSON.stringify(value) : 'null')
  }
}

function writeObject(writing: Writing, value: object): void {
  const { pieces } = writing
  if (Array.isArray(value)) writeList(writing, value, (each) => write(writing, each))
  else if (value instanceof Map) {
    pieces.push('{"$m":')
    writeList(writing, value, ([key, each]: readonly [unknown, unknown]) => {
      pieces.push('[', JSON.stringify(key), ',')
      writeHidden(writing, key, each)
      pieces.push(']')
    })
    pieces.push('}')
  } else if (value instanceof Set) pieces.push('{"$s":', JSON.stringify([...value]), '}')
  else if (value instanceof Float64Array) pieces.push('{"$f":', JSON.stringify(Array.from(value)), '}')
  else if (value instanceof Int32Array) pieces.push('{"$i":', JSON.stringify(Array.from(value)), '}')
  else writeFields(writing, value)
}

function writeList<T>({ pieces }: Writing, items: Iterable<T>, item: (each: T) => void): void {
  let before = '['
  for (const each of items) {
    pieces.push(before)
    before = ','
    item(each)
  }
  pieces.push(before === '[' ? '[]' : ']')
}

function writeFields(writing: Writing, value: object): void {
  const { pieces, hiding } = writing
  const fields = value as Readonly<Record<string, unknown>>
  const { name } = fields
  // An entry of a configuration: its name says what its value is.
  const isSecret = typeof name === 'string' && typeof fields['value'] === 'string' && hiding.isSecretKey(name)
  let before = '{'
  for (const key of Object.keys(fields)) {
    const each = fields[key]
    if (!isTold(each)) continue
    pieces.push(before, quotedKey(key))
    before = ','
    if (isSecret && key === 'value') pieces.push(JSON.stringify(HIDDEN))
    else writeHidden(writing, key, each)
  }
  pieces.push(before === '{' ? '{}' : '}')
}

function writeHidden(writing: Writing, key: unknown, value: unknown): void {
  const isSecret = typeof value === 'string' && value !== '' && typeof key === 'string' && writing.hiding.isSecretKey(key)
  if (isSecret) writing.pieces.push(JSON.stringify(HIDDEN))
  else write(writing, value)
}

const KEYS_KEPT = 1_000
const quotedKeys = new Map<string, string>()

/** Names of fields are few, and come again with each fact. */
function quotedKey(key: string): string {
  const known = quotedKeys.get(key)
  if (known !== undefined) return known
  const made = `${JSON.stringify(key)}:`
  if (quotedKeys.size < KEYS_KEPT) quotedKeys.set(key, made)
  return made
}

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
