import { Cursor } from '../cursor.ts'
import { DataError, DEEPEST, emptyObject, plainText, type Budget, type Value } from '../value.ts'
import { enumNumber, FIXED32, FIXED64, GROUP, GROUP_END, LENGTH, lengthOf, scalarFrom, VARINT, wireTypeOf } from './scalars.ts'
import type { ProtoField, ProtoMessage, ProtoSchema, ProtoType } from './types.ts'
import { shownWellKnown } from './well-known.ts'

export interface DecodedMessage {
  readonly value: Value
  /** Numbers that are in the bytes and not in the schema. */
  readonly unknown: readonly number[]
}

interface Walk {
  readonly schema: ProtoSchema
  readonly budget: Budget
  readonly unknown: Set<number>
  readonly depth: number
}

const MOST_UNKNOWN = 20

/**
 * Bytes of a message as Protobuf's JSON mapping says them; what is absent stays absent, and Google's own types read as they do there.
 * Fails with a `DataError` whatever the bytes.
 */
export function decodeMessage(message: ProtoMessage, bytes: Buffer, schema: ProtoSchema, budget: Budget): DecodedMessage {
  const unknown = new Set<number>()
  const value = messageFrom(message, new Cursor(bytes), { schema, budget, unknown, depth: 0 }, null)
  return { value, unknown: [...unknown] }
}

/** What was read of one field. A single message may come in parts, which then are one behind the other. */
interface Gathered {
  readonly field: ProtoField
  readonly values: Value[]
  readonly parts: Buffer[]
}

function messageFrom(message: ProtoMessage, from: Cursor, outer: Walk, group: number | null): Value {
  const walk = { ...outer, depth: outer.depth + 1 }
  if (walk.depth > DEEPEST) throw new DataError(`it is nested deeper than ${DEEPEST}`)
  const gathered = new Map<ProtoField, Gathered>()
  for (;;) {
    if (from.left === 0) {
      if (group !== null) throw new DataError(`the group ${group} does not end`)
      break
    }
    const [number, wire] = tagOf(from)
    if (wire === GROUP_END) {
      if (number !== group) throw new DataError(`a group ${number} ends that did not begin`)
      break
    }
    walk.budget.take(1)
    const field = message.byNumber.get(number)
    if (field === undefined) {
      if (walk.unknown.size < MOST_UNKNOWN) walk.unknown.add(number)
      skip(from, wire, number, walk.depth)
    } else fieldFrom(message, field, wire, from, walk, gatheredOf(field, gathered))
  }
  return shownMessage(message, gathered, walk)
}

function gatheredOf(field: ProtoField, all: Map<ProtoField, Gathered>): Gathered {
  const found = all.get(field)
  if (found) return found
  // The last one of a choice counts.
  if (field.oneof !== null) for (const other of all.keys()) if (other.oneof === field.oneof) all.delete(other)
  const made: Gathered = { field, values: [], parts: [] }
  all.set(field, made)
  return made
}

function tagOf(from: Cursor): readonly [number: number, wire: number] {
  const tag = from.varint()
  const number = tag >> 3n
  if (number < 1n || number >= 2n ** 29n) throw new DataError(`there is no field ${number}`)
  return [Number(number), Number(tag & 7n)]
}

function fieldFrom(message: ProtoMessage, field: ProtoField, wire: number, from: Cursor, walk: Walk, into: Gathered): void {
  const { type, number } = field
  if (type.is === 'message' && wire === GROUP) {
    into.values.push(messageFrom(type, from, walk, number))
    return
  }
  const wanted = field.mapKey === null ? wireTypeOf(type) : LENGTH
  if (field.repeated && wire === LENGTH && wanted !== LENGTH) {
    const inner = new Cursor(lengthOf(from))
    while (inner.left > 0) {
      walk.budget.take(1)
      into.values.push(valueFrom(type, inner, walk))
    }
    return
  }
  if (wire !== wanted)
    throw new DataError(`${message.name}.${field.name} is ${kindOf(wanted)} in the schema and ${kindOf(wire)} in the bytes`)
  if (field.mapKey !== null) into.values.push(entryFrom(field, lengthOf(from), walk))
  else if (type.is === 'message' && !field.repeated) into.parts.push(lengthOf(from))
  else into.values.push(valueFrom(type, from, walk))
}

const KINDS: Readonly<Record<number, string>> = {
  [VARINT]: 'a varint',
  [FIXED64]: '8 bytes',
  [LENGTH]: 'behind a length',
  [GROUP]: 'a group',
  [FIXED32]: '4 bytes',
}
const kindOf = (wire: number): string => KINDS[wire] ?? `of the kind ${wire}`

function valueFrom(type: ProtoType, from: Cursor, walk: Walk): Value {
  switch (type.is) {
    case 'scalar':
      return scalarFrom(type.name, from)
    case 'enum': {
      const number = enumNumber(from.varint())
      return type.byNumber.get(number) ?? number
    }
    case 'message':
      return messageFrom(type, new Cursor(lengthOf(from)), walk, null)
  }
}

/** An entry of a map is a message of two fields; one that is absent is zero. */
function entryFrom(field: ProtoField, bytes: Buffer, walk: Walk): Value {
  const from = new Cursor(bytes)
  let key: Value = field.mapKey === 'bool' ? false : field.mapKey === 'string' ? '' : 0
  let value: Value | undefined
  while (from.left > 0) {
    const [number, wire] = tagOf(from)
    if (number === 1 && field.mapKey !== null && wire === wireTypeOf({ is: 'scalar', name: field.mapKey }))
      key = scalarFrom(field.mapKey, from)
    else if (number === 2 && wire === wireTypeOf(field.type)) value = valueFrom(field.type, from, walk)
    else skip(from, wire, number, walk.depth)
  }
  const entry = emptyObject()
  entry[plainText(key)] = value ?? zeroOf(field.type, walk)
  return entry
}

function zeroOf(type: ProtoType, walk: Walk): Value {
  if (type.is === 'message') return messageFrom(type, new Cursor(Buffer.alloc(0)), walk, null)
  if (type.is === 'enum') return type.byNumber.get(0) ?? 0
  if (type.name === 'bool') return false
  if (type.name === 'string' || type.name === 'bytes') return ''
  return type.name.endsWith('64') ? '0' : 0
}

function shownMessage(message: ProtoMessage, gathered: ReadonlyMap<ProtoField, Gathered>, walk: Walk): Value {
  const made = emptyObject()
  for (const field of message.fields) {
    const found = gathered.get(field)
    if (found !== undefined) made[field.jsonName] = shownField(found, walk)
    else if (field.required) throw new DataError(`${message.name} lacks ${field.name}, which its schema requires`)
  }
  return shownWellKnown(message.name, made, (name, bytes) => {
    const inner = walk.schema.byName.get(name)
    return inner && messageFrom(inner, new Cursor(bytes), walk, null)
  })
}

function shownField({ field, values, parts }: Gathered, walk: Walk): Value {
  if (field.mapKey !== null) {
    const entries = emptyObject()
    for (const entry of values) for (const [key, value] of Object.entries(entry ?? {})) entries[key] = value
    return entries
  }
  if (field.repeated) return values
  if (field.type.is === 'message' && parts.length > 0)
    return messageFrom(field.type, new Cursor(parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts)), walk, null)
  return values.at(-1) ?? null
}

function skip(from: Cursor, wire: number, number: number, depth: number): void {
  switch (wire) {
    case VARINT:
      return void from.varint()
    case FIXED64:
      return void from.take(8)
    case LENGTH:
      return void lengthOf(from)
    case FIXED32:
      return void from.take(4)
    case GROUP: {
      if (depth > DEEPEST) throw new DataError(`it is nested deeper than ${DEEPEST}`)
      for (;;) {
        const [inner, kind] = tagOf(from)
        if (kind === GROUP_END && inner === number) return
        skip(from, kind, inner, depth + 1)
      }
    }
    default:
      throw new DataError(`the field ${number} is of a kind ${wire} that there is not`)
  }
}
