/**
 * Reads an answer field by field: unknown fields stay out, a missing field is null, and one of the wrong type is null and named in
 * `unreadable`, so that it spoils neither its row nor the rows beside it (D-04). Keys of the answer never become keys of our objects
 * (D-14).
 */
export interface Fields {
  text(name: string): string | null
  /** Empty text is how some answers say "none". */
  filled(name: string): string | null
  number(name: string): number | null
  flag(name: string): boolean | null
  /** The value of a field that is an object. */
  part(name: string): Fields
  /** Entries that are objects; others are counted as unreadable. */
  list(name: string): readonly Fields[]
  texts(name: string): readonly string[]
  entries(name: string): readonly (readonly [string, unknown])[]
  has(name: string): boolean
  raw(name: string): unknown
  /** Names of what could not be read so far, here and in its parts. */
  unreadable(): readonly string[]
}

/** Names here and, with their path, in whatever this is a part of. */
interface Bad {
  readonly names: Set<string>
  readonly tell: (name: string) => void
}

function bads(parent: Bad | null, at: string): Bad {
  const names = new Set<string>()
  const tell = (name: string): void => {
    names.add(name)
    parent?.tell(at + name)
  }
  return { names, tell }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const NONE: Readonly<Record<string, unknown>> = Object.freeze({ __proto__: null })

export const fieldsOf = (value: unknown): Fields => make(isObject(value) ? value : NONE, bads(null, ''))

/** The objects of a list that is an answer itself. */
export const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isObject).map(fieldsOf) : [])

function make(object: Readonly<Record<string, unknown>>, bad: Bad): Fields {
  const get = (name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined)
  function read<T>(name: string, is: (value: unknown) => value is T): T | null {
    const value = get(name)
    if (value === undefined || value === null) return null
    if (is(value)) return value
    bad.tell(name)
    return null
  }
  const list = (name: string): readonly unknown[] => read(name, isList) ?? []
  const every = <T>(name: string, is: (value: unknown) => value is T): readonly T[] =>
    list(name).filter((value): value is T => {
      const good = is(value)
      if (!good) bad.tell(name)
      return good
    })
  return {
    text: (name) => read(name, isText),
    filled: (name) => read(name, isText) || null,
    number: (name) => read(name, isNumber),
    flag: (name) => read(name, isFlag),
    part: (name) => make(read(name, isObject) ?? NONE, bads(bad, `${name}.`)),
    list: (name) => every(name, isObject).map((value) => make(value, bads(bad, `${name}.`))),
    texts: (name) => every(name, isText),
    entries: (name) => Object.entries(read(name, isObject) ?? NONE),
    has: (name) => get(name) !== undefined && get(name) !== null,
    raw: get,
    unreadable: () => [...bad.names],
  }
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
