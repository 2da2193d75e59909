import { quoted, SchemaError } from '../value.ts'
import { parseProto, type EnumSource, type FieldSource, type MessageSource, type ProtoFile } from './parse.ts'
import type { ProtoEnum, ProtoField, ProtoMessage, ProtoSchema, ProtoType, ScalarName } from './types.ts'
import { wellKnownFiles } from './well-known-files.ts'

const SCALARS: ReadonlySet<string> = new Set<ScalarName>([
  'double',
  'float',
  'int32',
  'int64',
  'uint32',
  'uint64',
  'sint32',
  'sint64',
  'fixed32',
  'fixed64',
  'sfixed32',
  'sfixed64',
  'bool',
  'string',
  'bytes',
])
const isScalar = (name: string): name is ScalarName => SCALARS.has(name)
const MOST_FILES = 200

export interface NamedFile {
  /** As other files import it. */
  readonly name: string
  readonly text: string
}

/** A .proto file with those that it imports, as messages that decode and encode walk along. Fails with a `SchemaError`. */
export function protoSchema(text: string, imports: readonly NamedFile[]): ProtoSchema {
  const main = parseProto(text)
  const symbols = new Map<string, ProtoMessage | ProtoEnum>()
  const waiting: { readonly message: ProtoMessage; readonly source: MessageSource }[] = []
  const messages = declare(main, symbols, waiting)
  for (const file of imported(main, imports)) declare(file, symbols, waiting)
  for (const { message, source } of waiting) fill(message, source, symbols)
  const byName = new Map([...symbols].flatMap(([name, one]) => (one.is === 'message' ? [[name, one] as const] : [])))
  return { messages, byName }
}

/** All that it imports, and what those do. */
function imported(main: ProtoFile, given: readonly NamedFile[]): readonly ProtoFile[] {
  const texts = new Map([...Object.entries(wellKnownFiles), ...given.map((file) => [file.name, file.text] as const)])
  const files = new Map<string, ProtoFile>()
  const waiting = [...main.imports]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (files.has(name)) continue
    const text = texts.get(name)
    if (text === undefined) throw new SchemaError(`it imports ${quoted(name)}, which is not given with it`)
    if (files.size >= MOST_FILES) throw new SchemaError(`it imports more than ${MOST_FILES} files`)
    const file = parseProto(text)
    files.set(name, file)
    waiting.push(...file.imports)
  }
  return [...files.values()]
}

type Symbols = Map<string, ProtoMessage | ProtoEnum>
type Waiting = { readonly message: ProtoMessage; readonly source: MessageSource }[]

function declare(file: ProtoFile, symbols: Symbols, waiting: Waiting): readonly ProtoMessage[] {
  const add = (name: string, symbol: ProtoMessage | ProtoEnum): void => {
    if (symbols.has(name)) throw new SchemaError(`it has ${quoted(name)} twice`)
    symbols.set(name, symbol)
  }
  const enumIn = (scope: string, { name, values }: EnumSource): void => {
    const byNumber = new Map<number, string>()
    for (const [value, number] of values) if (!byNumber.has(number)) byNumber.set(number, value)
    add(scoped(scope, name), { is: 'enum', name: scoped(scope, name), byName: new Map(values), byNumber })
  }
  const messageIn = (scope: string, source: MessageSource): ProtoMessage => {
    const name = scoped(scope, source.name)
    for (const each of source.enums) enumIn(name, each)
    const nested = source.messages.map((each) => ({ each, made: messageIn(name, each) }))
    const shown = nested.filter(({ each }) => !each.group).map(({ made }) => made)
    const message: ProtoMessage = { is: 'message', name, fields: [], byNumber: new Map(), nested: shown }
    add(name, message)
    waiting.push({ message, source })
    return message
  }
  for (const each of file.enums) enumIn(file.packageName, each)
  return file.messages.map((source) => messageIn(file.packageName, source))
}

const scoped = (scope: string, name: string): string => (scope === '' ? name : `${scope}.${name}`)

function fill(message: ProtoMessage, source: MessageSource, symbols: Symbols): void {
  for (const each of source.fields) {
    const field = fieldOf(each, message.name, symbols)
    if (message.byNumber.has(field.number)) throw new SchemaError(`${message.name} has the number ${field.number} twice`)
    message.byNumber.set(field.number, field)
    message.fields.push(field)
  }
}

function fieldOf(source: FieldSource, scope: string, symbols: Symbols): ProtoField {
  const { typeName, mapKey, jsonName, packed, delimited, ...same } = source
  const type = typeOf(typeName, scope, symbols)
  if (mapKey !== null && !isScalar(mapKey)) throw new SchemaError(`the map ${quoted(source.name)} has keys of the type ${quoted(mapKey)}`)
  const isMessage = type.is === 'message'
  const isText = type.is === 'scalar' && (type.name === 'string' || type.name === 'bytes')
  return {
    ...same,
    type,
    jsonName: jsonName ?? camel(source.name),
    presence: source.presence || (isMessage && !source.repeated),
    packed: packed && source.repeated && mapKey === null && !isMessage && !isText,
    delimited: delimited && isMessage && mapKey === null,
    mapKey,
  }
}

/** As the compiler makes it: what follows an underscore is large. */
export const camel = (name: string): string => name.replaceAll(/_+(\w?)/g, (_, letter: string) => letter.toUpperCase())

/** From the innermost scope outwards; a leading dot names it in full. */
function typeOf(name: string, scope: string, symbols: Symbols): ProtoType {
  if (isScalar(name)) return { is: 'scalar', name }
  if (name.startsWith('.')) {
    const found = symbols.get(name.slice(1))
    if (found) return found
  } else {
    for (let at = scope; ; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
      const found = symbols.get(scoped(at, name))
      if (found) return found
      if (at === '') break
    }
  }
  throw new SchemaError(`${scope} names the type ${quoted(name)}, which is not in it`)
}
