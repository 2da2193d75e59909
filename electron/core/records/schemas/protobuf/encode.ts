import { joined, refuse } from '../walk.ts'
import { Sink } from '../cursor.ts'
import { DataError, DEEPEST, isObject, quoted, type Value, type ValueObject } from '../value.ts'
import { behindLength, GROUP, GROUP_END, isZero, LENGTH, scalarInto, wireTypeOf } from './scalars.ts'
import type { ProtoField, ProtoMessage, ProtoSchema, ProtoType } from './types.ts'
import { writtenWellKnown } from './well-known.ts'

interface Walk {
  readonly schema: ProtoSchema
  readonly path: string
  readonly depth: number
}

/** Protobuf's JSON as bytes of a message. Fails with a `DataError` that names the place. */
export const encodeMessage = (message: ProtoMessage, value: Value, schema: ProtoSchema): Buffer =>
  messageBytes(message, value, { schema, path: '', depth: 0 })

function messageBytes(message: ProtoMessage, json: Value, outer: Walk): Buffer {
  const walk = { ...outer, depth: outer.depth + 1 }
  if (walk.depth > DEEPEST) throw refuse(walk, `is nested deeper than ${DEEPEST}`)
  const value = fieldsOf(message, json, walk)
  const into = new Sink()
  const oneofs = new Set<string>()
  const given = new Map<ProtoField, Value>()
  for (const [name, inner] of Object.entries(value)) {
    const field = message.fields.find((each) => each.jsonName === name || each.name === name)
    const at = { ...walk, path: joined(walk.path, name) }
    if (field === undefined) throw refuse(walk, `has ${quoted(name)}, which ${message.name} has not`)
    if (given.has(field)) throw refuse(at, 'is there twice')
    if (inner === null && !isNullable(field)) continue
    if (field.oneof !== null && oneofs.has(field.oneof)) throw refuse(at, `is one of ${quoted(field.oneof)}, of which another is set`)
    if (field.oneof !== null) oneofs.add(field.oneof)
    given.set(field, inner)
  }
  for (const field of message.fields.toSorted((a, b) => a.number - b.number)) {
    const at = { ...walk, path: joined(walk.path, field.jsonName) }
    const inner = given.get(field)
    if (inner === undefined) {
      if (field.required) throw refuse(at, 'is missing')
    } else fieldInto(field, inner, into, at)
  }
  return into.done()
}

/** Null is a value of these, and absence of all others. */
const isNullable = ({ type, repeated }: ProtoField): boolean =>
  !repeated && type.is !== 'scalar' && (type.name === 'google.protobuf.Value' || type.name === 'google.protobuf.NullValue')

function fieldsOf(message: ProtoMessage, json: Value, walk: Walk): ValueObject {
  try {
    const fields = writtenWellKnown(message.name, json, (name, value) => {
      const inner = walk.schema.byName.get(name)
      return inner && messageBytes(inner, value, walk)
    })
    // No list and not null: it came from JSON, so that its values did.
    if (isObject(fields)) return fields
  } catch (error) {
    if (error instanceof DataError && /^(?:is|has) /.test(error.message)) throw refuse(walk, error.message)
    throw error
  }
  throw refuse(walk, 'is to be an object')
}

function fieldInto(field: ProtoField, value: Value, into: Sink, walk: Walk): void {
  const { type } = field
  if (field.mapKey !== null) return mapInto(field, value, into, walk)
  if (!field.repeated) {
    // Absent and zero are the same there, and zero is not written.
    if (!field.presence && (isZero(value) || (type.is === 'enum' && type.byNumber.get(0) === value))) return
    return itemInto(field, value, into, walk)
  }
  if (!Array.isArray(value)) throw refuse(walk, 'is to be a list')
  const items = value.map((item: Value, i) => ({ item, at: { ...walk, path: `${walk.path}[${i}]` } }))
  if (!field.packed) return items.forEach(({ item, at }) => itemInto(field, item, into, at))
  if (items.length === 0) return
  const inner = new Sink()
  for (const { item, at } of items) valueInto(type, item, inner, at)
  tag(field.number, LENGTH, into)
  behindLength(inner.done(), into)
}

const tag = (number: number, wire: number, into: Sink): void => into.varint(BigInt(number) * 8n + BigInt(wire))

function itemInto(field: ProtoField, value: Value, into: Sink, walk: Walk): void {
  if (!field.delimited || field.type.is !== 'message') {
    tag(field.number, wireTypeOf(field.type), into)
    return valueInto(field.type, value, into, walk)
  }
  tag(field.number, GROUP, into)
  into.put(messageBytes(field.type, value, walk))
  tag(field.number, GROUP_END, into)
}

function valueInto(type: ProtoType, value: Value, into: Sink, walk: Walk): void {
  switch (type.is) {
    case 'message':
      behindLength(messageBytes(type, value, walk), into)
      return
    case 'scalar': {
      const why = scalarInto(type.name, value, into)
      if (why !== null) throw refuse(walk, why)
      return
    }
    case 'enum': {
      const number = enumOf(type, value)
      if (number === null) throw refuse(walk, `is none of ${[...type.byName.keys()].slice(0, 20).join(', ')}`)
      return into.varint(BigInt(number))
    }
  }
}

function enumOf(type: Extract<ProtoType, { is: 'enum' }>, value: Value): number | null {
  if (value === null && type.name === 'google.protobuf.NullValue') return 0
  if (typeof value === 'string') return type.byName.get(value) ?? null
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 2 ** 31 ? value : null
}

function mapInto(field: ProtoField, value: Value, into: Sink, walk: Walk): void {
  if (!isObject(value)) throw refuse(walk, 'is to be an object')
  // It came from JSON, so that its values did.
  for (const [name, inner] of Object.entries(value)) {
    const at = { ...walk, path: joined(walk.path, name) }
    const entry = new Sink()
    const keyType = { is: 'scalar', name: field.mapKey ?? 'string' } as const
    tag(1, wireTypeOf(keyType), entry)
    valueInto(keyType, keyType.name === 'bool' ? (name === 'true' ? true : name === 'false' ? false : name) : name, entry, at)
    tag(2, wireTypeOf(field.type), entry)
    valueInto(field.type, inner, entry, at)
    tag(field.number, LENGTH, into)
    behindLength(entry.done(), into)
  }
}
