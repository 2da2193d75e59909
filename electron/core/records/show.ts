import type { Reading } from './filter.ts'
import type { ReadInput } from './jobs.ts'
import { maskJson, maskText, maskValue } from './mask.ts'
import { payloadOf, SHOWN_BYTES, type Format, type Payload } from './payload.ts'
import { createSchemaReader, type BySchema, type CompiledSchemas } from './schemas/by-schema.ts'
import { jsonText } from './schemas/json-text.ts'
import type { SchemaUse } from './schemas/schema-text.ts'

type Part = 'key' | 'value'

/** How the records of one job are read: for filters and for the reader, each once. */
export interface Show extends Reading {
  payload(part: Part, bytes: Buffer): Payload
  header(bytes: Buffer): Payload
  missing(): readonly number[]
}

/** A filter looks through no more of what a schema makes of a record. */
const MOST_SEARCHED = 256 * 1024

const plain = (format: Format) => (format === 'avro' || format === 'protobuf' || format === 'registry' ? 'hex' : format)

export function createShow(input: ReadInput, compiled: CompiledSchemas): Show {
  const reader = createSchemaReader(compiled)
  const known = new WeakMap<Buffer, BySchema>()
  const format = { key: input.keyFormat, value: input.valueFormat }
  const use = { key: input.keySchema, value: input.valueSchema }

  const readBy = (bytes: Buffer, by: SchemaUse): BySchema => {
    const found = known.get(bytes) ?? reader.read(bytes, by)
    known.set(bytes, found)
    return found
  }
  const valueOf = (part: Part, bytes: Buffer): Extract<BySchema, { is: 'value' }> | null => {
    const by = use[part]
    const found = by && readBy(bytes, by)
    return found?.is === 'value' ? found : null
  }
  const masked = (payload: Payload): Payload => (input.mask ? maskPayload(payload) : payload)
  return {
    payload(part, bytes) {
      const by = use[part]
      return by === null ? masked(payloadOf(bytes, plain(format[part]))) : shownBy(readBy(bytes, by), bytes, input.mask)
    },
    header: (bytes) => masked(payloadOf(bytes, 'auto')),
    text(part, bytes) {
      const found = valueOf(part, bytes)
      return found === null ? bytes.toString('utf8') : jsonText(found.value, MOST_SEARCHED).text
    },
    tree(part, bytes) {
      const found = valueOf(part, bytes)
      return found === null ? parsed(bytes) : found.value
    },
    missing: () => [...reader.missing],
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

function shownBy(found: BySchema, bytes: Buffer, mask: boolean): Payload {
  if (found.is === 'problem') {
    const shown = { ...payloadOf(bytes, 'hex'), problem: found.problem, schema: found.schema }
    return mask ? { ...shown, text: '', problem: `${found.problem} Not shown: bytes cannot be masked.` } : shown
  }
  const { text, cut } = jsonText(mask ? maskValue(found.value, SHOWN_BYTES) : found.value, SHOWN_BYTES)
  return { bytes: bytes.length, format: found.kind, text, cut, problem: found.note, schema: found.schema }
}

/** Bytes that are no text can hide anything, and are not shown at all. */
function maskPayload(payload: Payload): Payload {
  if (payload.format === 'json') return { ...payload, text: maskJson(payload.text) }
  if (payload.format === 'text' || payload.format === 'number') return { ...payload, text: maskText(payload.text) }
  if (payload.format === 'messagePack') return { ...payload, text: maskJson(payload.text) }
  return { ...payload, text: '', problem: 'Not shown: bytes cannot be masked.' }
}
