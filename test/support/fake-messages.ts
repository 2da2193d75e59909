import type { BrowseInput, MessageRow, Payload } from '../../shared/contract/messages.ts'
import type { FakeChanges } from './fake-changes.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'

const payload = (text: string, format: Payload['format'] = 'json', problem: string | null = null): Payload => ({
  bytes: text.length,
  format,
  text,
  cut: false,
  problem,
  schema: null,
})

const STEP_MS = 850

/** Orders, with everything that a record can be: no key, no value, headers, bytes, and one that cannot be read. */
export function fakeMessages(now: number, count = 60): MessageRow[] {
  return Array.from({ length: count }, (_, i): MessageRow => {
    const row = {
      partition: i % 3,
      offset: String(12_408_331 + i),
      at: now - (count - i) * STEP_MS,
      timeType: 'create' as const,
      key: payload(`order-${4_711 + (i % 17)}`, 'text'),
      value: payload(
        `{"order":{"id":${4_711 + (i % 17)},"state":"${i % 5 === 0 ? 'cancelled' : 'paid'}","total":${(i * 7) % 400}.5},"currency":"EUR"}`,
      ),
      headers: [{ name: 'trace-id', value: payload(`6f1c${i}`, 'text') }],
      headerCount: 1,
      size: 148 + (i % 40),
      codec: 'lz4' as const,
      producer: null,
      transactional: false,
      unreadable: null,
    }
    if (i === 5) return { ...row, value: { ...row.value, format: 'avro', schema: { id: 41, name: 'shop.Order' } } }
    if (i === 6)
      return {
        ...row,
        value: {
          ...payload('000000002a0e', 'hex', 'It does not fit the schema shop.Order: 7 bytes are claimed at 1, where 0 are left.'),
          schema: { id: 42, name: 'shop.Order' },
        },
      }
    if (i === 3) return { ...row, key: null, value: null, headers: [], headerCount: 0, size: 0 }
    if (i === 7) return { ...row, value: payload('00ff1042af', 'hex', 'It is no JSON.') }
    if (i === 11) return { ...row, key: null, value: null, headers: [], headerCount: 0, size: 0, unreadable: 'its check sum is wrong' }
    return row
  })
}

export const fakeMessagesHandlers = (changes: FakeChanges, now: number): SamsaHandlers['messages'] => ({
  produce: changes.change,
  async *browse(input: BrowseInput) {
    const rows = fakeMessages(now)
    const partitions = [0, 1, 2].map((partition) => ({ partition, start: '9000000', end: '12408391', from: '12408331' }))
    yield { is: 'began', partitions, ahead: rows.length, masked: false }
    const matched = rows.filter((row) => input.filter?.value == null || row.value?.text.includes(input.filter.value.text) === true)
    await Promise.resolve()
    if (matched.length > 0) yield { is: 'rows', rows: matched }
    yield { is: 'progress', scanned: 60, matched: matched.length, bytes: 9_412, left: 0 }
    yield { is: 'ended', why: 'end' }
  },
  schemaNames: ({ schema }) =>
    schema.kind === 'protobuf'
      ? { names: [...schema.text.matchAll(/message (\w+)/g)].map(([, name]) => name ?? ''), problem: null }
      : schema.text.startsWith('{')
        ? { names: ['shop.Order'], problem: null }
        : { names: [], problem: 'The schema cannot be used: it is no JSON, as an Avro schema (.avsc) is.' },
  one: ({ offset }) => fakeMessages(now).find((row) => row.offset === offset) ?? null,
})
