import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowseEvent, BrowseInput, MessageRow } from '../../shared/contract/messages.ts'
import { applied } from '../support/changing.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'
import { untilAsync } from './client-suite.ts'
import type { SharedName } from './harness/registry.ts'
import { cliAgainst, noKafka, sharedCluster, type SharedCluster } from './harness/shared.ts'
import { temporaryFolder } from './harness/temporary-folder.ts'
import { TOPICS_TOOL } from './oracle.ts'
import { toolWitness } from './tool-witness.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** One of everything: no key, no value, neither, headers that repeat, names of the language, text of many bytes, bytes that are no text. */
const records = Array.from({ length: 60 }, (_, i) => ({
  key: i % 5 === 0 ? null : base64(`key-${i}`),
  value:
    i % 7 === 0
      ? null
      : i % 11 === 0
        ? Buffer.from([0, 255, i]).toString('base64')
        : base64(JSON.stringify({ i, text: 'grüße 漢字 '.repeat(i) })),
  headers:
    i % 3 === 0
      ? []
      : [
          { name: '__proto__', value: base64(`h${i}`) },
          { name: 'same', value: null },
          { name: 'same', value: base64('2') },
        ],
}))

describe.skipIf(noKafka !== null).each<[string, SharedName]>([
  ['4.x, three nodes', 'three'],
  ['3.9, one node', 'older'],
])('Messages of the Java producer are shown as they were sent: %s', (_name, name) => {
  let cluster: SharedCluster
  let core: TestCore
  let profile: string
  let folder: string

  beforeAll(async () => {
    cluster = await sharedCluster(name)
    folder = await temporaryFolder('messages')
    const configs = { 'max.message.bytes': '20000000' }
    await cluster.ask({
      do: 'createTopics',
      topics: ['codecs', 'tx', 'large', 'written', 'java'].map((t) => ({ name: `messages.${t}`, partitions: 5, replication: 1, configs })),
    })
    core = await startTestCore({ dataFolder: join(folder, 'data') })
    profile = await core.connect(cluster.info.bootstrap.split(','))
  }, 240_000)
  afterAll(async () => {
    await core?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  const browse = async (more: Partial<BrowseInput> & { readonly topic: string }): Promise<BrowseEvent[]> => {
    const plain = {
      from: { at: 'earliest' },
      follow: false,
      until: null,
      filter: null,
      rows: 5_000,
      bytes: null,
      committedOnly: false,
    } as const
    const events: BrowseEvent[] = []
    const input = {
      ...plain,
      cluster: profile,
      partitions: null,
      keyFormat: 'base64',
      valueFormat: 'base64',
      keySchema: null,
      valueSchema: null,
      ...more,
    } as const
    for await (const event of core.page.messages.browse(input)) events.push(event)
    return events
  }
  const rows = (events: readonly BrowseEvent[]): MessageRow[] => events.flatMap((e) => (e.is === 'rows' ? e.rows : []))

  test.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'].map((codec, partition) => [codec, partition] as const))(
    'in codec %s',
    async (codec, partition) => {
      const config = { 'compression.type': codec, 'linger.ms': '100' }
      await cluster.ask({ do: 'produceRecords', topic: 'messages.codecs', partition, config, records })
      const shown = rows(await browse({ topic: 'messages.codecs', partitions: [partition] }))
      expect(shown).toHaveLength(records.length)
      expect([...new Set(shown.map((r) => r.codec))]).toEqual([codec])
      const seen = shown.map((r) => ({
        key: r.key?.text ?? null,
        value: r.value?.text ?? null,
        headers: r.headers.map((h) => ({ name: h.name, value: h.value === null ? null : base64(h.value.text) })),
      }))
      expect(seen).toEqual(records)
      expect(shown.every((r) => r.timeType === 'create' && r.at !== null && Math.abs(Date.now() - r.at) < 600_000)).toBe(true)
    },
  )

  test('of transactions: committed and aborted', async () => {
    const send = (transaction: string | null, values: readonly string[]): Promise<unknown> =>
      cluster.ask({
        do: 'produceRecords',
        topic: 'messages.tx',
        partition: 0,
        ...(transaction ? { transaction, name: `messages-${transaction}` } : {}),
        records: values.map((v) => ({ key: null, value: base64(v) })),
      })
    await send('commit', ['a', 'b'])
    await send('abort', ['x', 'y', 'z'])
    await send(null, ['c'])
    const texts = async (committedOnly: boolean): Promise<(string | undefined)[]> =>
      rows(await browse({ topic: 'messages.tx', partitions: [0], committedOnly, valueFormat: 'text' })).map((r) => r.value?.text)
    // The marker of the end is written after the producer was told.
    await untilAsync(async () => (await texts(true)).length === 3, 30_000, 'the transactions are over')
    expect(await texts(true)).toEqual(['a', 'b', 'c'])
    expect(await texts(false)).toEqual(['a', 'b', 'x', 'y', 'z', 'c'])
    const [first] = rows(await browse({ topic: 'messages.tx', partitions: [0] }))
    expect(first).toMatchObject({ transactional: true, producer: { epoch: expect.any(Number) } })
  })

  test('D-13 with a value of 10 MB: its first 64 KiB, and how large it is; reading goes on behind it', async () => {
    const config = { 'max.request.size': '20000000', 'buffer.memory': '67108864' }
    const value = Buffer.alloc(10 * 2 ** 20, 'large ').toString('base64')
    await cluster.ask({ do: 'produceRecords', topic: 'messages.large', partition: 0, config, records: [{ key: base64('large'), value }] })
    await cluster.ask({
      do: 'produceRecords',
      topic: 'messages.large',
      partition: 0,
      records: [{ key: base64('small'), value: base64('behind') }],
    })
    const shown = rows(await browse({ topic: 'messages.large', partitions: [0], keyFormat: 'auto', valueFormat: 'auto' }))
    expect(shown.map((r) => r.key?.text)).toEqual(['large', 'small'])
    expect(shown[0]?.value).toMatchObject({ bytes: 10 * 2 ** 20, cut: true, format: 'text', text: expect.stringMatching(/^large large /) })
    expect(shown[0]?.value?.text.length).toBeLessThanOrEqual(64 * 1024)
  }, 120_000)

  test('E-06 E-09 what is written through plan and apply is what kafka-console-consumer reads, where the plan said', async () => {
    const unlocked = await core.connect(cluster.info.bootstrap.split(','), { name: 'unlocked', access: 'guarded' })
    const text = (value: string) => ({ as: 'text' as const, text: value })
    const keyed = (key: string) => ({ key: text(key), value: text(`of ${key}`), headers: [], partition: null })
    const records = [
      {
        key: null,
        value: { as: 'json' as const, text: '{"grüße":"漢字"}' },
        headers: [{ name: '__proto__', value: text('h') }],
        partition: 3,
      },
      { key: text('gone'), value: null, headers: [], partition: 3 },
      ...['a', 'b', 'c', 'd', 'e', 'f'].map(keyed),
    ]
    const { plan, row } = await applied(core, unlocked, core.page.messages.produce, { topic: 'messages.written', records })
    expect(row).toMatchObject({ state: 'verified', note: expect.stringContaining('Read back: ') })
    const places = plan.changes.map((change) => Number(/^partition (\d+)/.exec(change.after ?? '')?.[1]))
    const sent = records.map((r, i) => [places[i], r.key?.text ?? null, r.value?.text ?? null, r.headers.map((h) => `${h.name}:h`).join()])
    const witness = toolWitness(cluster)
    for (const partition of new Set(places)) {
      const here = sent.filter(([place]) => place === partition).map(([, ...record]) => record)
      expect(await witness.records('messages.written', partition, here.length), `partition ${partition}`).toEqual(here)
    }
    // Where Java's own producer puts the same keys.
    const keys = ['a', 'b', 'c', 'd', 'e', 'f']
    await cluster.ask({ do: 'produceRecords', topic: 'messages.java', records: keys.map((k) => ({ key: base64(k), value: base64(k) })) })
    const java = rows(await browse({ topic: 'messages.java', keyFormat: 'text' }))
    const placeOf = (key: string): number | undefined => java.find((r) => r.key?.text === key)?.partition
    expect(places.slice(2)).toEqual(keys.map(placeOf))
  }, 120_000)

  test('newest, by time, and found by a filter, as they lie in the log', async () => {
    const filter = { key: null, value: null, header: null, path: { path: '$.i', value: { text: '41', how: 'equals' as const } } }
    const found = rows(await browse({ topic: 'messages.codecs', filter, valueFormat: 'json' }))
    expect(found.map((r) => r.offset)).toEqual(found.map(() => '41'))
    expect(found.length).toBeGreaterThan(0)
    const newest = rows(await browse({ topic: 'messages.codecs', from: { at: 'newest', count: 10 } }))
    expect(newest).toHaveLength(10)
    const times = newest.map((r) => r.at ?? 0)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  test('E-06 dynamic configs of a broker are those that kafka-configs describes; undo takes them back', async () => {
    const unlocked = await core.connect(cluster.info.bootstrap.split(','), { name: 'configs', access: 'guarded' })
    const described = async (): Promise<string> =>
      cliAgainst(cluster.info.bootstrap, 'kafka.admin.ConfigCommand', '--describe', '--entity-type', 'brokers', '--entity-name', '1')
    const changes = [
      { key: 'log.cleaner.threads', value: '2' },
      { key: 'follower.replication.throttled.rate', value: '1000000' },
    ]
    const { row } = await applied(core, unlocked, core.page.brokers.configure, { broker: 1, changes })
    expect(row).toMatchObject({ state: 'verified', undo: { can: true } })
    const set = await described()
    for (const { key, value } of changes) expect(set).toContain(`${key}=${value}`)
    expect((await applied(core, unlocked, core.page.audit.undo, { act: row.act })).row.state).toBe('verified')
    const after = await described()
    for (const { key } of changes) expect(after).not.toContain(`${key}=`)
  }, 120_000)

  test('E-05 looking leaves groups, topics and offsets as they were', async () => {
    const witness = toolWitness(cluster)
    const state = async (): Promise<unknown> => ({
      groups: (await witness.groups()).toSorted(),
      topics: (await cluster.cli(TOPICS_TOOL, '--list')).split('\n').toSorted(),
      starts: await witness.logStarts('messages.codecs'),
    })
    const before = await state()
    for (let i = 0; i < 20; i++) {
      await browse({ topic: 'messages.codecs', from: { at: 'newest', count: 50 } })
      // Where nobody ever committed there is no topic of offsets, and asking would make it: so it is said, and not asked.
      await browse({ topic: 'messages.codecs', from: { at: 'group', group: `never-was-${i}` } }).catch(() => undefined)
      await browse({ topic: `messages.not-there-${i}` }).catch(() => undefined)
    }
    expect(await state()).toEqual(before)
  }, 120_000)
})
