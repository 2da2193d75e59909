import type { Reader } from '../../../../electron/core/clients/kafka/wire/reader.ts'
import { Writer } from '../../../../electron/core/clients/kafka/wire/writer.ts'

export type Value = number | string | boolean | null | Buffer | Value[] | { [field: string]: Value }
export type Struct = Record<string, Value>

interface Field {
  readonly name: string
  readonly array: boolean
  readonly type: string | readonly Field[]
  readonly from: number
  readonly to: number
  readonly nullableFrom: number
  readonly tagged: boolean
}

/** Reads the layout notation of layouts.ts. */
export function parseLayout(text: string): readonly Field[] {
  let at = 0
  const eat = (expected: string): boolean => {
    if (!text.startsWith(expected, at)) return false
    at += expected.length
    return true
  }
  const word = (): string => {
    const found = /^\w+/.exec(text.slice(at))?.[0]
    if (found === undefined) throw new Error(`layout at ${at}: ${text.slice(at, at + 20)}`)
    at += found.length
    return found
  }
  const range = (spec: string): [number, number] => {
    const [from = '', to] = spec.replace('+', '-').split('-')
    return [Number(from), to === undefined ? Number(from) : to === '' ? Infinity : Number(to)]
  }
  const field = (): Field => {
    const name = word()
    eat(':')
    const array = eat('[]')
    const type = eat('{') ? fields('}') : word()
    let [from, to, nullableFrom, tagged] = [0, Infinity, Infinity, false]
    if (eat('(')) {
      const end = text.indexOf(')', at)
      for (const part of text.slice(at, end).split('; ')) {
        if (part.startsWith('null ')) nullableFrom = range(part.slice(5))[0]
        else if (part.startsWith('tag')) tagged = true
        else [from, to] = range(part)
      }
      at = end + 1
    }
    return { name, array, type, from, to, nullableFrom, tagged }
  }
  const fields = (end: string): Field[] => {
    const list = [field()]
    while (eat(', ')) list.push(field())
    if (end) eat(end)
    return list
  }
  return fields('')
}

/** A small generator of numbers, so that a failing case is named by its seed. */
export const createRandom = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const WORDS = ['', 'a', 'orders', '__proto__', 'constructor', 'payments.eu-1', 'gruppe-ä', '漢字', 'x'.repeat(200)]

const inVersion = (field: Field, version: number): boolean => !field.tagged && version >= field.from && version <= field.to

/** A value of the layout for one version. */
export function generate(fields: readonly Field[], version: number, random: (below: number) => number): Struct {
  const word = (): string => WORDS[random(WORDS.length)] ?? ''
  const one = (type: Field['type']): Value => {
    if (typeof type !== 'string') return generate(type, version, random)
    if (type === 'string') return word()
    if (type === 'bytes') return Buffer.from(word())
    if (type === 'bool') return random(2) === 1
    if (type === 'int8') return random(256) - 128
    if (type === 'int16') return random(65_536) - 32_768
    if (type === 'int32') return random(2) === 0 ? random(5) - 1 : random(4_294_967_296) - 2_147_483_648
    if (type === 'int64') return random(3) === 0 ? -1 : random(2_097_152) * 4_294_967_296 + random(4_294_967_296)
    if (type === 'float64') return random(4_294_967_296) / 64
    if (type === 'uuid') return Buffer.from(Array.from({ length: 16 }, () => random(256))).toString('base64url')
    throw new Error(`type ${type}`)
  }
  const struct: Struct = Object.create(null)
  for (const field of fields.filter((f) => inVersion(f, version))) {
    const isNull = version >= field.nullableFrom && random(4) === 0
    struct[field.name] = isNull ? null : field.array ? Array.from({ length: random(4) }, () => one(field.type)) : one(field.type)
  }
  return struct
}

/** Writes it as a broker would; unknown tags appear here and there, which every decoder must skip. */
export function encodeLayout(
  fields: readonly Field[],
  version: number,
  flexible: boolean,
  value: Struct,
  random: (below: number) => number,
): Buffer {
  const writer = new Writer(flexible)
  const tags = (): void => {
    if (!flexible) return
    if (random(3) > 0) writer.uvarint(0)
    else writer.uvarint(2).uvarint(70).uvarint(3).raw(Buffer.from('abc')).uvarint(300).uvarint(0)
  }
  const one = (type: Field['type'], item: Value): void => {
    if (typeof type !== 'string')
      struct(type, item as Struct) // built by `generate` from the same layout, as below
    else if (type === 'string') writer.nullableString(item as string | null)
    else if (type === 'bytes') writer.nullableBytes(item as Buffer | null)
    else if (type === 'bool') writer.bool(item as boolean)
    else if (type === 'float64') writer.float64(item as number)
    else if (type === 'uuid') writer.uuid(item as string)
    else if (type === 'int8') writer.int8(item as number)
    else if (type === 'int16') writer.int16(item as number)
    else if (type === 'int32') writer.int32(item as number)
    else writer.int64(item as number)
  }
  const struct = (list: readonly Field[], item: Struct): void => {
    for (const field of list.filter((f) => inVersion(f, version))) {
      const member = item[field.name] ?? null
      if (!field.array) one(field.type, member)
      else writer.array(member as Value[] | null, (element) => one(field.type, element))
    }
    tags()
  }
  struct(fields, value)
  return writer.bytes
}

/** Reads a request as a broker would. */
export function decodeLayout(fields: readonly Field[], version: number, reader: Reader): Struct {
  const one = (type: Field['type']): Value => {
    if (typeof type !== 'string') return decodeLayout(type, version, reader)
    if (type === 'string') return reader.nullableString()
    if (type === 'bytes') return reader.nullableBytes()
    if (type === 'bool') return reader.bool()
    if (type === 'float64') return reader.float64()
    if (type === 'uuid') return reader.uuid()
    if (type === 'int8') return reader.int8()
    if (type === 'int16') return reader.int16()
    if (type === 'int32') return reader.int32()
    return reader.int64()
  }
  const many = (type: Field['type']): Value[] | null => {
    const count = reader.count(0)
    return count < 0 ? null : Array.from({ length: count }, () => one(type))
  }
  const struct: Struct = {}
  for (const field of fields.filter((f) => inVersion(f, version))) struct[field.name] = field.array ? many(field.type) : one(field.type)
  reader.tags()
  return struct
}
