import { DEEPEST, isObject, quoted, SchemaError } from '../value.ts'
import { logicalOf } from './logical.ts'
import { branchName, type AvroField, type AvroRecord, type AvroType, type PrimitiveName } from './types.ts'

const PRIMITIVES: ReadonlySet<string> = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'])
const NAME = /^[A-Za-z_]\w{0,255}$/
const MOST_TYPES = 20_000
const MOST_TEXT = 1024 * 1024

interface Scope {
  readonly named: Map<string, AvroType>
  readonly namespace: string
  readonly depth: number
  readonly count: { types: number }
}

/**
 * An Avro schema (specification 1.12) as types that decode and encode walk along: nothing is generated or evaluated. `references` are
 * schemas whose named types it uses. Fails with a `SchemaError`.
 */
export function parseAvro(text: string, references: readonly string[] = []): AvroType {
  const named = new Map<string, AvroType>()
  const count = { types: 0 }
  const one = (json: string): AvroType => typeOf(jsonOf(json), { named, namespace: '', depth: 0, count })
  for (const reference of references) one(reference)
  return one(text)
}

function jsonOf(text: string): unknown {
  if (text.length > MOST_TEXT) throw new SchemaError(`it has ${text.length} characters, and at most ${MOST_TEXT} are read`)
  try {
    return JSON.parse(text)
  } catch {
    // A name of a primitive, as some registries answer it.
    if (PRIMITIVES.has(text.trim())) return text.trim()
    throw new SchemaError('it is no JSON, as an Avro schema (.avsc) is')
  }
}

function typeOf(schema: unknown, outer: Scope): AvroType {
  const scope = { ...outer, depth: outer.depth + 1 }
  if (scope.depth > DEEPEST) throw new SchemaError(`it is nested deeper than ${DEEPEST}`)
  if (++scope.count.types > MOST_TYPES) throw new SchemaError(`it has more than ${MOST_TYPES} types`)
  if (typeof schema === 'string') return byName(schema, scope)
  if (Array.isArray(schema)) return unionOf(schema, scope)
  if (!isObject(schema)) throw new SchemaError('a type is a name, an object or a list')
  const { type } = schema
  // { "type": { … } } is the inner one; { "type": "string" } a primitive, perhaps with a logical type.
  if (typeof type !== 'string') return typeOf(type, scope)
  if (isPrimitive(type)) return { is: 'primitive', name: type, logical: logicalOf(schema, type) }
  switch (type) {
    case 'record':
    case 'error':
      return recordOf(schema, scope)
    case 'enum':
      return enumOf(schema, scope)
    case 'fixed':
      return fixedOf(schema, scope)
    case 'array':
      return { is: 'array', items: typeOf(need(schema, 'items', 'an array'), scope) }
    case 'map':
      return { is: 'map', values: typeOf(need(schema, 'values', 'a map'), scope) }
    default:
      return byName(type, scope)
  }
}

const isPrimitive = (name: string): name is PrimitiveName => PRIMITIVES.has(name)

function need(schema: { readonly [name: string]: unknown }, name: string, of: string): unknown {
  if (schema[name] === undefined) throw new SchemaError(`${of} needs ${quoted(name)}`)
  return schema[name]
}

function byName(name: string, { named, namespace }: Scope): AvroType {
  if (isPrimitive(name)) return { is: 'primitive', name, logical: null }
  const found = (namespace !== '' && !name.includes('.') ? named.get(`${namespace}.${name}`) : undefined) ?? named.get(name)
  if (found === undefined) throw new SchemaError(`it names the type ${quoted(name)}, which is not in it`)
  return found
}

function unionOf(schemas: readonly unknown[], scope: Scope): AvroType {
  const branches = schemas.map((each) => typeOf(each, scope))
  if (branches.length === 0) throw new SchemaError('a union has no types')
  if (branches.some((branch) => branch.is === 'union')) throw new SchemaError('a union stands in a union')
  if (new Set(branches.map(branchName)).size < branches.length) throw new SchemaError('a union has a type twice')
  return { is: 'union', branches }
}

/** Full name of something named, and the namespace of what is in it. */
function nameOf(schema: { readonly [name: string]: unknown }, { namespace, named }: Scope): { full: string; inside: string } {
  const name = need(schema, 'name', 'a named type')
  if (typeof name !== 'string') throw new SchemaError('a name is no text')
  const dot = name.lastIndexOf('.')
  const own = typeof schema['namespace'] === 'string' ? schema['namespace'] : namespace
  const inside = dot < 0 ? own : name.slice(0, dot)
  const full = inside === '' ? name.slice(dot + 1) : `${inside}.${name.slice(dot + 1)}`
  if (full.length > 1_000 || !full.split('.').every((part) => NAME.test(part))) throw new SchemaError(`${quoted(full)} is no name`)
  if (named.has(full)) throw new SchemaError(`it has ${quoted(full)} twice`)
  return { full, inside }
}

function recordOf(schema: { readonly [name: string]: unknown }, scope: Scope): AvroRecord {
  const { full, inside } = nameOf(schema, scope)
  const record: AvroRecord = { is: 'record', name: full, fields: [] }
  scope.named.set(full, record)
  const fields = need(schema, 'fields', `the record ${quoted(full)}`)
  if (!Array.isArray(fields)) throw new SchemaError(`the fields of ${quoted(full)} are no list`)
  const seen = new Set<string>()
  for (const field of fields) {
    const made = fieldOf(field, full, { ...scope, namespace: inside })
    if (seen.has(made.name)) throw new SchemaError(`${quoted(full)} has the field ${quoted(made.name)} twice`)
    seen.add(made.name)
    record.fields.push(made)
  }
  return record
}

function fieldOf(field: unknown, of: string, scope: Scope): AvroField {
  if (!isObject(field) || typeof field['name'] !== 'string' || !NAME.test(field['name']))
    throw new SchemaError(`a field of ${quoted(of)} has no name`)
  return {
    name: field['name'],
    type: typeOf(need(field, 'type', `the field ${quoted(field['name'])}`), scope),
    byDefault: field['default'],
  }
}

function enumOf(schema: { readonly [name: string]: unknown }, scope: Scope): AvroType {
  const { full } = nameOf(schema, scope)
  const symbols = need(schema, 'symbols', `the enum ${quoted(full)}`)
  if (!Array.isArray(symbols) || !symbols.every((symbol): symbol is string => typeof symbol === 'string' && NAME.test(symbol)))
    throw new SchemaError(`the symbols of ${quoted(full)} are no list of names`)
  const made: AvroType = { is: 'enum', name: full, symbols }
  scope.named.set(full, made)
  return made
}

function fixedOf(schema: { readonly [name: string]: unknown }, scope: Scope): AvroType {
  const { full } = nameOf(schema, scope)
  const size = need(schema, 'size', `the fixed ${quoted(full)}`)
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0 || size > 2 ** 31)
    throw new SchemaError(`the size of ${quoted(full)} is no number of bytes`)
  const made: AvroType = { is: 'fixed', name: full, size, logical: logicalOf(schema, 'fixed', size) }
  scope.named.set(full, made)
  return made
}
