import { decodeAvro } from './avro/decode.ts'
import { encodeAvro } from './avro/encode.ts'
import { parseAvro } from './avro/parse.ts'
import { branchName } from './avro/types.ts'
import { parseExactJson } from './exact-json.ts'
import { behindIndexes, messageIndexes } from './frame.ts'
import { decodeMessage } from './protobuf/decode.ts'
import { encodeMessage } from './protobuf/encode.ts'
import { protoSchema } from './protobuf/resolve.ts'
import type { ProtoMessage, ProtoSchema } from './protobuf/types.ts'
import type { SchemaText } from './schema-text.ts'
import { checkJson } from './json/check.ts'
import { parseJsonSchema, type JsonSchema } from './json/parse.ts'
import { DataError, quoted, SchemaError, type Budget, type Value } from './value.ts'
import { TooOpen } from './walk.ts'

/** Many records are read at once, and one by one they may not take long. */
const READING_STEPS = 50_000

export interface DecodedBytes {
  readonly value: Value
  readonly name: string
  /** What is to be said beside it. */
  readonly note: string | null
}

/** A schema that was understood. `behindId`: a registry's id stands before the bytes, and Protobuf says the message there. */
export interface Compiled {
  /** What it can describe: the messages of a Protobuf file. */
  readonly names: readonly string[]
  decode(bytes: Buffer, behindId: boolean, budget: Budget): DecodedBytes
  /** JSON as bytes; `written` is how it stands there. Fails with a `DataError`. */
  encode(value: Value, behindId: boolean, written: string): Buffer
}

/** Fails with a `SchemaError`. Nothing is generated or evaluated: decoding walks along the schema. */
export function compile({ kind, text, references, message }: SchemaText): Compiled {
  switch (kind) {
    case 'avro':
      return compiledAvro(
        text,
        references.map((reference) => reference.text),
      )
    case 'protobuf':
      return compiledProto(protoSchema(text, references), message)
    case 'json':
      return compiledJson(text, references)
  }
}

/** Its bytes are JSON whatever the schema says: they are shown, and what is wrong with them is said beside. */
function compiledJson(text: string, references: SchemaText['references']): Compiled {
  const schema = jsonSchemaOrWhy(text, references)
  const misfit = (value: Value): string | null => {
    if ('problem' in schema) return `Not checked, as its schema cannot be used: ${schema.problem}.`
    try {
      checkJson(schema, value, READING_STEPS)
      return null
    } catch (error) {
      if (error instanceof TooOpen) return 'Not checked whole: it has too many values, or may have too many forms.'
      if (error instanceof DataError) return `It does not fit its schema: ${error.message}`
      throw error
    }
  }
  return {
    names: [],
    decode(bytes) {
      const value = parseExactJson(bytes.toString('utf8'))
      return { value, name: '', note: misfit(value) }
    },
    encode(value, _behindId, written) {
      if ('problem' in schema) throw new DataError(`Its schema cannot be used: ${schema.problem}.`)
      checkJson(schema, value)
      return Buffer.from(written, 'utf8')
    },
  }
}

function jsonSchemaOrWhy(text: string, references: SchemaText['references']): JsonSchema | { readonly problem: string } {
  try {
    return parseJsonSchema(text, references)
  } catch (error) {
    if (error instanceof SchemaError) return { problem: error.message }
    throw error
  }
}

function compiledAvro(text: string, references: readonly string[]): Compiled {
  const type = parseAvro(text, references)
  const name = branchName(type)
  return {
    names: [name],
    decode: (bytes, _behindId, budget) => ({ value: decodeAvro(type, bytes, budget), name, note: null }),
    encode: (value) => encodeAvro(type, value),
  }
}

function compiledProto(schema: ProtoSchema, wanted: string | null): Compiled {
  const all = withNested(schema.messages)
  const own = wanted === null ? all[0] : all.find((message) => message.name === wanted)
  if (own === undefined) throw new SchemaError(wanted === null ? 'it has no message' : `it has no message ${quoted(wanted)}`)
  return {
    names: all.map((message) => message.name),
    decode(bytes, behindId, budget) {
      const { indexes, rest } = behindId ? messageIndexes(bytes) : { indexes: null, rest: bytes }
      const message = indexes === null ? own : messageAt(schema, indexes)
      const { value, unknown } = decodeMessage(message, rest, schema, budget)
      const note = unknown.length === 0 ? null : `Not in the schema, and left out here: ${unknown.map((n) => `field ${n}`).join(', ')}.`
      return { value, name: message.name, note }
    },
    encode(value, behindId) {
      const bytes = encodeMessage(own, value, schema)
      return behindId ? behindIndexes(indexesOf(own, schema.messages) ?? [0], bytes) : bytes
    },
  }
}

const withNested = (messages: readonly ProtoMessage[]): readonly ProtoMessage[] =>
  messages.flatMap((message) => [message, ...withNested(message.nested)])

function messageAt(schema: ProtoSchema, indexes: readonly number[]): ProtoMessage {
  let among = schema.messages
  let found: ProtoMessage | undefined
  for (const index of indexes) {
    found = among[index]
    if (found === undefined) throw new DataError(`its schema has no message at ${indexes.join(', ')}`)
    among = found.nested
  }
  if (found === undefined) throw new DataError('it names no message')
  return found
}

function indexesOf(wanted: ProtoMessage, among: readonly ProtoMessage[]): readonly number[] | null {
  for (const [i, message] of among.entries()) {
    if (message === wanted) return [i]
    const inner = indexesOf(wanted, message.nested)
    if (inner !== null) return [i, ...inner]
  }
  return null
}
