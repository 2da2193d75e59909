import { Cursor, exact } from '../cursor.ts'
import { floatOf } from '../json-text.ts'
import { DataError, DEEPEST, emptyObject, type Budget, type Value } from '../value.ts'
import { bigOf, dateText, decimalText, timestampText, timeText } from '../moments.ts'
import { branchName, isPlainUnion, type AvroRecord, type AvroType, type Logical, type PrimitiveName } from './types.ts'

/** A decimal of more bytes is shown as bytes: to print it would take long. */
const MOST_DECIMAL = 512
/** Items that take no bytes are bounded by this alone. */
const MOST_EMPTY = 10_000

/**
 * Bytes of Avro's binary encoding as a value. Bytes and fixed are hexadecimal; unions of more than null and one other name the branch,
 * as Avro's own JSON does. Fails with a `DataError` whatever the bytes, also where some are left.
 */
export function decodeAvro(type: AvroType, bytes: Buffer, budget: Budget): Value {
  const from = new Cursor(bytes)
  const value = valueOf(type, from, { budget, depth: 0 })
  if (from.left > 0) throw new DataError(`${from.left} bytes are left behind it`)
  return value
}

interface Walk {
  readonly budget: Budget
  readonly depth: number
}

function valueOf(type: AvroType, from: Cursor, { budget, depth: outer }: Walk): Value {
  budget.take(1)
  const walk = { budget, depth: outer + 1 }
  if (walk.depth > DEEPEST) throw new DataError(`it is nested deeper than ${DEEPEST}`)
  switch (type.is) {
    case 'primitive':
      return primitive(type.name, type.logical, from)
    case 'record':
      return record(type, from, walk)
    case 'enum': {
      const index = from.zigZag()
      const symbol = type.symbols[Number(index)]
      if (symbol === undefined) throw new DataError(`the enum ${type.name} has no symbol ${index}`)
      return symbol
    }
    case 'fixed':
      return fixed(from.part(type.size), type.logical)
    case 'array': {
      const items: Value[] = []
      blocks(from, walk, () => void items.push(valueOf(type.items, from, walk)))
      return items
    }
    case 'map': {
      const entries = emptyObject()
      blocks(from, walk, () => {
        const key = text(from)
        entries[key] = valueOf(type.values, from, walk)
      })
      return entries
    }
    case 'union': {
      const index = from.zigZag()
      const branch = type.branches[Number(index)]
      if (branch === undefined) throw new DataError(`a union of ${type.branches.length} types has no type ${index}`)
      const value = valueOf(branch, from, walk)
      return value === null || isPlainUnion(type.branches) ? value : named(branchName(branch), value)
    }
  }
}

function named(name: string, value: Value): Value {
  const made = emptyObject()
  made[name] = value
  return made
}

function record(type: AvroRecord, from: Cursor, walk: Walk): Value {
  const made = emptyObject()
  for (const field of type.fields) made[field.name] = valueOf(field.type, from, walk)
  return made
}

/** Arrays and maps come in blocks; a negative count has the size in bytes behind it. */
function blocks(from: Cursor, { budget }: Walk, item: () => void): void {
  let empty = 0
  for (;;) {
    let count = from.zigZag()
    if (count === 0n) return
    if (count < 0n) {
      count = -count
      from.size()
    }
    if (count > BigInt(from.left) && count > BigInt(MOST_EMPTY))
      throw new DataError(`${count} items are claimed where ${from.left} bytes are left`)
    for (let i = 0; i < Number(count); i++) {
      const before = from.at
      item()
      if (from.at === before && ++empty > MOST_EMPTY) throw new DataError(`it claims more than ${MOST_EMPTY} items without bytes`)
    }
    budget.take(1)
  }
}

const text = (from: Cursor): string => from.part(from.size()).toString('utf8')

function primitive(name: PrimitiveName, logical: Logical | null, from: Cursor): Value {
  switch (name) {
    case 'null':
      return null
    case 'boolean': {
      const byte = from.byte()
      if (byte > 1) throw new DataError(`a boolean is ${byte}`)
      return byte === 1
    }
    case 'int':
    case 'long': {
      const value = from.zigZag()
      if (name === 'int' && BigInt.asIntN(32, value) !== value) throw new DataError(`an int is ${value}`)
      return whole(value, logical)
    }
    case 'float':
      return floatOf(from.bytes.readFloatLE(from.take(4)))
    case 'double':
      return from.bytes.readDoubleLE(from.take(8))
    case 'bytes':
      return fixed(from.part(from.size()), logical)
    case 'string':
      return text(from)
  }
}

function whole(value: bigint, logical: Logical | null): Value {
  switch (logical?.is) {
    case 'date':
      return dateText(value) ?? exact(value)
    case 'time':
      return timeText(value, logical.digits) ?? exact(value)
    case 'timestamp':
      return timestampText(value, logical.digits, logical.local) ?? exact(value)
    default:
      return exact(value)
  }
}

function fixed(bytes: Buffer, logical: Logical | null): Value {
  if (logical?.is === 'decimal' && bytes.length <= MOST_DECIMAL) return decimalText(bigOf(bytes), logical.scale)
  const hex = bytes.toString('hex')
  if (logical?.is === 'uuid') return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  if (logical?.is === 'duration') return { months: bytes.readUInt32LE(0), days: bytes.readUInt32LE(4), millis: bytes.readUInt32LE(8) }
  return hex
}
