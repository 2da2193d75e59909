import { isUtf8 } from 'node:buffer'
import { unpackMessage } from './message-pack.ts'
import type { SchemaName } from './schemas/schema-text.ts'

export const FORMATS = ['auto', 'json', 'text', 'hex', 'base64', 'number', 'messagePack', 'avro', 'protobuf', 'registry'] as const
/** `registry`: by the schema whose id stands before the bytes. */
export type Format = (typeof FORMATS)[number]
export type ShownFormat = Exclude<Format, 'auto' | 'registry'>
/** Those for which nothing is needed but the bytes. */
export type PlainFormat = Exclude<Format, 'avro' | 'protobuf' | 'registry'>

/** A key, value or header as it is shown. */
export interface Payload {
  /** All of it, shown or not. */
  readonly bytes: number
  readonly format: ShownFormat
  readonly text: string
  /** Only the first part is shown. */
  readonly cut: boolean
  /** Why it is not shown in the format asked for. */
  readonly problem: string | null
  /** By which it was read, or was to be. */
  readonly schema: SchemaName | null
}

/** The page gets so much of each first (D-13). */
export const SHOWN_BYTES = 64 * 1024

/** Control characters other than line breaks and tabs make it binary for a reader. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const BINARY = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/

/** Whole characters only at the end of a part. */
function startOf(bytes: Buffer): Buffer {
  let end = SHOWN_BYTES
  while (end > SHOWN_BYTES - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return bytes.subarray(0, end)
}

const isJsonText = (text: string): boolean => {
  if (!/^\s*[[{"\dtfn-]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Big-endian, as Kafka's own serializers write: int8 to int64 by size; 4 and 8 bytes may be floating point, which is not guessed. */
function numberOf(bytes: Buffer): string | null {
  switch (bytes.length) {
    case 1:
      return String(bytes.readInt8(0))
    case 2:
      return String(bytes.readInt16BE(0))
    case 4:
      return String(bytes.readInt32BE(0))
    case 8:
      return String(bytes.readBigInt64BE(0))
    default:
      return null
  }
}

function guessed(bytes: Buffer, cut: boolean): ShownFormat {
  const part = cut ? startOf(bytes) : bytes
  if (!isUtf8(part)) return 'hex'
  const text = part.toString('utf8')
  if (BINARY.test(text)) return 'hex'
  return !cut && isJsonText(text) ? 'json' : 'text'
}

/** Shows bytes in the format asked for; where they are not that, as text or hexadecimal with the reason. */
export function payloadOf(bytes: Buffer, format: PlainFormat): Payload {
  const cut = bytes.length > SHOWN_BYTES
  const part = cut ? startOf(bytes) : bytes
  const shown = (as: ShownFormat, text: string, problem: string | null = null): Payload => ({
    bytes: bytes.length,
    format: as,
    text,
    cut,
    problem,
    schema: null,
  })
  const instead = (problem: string): Payload => {
    const as = guessed(bytes, cut) === 'hex' ? 'hex' : 'text'
    return shown(as, part.toString(as === 'hex' ? 'hex' : 'utf8'), problem)
  }
  switch (format) {
    case 'auto': {
      const as = guessed(bytes, cut)
      return shown(as, part.toString(as === 'hex' ? 'hex' : 'utf8'))
    }
    case 'json':
      if (cut) return instead('It is too long to be checked as JSON here.')
      return isUtf8(part) && isJsonText(part.toString('utf8')) ? shown('json', part.toString('utf8')) : instead('It is no JSON.')
    case 'text':
      return shown('text', part.toString('utf8'), isUtf8(part) ? null : 'Some of its bytes are no UTF-8.')
    case 'hex':
      return shown('hex', part.toString('hex'))
    case 'base64':
      return shown('base64', part.toString('base64'))
    case 'number': {
      const text = numberOf(bytes)
      return text === null ? instead(`${bytes.length} bytes are no number: those have 1, 2, 4 or 8.`) : shown('number', text)
    }
    case 'messagePack': {
      if (cut) return instead('It is too long to be unpacked here.')
      const unpacked = unpackMessage(bytes)
      return 'problem' in unpacked ? instead(unpacked.problem) : shown('messagePack', JSON.stringify(unpacked.value))
    }
  }
}
