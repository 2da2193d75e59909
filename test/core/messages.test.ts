import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BrowseEvent, BrowseInput, MessageRow } from '../../shared/contract/messages.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { createTestClock, type TestClock } from '../support/clock.ts'
import { text } from '../support/record-encoder.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'

const filter = { key: null, value: null, header: null, path: null }

describe('messages are looked at', () => {
  let emulator: KafkaEmulator
  let core: TestCore
  let cluster: string
  let clock: TestClock
  let began: number
  beforeEach(async () => {
    clock = createTestClock()
    began = clock.wall()
    emulator = await createKafkaEmulator({
      brokers: 3,
      release: '4.3',
      clock,
      topics: [
        // One record a second in each partition.
        { name: 'orders', partitions: 3, replication: 1, perSecond: 3 },
        {
          name: 'people',
          partitions: 1,
          replication: 1,
          history: 3,
          contents: (_p, offset) =>
            offset === 0
              ? {
                  key: null,
                  value: null,
                  headers: [
                    { name: '__proto__', value: text('x') },
                    { name: 'same', value: null },
                    { name: 'same', value: text('2') },
                  ],
                }
              : { key: text(`k${offset}`), value: text('{"email":"ada@example.org","name":"Ada"}') },
        },
        {
          name: 'by-schema',
          partitions: 1,
          replication: 1,
          history: 4,
          // A long beyond 2^53, a decimal of two digits, and one that is something else.
          contents: (_p, offset) => ({
            key: null,
            value: Buffer.from(offset === 3 ? 'ff' : `feffffffffffffffff01${['04fb2e', '0204', '0206'][offset] ?? '00'}`, 'hex'),
          }),
        },
        // Two partitions of one leader lie apart.
        { name: 'apart', partitions: 5, replication: 1, history: 4 },
        { name: 'large', partitions: 1, replication: 1, history: 100_000, configs: { 'compression.type': 'gzip' } },
      ],
      groups: [{ name: 'billing', commits: { orders: { 0: 90, 1: 95 } } }],
    })
    clock.advance(100_000)
    for (const p of [0, 1, 2]) emulator.world.topic('orders').setRate(p, 0, clock.wall())
    emulator.world.deleteRecords('orders', 1, 40)
    core = await startTestCore()
    cluster = await core.connect(emulator.bootstrap.map((b) => `${b.host}:${b.port}`))
  })
  afterEach(async () => {
    await core.stop()
    await emulator.stop()
  })

  const input = (more: Partial<BrowseInput>): BrowseInput => ({
    cluster,
    topic: 'orders',
    partitions: null,
    from: { at: 'earliest' },
    follow: false,
    until: null,
    filter: null,
    rows: 500,
    bytes: null,
    committedOnly: false,
    keyFormat: 'auto',
    valueFormat: 'auto',
    keySchema: null,
    valueSchema: null,
    ...more,
  })
  const all = async (more: Partial<BrowseInput>): Promise<BrowseEvent[]> => {
    const events: BrowseEvent[] = []
    for await (const event of core.page.messages.browse(input(more))) events.push(event)
    return events
  }
  const rowsIn = (events: readonly BrowseEvent[]): MessageRow[] => events.flatMap((e) => (e.is === 'rows' ? e.rows : []))
  const places = (events: readonly BrowseEvent[]): string[] => rowsIn(events).map((r) => `${r.partition}@${r.offset}`)

  it('from the earliest, an offset, a moment, a group’s position, the newest', async () => {
    expect(rowsIn(await all({}))).toHaveLength(100 + 60 + 100)
    expect(places(await all({ partitions: [1], rows: 3 }))).toEqual(['1@40', '1@41', '1@42'])
    expect(places(await all({ partitions: [0], from: { at: 'offset', offset: '97' } }))).toEqual(['0@97', '0@98', '0@99'])
    expect(places(await all({ partitions: [2], from: { at: 'time', time: began + 98_500 } }))).toEqual(['2@98', '2@99'])
    expect(places(await all({ partitions: [2], from: { at: 'time', time: began + 50_000 }, until: began + 52_500 }))).toEqual([
      '2@49',
      '2@50',
      '2@51',
    ])
    expect(places(await all({ from: { at: 'group', group: 'billing' } })).toSorted()).toEqual([
      ...[90, 91, 92, 93, 94, 95, 96, 97, 98, 99].map((o) => `0@${o}`),
      ...[95, 96, 97, 98, 99].map((o) => `1@${o}`),
    ])
    const newest = await all({ from: { at: 'newest', count: 6 } })
    expect(places(newest)).toEqual(['0@98', '1@98', '2@98', '0@99', '1@99', '2@99'])
    expect(newest.at(-1)).toEqual({ is: 'ended', why: 'end' })
    expect(rowsIn(newest)[0]).toMatchObject({
      at: began + 99_000,
      timeType: 'create',
      codec: 'none',
      key: { text: 'orders-98', format: 'text' },
      value: { format: 'json' },
    })
  })

  it('each record is of the partition in which it lies, whoever leads it', async () => {
    const shown = rowsIn(await all({ topic: 'apart' })).map((r) => [r.partition, r.offset, r.value?.text])
    const [partitions, offsets] = [
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3],
    ]
    const expected = partitions.flatMap((p) =>
      offsets.map((o) => [p, String(o), JSON.stringify({ topic: 'apart', partition: p, offset: o })]),
    )
    const sorted = (lines: readonly unknown[]): string[] => lines.map(String).toSorted()
    expect(sorted(shown)).toEqual(sorted(expected))
  })

  it('null keys and values, headers in order with names of the language', async () => {
    const [first] = rowsIn(await all({ topic: 'people' }))
    expect(first).toMatchObject({ key: null, value: null, headerCount: 3, unreadable: null })
    expect(first?.headers.map((h) => [h.name, h.value?.text ?? null])).toEqual([
      ['__proto__', 'x'],
      ['same', null],
      ['same', '2'],
    ])
    expect(
      await core.page.messages.one({
        cluster,
        topic: 'people',
        partition: 0,
        offset: '1',
        keyFormat: 'hex',
        valueFormat: 'base64',
        keySchema: null,
        valueSchema: null,
      }),
    ).toMatchObject({ key: { format: 'hex', text: '6b31' }, value: { format: 'base64' } })
  })

  it('a filter over all of a log shows how far it is, and can be stopped at once', async () => {
    const wanted = { ...filter, path: { path: '$.offset', value: { text: '77777', how: 'equals' as const } } }
    const events = await all({ topic: 'large', filter: wanted })
    expect(places(events)).toEqual(['0@77777'])
    expect(rowsIn(events)[0]?.codec).toBe('gzip')
    const steps = events.filter((e) => e.is === 'progress')
    expect(steps.length).toBeGreaterThan(1)
    expect(steps.at(-1)).toMatchObject({ scanned: 100_000, matched: 1, left: 0 })
    expect(events.at(-1)).toEqual({ is: 'ended', why: 'end' })
    // Also where nothing is found, and bytes are counted all the same.
    const nothing = { ...filter, value: { text: 'is in none of them', how: 'contains' as const } }
    expect((await all({ filter: nothing })).filter((e) => e.is === 'progress').length).toBeGreaterThan(1)
    expect((await all({ filter: nothing, bytes: 1_024 })).at(-1)).toEqual({ is: 'ended', why: 'bytes' })

    const before = emulator.journal.requestsOf(1)
    for await (const event of core.page.messages.browse(input({ topic: 'large', filter: wanted }))) if (event.is === 'began') break
    // The request that was on its way when it was left, at most.
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(emulator.journal.requestsOf(1) - before).toBeLessThanOrEqual(2)
  }, 60_000)

  it('a pattern that is none is refused with the field', async () => {
    await expect(all({ filter: { ...filter, value: { text: '(', how: 'regex' } } })).rejects.toMatchObject({ code: 'rpc.badInput' })
  })

  it('the tail goes on with what comes, until it is left', async () => {
    const seen: string[] = []
    for await (const event of core.page.messages.browse(input({ from: { at: 'end' }, follow: true }))) {
      if (event.is === 'began') emulator.world.topic('orders').append(1, 2, clock.wall())
      if (event.is === 'rows') seen.push(...event.rows.map((r) => `${r.partition}@${r.offset}`))
      if (seen.length === 2) break
    }
    expect(seen).toEqual(['1@100', '1@101'])
  })

  it('a partition without a leader is told, and the others are read', async () => {
    emulator.faults.answer(29, { api: 1, topic: 'orders', partition: 2 })
    const events = await all({ rows: 5_000 })
    expect(events.filter((e) => e.is === 'partitionFailed')).toEqual([
      { is: 'partitionFailed', partition: 2, error: expect.objectContaining({ code: 'kafka.forbidden' }) },
    ])
    expect(rowsIn(events)).toHaveLength(160)
  })

  it('D-12 values are read by a schema that was given; filters look at what was read, and what does not fit says why', async () => {
    const fields = [
      { name: 'id', type: 'long' },
      { name: 'total', type: { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 } },
    ]
    const text = JSON.stringify({ type: 'record', name: 'Order', namespace: 'shop', fields })
    const valueSchema = { kind: 'avro' as const, text, references: [], message: null, framed: false }
    const by = { topic: 'by-schema', valueFormat: 'avro' as const, valueSchema }
    const values = rowsIn(await all(by)).map((row) => row.value)
    expect(values.map((value) => value?.text)).toEqual([
      '{"id":9223372036854775807,"total":"-12.34"}',
      '{"id":9223372036854775807,"total":"0.04"}',
      '{"id":9223372036854775807,"total":"0.06"}',
      'ff',
    ])
    expect(values[0]).toMatchObject({ format: 'avro', problem: null, schema: { id: null, name: 'shop.Order' } })
    expect(values[3]).toMatchObject({ format: 'hex', problem: expect.stringMatching(/^It does not fit the schema shop\.Order: /) })
    const path = { path: 'total', value: { text: '0.04', how: 'equals' as const } }
    expect(places(await all({ ...by, filter: { ...filter, path } }))).toEqual(['0@1'])
    const id = { path: 'id', value: { text: '9223372036854775807', how: 'equals' as const } }
    expect(places(await all({ ...by, filter: { ...filter, path: id } }))).toEqual(['0@0', '0@1', '0@2'])
    await expect(all({ ...by, valueSchema: null })).rejects.toMatchObject({ code: 'rpc.badInput' })
    // A hostile schema is a reason too, and the worker goes on.
    const hostile = { ...valueSchema, text: '{"type":"record","name":"R","fields":[{"name":"r","type":"R"}]}' }
    expect(rowsIn(await all({ ...by, valueSchema: hostile }))[0]?.value?.problem).toMatch(/nested deeper than 64/)
    expect(await core.page.messages.schemaNames({ schema: { ...valueSchema, text: '[' } })).toEqual({
      names: [],
      problem: 'The schema cannot be used: it is no JSON, as an Avro schema (.avsc) is.',
    })
    expect(await core.page.messages.schemaNames({ schema: valueSchema })).toEqual({ names: ['shop.Order'], problem: null })
  })

  it('personal things are masked on production', async () => {
    const production = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { name: 'prod', environment: 'production' },
    )
    const events = await all({ cluster: production, topic: 'people' })
    expect(events[0]).toMatchObject({ is: 'began', masked: true })
    expect(rowsIn(events)[1]?.value?.text).toBe('{"email":"••••••","name":"Ada"}')
    expect(rowsIn(await all({ topic: 'people' }))[1]?.value?.text).toContain('ada@example.org')
  })

  it('E-05 a day of looking joins nothing, commits nothing, creates nothing', async () => {
    const before = [
      emulator.world.topics.size,
      emulator.world.groups.size,
      JSON.stringify([...(emulator.world.group('billing').commits.get('orders') ?? [])]),
    ]
    for (const from of [
      { at: 'earliest' },
      { at: 'newest', count: 50 },
      { at: 'group', group: 'billing' },
      { at: 'group', group: 'nobody' },
    ] as const)
      await all({ from })
    await expect(all({ topic: 'not-there' })).rejects.toMatchObject({ code: 'kafka.error' })
    expect([
      emulator.world.topics.size,
      emulator.world.groups.size,
      JSON.stringify([...(emulator.world.group('billing').commits.get('orders') ?? [])]),
    ]).toEqual(before)
    const sent = new Set(emulator.journal.frames.map((f) => f.api))
    for (const key of [8, 11, 12, 13, 14, 19]) expect(sent.has(key)).toBe(false)
  })
})
