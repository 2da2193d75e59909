import { describe, expect, it } from 'vitest'
import { createCompiledSchemas, createSchemaReader } from '../../../../electron/core/records/schemas/by-schema.ts'
import { framed } from '../../../../electron/core/records/schemas/frame.ts'
import type { SchemaText, SchemaUse } from '../../../../electron/core/records/schemas/schema-text.ts'
import { createShow } from '../../../../electron/core/records/show.ts'
import { recordsWorker } from '../../../../electron/core/records/records-worker.ts'
import { plainRead } from '../../../support/plain-read.ts'
import { text } from '../../../support/record-encoder.ts'

const hex = (value: string): Buffer => Buffer.from(value.replaceAll(' ', ''), 'hex')
const avro = (schema: unknown): SchemaText => ({ kind: 'avro', text: JSON.stringify(schema), references: [], message: null })
const order = avro({
  type: 'record',
  name: 'Order',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'email', type: 'string' },
  ],
})
const proto = (body: string, message: string | null = null): SchemaText => ({
  kind: 'protobuf',
  text: `syntax = "proto3"; ${body}`,
  references: [],
  message,
})
const registry = (...known: readonly (readonly [number, SchemaText | { problem: string }])[]): SchemaUse => ({
  is: 'registry',
  known: new Map(known),
})
const readBy = (use: SchemaUse, bytes: Buffer) => createSchemaReader(createCompiledSchemas()).read(bytes, use)

describe('bytes behind a schema id', () => {
  it('are read by the schema that the id names, and ids that are not known are told', () => {
    const reader = createSchemaReader(createCompiledSchemas())
    const use = registry([7, order], [8, { problem: 'The registry does not answer.' }])
    expect(reader.read(framed(7, hex('02 02 61')), use)).toMatchObject({
      is: 'value',
      value: { id: 1, email: 'a' },
      schema: { id: 7, name: 'Order' },
    })
    expect(reader.read(framed(8, hex('02')), use)).toMatchObject({
      is: 'problem',
      problem: 'The registry does not answer.',
      schema: { id: 8 },
    })
    expect(reader.read(framed(9, hex('02')), use)).toMatchObject({ is: 'problem', schema: { id: 9 } })
    expect([...reader.missing]).toEqual([9])
    expect(reader.read(text('{"a":1}'), use)).toMatchObject({
      is: 'problem',
      problem: expect.stringMatching(/^No schema id stands before it/),
    })
    expect(reader.read(framed(7, hex('02 08 61')), use)).toMatchObject({
      problem: 'It does not fit the schema Order: 4 bytes are claimed at 2, where 1 are left. Choose the schema that it was written with.',
    })
  })

  it('that were not expected are recognised, and it is said what to choose', () => {
    expect(readBy({ is: 'text', schema: order, framed: false }, framed(7, hex('02 02 61')))).toMatchObject({
      problem: expect.stringMatching(/say that a schema id stands before it\.$/),
    })
  })

  it('of Protobuf say which message it is', () => {
    const file = proto('message A { message B { int32 n = 1; } message C { string s = 1; } } message D { int32 d = 1; }', 'A.C')
    const use = registry([1, file])
    expect(readBy(use, framed(1, hex('00')))).toMatchObject({ value: {}, schema: { name: 'A' } })
    expect(readBy(use, framed(1, hex('02 02 08 05')))).toMatchObject({ value: { d: 5 }, schema: { name: 'D' } })
    expect(readBy(use, framed(1, hex('04 00 00 08 05')))).toMatchObject({ value: { n: 5 }, schema: { name: 'A.B' } })
    expect(readBy(use, framed(1, hex('02 0a 08 05')))).toMatchObject({ problem: expect.stringMatching(/no message at 5/) })
    expect(readBy(use, framed(1, hex('fe07 0a 08 05')))).toMatchObject({ problem: expect.stringMatching(/message indexes are claimed/) })
    expect(readBy({ is: 'text', schema: file, framed: false }, hex('0a 01 61'))).toMatchObject({
      value: { s: 'a' },
      schema: { id: null, name: 'A.C' },
    })
    expect(readBy({ is: 'text', schema: file, framed: true }, framed(3, hex('02 02 08 05')))).toMatchObject({ value: { d: 5 } })
  })

  it('a schema that cannot be used is a reason beside the bytes, and ends nothing', () => {
    const show = createShow(
      { ...plainRead, valueFormat: 'avro', valueSchema: { is: 'text', schema: avro({ type: 'nope' }), framed: false } },
      createCompiledSchemas(),
    )
    expect(show.payload('value', hex('0001'))).toMatchObject({
      format: 'hex',
      text: '0001',
      problem: 'The schema cannot be used: it names the type “nope”, which is not in it.',
    })
  })

  it('D-10 a schema that repeats long names costs no more than what is shown; one job takes so many values and no more', () => {
    const wide = avro({ type: 'array', items: { type: 'record', name: 'R', fields: [{ name: 'x'.repeat(250), type: 'boolean' }] } })
    const show = createShow(
      { ...plainRead, valueFormat: 'avro', valueSchema: { is: 'text', schema: wide, framed: false } },
      createCompiledSchemas(),
    )
    const shown = show.payload('value', Buffer.concat([hex('c0b802'), Buffer.alloc(20_000, 1), hex('00')]))
    expect(shown).toMatchObject({ format: 'avro', cut: true, problem: null })
    expect(shown.text.length).toBe(64 * 1024)
    const reader = createSchemaReader(createCompiledSchemas())
    const zeros: SchemaUse = { is: 'text', schema: avro({ type: 'array', items: 'boolean' }), framed: false }
    const bytes = Buffer.concat([hex('80b518'), Buffer.alloc(200_000 - 64), hex('00')])
    const found = Array.from({ length: 15 }, () => reader.read(Buffer.from(bytes), zeros))
    expect(found.some((each) => each.is === 'problem')).toBe(true)
  })

  it('are masked by name on production, and not shown where they cannot be read', () => {
    const use: SchemaUse = { is: 'text', schema: order, framed: false }
    const show = createShow({ ...plainRead, mask: true, valueFormat: 'avro', valueSchema: use }, createCompiledSchemas())
    expect(show.payload('value', hex('feffffffffffffffff01 02 61')).text).toBe('{"id":9223372036854775807,"email":"••••••"}')
    expect(show.payload('value', hex('00'))).toMatchObject({ text: '', problem: expect.stringMatching(/does not fit.*Not shown/) })
  })

  it('JSON becomes bytes with the id before them, each text for itself', () => {
    const worker = recordsWorker()
    const input = {
      schema: proto('message A { int32 a = 1; message B { int32 b = 1; } }', 'A.B'),
      id: 5,
      texts: ['{"b":1}', '{"c":1}', '{'],
    }
    const { done } = worker.encode(input) as { done: readonly ({ bytes: Uint8Array } | { problem: string })[] }
    expect(done.map((each) => ('bytes' in each ? Buffer.from(each.bytes).toString('hex') : each.problem))).toEqual([
      '0000000005' + '040000' + '0801',
      'It has “c”, which A.B has not.',
      'It is no JSON.',
    ])
    expect(worker.names(input.schema)).toEqual(['A', 'A.B'])
    expect(() => worker.names(avro({ type: 'nope' }))).toThrow(/cannot be used/)
  })
})
