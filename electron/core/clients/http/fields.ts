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

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const NONE: Readonly<Record<string, unknown>> = Object.freeze({ __proto__: null })

export const fieldsOf = (value: unknown): Fields => new FieldReader(isObject(value) ? value : NONE, null, '')

/** The objects of a list that is an answer itself. */
export const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isObject).map(fieldsOf) : [])

/** A class for its speed alone: a state of 10,000 tasks makes 200,000 of them, and functions of their own would cost each five times as much. */
class FieldReader implements Fields {
  readonly #object: Readonly<Record<string, unknown>>
  readonly #parent: FieldReader | null
  /** Where this is in its parent. */
  readonly #at: string
  #bad: Set<string> | null = null

  constructor(object: Readonly<Record<string, unknown>>, parent: FieldReader | null, at: string) {
    this.#object = object
    this.#parent = parent
    this.#at = at
  }

  raw(name: string): unknown {
    return Object.hasOwn(this.#object, name) ? this.#object[name] : undefined
  }

  text(name: string): string | null {
    return this.#read(name, isText)
  }

  filled(name: string): string | null {
    return this.#read(name, isText) || null
  }

  number(name: string): number | null {
    return this.#read(name, isNumber)
  }

  flag(name: string): boolean | null {
    return this.#read(name, isFlag)
  }

  part(name: string): Fields {
    return new FieldReader(this.#read(name, isObject) ?? NONE, this, name)
  }

  list(name: string): readonly Fields[] {
    return this.#every(name, isObject).map((value) => new FieldReader(value, this, name))
  }

  texts(name: string): readonly string[] {
    return this.#every(name, isText)
  }

  entries(name: string): readonly (readonly [string, unknown])[] {
    return Object.entries(this.#read(name, isObject) ?? NONE)
  }

  has(name: string): boolean {
    const value = this.raw(name)
    return value !== undefined && value !== null
  }

  unreadable(): readonly string[] {
    return this.#bad === null ? NOTHING_BAD : [...this.#bad]
  }

  #read<T>(name: string, is: (value: unknown) => value is T): T | null {
    const value = this.raw(name)
    if (value === undefined || value === null) return null
    if (is(value)) return value
    this.#tell(name)
    return null
  }

  #every<T>(name: string, is: (value: unknown) => value is T): readonly T[] {
    const list = this.#read(name, isList) ?? NO_ENTRIES
    const good = list.filter(is)
    if (good.length < list.length) this.#tell(name)
    return good
  }

  #tell(name: string): void {
    this.#bad ??= new Set()
    this.#bad.add(name)
    if (this.#parent !== null) this.#parent.#tell(`${this.#at}.${name}`)
  }
}

const NOTHING_BAD: readonly string[] = []
const NO_ENTRIES: readonly unknown[] = []
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
