import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordsOfLines } from '../../../../shared/domain/messages/json-lines.ts'
import { murmur2, partitionOfKey } from '../../../../shared/domain/messages/partition-of-key.ts'
import { payloadProblem } from '../../../../shared/domain/messages/payload-text.ts'
import type { MessageRow, Payload } from '../../../../shared/contract/messages.ts'
import { csvRows, toJsonLines } from '../../../../renderer/features/messages/export.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('what a person writes as a message', () => {
  it('a key goes where Kafka’s own producers send it', () => {
    // From Kafka's UtilsTest.
    const known = {
      '21': -973932308,
      foobar: -790332482,
      'a-little-bit-long-string': -985981536,
      'a-little-bit-longer-string': -1486304829,
      lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8: -58897971,
      abc: 479470107,
    }
    for (const [text, hash] of Object.entries(known)) expect(murmur2(bytes(text)), text).toBe(hash)
    expect(partitionOfKey(bytes('foobar'), 7)).toBe((-790332482 & 0x7fffffff) % 7)
  })

  it('bytes that are none are told by their format', () => {
    const wrong = (as: 'text' | 'json' | 'hex' | 'base64', text: string) => payloadProblem({ as, text })
    expect([wrong('text', '{'), wrong('json', '{}'), wrong('hex', '00 FF1a'), wrong('base64', 'AP8='), wrong('base64', '')]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
    expect(wrong('json', '{')).toBe('It is no JSON.')
    expect(wrong('hex', '00f')).toMatch(/in pairs/)
    expect(wrong('hex', 'zz')).toMatch(/in pairs/)
    expect(wrong('base64', 'A')).toBe('It is no base64.')
  })

  it('lines of JSON are records; each bad line is told with what is wrong', () => {
    const { records, problems } = recordsOfLines(
      [
        '{"key":"k","value":{"a":1},"headers":{"__proto__":"x","n":null},"partition":2}',
        '',
        '{"key":null,"value":"00ff","valueFormat":"hex","headers":[{"name":"same","value":"1"},{"name":"same","value":"2"}]}',
        '{"value":',
        '[1]',
        '{"val":1}',
        '{"value":"0","valueFormat":"hex"}',
        '{"value":1,"partition":-1}',
        '{"value":12345678901234567890}',
        '{"value":"x","valueCut":true}',
        '{"headers":[{"value":"x"}]}',
      ].join('\n'),
    )
    expect(records).toEqual([
      {
        key: { as: 'text', text: 'k' },
        value: { as: 'json', text: '{"a":1}' },
        headers: [
          { name: '__proto__', value: { as: 'text', text: 'x' } },
          { name: 'n', value: null },
        ],
        partition: 2,
      },
      {
        key: null,
        value: { as: 'hex', text: '00ff' },
        headers: [
          { name: 'same', value: { as: 'text', text: '1' } },
          { name: 'same', value: { as: 'text', text: '2' } },
        ],
        partition: null,
      },
    ])
    expect(problems.map((p) => p.line)).toEqual([4, 5, 6, 7, 8, 9, 10, 11])
    expect(problems.map((p) => p.message).join(' ')).toMatch(
      /no JSON.*one object.*no field val.*in pairs.*whole number.*rounded.*part only.*needs a name/,
    )
  })
})

const payload = (text: string, format: Payload['format']): Payload => ({
  bytes: text.length,
  format,
  text,
  cut: false,
  problem: null,
  schema: null,
})

const row = (more: Partial<MessageRow>): MessageRow => ({
  partition: 1,
  offset: '12',
  at: 0,
  timeType: 'create',
  key: null,
  value: null,
  headers: [],
  headerCount: 0,
  size: 0,
  codec: 'none',
  producer: null,
  transactional: false,
  unreadable: null,
  ...more,
})

describe('messages as a file', () => {
  it('an exported message is written again as it was', () => {
    const one = fc.oneof(
      fc.json().map((text) => payload(text, 'json')),
      fc.string().map((text) => payload(text, 'text')),
      fc.uint8Array().map((part) => payload(Buffer.from(part).toString('hex'), 'hex')),
      fc.constant(null),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(one, one, fc.string()), { maxLength: 20 }), (all) => {
        const rows = all.map(([key, value, header]) => row({ key, value, headers: [{ name: 'h', value: payload(header, 'text') }] }))
        const { records, problems } = recordsOfLines(toJsonLines(rows))
        // Numbers that JavaScript would round are refused, never changed.
        for (const problem of problems) expect(problem.message).toMatch(/rounded/)
        if (problems.length > 0) return
        const plain = (p: Payload | null) => (p?.format === 'json' ? (JSON.parse(p.text) as unknown) : (p?.text ?? null))
        const back = records.map((r) => ({
          key: r.key?.as === 'json' ? (JSON.parse(r.key.text) as unknown) : (r.key?.text ?? null),
          value: r.value?.as === 'json' ? (JSON.parse(r.value.text) as unknown) : (r.value?.text ?? null),
          header: r.headers[0]?.value?.text,
        }))
        expect(back).toEqual(all.map(([key, value, header]) => ({ key: plain(key), value: plain(value), header })))
      }),
      { numRuns: 300 },
    )
  })

  it('as CSV: one row a message, null told apart from empty, what cannot be read left out', () => {
    const rows = [row({ key: payload('', 'text'), value: payload('{"a":1}', 'json') }), row({ unreadable: 'a bad sum' })]
    expect(csvRows(rows)).toEqual([[1, '12', '1970-01-01T00:00:00.000Z', '', 'text', '{"a":1}', 'json', '[]', null]])
    expect(csvRows([row({})])[0]?.slice(3, 7)).toEqual([null, 'null', null, 'null'])
  })
})
