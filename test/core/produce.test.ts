import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewRecord } from '../../shared/contract/messages.ts'
import { describeError } from '../../shared/errors/error.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { applied, confirmed, planned, refusedAt } from '../support/changing.ts'
import { createFastClock } from '../support/fast-clock.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'

const text = (value: string) => ({ as: 'text' as const, text: value })
const record = (key: string | null, value: string | null, more: Partial<NewRecord> = {}): NewRecord => ({
  key: key === null ? null : text(key),
  value: value === null ? null : text(value),
  headers: [],
  partition: null,
  ...more,
})

describe('messages are written through plan and apply', () => {
  let emulator: KafkaEmulator
  let core: TestCore
  let cluster: string
  let dataFolder: string
  const addresses = (): string[] => emulator.bootstrap.map((b) => `${b.host}:${b.port}`)
  beforeEach(async () => {
    emulator = await createKafkaEmulator({
      brokers: 3,
      release: '4.3',
      topics: [
        { name: 'orders', partitions: 3, replication: 3, history: 100, configs: { 'max.message.bytes': '2000' } },
        { name: 'packed', partitions: 1, replication: 1, configs: { 'cleanup.policy': 'compact' } },
      ],
    })
    dataFolder = await tempFolder()
    core = await startTestCore({ dataFolder })
    cluster = await core.connect(addresses(), { access: 'guarded' })
  })
  afterEach(async () => {
    await core.stop()
    await emulator.stop()
  })

  const refusal = (topic: string, records: readonly NewRecord[]) =>
    refusedAt(core.page.messages.produce({ do: 'plan', cluster, input: { topic, records: [...records] } }))
  const written = (topic: string) =>
    [...emulator.world.topic(topic).written].map(([place, { key, value, headers = [] }]) => [
      place,
      key && Buffer.from(key).toString(),
      value && Buffer.from(value).toString(),
      headers.map((h) => h.name).join(),
    ])

  it('E-06 goes where the plan says, once, and is read back', async () => {
    const records = [
      record('k-1', 'one', { partition: 2 }),
      {
        ...record(null, null),
        value: { as: 'hex' as const, text: '00 ff' },
        headers: [{ name: '__proto__', value: text('x') }],
        partition: 2,
      },
      record('k-1', null),
    ]
    const { plan, row } = await applied(core, cluster, core.page.messages.produce, { topic: 'orders', records })
    expect(plan).toMatchObject({ level: 'C2', object: 'orders', confirm: { ask: true, typed: null } })
    expect(row).toMatchObject({ state: 'verified', undo: { can: false }, note: expect.stringContaining('partition 2, offset 100 to 102') })
    // The key goes where Kafka's own producers send it: murmur2('k-1') of three.
    expect(written('orders')).toEqual([
      ['2@100', 'k-1', 'one', ''],
      ['2@101', null, '\0\ufffd', '__proto__'],
      ['2@102', 'k-1', null, ''],
    ])
    expect(emulator.journal.requestsOf(0)).toBe(1)
  })

  it('what is wrong is told at its field before anything is sent', async () => {
    expect(await refusal('orders', [record('k', 'v', { partition: 3 })])).toEqual([
      { path: 'input.records.0.partition', message: 'There is no partition 3: orders has 3.' },
    ])
    const many = [
      { ...record('k', 'v'), value: { as: 'json' as const, text: '{' } },
      { ...record('k', 'v'), key: { as: 'hex' as const, text: '0' } },
      record('k', 'v'.repeat(2_001)),
    ]
    expect((await refusal('orders', many)).map((issue) => issue.path)).toEqual([
      'input.records.0.value',
      'input.records.1.key',
      'input.records.2.value',
    ])
    expect((await refusal('packed', [record(null, 'v')]))[0]).toMatchObject({
      path: 'input.records.0.key',
      message: expect.stringContaining('compacted'),
    })
    expect((await refusal('__consumer_offsets', [record('k', 'v')]))[0]?.path).toBe('input.topic')
    expect((await refusal('nowhere', [record('k', 'v')]))[0]?.path).toBe('input.topic')
    const together = Array.from({ length: 30 }, () => record('same', 'v'.repeat(80)))
    expect((await refusal('orders', together))[0]).toMatchObject({
      path: 'input.records',
      message: expect.stringMatching(/go to partition \d, which takes 2000/),
    })
    expect(emulator.journal.requestsOf(0)).toBe(0)
  })

  it('E-09 an answer that got lost is never sent again, and ends as what the log holds', async () => {
    await core.stop()
    core = await startTestCore({ clock: createFastClock(20) })
    cluster = await core.connect(addresses(), { access: 'guarded' })
    const plan = await planned(cluster, core.page.messages.produce, { topic: 'orders', records: [record('k', 'lost')] })
    emulator.faults.drop({ api: 0, times: 1 })
    const row = await confirmed(core, cluster, core.page.messages.produce, plan)
    expect(row.state).toBe('unknown')
    expect(emulator.journal.requestsOf(0)).toBe(1)
    expect(written('orders')).toEqual([])
  }, 60_000)

  it('E-10 of several partitions says which took theirs and which did not, in Kafka’s words', async () => {
    emulator.faults.answer(87, { api: 0, topic: 'orders', partition: 1 })
    const records = [0, 1, 2].map((partition) => record('k', 'v', { partition }))
    const { row } = await applied(core, cluster, core.page.messages.produce, { topic: 'orders', records })
    expect(row.state).toBe('failed')
    expect(row.note).toMatch(/Done: partition 0, partition 2\. Not done: partition 1/)
    expect(row.error && describeError(row.error).cause).toContain('INVALID_RECORD')
    expect(written('orders').map(([place]) => place)).toEqual(['0@100', '2@100'])
  })

  it('E-08 what is written does not stand in the log of acts, only how much it is', async () => {
    await applied(core, cluster, core.page.messages.produce, { topic: 'orders', records: [record('k-77', 'the-very-value')] })
    const folder = join(dataFolder, 'audit')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.jsonl?$/.test(name))
    expect(files.some((name) => name.startsWith('acts'))).toBe(true)
    const all = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
    expect(all).toContain('k-77')
    expect(all).not.toContain('the-very-value')
    expect(all).not.toContain(Buffer.from('the-very-value').toString('base64'))
  })

  it('E-03 E-05 nothing of it reaches a cluster that is only observed', async () => {
    const observed = await core.connect(addresses(), { name: 'observed', access: 'observe' })
    const input = { topic: 'orders', records: [record('k', 'v')] }
    await expect(core.page.messages.produce({ do: 'plan', cluster: observed, input })).rejects.toMatchObject({ code: 'access.observe' })
    expect(emulator.journal.requestsOf(0)).toBe(0)
  })
})
