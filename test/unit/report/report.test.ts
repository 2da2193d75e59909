import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { reportHandlers } from '../../../electron/core/api/report.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { createRedactor } from '../../../electron/core/lib/redact.ts'
import { createAliases } from '../../../electron/core/report/aliases.ts'
import { createReport } from '../../../electron/core/report/files.ts'
import { emptyState, type ClusterState } from '../../../shared/domain/cluster-state.ts'
import { newCanary, spellingsOf } from '../../support/canary.ts'
import { createTestClock } from '../../support/clock.ts'
import { fakeCards } from '../../support/fake-profiles.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { DEFAULT_SETTINGS } from '../../../shared/contract/settings.ts'

const canary = newCanary('sasl')
const lines = (count: number): string =>
  Array.from({ length: count }, (_, n) =>
    JSON.stringify({ n, msg: `orders.created on kafka-7.example.org, 10.1.2.3, login ${canary}` }),
  ).join('\n')

async function start(log: string) {
  const folder = await tempFolder()
  await mkdir(join(folder, 'logs'))
  await writeFile(join(folder, 'logs', 'samsa.log'), log)
  const redactor = createRedactor()
  redactor.learn(canary)
  const state = {
    ...emptyState,
    topics: new Map([['orders.created', {}]]),
    groups: new Map([['billing', {}]]),
    brokers: new Map([[7, { host: 'kafka-7.example.org' }]]),
  } as unknown as ClusterState // names alone are looked at
  const cards = fakeCards(Date.UTC(2026, 0, 1))
  const report = createReport({
    fs: nodeFileSystem,
    clock: createTestClock(),
    redactor,
    dataFolder: folder,
    info: () =>
      ({
        host: 'browser',
        version: '9.8.7',
        contract: 'abc',
        keychain: { available: false, why: `because of ${canary}` },
        dataFolder: '/home/franz/.samsa',
        demo: false,
      }) as never, // further facts of the host may come
    settings: () => ({
      ...DEFAULT_SETTINGS,
      theme: 'dark',
      proxy: { use: 'manual', address: 'proxy.corp.example:3128', user: 'ada', except: ['near.corp.example'] },
      extraCa: '-----BEGIN CERTIFICATE-----',
    }),
    cards: () => cards,
    state: (id) => (id === cards[0]?.id ? state : null),
    flushLog: () => Promise.resolve(),
  })
  return { folder, cards, redactor, handlers: reportHandlers(report) }
}

const context = { signal: new AbortController().signal }

async function unpacked(handlers: Awaited<ReturnType<typeof start>>['handlers'], anonymise: boolean) {
  const pieces: Buffer[] = []
  for await (const { piece } of handlers.save({ anonymise }, context)) pieces.push(Buffer.from(piece, 'base64'))
  const file = Buffer.concat(pieces)
  const folder = await tempFolder()
  await writeFile(join(folder, 'report.tar.gz'), file)
  // What everybody has opens it.
  execFileSync('tar', ['-xzf', 'report.tar.gz'], { cwd: folder })
  const names = (await readdir(folder)).filter((name) => name !== 'report.tar.gz').toSorted()
  const texts = await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const))
  return { bytes: file.length, texts: new Map(texts) }
}

describe('C-09 report a problem', () => {
  it('is shown as it is saved, to the byte, with versions, settings, clusters and the end of the log', async () => {
    const { handlers } = await start(lines(20_000))
    const shown = await handlers.preview({ anonymise: false }, context)
    const saved = await unpacked(handlers, false)
    expect(new Map(shown.files.map(({ name, text }) => [name, text]))).toEqual(saved.texts)
    expect(shown.bytes).toBe(saved.bytes)
    expect([...saved.texts.keys()]).toEqual(['clusters.json', 'samsa.log', 'settings.json', 'versions.json'])
    expect(JSON.parse(saved.texts.get('versions.json') ?? '')).toMatchObject({
      version: '9.8.7',
      dataFolder: '.samsa',
      node: process.versions.node,
    })
    const log = (saved.texts.get('samsa.log') ?? '').trimEnd().split('\n')
    expect(JSON.parse(log.at(-1) ?? '')).toMatchObject({ n: 19_999 })
    expect(JSON.parse(log[0] ?? '')).toHaveProperty('n')
    expect(log.length).toBeLessThan(20_000)
  })

  it('holds no secret in any spelling, also where a line of the log had one', async () => {
    const { handlers } = await start(lines(20))
    const { texts } = await unpacked(handlers, false)
    const all = [...texts.values()].join('\n')
    for (const [spelling, bytes] of spellingsOf(canary)) expect(all.includes(bytes.toString('utf8')), spelling).toBe(false)
    expect(all).toContain('[removed]')
  })

  it('24 holds no word that the user wants hidden, nor which words those are, and is what it was otherwise', async () => {
    const { handlers, redactor } = await start(lines(20))
    const before = await unpacked(handlers, false)
    redactor.hide(['orders*', '*.example.org', '*.corp.example'])
    const { texts } = await unpacked(handlers, false)
    const all = [...texts.values()].join('\n')
    expect(all).not.toMatch(/orders|example\.org|corp\.example/)
    expect(JSON.parse(texts.get('settings.json') ?? '')).toMatchObject({ hiddenWords: 0, proxy: { address: '[hidden]:3128', user: 'ada' } })
    // Of the log, which the words came into before they were hidden, too.
    expect(texts.get('samsa.log')).toContain('[hidden] on [hidden], 10.1.2.3')
    for (const name of ['clusters.json', 'versions.json']) {
      const keys = (text: string | undefined): unknown =>
        JSON.parse(text ?? '', (_key, value: unknown) => (typeof value === 'object' ? value : 0))
      expect(keys(texts.get(name))).toEqual(keys(before.texts.get(name)))
    }
  })

  it('has other names if asked, the same ones throughout', async () => {
    const { handlers, cards } = await start(lines(20))
    const { texts } = await unpacked(handlers, true)
    const all = [...texts.values()].join('\n')
    const names = [
      'orders.created',
      'kafka-7.example.org',
      '10.1.2.3',
      'corp.example',
      ...cards.flatMap(({ name, bootstrap }) => [name, ...bootstrap]),
    ]
    // This computer's own name names nobody.
    expect(names.filter((name) => !name.startsWith('localhost') && all.includes(name))).toEqual([])
    expect(all).toMatch(/topic-001 on host-\d{3}, host-\d{3}, login \[removed\]/)
  })

  it('is made without a log as well', async () => {
    const { folder, handlers } = await start('')
    await writeFile(join(folder, 'logs', 'samsa.log'), '')
    await nodeFileSystem.remove(join(folder, 'logs', 'samsa.log'))
    expect((await unpacked(handlers, false)).texts.get('samsa.log')).toBe('The log cannot be read.\n')
  })
})

describe('other names', () => {
  it('a short name is replaced as a whole word, a long one before a shorter one within it', () => {
    const rename = createAliases([
      { kind: 'topic', name: 'a' },
      { kind: 'group', name: 'orders' },
      { kind: 'topic', name: 'orders.created' },
      { kind: 'topic', name: '__consumer_offsets' },
    ])
    expect(rename('a task: orders.created, orders-eu, orders, __consumer_offsets')).toBe(
      'topic-001 task: topic-002, orders-eu, group-001, __consumer_offsets',
    )
    expect(rename('https://master-1.example.org:5050/x and 10.0.0.7, 127.0.0.1')).toBe('https://host-001:5050/x and host-002, 127.0.0.1')
  })
})
