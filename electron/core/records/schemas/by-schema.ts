import { compile, type Compiled } from './compile.ts'
import { unframed } from './frame.ts'
import type { NoSchema, SchemaName, SchemaText, SchemaUse } from './schema-text.ts'
import { createBudget, DataError, SchemaError, type Value } from './value.ts'

/** More would take long, and be cut for the reader all the same. */
const MOST_BYTES = 1024 * 1024
const MOST_COMPILED = 64
const MOST_MISSING = 50

export type BySchema =
  | {
      readonly is: 'value'
      readonly kind: SchemaText['kind']
      readonly value: Value
      readonly schema: SchemaName
      readonly note: string | null
    }
  | { readonly is: 'problem'; readonly problem: string; readonly schema: SchemaName | null }

/** Schemas that were understood, or why they cannot be, so that each is read once. The oldest go first. */
export interface CompiledSchemas {
  get(schema: SchemaText): Compiled | NoSchema
}

export function createCompiledSchemas(): CompiledSchemas {
  const kept = new Map<string, Compiled | NoSchema>()
  return {
    get(schema) {
      const key = JSON.stringify(schema)
      const found = kept.get(key) ?? compiledOrWhy(schema)
      kept.delete(key)
      kept.set(key, found)
      const [oldest] = kept.keys()
      if (kept.size > MOST_COMPILED && oldest !== undefined) kept.delete(oldest)
      return found
    },
  }
}

function compiledOrWhy(schema: SchemaText): Compiled | NoSchema {
  try {
    return compile(schema)
  } catch (error) {
    if (error instanceof SchemaError) return { problem: `The schema cannot be used: ${error.message}.` }
    // Its nesting went deeper than the stack before it was counted.
    if (error instanceof RangeError) return { problem: 'The schema cannot be used: it is nested too deeply.' }
    throw error
  }
}

/** What to do about bytes that do not fit. */
const remedyFor = (bytes: Buffer, id: number | null): string =>
  id === null && unframed(bytes) !== null
    ? 'It begins as what a registry’s serializer writes: say that a schema id stands before it.'
    : 'Choose the schema that it was written with.'

/** Reads bytes by their schema: one for all records of a job, so that together they stay within bounds. */
export interface SchemaReader {
  read(bytes: Buffer, use: SchemaUse): BySchema
  /** Ids that stand before bytes, and whose schemas are not known yet. */
  readonly missing: ReadonlySet<number>
}

export function createSchemaReader(compiled: CompiledSchemas): SchemaReader {
  const budget = createBudget()
  const missing = new Set<number>()
  // The same object each time, as it comes with the job.
  const understood = new Map<SchemaText, Compiled | NoSchema>()
  const understand = (schema: SchemaText): Compiled | NoSchema => {
    const found = understood.get(schema) ?? compiled.get(schema)
    understood.set(schema, found)
    return found
  }
  const decode = (schema: SchemaText, bytes: Buffer, id: number | null): BySchema => {
    const found = understand(schema)
    if ('problem' in found) return { is: 'problem', problem: found.problem, schema: { id, name: '' } }
    try {
      budget.next()
      const { value, name, note } = found.decode(bytes, id !== null, budget)
      return { is: 'value', kind: schema.kind, value, schema: { id, name }, note }
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      const name = found.names[0] ?? ''
      return {
        is: 'problem',
        problem: `It does not fit the schema${name === '' ? '' : ` ${name}`}: ${error.message}. ${remedyFor(bytes, id)}`,
        schema: { id, name },
      }
    }
  }
  return {
    missing,
    read(bytes, use) {
      if (bytes.length > MOST_BYTES) return { is: 'problem', problem: 'It is too long to be decoded here.', schema: null }
      if (use.is === 'text' && !use.framed) return decode(use.schema, bytes, null)
      const frame = unframed(bytes)
      if (frame === null)
        return {
          is: 'problem',
          problem:
            'No schema id stands before it: a byte 0 and four bytes, as a registry’s serializer writes them. Choose its schema without one.',
          schema: null,
        }
      if (use.is === 'text') return decode(use.schema, frame.rest, frame.id)
      const known = use.known.get(frame.id)
      if (known === undefined) {
        if (missing.size < MOST_MISSING) missing.add(frame.id)
        return {
          is: 'problem',
          problem: `The schema ${frame.id} was not asked for: too many are named at once.`,
          schema: { id: frame.id, name: '' },
        }
      }
      if ('problem' in known) return { is: 'problem', problem: known.problem, schema: { id: frame.id, name: '' } }
      return decode(known, frame.rest, frame.id)
    },
  }
}
