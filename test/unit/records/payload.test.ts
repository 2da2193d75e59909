import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordTest, stepsOf, type RecordFilter } from '../../../electron/core/records/filter.ts'
import { maskJson, maskText, MASK } from '../../../electron/core/records/mask.ts'
import { unpackMessage } from '../../../electron/core/records/message-pack.ts'
import { payloadOf, SHOWN_BYTES } from '../../../electron/core/records/payload.ts'
import type { LogRecord } from '../../../electron/core/records/record.ts'
import { createCompiledSchemas } from '../../../electron/core/records/schemas/by-schema.ts'
import { createShow } from '../../../electron/core/records/show.ts'
import { plainRead } from '../../support/plain-read.ts'
import { text } from '../../support/record-encoder.ts'

const hex = (value: string): Buffer => Buffer.from(value.replaceAll(' ', ''), 'hex')

describe('what a value is shown as', () => {
  it.each<[string, Buffer, string, string]>([
    ['an object', text('{"a":[1,null]}'), 'json', '{"a":[1,null]}'],
    ['plain text', text('grüße 漢字\n'), 'text', 'grüße 漢字\n'],
    ['bytes', hex('00ff10'), 'hex', '00ff10'],
    ['text that only begins as JSON', text('{"a":'), 'text', '{"a":'],
    ['control characters', text('a\u0000b'), 'hex', '610062'],
    ['nothing', Buffer.alloc(0), 'text', ''],
  ])('by itself: %s', (_name, bytes, format, shown) => {
    expect(payloadOf(bytes, 'auto')).toMatchObject({ format, text: shown, cut: false, problem: null, bytes: bytes.length })
  })

  it('as asked, or as what it is with the reason', () => {
    expect(payloadOf(hex('0000 0000 0000 002a'), 'number')).toMatchObject({ format: 'number', text: '42' })
    expect(payloadOf(hex('ffff fffe'), 'number').text).toBe('-2')
    expect(payloadOf(text('abc'), 'number')).toMatchObject({
      format: 'text',
      text: 'abc',
      problem: expect.stringMatching(/3 bytes are no number/),
    })
    expect(payloadOf(text('abc'), 'json')).toMatchObject({ format: 'text', problem: 'It is no JSON.' })
    expect(payloadOf(text('abc'), 'base64').text).toBe('YWJj')
    expect(payloadOf(hex('ff'), 'text').problem).toMatch(/no UTF-8/)
    expect(payloadOf(hex('82 a1 61 01 a1 62 93 c3 c0 cb 3ff8000000000000'), 'messagePack')).toMatchObject({
      format: 'messagePack',
      text: '{"a":1,"b":[true,null,1.5]}',
    })
    expect(payloadOf(hex('c1'), 'messagePack').problem).toBe('It is no MessagePack.')
  })

  it('D-13 in its first 64 KiB, at the end of a character', () => {
    const long = text('ä'.repeat(SHOWN_BYTES))
    const shown = payloadOf(long, 'auto')
    expect(shown).toMatchObject({ cut: true, bytes: 2 * SHOWN_BYTES, format: 'text' })
    expect(shown.text).toMatch(/^ä+$/)
    expect(payloadOf(text(`x${'ä'.repeat(SHOWN_BYTES)}`), 'text').text).toMatch(/^xä+$/)
  })

  it('D-14 MessagePack with names of the language, and any bytes at all', () => {
    const named = unpackMessage(hex(`81 a9 ${Buffer.from('__proto__').toString('hex')} 01`))
    expect('value' in named && Object.keys(named.value as object)).toEqual(['__proto__'])
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void unpackMessage(Buffer.from(bytes))))
    expect(unpackMessage(Buffer.alloc(10_000, 0x91))).toEqual({ problem: 'It is no MessagePack.' })
  })
})

describe('which records are looked for', () => {
  const record = (more: Partial<LogRecord>): LogRecord => ({
    offset: 0,
    timestamp: 0,
    timeType: 'create',
    key: text('order-42'),
    value: text('{"order":{"id":42,"lines":[{"sku":"A-1"}]},"note":"Grüße"}'),
    headers: [{ name: 'trace', value: text('abc') }],
    codec: 'none',
    producer: null,
    transactional: false,
    aborted: false,
    ...more,
  })
  const none: RecordFilter = { key: null, value: null, header: null, path: null }
  const show = createShow({ ...plainRead, keyFormat: 'auto', valueFormat: 'auto' }, createCompiledSchemas())
  const has = (filter: Partial<RecordFilter>, more: Partial<LogRecord> = {}): boolean =>
    recordTest({ ...none, ...filter }, show)(record(more))

  it('by key, value, header and path, all of which must hold', () => {
    expect(has({})).toBe(true)
    expect(has({ key: { text: 'ORDER', how: 'contains' } })).toBe(true)
    expect(has({ key: { text: 'order', how: 'equals' } })).toBe(false)
    expect(has({ key: { text: '^order-\\d+$', how: 'regex' } })).toBe(true)
    expect(has({ value: { text: 'grüße', how: 'contains' } })).toBe(true)
    expect(has({ header: { name: 'trace', value: null } })).toBe(true)
    expect(has({ header: { name: 'trace', value: { text: 'x', how: 'contains' } } })).toBe(false)
    expect(has({ path: { path: '$.order.lines[0].sku', value: { text: 'A-1', how: 'equals' } } })).toBe(true)
    expect(has({ path: { path: 'order.id', value: { text: '42', how: 'equals' } } })).toBe(true)
    expect(has({ path: { path: 'order.missing', value: null } })).toBe(false)
    expect(has({ path: { path: 'order.constructor', value: null } })).toBe(false)
    expect(has({ key: { text: 'order', how: 'contains' }, value: { text: 'nowhere', how: 'contains' } })).toBe(false)
    expect(has({ key: { text: '', how: 'contains' } }, { key: null })).toBe(false)
  })

  it('by a path in words', () => {
    expect(stepsOf('$.a.b[0].c')).toEqual(['a', 'b', '0', 'c'])
    expect(stepsOf('$')).toEqual([])
  })
})

describe('what is masked on production', () => {
  it('names and shapes of personal and secret things, and nothing else', () => {
    const value = {
      id: 7,
      password: 'x',
      customerEmail: 'a@b.org',
      card_number: '4111 1111 1111 1111',
      nested: [{ iban: 'DE89370400440532013000', amount: 12.5 }],
      note: 'call a@b.org',
      pinned: true,
    }
    expect(JSON.parse(maskJson(JSON.stringify(value)))).toEqual({
      id: 7,
      password: MASK,
      customerEmail: MASK,
      card_number: MASK,
      nested: [{ iban: MASK, amount: 12.5 }],
      note: `call ${MASK}`,
      pinned: true,
    })
    expect(maskText('from ada@example.org, card 4111-1111-1111-1111, order 42')).toBe(`from ${MASK}, card ${MASK}, order 42`)
  })
})
