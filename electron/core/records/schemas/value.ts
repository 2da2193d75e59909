/** What a schema makes of bytes: such things as JSON can say, and whole numbers of any size. */
export type Value = null | boolean | number | bigint | string | readonly Value[] | { readonly [name: string]: Value }

export type ValueObject = { readonly [name: string]: Value }

/** The schema cannot be used. The message says where and why. */
export class SchemaError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SchemaError'
  }
}

/** The bytes, or the JSON, do not fit the schema. */
export class DataError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DataError'
  }
}

/** Deeper nesting is refused, in schemas and in what they describe: it would end in the stack. */
export const DEEPEST = 64

/** Values of one record, and of all records of one answer of a broker: a claim of millions costs no more than this. */
const MOST_OF_RECORD = 200_000
const MOST_OF_JOB = 2_000_000

export interface Budget {
  /** Charges before anything is made. Fails with a `DataError`. */
  take(values: number): void
  /** Another record begins. */
  next(): void
}

export function createBudget(): Budget {
  let record = MOST_OF_RECORD
  let job = MOST_OF_JOB
  return {
    take(values) {
      record -= values
      job -= values
      if (record < 0) throw new DataError(`it claims more than ${MOST_OF_RECORD} values`)
      if (job < 0) throw new DataError('the records beside it took up what may be decoded at once: look at fewer')
    },
    next: () => void (record = MOST_OF_RECORD),
  }
}

export const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Names of strangers: no prototype (D-14). */
export const emptyObject = (): Record<string, Value> => Object.create(null) as Record<string, Value>

export const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`

/** Text where it is, and of a number or a truth value as JSON has it. */
export const plainText = (value: Value | undefined): string =>
  typeof value === 'string' ? value : typeof value === 'object' || value === undefined ? '' : String(value)
