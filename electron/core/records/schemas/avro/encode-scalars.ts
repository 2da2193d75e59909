import type { Sink } from '../cursor.ts'
import { isObject, type Value } from '../value.ts'
import { bytesOfBig, dateOf, decimalOf, timeOf, timestampOf } from '../moments.ts'
import type { AvroType, Logical } from './types.ts'
import { refuse, type Walk } from '../walk.ts'

type Primitive = Extract<AvroType, { is: 'primitive' }>
type Fixed = Extract<AvroType, { is: 'fixed' }>

export function primitiveInto({ name, logical }: Primitive, value: Value, into: Sink, walk: Walk): void {
  switch (name) {
    case 'null':
      if (value !== null) throw refuse(walk, 'is to be null')
      return
    case 'boolean':
      if (typeof value !== 'boolean') throw refuse(walk, 'is to be true or false')
      return into.put(Buffer.from([value ? 1 : 0]))
    case 'int':
    case 'long': {
      const whole = wholeOf(value, logical)
      const bits = name === 'int' ? 32 : 64
      if (whole === null || BigInt.asIntN(bits, whole) !== whole)
        throw refuse(walk, `is to be ${wanted(logical, `a whole number of ${bits} bits`)}`)
      return into.zigZag(whole)
    }
    case 'float':
    case 'double': {
      const number = floating(value)
      if (number === null) throw refuse(walk, 'is to be a number')
      const bytes = Buffer.alloc(name === 'float' ? 4 : 8)
      if (name === 'float') bytes.writeFloatLE(number)
      else bytes.writeDoubleLE(number)
      return into.put(bytes)
    }
    case 'bytes': {
      const bytes = bytesOf(value, logical, null, walk)
      into.zigZag(BigInt(bytes.length))
      return into.put(bytes)
    }
    case 'string': {
      if (typeof value !== 'string') throw refuse(walk, 'is to be text')
      const bytes = Buffer.from(value, 'utf8')
      into.zigZag(BigInt(bytes.length))
      return into.put(bytes)
    }
  }
}

export function fixedInto({ size, logical }: Fixed, value: Value, into: Sink, walk: Walk): void {
  const bytes = bytesOf(value, logical, size, walk)
  if (bytes.length !== size) throw refuse(walk, `is to be ${size} bytes, and has ${bytes.length}`)
  into.put(bytes)
}

function wanted(logical: Logical | null, otherwise: string): string {
  switch (logical?.is) {
    case 'date':
      return 'a date, as "2026-11-28"'
    case 'time':
      return `a time, as "20:24:37.${'0'.repeat(logical.digits)}"`
    case 'timestamp':
      return `a moment, as "2026-11-28T20:24:37.${'0'.repeat(logical.digits)}${logical.local ? '' : 'Z'}"`
    default:
      return otherwise
  }
}

function wholeOf(value: Value, logical: Logical | null): bigint | null {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : null
  if (typeof value !== 'string') return null
  switch (logical?.is) {
    case 'date':
      return dateOf(value)
    case 'time':
      return timeOf(value, logical.digits)
    case 'timestamp':
      return timestampOf(value, logical.digits, logical.local)
    default:
      return null
  }
}

function floating(value: Value): number | null {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : null
}

function bytesOf(value: Value, logical: Logical | null, size: number | null, walk: Walk): Buffer {
  // A default of a schema has a character for each byte (specification, “Complex Types”).
  if (walk.byDefault && typeof value === 'string') return Buffer.from(value, 'latin1')
  if (logical?.is === 'decimal') {
    const unscaled =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? decimalOf(String(value), logical.scale) : null
    const bytes = unscaled === null ? null : bytesOfBig(unscaled, size)
    if (bytes === null) throw refuse(walk, `is to be a decimal with ${logical.scale} digits behind the point, as text`)
    return bytes
  }
  if (logical?.is === 'duration' && isObject(value)) return durationOf(value, walk)
  if (logical?.is === 'uuid' && typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
    return Buffer.from(value.replaceAll('-', ''), 'hex')
  if (typeof value !== 'string' || !/^(?:[0-9a-f]{2})*$/i.test(value)) throw refuse(walk, 'is to be bytes, as hexadecimal digits in pairs')
  return Buffer.from(value, 'hex')
}

function durationOf(value: { readonly [name: string]: unknown }, walk: Walk): Buffer {
  const bytes = Buffer.alloc(12)
  for (const [i, name] of ['months', 'days', 'millis'].entries()) {
    const part = value[name]
    if (typeof part !== 'number' || !Number.isInteger(part) || part < 0 || part > 0xffff_ffff)
      throw refuse({ ...walk, path: `${walk.path}.${name}` }, 'is to be a whole number from 0 on')
    bytes.writeUInt32LE(part, i * 4)
  }
  return bytes
}
