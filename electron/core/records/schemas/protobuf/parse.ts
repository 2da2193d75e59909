import { DEEPEST, quoted } from '../value.ts'
import { tokensOf, unquoted, type Tokens } from './tokens.ts'

/** What a .proto file says, before its names are looked up. Services, extensions and options that change no bytes are passed over. */
export interface ProtoFile {
  readonly packageName: string
  readonly imports: readonly string[]
  readonly messages: readonly MessageSource[]
  readonly enums: readonly EnumSource[]
}

export interface MessageSource {
  readonly name: string
  readonly fields: readonly FieldSource[]
  readonly messages: readonly MessageSource[]
  readonly enums: readonly EnumSource[]
  /** Made for a group: it counts in no index. */
  readonly group: boolean
}

export interface EnumSource {
  readonly name: string
  readonly values: readonly (readonly [string, number])[]
}

export interface FieldSource {
  readonly name: string
  readonly jsonName: string | null
  readonly number: number
  readonly typeName: string
  readonly mapKey: string | null
  readonly repeated: boolean
  readonly required: boolean
  readonly presence: boolean
  readonly packed: boolean
  readonly delimited: boolean
  readonly oneof: string | null
}

/** `features` of editions, and what the older syntaxes mean by them. */
interface Rules {
  readonly syntax: 'proto2' | 'proto3' | 'editions'
  readonly presence: 'EXPLICIT' | 'IMPLICIT' | 'LEGACY_REQUIRED'
  readonly packed: boolean
  readonly delimited: boolean
}

const RULES: Readonly<Record<Rules['syntax'], Rules>> = {
  proto2: { syntax: 'proto2', presence: 'EXPLICIT', packed: false, delimited: false },
  proto3: { syntax: 'proto3', presence: 'IMPLICIT', packed: true, delimited: false },
  editions: { syntax: 'editions', presence: 'EXPLICIT', packed: true, delimited: false },
}

type Options = ReadonlyMap<string, string>

interface Body {
  readonly fields: FieldSource[]
  readonly messages: MessageSource[]
  readonly enums: EnumSource[]
}

/** Reads a .proto file: proto2, proto3 and editions. Fails with a `SchemaError` that names the line. */
export function parseProto(text: string): ProtoFile {
  const tokens = tokensOf(text)
  const imports: string[] = []
  const body: Body = { fields: [], messages: [], enums: [] }
  let packageName = ''
  let rules = RULES.proto2
  for (let word = tokens.peek(); word !== null; word = tokens.peek()) {
    if (tokens.take(';')) continue
    tokens.next()
    if (word === 'syntax' || word === 'edition') {
      tokens.need('=')
      const value = unquoted(tokens.next())
      rules = word === 'edition' ? RULES.editions : value === 'proto3' ? RULES.proto3 : RULES.proto2
      tokens.need(';')
    } else if (word === 'package') {
      packageName = tokens.next()
      tokens.need(';')
    } else if (word === 'import') {
      if (!tokens.take('public')) tokens.take('weak')
      imports.push(unquoted(tokens.next()))
      tokens.need(';')
    } else if (word === 'option') rules = ruled(rules, optionStatement(tokens))
    else if (word === 'message') body.messages.push(message(tokens, rules, 0))
    else if (word === 'enum') body.enums.push(enumOf(tokens))
    else if (word === 'service' || word === 'extend') skipBlock(tokens)
    else throw tokens.refuse(`${quoted(word)} begins nothing that a .proto file has`)
  }
  return { packageName, imports, messages: body.messages, enums: body.enums }
}

function ruled(rules: Rules, options: Options): Rules {
  const presence = options.get('features.field_presence')
  const packed = options.get('features.repeated_field_encoding')
  const encoding = options.get('features.message_encoding')
  return {
    ...rules,
    presence: presence === 'EXPLICIT' || presence === 'IMPLICIT' || presence === 'LEGACY_REQUIRED' ? presence : rules.presence,
    packed: packed === undefined ? rules.packed : packed === 'PACKED',
    delimited: encoding === undefined ? rules.delimited : encoding === 'DELIMITED',
  }
}

function message(tokens: Tokens, outer: Rules, depth: number, group: string | null = null): MessageSource {
  if (depth > DEEPEST) throw tokens.refuse(`it is nested deeper than ${DEEPEST}`)
  const name = group ?? tokens.next()
  const body: Body = { fields: [], messages: [], enums: [] }
  tokens.need('{')
  let rules = outer
  while (!tokens.take('}')) rules = statement(tokens, body, rules, depth)
  return { name, ...body, group: group !== null }
}

function statement(tokens: Tokens, body: Body, rules: Rules, depth: number): Rules {
  if (tokens.take(';')) return rules
  const word = tokens.next()
  switch (word) {
    case 'message':
      body.messages.push(message(tokens, rules, depth + 1))
      break
    case 'enum':
      body.enums.push(enumOf(tokens))
      break
    case 'extend':
      skipBlock(tokens)
      break
    case 'reserved':
    case 'extensions':
      skipStatement(tokens)
      break
    case 'option':
      return ruled(rules, optionStatement(tokens))
    case 'oneof': {
      const oneof = tokens.next()
      tokens.need('{')
      while (!tokens.take('}')) {
        if (tokens.take(';')) continue
        const first = tokens.next()
        if (first === 'option') skipStatement(tokens)
        else field(tokens, body, rules, { first, label: null, oneof, depth })
      }
      break
    }
    case 'optional':
    case 'required':
    case 'repeated':
      field(tokens, body, rules, { first: tokens.next(), label: word, oneof: null, depth })
      break
    default:
      field(tokens, body, rules, { first: word, label: null, oneof: null, depth })
  }
  return rules
}

interface Begun {
  readonly first: string
  readonly label: 'optional' | 'required' | 'repeated' | null
  readonly oneof: string | null
  readonly depth: number
}

function field(tokens: Tokens, body: Body, outer: Rules, { first, label, oneof, depth }: Begun): void {
  let mapKey: string | null = null
  let typeName = first
  if (first === 'map' && tokens.take('<')) {
    mapKey = tokens.next()
    tokens.need(',')
    typeName = tokens.next()
    tokens.need('>')
  }
  const name = tokens.next()
  if (!/^\w+$/.test(name)) throw tokens.refuse(`${quoted(name)} is no name of a field`)
  tokens.need('=')
  const number = fieldNumber(tokens)
  const options = tokens.peek() === '[' ? optionList(tokens) : new Map<string, string>()
  const isGroup = first === 'group' && tokens.peek() === '{'
  if (isGroup) {
    body.messages.push(message(tokens, outer, depth + 1, name))
    typeName = name
  } else tokens.need(';')
  const rules = ruled(outer, options)
  const packed = options.get('packed')
  body.fields.push({
    name: isGroup ? name.toLowerCase() : name,
    jsonName: options.get('json_name') ?? null,
    number,
    typeName,
    mapKey,
    repeated: label === 'repeated' || mapKey !== null,
    required: label === 'required' || (rules.presence === 'LEGACY_REQUIRED' && label === null && oneof === null),
    presence: oneof !== null || label === 'optional' || label === 'required' || rules.presence !== 'IMPLICIT',
    packed: packed === undefined ? rules.packed : packed === 'true',
    delimited: isGroup || rules.delimited,
    oneof,
  })
}

function fieldNumber(tokens: Tokens): number {
  const text = tokens.next()
  const number = /^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= 1 && number < 2 ** 29)) throw tokens.refuse(`${quoted(text)} is no number of a field`)
  return number
}

function enumOf(tokens: Tokens): EnumSource {
  const name = tokens.next()
  const values: (readonly [string, number])[] = []
  tokens.need('{')
  while (!tokens.take('}')) {
    if (tokens.take(';')) continue
    const word = tokens.next()
    if (word === 'option' || word === 'reserved') {
      skipStatement(tokens)
      continue
    }
    tokens.need('=')
    const sign = tokens.take('-') ? -1 : 1
    const number = sign * Number(tokens.next())
    if (!Number.isInteger(number) || Math.abs(number) > 2 ** 31) throw tokens.refuse(`${quoted(word)} has no number`)
    if (tokens.peek() === '[') optionList(tokens)
    tokens.need(';')
    values.push([word, number])
  }
  return { name, values }
}

/** `option a.b = c;` */
function optionStatement(tokens: Tokens): Options {
  const options = new Map<string, string>()
  option(tokens, options)
  tokens.need(';')
  return options
}

/** `[a = b, (c).d = { … }]` */
function optionList(tokens: Tokens): Options {
  const options = new Map<string, string>()
  tokens.need('[')
  while (!tokens.take(']')) {
    option(tokens, options)
    tokens.take(',')
  }
  return options
}

function option(tokens: Tokens, into: Map<string, string>): void {
  let name = ''
  while (tokens.peek() !== '=') name += tokens.next()
  tokens.need('=')
  if (tokens.peek() === '{') return skipBraces(tokens)
  tokens.take('-')
  let value = tokens.next()
  // Texts behind one another are one.
  if (/^["']/.test(value)) for (value = unquoted(value); /^["']/.test(tokens.peek() ?? '');) value += unquoted(tokens.next())
  into.set(name, value)
}

function skipStatement(tokens: Tokens): void {
  while (!tokens.take(';')) {
    if (tokens.peek() === '{') skipBraces(tokens)
    else tokens.next()
  }
}

function skipBlock(tokens: Tokens): void {
  while (tokens.peek() !== '{') tokens.next()
  skipBraces(tokens)
}

function skipBraces(tokens: Tokens): void {
  let depth = 0
  do {
    const token = tokens.next()
    if (token === '{') depth++
    if (token === '}') depth--
  } while (depth > 0)
}
