import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseExactJson } from '../../../../electron/core/records/schemas/exact-json.ts'
import { jsonText } from '../../../../electron/core/records/schemas/json-text.ts'
import { decodeMessage } from '../../../../electron/core/records/schemas/protobuf/decode.ts'
import { encodeMessage } from '../../../../electron/core/records/schemas/protobuf/encode.ts'
import { protoSchema } from '../../../../electron/core/records/schemas/protobuf/resolve.ts'
import { createBudget, DataError, SchemaError, type Value } from '../../../../electron/core/records/schemas/value.ts'

const RUNS = Number(process.env['SAMSA_SCHEMA_RUNS'] ?? 300)
const hex = (value: string): Buffer => Buffer.from(value.replaceAll(' ', ''), 'hex')

function using(text: string, name?: string, imports: readonly { name: string; text: string }[] = []) {
  const schema = protoSchema(text, imports)
  const message = (name === undefined ? schema.messages[0] : schema.byName.get(name)) ?? expect.unreachable('no message')
  const decode = (bytes: Buffer) => decodeMessage(message, bytes, schema, createBudget())
  return {
    decode,
    shown: (bytes: string): string => jsonText(decode(hex(bytes)).value, 1e6).text,
    bytes: (json: string): Buffer => encodeMessage(message, parseExactJson(json), schema),
    written: (json: string): string => encodeMessage(message, parseExactJson(json), schema).toString('hex'),
  }
}

const p3 = (body: string): string => `syntax = "proto3"; package shop; ${body}`

const everything = p3(`
  import "google/protobuf/timestamp.proto";
  import "google/protobuf/wrappers.proto";
  /* All of it. */
  message All {
    int32 i32 = 1; int64 i64 = 2; uint32 u32 = 3; uint64 u64 = 4; sint32 s32 = 5; sint64 s64 = 6; // numbers
    fixed32 f32 = 7; fixed64 f64 = 8; sfixed32 sf32 = 9; sfixed64 sf64 = 10;
    float fl = 11; double db = 12; bool bo = 13; string st = 14; bytes by = 15;
    enum Kind { NONE = 0; SOME = 1; BELOW = -1; }
    Kind kind = 16;
    repeated int32 packed_list = 17; repeated int32 loose = 18 [packed = false, deprecated = true];
    map<string, All> by_name = 19; map<int64, string> by_id = 20; map<bool, Kind> by_flag = 21;
    oneof choice { string text = 22; Inner inner = 23; }
    message Inner { optional int32 n = 1; repeated Inner more = 2; }
    repeated Inner inners = 24; optional string maybe = 25; string odd_name_ = 26 [json_name = "odd"];
    google.protobuf.Timestamp at = 27; google.protobuf.Int64Value boxed = 28;
    reserved 100 to 200; reserved "gone";
  }
  service Orders { rpc Get(All) returns (All) { option (x) = { a: 1 }; } }`).replace(/import/, 'import')

const whole = (min: bigint, max: bigint): fc.Arbitrary<string> =>
  fc
    .bigInt({ min, max })
    .filter((n) => n !== 0n)
    .map(String)
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).map((value) => Buffer.from(value, 'utf8').toString('utf8'))
const innermost = fc.record({ n: fc.integer({ min: -5, max: 5 }) }, { requiredKeys: [] })
const inner = fc.record(
  { n: fc.integer({ min: -5, max: 5 }), more: fc.array(innermost, { minLength: 1, maxLength: 2 }) },
  { requiredKeys: [] },
)
const filled = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { minLength: 1, maxLength: 4 })
const entries = (key: fc.Arbitrary<string>, value: fc.Arbitrary<Value>) => fc.dictionary(key, value, { minKeys: 1, maxKeys: 3 })
const fields = fc.record(
  {
    i32: fc.integer({ min: -(2 ** 31), max: -1 }),
    i64: whole(-(2n ** 63n), 2n ** 63n - 1n),
    u32: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    u64: whole(1n, 2n ** 64n - 1n),
    s32: fc.integer({ min: -(2 ** 31), max: -1 }),
    s64: whole(-(2n ** 63n), 2n ** 63n - 1n),
    f32: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    f64: whole(1n, 2n ** 64n - 1n),
    sf32: fc.integer({ min: -(2 ** 31), max: -1 }),
    sf64: whole(-(2n ** 63n), 2n ** 63n - 1n),
    fl: fc.constantFrom(0.1, -3.4e38, 'NaN'),
    db: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => n !== 0),
    bo: fc.constant(true),
    st: text,
    by: fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    kind: fc.constantFrom('SOME', 'BELOW', 7),
    packedList: filled(fc.integer({ min: -9, max: 2 ** 31 - 1 })),
    loose: filled(fc.integer({ min: -9, max: 9 })),
    byName: entries(text, fc.constantFrom<Value>({}, { i32: 5 })),
    byId: entries(whole(-(2n ** 63n), 2n ** 63n - 1n), text),
    byFlag: entries(fc.constantFrom('true', 'false'), fc.constantFrom('NONE', 'SOME')),
    inner,
    inners: filled(inner),
    maybe: fc.constantFrom('', 'x'),
    odd: text,
    at: fc.date({ min: new Date(-6e13), max: new Date(2e14), noInvalidDate: true }).map((d) => d.toISOString().replace('.000Z', 'Z')),
    boxed: whole(-(2n ** 63n), 2n ** 63n - 1n),
  },
  { requiredKeys: [] },
)

describe('Protobuf', () => {
  it('reads and writes the examples of its encoding guide', () => {
    const test1 = using(p3('message Test1 { int32 a = 1; }'))
    expect(test1.shown('08 9601')).toBe('{"a":150}')
    expect(test1.written('{"a":150}')).toBe('089601')
    expect(using(p3('message Test2 { string b = 2; }')).shown('12 07 74657374696e67')).toBe('{"b":"testing"}')
    expect(using(p3('message Test3 { Test1 c = 3; } message Test1 { int32 a = 1; }')).shown('1a 03 08 9601')).toBe('{"c":{"a":150}}')
    expect(using(p3('message Test5 { repeated int32 f = 6; }')).shown('32 06 03 8e02 9ea705')).toBe('{"f":[3,270,86942]}')
    // One by one also where the schema says packed.
    expect(using(p3('message Test5 { repeated int32 f = 6; }')).shown('30 03 30 8e02')).toBe('{"f":[3,270]}')
  })

  it('keeps 64 bits exact, and what is absent absent', () => {
    const all = using(everything)
    expect(all.shown('10 ffffffffffffffff7f 20 ffffffffffffffffff01')).toBe('{"i64":"9223372036854775807","u64":"18446744073709551615"}')
    expect(all.written('{"u64":18446744073709551615}')).toBe('20ffffffffffffffffff01')
    expect(all.shown('')).toBe('{}')
    expect(all.written('{"i32":0,"maybe":"","kind":"NONE"}')).toBe('ca0100')
  })

  it('what is written comes back as it was', () => {
    const all = using(everything)
    fc.assert(
      fc.property(fields, (value) => {
        const given = jsonText(value, 1e6).text
        expect(JSON.parse(jsonText(all.decode(all.bytes(given)).value, 1e6).text)).toEqual(JSON.parse(given))
      }),
      { numRuns: RUNS },
    )
  })

  it('D-10 any bytes are a value or a reason', () => {
    const all = using(everything)
    const mutated = fc.tuple(fields, fc.nat(), fc.nat(255)).map(([value, at, byte]) => {
      const bytes = all.bytes(jsonText(value, 1e6).text)
      if (bytes.length > 0) bytes[at % bytes.length] = byte
      return bytes
    })
    fc.assert(
      fc.property(
        fc.oneof(
          mutated,
          fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
        ),
        (bytes) => {
          try {
            all.decode(bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(DataError)
          }
        },
      ),
      { numRuns: RUNS * 3 },
    )
  })

  it('messages in parts, groups, choices and unknown fields', () => {
    const node = using(p3('message N { N next = 1; int32 a = 2; oneof c { int32 x = 3; string y = 4; } }'))
    expect(node.shown('0a02 1005 0a04 0a02 1007')).toBe('{"next":{"next":{"a":7},"a":5}}')
    expect(node.shown('1801 2201 61')).toBe('{"y":"a"}')
    expect(node.decode(hex('1005 7801 4a00'))).toMatchObject({ unknown: [15, 9] })
    const group = using('message M { repeated group Result = 1 { required string url = 2; } }')
    expect(group.shown('0b 1201 61 0c')).toBe('{"result":[{"url":"a"}]}')
    expect(group.written('{"result":[{"url":"a"}]}')).toBe('0b1201610c')
    expect(() => group.shown('0b 0c')).toThrow(/lacks url/)
    const edition = using(
      'edition = "2023"; message E { int32 a = 1 [features.field_presence = IMPLICIT]; E e = 2 [features.message_encoding = DELIMITED]; int32 b = 3; }',
    )
    expect(edition.written('{"a":0,"b":0,"e":{"a":1}}')).toBe('130801141800')
    expect(edition.shown('13 0801 14')).toBe('{"e":{"a":1}}')
  })

  it('Google’s own types as their JSON has them', () => {
    const text = p3(`import "google/protobuf/any.proto"; import "google/protobuf/duration.proto"; import "google/protobuf/struct.proto";
      import "google/protobuf/timestamp.proto"; import "google/protobuf/field_mask.proto"; import "google/protobuf/wrappers.proto";
      message G { google.protobuf.Any any = 1; google.protobuf.Duration d = 2; google.protobuf.Struct s = 3; google.protobuf.Timestamp t = 4;
        google.protobuf.FieldMask m = 5; google.protobuf.BoolValue b = 6; google.protobuf.Value v = 7; }
      message Held { int32 n = 1; }`)
    const g = using(text)
    const json =
      '{"any":{"@type":"type.googleapis.com/shop.Held","n":3},"d":"-1.500s","s":{"a":[1,null,{"b":true}],"c":"x"},"t":"2026-11-28T20:24:37.123456Z","m":"aB.c,d","b":false,"v":null}'
    expect(jsonText(g.decode(g.bytes(json)).value, 1e6).text).toBe(json)
    const other = '{"any":{"@type":"type.googleapis.com/else.Where","value":"AQI="}}'
    expect(jsonText(g.decode(g.bytes(other)).value, 1e6).text).toBe(other)
  })

  it('finds types from the inside out, and in files that it imports', () => {
    const imports = [
      {
        name: 'shop/money.proto',
        text: 'syntax = "proto3"; package shop.v1; import public "shop/base.proto"; message Money { int32 cents = 1; Base base = 2; }',
      },
      { name: 'shop/base.proto', text: 'syntax = "proto3"; package shop; message Base { int32 id = 1; }' },
    ]
    const order = using(
      'syntax = "proto3"; package shop.v1.orders; import "shop/money.proto"; message Order { Money total = 1; message Money { v1.Money real = 1; .shop.Base base = 2; } }',
      undefined,
      imports,
    )
    expect(order.shown('0a06 0a04 1202 0807')).toBe('{"total":{"real":{"base":{"id":7}}}}')
  })

  it.each<[string, string, RegExp]>([
    ['a length beyond the end', '72ff01', /bytes are claimed/],
    ['a field 0', '00', /no field 0/],
    ['another kind than the schema says', '0a00', /i32 is a varint in the schema and behind a length in the bytes/],
    ['a group that does not end', 'c30c', /needs|does not end|claimed/],
    ['a kind 7', '7f', /of a kind 7|in the bytes/],
    ['groups in groups without end', 'fb07'.repeat(500), /nested deeper/],
  ])('D-10 refuses %s', (_name, bytes, why) => {
    const all = using(everything)
    expect(() => all.shown(bytes)).toThrow(DataError)
    expect(() => all.shown(bytes)).toThrow(why)
  })

  it('D-10 refuses a message in itself without end', () => {
    const node = using(p3('message N { N next = 1; }'))
    let bytes = Buffer.alloc(0)
    for (let i = 0; i < 100; i++) {
      const size = bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7]
      bytes = Buffer.concat([Buffer.from([0x0a, ...size]), bytes])
    }
    expect(() => node.decode(bytes)).toThrow(new DataError('it is nested deeper than 64'))
  })

  it.each<[string, string, RegExp]>([
    ['something else', 'hello', /line 1: “hello” begins nothing/],
    ['a type that is nowhere', p3('message A {\n B b = 1; }'), /shop\.A names the type “B”/],
    ['an end in the middle', 'message A {\n int32 a', /line 2: .*ends in the middle|expected/],
    ['a number twice', p3('message A { int32 a = 1; int32 b = 1; }'), /number 1 twice/],
    ['a number too large', p3('message A { int32 a = 536870912; }'), /no number of a field/],
    ['a file that is not there', 'import "x.proto"; message A {}', /imports “x.proto”/],
    ['nesting without end', `${'message A {'.repeat(9_000)}${'}'.repeat(9_000)}`, /nested deeper/],
    ['a mark that is none', 'message A { § }', /line 1: “§/],
    ['comments without end', `message A {} /*${'*'.repeat(100_000)}`, /^$/],
  ])('refuses a schema with %s', (name, text, why) => {
    if (name === 'comments without end') return expect(protoSchema(text, []).messages).toHaveLength(1)
    expect(() => protoSchema(text, [])).toThrow(SchemaError)
    expect(() => protoSchema(text, [])).toThrow(why)
  })

  it.each<[string, string, string]>([
    ['a field that is not there', '{"nope":1}', 'It has “nope”, which shop.All has not.'],
    ['text for a number', '{"inner":{"n":"x"}}', 'inner.n is to be a whole number from -2147483648 to 2147483647.'],
    ['a number too large', '{"u64":18446744073709551616}', 'u64 is to be a whole number from 0 to 18446744073709551615.'],
    ['two of a choice', '{"text":"a","inner":{}}', 'inner is one of “choice”, of which another is set.'],
    ['no name of an enum', '{"kind":"MANY"}', 'kind is none of NONE, SOME, BELOW.'],
    ['no list', '{"loose":1}', 'loose is to be a list.'],
    ['bytes that are none', '{"by":"ü"}', 'by is to be bytes, as base64.'],
    ['no moment', '{"at":"today"}', 'at is to be a moment, as "2026-11-28T20:24:37Z".'],
  ])('refuses to write %s, and names the place', (_name, json, why) => {
    expect(() => using(everything).written(json)).toThrow(new DataError(why))
  })
})
