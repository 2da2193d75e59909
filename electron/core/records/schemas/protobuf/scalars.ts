import { exact, type Cursor, type Sink } from '../cursor.ts'
import { floatOf } from '../json-text.ts'
import { DataError, type Value } from '../value.ts'
import type { ProtoType, ScalarName } from './types.ts'

/** Kinds of bytes on the wire (Protobuf, “Encoding”). */
export const VARINT = 0
export const FIXED64 = 1
export const LENGTH = 2
export const GROUP = 3
export const GROUP_END = 4
export const FIXED32 = 5

export function wireTypeOf(type: ProtoType): number {
  if (type.is === 'message') return LENGTH
  if (type.is === 'enum') return VARINT
  switch (type.name) {
    case 'double':
    case 'fixed64':
    case 'sfixed64':
      return FIXED64
    case 'float':
    case 'fixed32':
    case 'sfixed32':
      return FIXED32
    case 'string':
    case 'bytes':
      return LENGTH
    default:
      return VARINT
  }
}

/** A scalar as Protobuf's JSON says it: 64 bits and bytes as text (base64). */
export function scalarFrom(name: ScalarName, from: Cursor): Value {
  switch (name) {
    case 'double':
      return from.bytes.readDoubleLE(from.take(8))
    case 'float':
      return floatOf(from.bytes.readFloatLE(from.take(4)))
    case 'int32':
      return Number(BigInt.asIntN(32, from.varint()))
    case 'uint32':
      return Number(BigInt.asUintN(32, from.varint()))
    case 'sint32':
      return Number(BigInt.asIntN(32, from.zigZag()))
    case 'int64':
      return String(BigInt.asIntN(64, from.varint()))
    case 'uint64':
      return String(from.varint())
    case 'sint64':
      return String(from.zigZag())
    case 'fixed32':
      return from.bytes.readUInt32LE(from.take(4))
    case 'sfixed32':
      return from.bytes.readInt32LE(from.take(4))
    case 'fixed64':
      return String(from.bytes.readBigUInt64LE(from.take(8)))
    case 'sfixed64':
      return String(from.bytes.readBigInt64LE(from.take(8)))
    case 'bool':
      return from.varint() !== 0n
    case 'string':
      return lengthOf(from).toString('utf8')
    case 'bytes':
      return lengthOf(from).toString('base64')
  }
}

/** What stands behind a length. */
export function lengthOf(from: Cursor): Buffer {
  const size = from.varint()
  if (size > BigInt(from.left)) throw new DataError(`${size} bytes are claimed at ${from.at}, where ${from.left} are left`)
  return from.part(Number(size))
}

type Range = readonly [least: bigint, most: bigint]
const signed = (bits: bigint): Range => [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n]
const unsigned = (bits: bigint): Range => [0n, 2n ** bits - 1n]

const RANGES: Readonly<Partial<Record<ScalarName, Range>>> = {
  int32: signed(32n),
  sint32: signed(32n),
  sfixed32: signed(32n),
  uint32: unsigned(32n),
  fixed32: unsigned(32n),
  int64: signed(64n),
  sint64: signed(64n),
  sfixed64: signed(64n),
  uint64: unsigned(64n),
  fixed64: unsigned(64n),
}

/** Whole numbers may stand as text, as 64 bits must in most JSON. */
function wholeOf(value: Value): bigint | null {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : null
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : null
}

const FLOATS: ReadonlySet<Value> = new Set(['NaN', 'Infinity', '-Infinity'])

function floating(value: Value): number | null {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint' || FLOATS.has(value)) return Number(value)
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : null
}

/** Why it is not such a scalar; null: it was written. */
export function scalarInto(name: ScalarName, value: Value, into: Sink): string | null {
  const range = RANGES[name]
  if (range !== undefined) {
    const whole = wholeOf(value)
    if (whole === null || whole < range[0] || whole > range[1]) return `is to be a whole number from ${range[0]} to ${range[1]}`
    wholeInto(name, whole, into)
    return null
  }
  switch (name) {
    case 'bool':
      if (typeof value !== 'boolean') return 'is to be true or false'
      into.varint(value ? 1n : 0n)
      return null
    case 'string':
      if (typeof value !== 'string') return 'is to be text'
      return behindLength(Buffer.from(value, 'utf8'), into)
    case 'bytes':
      if (typeof value !== 'string' || !/^[\w+/-]*={0,2}$/.test(value)) return 'is to be bytes, as base64'
      return behindLength(Buffer.from(value, 'base64'), into)
    default: {
      const number = floating(value)
      if (number === null) return 'is to be a number'
      const bytes = Buffer.alloc(name === 'float' ? 4 : 8)
      if (name === 'float') bytes.writeFloatLE(number)
      else bytes.writeDoubleLE(number)
      into.put(bytes)
      return null
    }
  }
}

export function behindLength(bytes: Buffer, into: Sink): null {
  into.varint(BigInt(bytes.length))
  into.put(bytes)
  return null
}

function wholeInto(name: ScalarName, value: bigint, into: Sink): void {
  if (name === 'sint32' || name === 'sint64') return into.zigZag(value)
  if (!name.includes('fixed')) return into.varint(value)
  const bytes = Buffer.alloc(name.endsWith('32') ? 4 : 8)
  if (name.endsWith('32')) bytes.writeUInt32LE(Number(BigInt.asUintN(32, value)))
  else bytes.writeBigUInt64LE(BigInt.asUintN(64, value))
  into.put(bytes)
}

export const isZero = (value: Value): boolean => value === 0 || value === false || value === '' || value === '0' || value === 0n

export const enumNumber = (value: bigint): number => Number(exact(BigInt.asIntN(32, value)))
