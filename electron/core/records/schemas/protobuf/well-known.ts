import { momentOf, secondsText } from '../moments.ts'
import { DataError, emptyObject, isObject, plainText, type Value, type ValueObject } from '../value.ts'

/** Google's own types, between what their fields say and what Protobuf's JSON mapping makes of them. */

const PREFIX = 'google.protobuf.'
const WRAPPERS: ReadonlySet<string> = new Set(
  ['Double', 'Float', 'Int64', 'UInt64', 'Int32', 'UInt32', 'Bool', 'String', 'Bytes'].map((name) => `${name}Value`),
)
const ZEROS: Readonly<Record<string, Value>> = { BoolValue: false, StringValue: '', BytesValue: '', Int64Value: '0', UInt64Value: '0' }

const big = (value: Value | undefined): bigint => (typeof value === 'string' || typeof value === 'number' ? BigInt(value) : 0n)

/** Three, six or nine digits, as many as it takes. */
function fractionText(nanos: bigint): string {
  if (nanos === 0n) return ''
  const all = String(nanos).padStart(9, '0')
  return `.${all.endsWith('000000') ? all.slice(0, 3) : all.endsWith('000') ? all.slice(0, 6) : all}`
}

export function shownWellKnown(name: string, fields: ValueObject, decode: (name: string, bytes: Buffer) => Value | undefined): Value {
  if (!name.startsWith(PREFIX)) return fields
  const own = name.slice(PREFIX.length)
  if (WRAPPERS.has(own)) return fields['value'] ?? ZEROS[own] ?? 0
  switch (own) {
    case 'Timestamp': {
      const [seconds, nanos] = [big(fields['seconds']), big(fields['nanos'])]
      const text = nanos < 0n || nanos >= 1_000_000_000n ? null : secondsText(seconds)
      return text === null ? fields : `${text}${fractionText(nanos)}Z`
    }
    case 'Duration': {
      const [seconds, nanos] = [big(fields['seconds']), big(fields['nanos'])]
      const sign = seconds < 0n || nanos < 0n ? '-' : ''
      return `${sign}${seconds < 0n ? -seconds : seconds}${fractionText(nanos < 0n ? -nanos : nanos)}s`
    }
    case 'FieldMask':
      return Array.isArray(fields['paths'])
        ? fields['paths'].map((path: Value) => plainText(path).replaceAll(/_([a-z])/g, (_, l: string) => l.toUpperCase())).join(',')
        : ''
    case 'Struct':
      return fields['fields'] ?? emptyObject()
    case 'ListValue':
      return fields['values'] ?? []
    case 'Value': {
      const [value] = Object.entries(fields)
      return value === undefined || value[0] === 'nullValue' ? null : value[1]
    }
    case 'Any':
      return shownAny(fields, decode)
    default:
      return fields
  }
}

function shownAny(fields: ValueObject, decode: (name: string, bytes: Buffer) => Value | undefined): Value {
  const url = plainText(fields['typeUrl'])
  const bytes = Buffer.from(plainText(fields['value']), 'base64')
  const made = emptyObject()
  made['@type'] = url
  const inner = decode(url.slice(url.lastIndexOf('/') + 1), bytes)
  if (inner === undefined) made['value'] = bytes.toString('base64')
  else if (isObject(inner)) return { ...made, ...inner }
  else made['value'] = inner
  return made
}

/** The other way: JSON as the fields of the message. `encode` is for what an Any holds. */
export function writtenWellKnown(name: string, value: Value, encode: (name: string, value: Value) => Buffer | undefined): Value {
  if (!name.startsWith(PREFIX)) return value
  const own = name.slice(PREFIX.length)
  if (WRAPPERS.has(own)) return { value }
  switch (own) {
    case 'Timestamp': {
      if (isObject(value)) return value
      const moment = typeof value === 'string' ? momentOf(value) : null
      if (!moment?.zoned) throw new DataError('is to be a moment, as "2026-11-28T20:24:37Z"')
      return { seconds: moment.seconds, nanos: Number(moment.nanos) }
    }
    case 'Duration': {
      if (isObject(value)) return value
      const [, sign, seconds, fraction = ''] = (typeof value === 'string' ? /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/.exec(value) : null) ?? []
      if (seconds === undefined) throw new DataError('is to be a length of time, as "1.5s"')
      const by = sign === '-' ? -1n : 1n
      return { seconds: by * BigInt(seconds), nanos: Number(by * BigInt(fraction.padEnd(9, '0'))) }
    }
    case 'FieldMask':
      if (typeof value !== 'string') throw new DataError('is to be paths as text, with commas between them')
      return {
        paths: value === '' ? [] : value.split(',').map((path) => path.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
      }
    case 'Struct':
      return { fields: value }
    case 'ListValue':
      return { values: value }
    case 'Value':
      return valueFields(value)
    case 'Any':
      return writtenAny(value, encode)
    default:
      return value
  }
}

function valueFields(value: Value): Value {
  if (value === null) return { nullValue: 'NULL_VALUE' }
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number' || typeof value === 'bigint') return { numberValue: Number(value) }
  return Array.isArray(value) ? { listValue: value } : { structValue: value }
}

function writtenAny(value: Value, encode: (name: string, value: Value) => Buffer | undefined): Value {
  if (!isObject(value) || typeof value['@type'] !== 'string') throw new DataError('is to be an object with "@type"')
  const url = value['@type']
  const { '@type': _type, ...rest } = value
  const name = url.slice(url.lastIndexOf('/') + 1)
  const inner = name.startsWith(PREFIX) && 'value' in rest ? (rest['value'] ?? null) : rest
  const bytes = encode(name, inner)
  if (bytes !== undefined) return { typeUrl: url, value: bytes.toString('base64') }
  return { typeUrl: url, value: rest['value'] ?? '' }
}
