import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeAvro } from '../../../../electron/core/records/schemas/avro/decode.ts'
import { encodeAvro } from '../../../../electron/core/records/schemas/avro/encode.ts'
import { parseAvro } from '../../../../electron/core/records/schemas/avro/parse.ts'
import { parseExactJson } from '../../../../electron/core/records/schemas/exact-json.ts'
import { jsonText } from '../../../../electron/core/records/schemas/json-text.ts'
import { createBudget, DataError, SchemaError } from '../../../../electron/core/records/schemas/value.ts'
import { avroCase } from '../../../support/avro-arbitrary.ts'

const RUNS = Number(process.env['SAMSA_SCHEMA_RUNS'] ?? 300)
const hex = (value: string): Buffer => Buffer.from(value.replaceAll(' ', ''), 'hex')
const schemaOf = (schema: unknown) => parseAvro(JSON.stringify(schema))
const shown = (schema: unknown, bytes: string): string => jsonText(decodeAvro(schemaOf(schema), hex(bytes), createBudget()), 1e6).text
const written = (schema: unknown, json: string): string => encodeAvro(schemaOf(schema), parseExactJson(json)).toString('hex')
const record = (...fields: readonly (readonly [string, unknown, unknown?])[]): unknown => ({
  type: 'record',
  name: 'a.Order',
  fields: fields.map(([name, type, byDefault]) => ({ name, type, ...(byDefault === undefined ? {} : { default: byDefault }) })),
})

describe('Avro', () => {
  it('reads and writes the examples of its specification', () => {
    const test = record(['a', 'long'], ['b', 'string'])
    expect(shown(test, '36 06 666f6f')).toBe('{"a":27,"b":"foo"}')
    expect(written(test, '{"a":27,"b":"foo"}')).toBe('3606666f6f')
    expect(shown({ type: 'array', items: 'long' }, '04 06 36 00')).toBe('[3,27]')
    // A block with its size in bytes before it.
    expect(shown({ type: 'array', items: 'long' }, '03 04 06 36 00')).toBe('[3,27]')
    expect(shown(['null', 'string'], '00')).toBe('null')
    expect(shown(['null', 'string'], '02 02 61')).toBe('"a"')
    expect(shown(['string', 'long'], '02 02')).toBe('{"long":1}')
  })

  it('keeps every digit of 64 bits, and says what a number means', () => {
    expect(shown('long', 'ffff ffff ffff ffff ff01')).toBe('-9223372036854775808')
    expect(written('long', '9223372036854775807')).toBe('feffffffffffffffff01')
    expect(shown({ type: 'long', logicalType: 'timestamp-micros' }, '02')).toMatch(/^"1970-01-01T00:00:00\.000001Z"$/)
    expect(shown({ type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 }, '04 fb2e')).toBe('"-12.34"')
    expect(written({ type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 }, '"-12.34"')).toBe('04fb2e')
    expect(shown({ type: 'fixed', name: 'u', size: 16, logicalType: 'uuid' }, '00112233445566778899aabbccddeeff')).toBe(
      '"00112233-4455-6677-8899-aabbccddeeff"',
    )
    // Beyond what dates say it stays a number.
    expect(shown({ type: 'long', logicalType: 'timestamp-millis' }, 'feff ffff ffff ffff ff01')).toBe('9223372036854775807')
  })

  it('what is written comes back as it was, for schemas of every kind', () => {
    const cases = avroCase.chain(({ schema, value }) => value.map((v) => ({ schema, v })))
    fc.assert(
      fc.property(cases, ({ schema, v }) => {
        const type = schemaOf(schema)
        const { text } = jsonText(v, 1e6)
        const bytes = encodeAvro(type, parseExactJson(text))
        expect(jsonText(decodeAvro(type, bytes, createBudget()), 1e6).text).toBe(text)
      }),
      { numRuns: RUNS },
    )
  })

  it('D-10 any bytes are a value or a reason', () => {
    const cases = fc.tuple(avroCase, fc.uint8Array({ maxLength: 60 }))
    fc.assert(
      fc.property(cases, ([{ schema }, bytes]) => {
        try {
          decodeAvro(schemaOf(schema), Buffer.from(bytes), createBudget())
        } catch (error) {
          expect(error).toBeInstanceOf(DataError)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it.each<[string, unknown, string, RegExp]>([
    ['a length of 2^62', 'string', 'feffffffffffffff7f', /bytes are claimed/],
    ['an array of 2^40 nulls', { type: 'array', items: 'null' }, '8080808080808001', /items are claimed/],
    ['many blocks of nothing', { type: 'array', items: 'null' }, '80f104'.repeat(20_000), /without bytes/],
    ['a record that holds itself', { type: 'record', name: 'R', fields: [{ name: 'r', type: 'R' }] }, '', /nested deeper/],
    ['a number without end', 'long', 'ff'.repeat(20), /does not end/],
    ['bytes behind it', 'boolean', '0100', /1 bytes are left/],
    ['an unknown branch', ['null', 'string'], '08', /no type 4/],
    ['an int of 64 bits', 'int', 'feffffffffffffffff01', /an int is/],
    ['a boolean of 7', 'boolean', '07', /a boolean is 7/],
  ])('D-10 refuses %s', (_name, schema, bytes, why) => {
    expect(() => shown(schema, bytes)).toThrow(DataError)
    expect(() => shown(schema, bytes)).toThrow(why)
  })

  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /no JSON/],
    ['a type that is nowhere', '{"type":"array","items":"Missing"}', /Missing/],
    ['a field without a type', '{"type":"record","name":"R","fields":[{"name":"a"}]}', /needs “type”/],
    ['the same name twice', '[{"type":"fixed","name":"F","size":1},{"type":"fixed","name":"F","size":1}]', /twice/],
    ['a union twice', '["int","int"]', /twice/],
    ['nesting without end', `${'{"type":"array","items":'.repeat(5_000)}"int"${'}'.repeat(5_000)}`, /nested deeper/],
    ['a name of the language', '{"type":"record","name":"R","fields":[{"name":"a b","type":"int"}]}', /no name/],
    [
      'too many types',
      `{"type":"record","name":"R","fields":[${Array.from({ length: 30_000 }, (_, i) => `{"name":"f${i}","type":"int"}`).join()}]}`,
      /more than 20000 types/,
    ],
  ])('refuses a schema with %s', (_name, text, why) => {
    expect(() => parseAvro(text)).toThrow(SchemaError)
    expect(() => parseAvro(text)).toThrow(why)
  })

  it('finds types by namespace, and in other schemas', () => {
    const money = '{"type":"record","name":"Money","namespace":"shop","fields":[{"name":"amount","type":"int"}]}'
    const order =
      '{"type":"record","name":"Order","namespace":"shop","fields":[{"name":"total","type":"Money"},{"name":"more","type":["null","shop.Money"]}]}'
    const type = parseAvro(order, [money])
    expect(jsonText(decodeAvro(type, hex('02 02 04'), createBudget()), 1e4).text).toBe('{"total":{"amount":1},"more":{"amount":2}}')
  })

  it.each<[string, unknown, string, string]>([
    ['a missing field', record(['id', 'long'], ['at', 'string']), '{"id":1}', 'at is missing.'],
    ['a field too many', record(['id', 'long']), '{"id":1,"x":2}', 'It has “x”, which the record a.Order has not.'],
    [
      'text for a number',
      record(['lines', { type: 'array', items: 'int' }]),
      '{"lines":[1,"2"]}',
      'lines[1] is to be a whole number of 32 bits.',
    ],
    ['a number too large', record(['id', 'int']), '{"id":3000000000}', 'id is to be a whole number of 32 bits.'],
    ['no symbol', { type: 'enum', name: 'E', symbols: ['A', 'B'] }, '"C"', 'It is none of A, B.'],
    [
      'a moment that is none',
      record(['at', { type: 'long', logicalType: 'timestamp-millis' }]),
      '{"at":"today"}',
      'at is to be a moment, as "2026-11-28T20:24:37.000Z".',
    ],
    ['a choice that is open', record(['n', ['int', 'long']]), '{"n":1}', 'n fits int and long: name one, as { "int": … }.'],
    ['no JSON', 'int', '{', 'It is no JSON.'],
  ])('refuses to write %s, and names the place', (_name, schema, json, why) => {
    expect(() => written(schema, json)).toThrow(new DataError(why))
  })

  it('a list of thirty, each in the one before, takes no longer for that; one that may be read in a million ways is refused', () => {
    const json = `${'{"next":'.repeat(30)}null${'}'.repeat(30)}`
    const list = (...more: readonly unknown[]) => ({ type: 'record', name: 'L', fields: [{ name: 'next', type: ['null', 'L', ...more] }] })
    expect(written(list(), json)).toBe(`${'02'.repeat(29)}00`)
    expect(() => written(list({ type: 'map', values: 'L' }), json)).toThrow(/too many ways: name the branch/)
  })

  it('takes defaults for what is left out, and branches by their shape', () => {
    const order = record(['id', 'long'], ['note', ['null', 'string'], null], ['raw', 'bytes', '\u00ff'], ['n', ['string', 'long']])
    expect(written(order, '{"id":1,"n":5}')).toBe('02' + '00' + '02ff' + '020a')
  })
})
