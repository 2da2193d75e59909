import { scryptSync } from 'node:crypto'
import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { beforeAll, afterAll, describe, expect, it } from 'vitest'
import { bodyOf, deriveKey, type DeriveKey } from '../../electron/core/lib/container.ts'
import { createHistories } from '../../electron/core/history/histories.ts'
import { nodeFileSystem } from '../../electron/core/lib/file-system.ts'
import type { LogLine } from '../../electron/core/lib/log-lines.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import { createRedactor } from '../../electron/core/lib/redact.ts'
import { createMoments } from '../../electron/core/playback/moments.ts'
import { ownLog, type OwnLog } from '../../electron/core/playback/own-log.ts'
import { createRecordings, type Recordings } from '../../electron/core/playback/recordings.ts'
import { must } from '../support/test-core.ts'
import { spellingsOf } from '../support/canary.ts'
import { historyLane } from '../support/history-lane.ts'
import type { Derived } from '../../electron/core/state/derive/derive.ts'
import { createRandom } from '../support/random.ts'
import { contentOf, namesIn, numbersOf } from '../support/recording-contents.ts'
import { PROFILE, startRecordedScene, type RecordedScene } from '../support/recorded-hour.ts'

/** The real derivation is tried once; elsewhere it costs as much as is needed to be one. */
const cheap: DeriveKey = (passphrase, salt) => Promise.resolve(scryptSync(passphrase, salt, 32, { N: 2 ** 10, r: 8, p: 1 }))
const ALL = { groups: null, anonymise: false, logs: false } as const
const PASSPHRASE = 'correct horse battery staple'

let scene: RecordedScene
let from = 0
let to = 0

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'samsa-recordings-'))

/** What Samsa wrote down while the broker was away: sentences, and facts with names in them. */
const logged = (): readonly LogLine[] => [
  { at: from + 1_000, level: 'info', message: 'Reading of a cluster changed', about: JSON.stringify({ profile: PROFILE, from: 'live' }) },
  {
    ...{ at: from + 2_000, level: 'warn', message: 'A moment was not recorded' },
    about: JSON.stringify({
      cluster: PROFILE,
      error: { code: 'kafka.unreachable', about: { broker: '2', address: 'log-node7.acme.example:9092', why: 'lovelace said no' } },
      topics: ['payments', 'written-in-the-log-only'],
      counts: { orders: 3 },
    }),
  },
  { at: from + 3_000, level: 'error', message: 'Something about orders-eu is said in the sentence', about: '' },
]
/** A word that was hidden after it was written. */
const HIDDEN = 'hidden-since'
const redactor = createRedactor()
const scriptedLog: OwnLog = {
  of: (_cluster, begin, end) =>
    Promise.resolve(
      [...logged(), { ...must(logged()[2]), about: JSON.stringify({ note: HIDDEN }) }].filter(({ at }) => at >= begin && at <= end),
    ),
  redacted: ownLog({ fs: nodeFileSystem, folder: '', log: { flush: () => Promise.resolve() }, redactor, profiles: () => [] }).redacted,
}

/** A host with its own data folder. */
async function host(histories: RecordedScene['histories'], own: string, derive: DeriveKey = cheap): Promise<Recordings> {
  return createRecordings({
    ...{ fs: nodeFileSystem, clock: scene.clock, platform: process.platform, log: silentLog },
    ...{ folder: own, histories, derive, ownLog: scriptedLog, fileOf: (id: string) => join(own, `${id}.db`) },
  })
}

async function elsewhere(derive?: DeriveKey) {
  const own = await folder()
  const histories = createHistories({ lane: historyLane(), fileOf: (id) => join(own, `${id}.db`), clock: scene.clock, log: silentLog })
  return { histories, own, recordings: await host(histories, own, derive) }
}

/** A topic of which nothing but log ends of the past is there. */
const FILLED = 'ledger-before-us'
const filled = (topic: string) => ({
  ...{ topic, partitions: [0, 1], times: [from + 1_000, from + 301_000] },
  values: Float64Array.of(5, 6, 7, Number.NaN),
})

let here: Recordings
let pinned = ''
let home = ''

beforeAll(async () => {
  home = await folder()
  scene = await startRecordedScene(home)
  await scene.pass(60_000)
  from = scene.clock.wall()
  await scene.pass(4 * 60_000)
  await scene.kafka.killBroker(2)
  scene.mesos.failTask(2, scene.clock.wall())
  await scene.pass(4 * 60_000)
  await scene.kafka.returnBroker(2)
  scene.mesos.startTask(2, scene.clock.wall())
  await scene.pass(2 * 60_000)
  to = scene.clock.wall()
  await scene.histories.ask('backfill', PROFILE, { ends: ['orders', FILLED].map((topic) => filled(topic)) })
  here = await host(scene.histories, home)
  pinned = await here.pin({ cluster: PROFILE, from, to, title: 'Broker 2 went away', notes: 'seen by ops', name: 'orders-eu' })
}, 120_000)
afterAll(async () => {
  await scene.stop()
})

/** By broker: the place of its agent among all, of its host, and how Samsa joins what is told of it. */
function whereTheyRan({ state, brokers }: Derived): readonly unknown[] {
  const agents = [...state.mesos.agents.keys()]
  const hosts = [...state.mesos.agents.values()].map(({ agent }) => agent.hostname)
  return [...brokers.rows.values()].map(({ id, mesos, scheduler, agreement }) => [
    id,
    agents.indexOf(mesos?.agentId ?? ''),
    hosts.indexOf(mesos?.hostname ?? ''),
    agents.indexOf(scheduler?.task?.agentId ?? ''),
    [mesos?.state, mesos?.reason, agreement?.is, agreement?.disagreements.map(({ kind }) => kind)],
  ])
}

describe('20 recordings', () => {
  it('a pinned incident opens on another host, byte-exact in content', async () => {
    const file = await here.exported(pinned, { ...ALL, passphrase: null })
    const there = await elsewhere()
    const id = await there.recordings.imported(file, null)
    expect(there.recordings.list()).toMatchObject([
      { id, title: 'Broker 2 went away', notes: 'seen by ops', name: 'orders-eu', origin: 'imported' },
    ])
    expect(await contentOf(there.histories, id, from, to)).toBe(await contentOf(scene.histories, pinned, from, to))
    // Its only source is playback, and what is played back is what was live.
    const { state } = await createMoments({ histories: there.histories, clock: scene.clock }).load(id, to)
    const live = scene.truths.findLast(({ at }) => at <= to)
    expect([...state.topics]).toEqual([...(live?.derived.state.topics ?? [])])
    const { events } = await there.histories.ask('band', id, { from, to, columns: 10, events: 50 })
    expect(events.map((event) => event.kind)).toEqual(expect.arrayContaining(['brokerDown', 'brokerUp']))
    // A recording is what it is: it is there after a restart, and it can be removed.
    const again = await host(there.histories, there.own)
    expect(again.has(id)).toBe(true)
    await again.remove(id)
    expect(again.list()).toEqual([])
    expect(await there.histories.ask('moment', id, { time: to, known: [], of: 'facts' })).toBeNull()
  })

  it('H-06 nothing is pinned of the time to come, or of a span that ends before it begins, whatever the page asks for', async () => {
    const own = { cluster: PROFILE, title: '', notes: '', name: 'x' }
    for (const [begin, end] of [
      [to, from],
      [1e300, Number.MAX_VALUE],
      [scene.clock.wall(), scene.clock.wall() + 60_000],
    ] as const)
      await expect(here.pin({ ...own, from: begin, to: end })).rejects.toMatchObject({ code: 'history.notRecorded' })
    const id = await here.pin({ ...own, from: to - 60_000, to: Number.MAX_VALUE })
    expect(here.list().find((row) => row.id === id)?.to).toBeLessThanOrEqual(scene.clock.wall())
    await here.remove(id)
  })

  it('says what a file would hold, and holds no more', async () => {
    const all = await here.preview(pinned, ALL)
    expect(all).toMatchObject({ brokers: 3, groups: 4, leftOut: [] })
    const one = await here.preview(pinned, { groups: ['slow'], anonymise: false, logs: false })
    expect(one).toMatchObject({ groups: 1, topics: 1 })
    expect(one.bytes).toBeLessThan(all.bytes)
    const text = inflateRawSync(
      await bodyOf('recording', await here.exported(pinned, { groups: ['slow'], anonymise: false, logs: false, passphrase: null }), null),
    ).toString()
    expect(text).toContain('payments')
    expect(text).not.toMatch(/billing|audit|"orders"|ledger-before-us/)
    expect((await here.exported(pinned, { ...ALL, passphrase: null })).length).toBeGreaterThan(all.bytes)
  })

  it('20 with Samsa’s log of that time when it is asked for: redacted anew, counted, readable where it is opened', async () => {
    redactor.hide([HIDDEN])
    const without = await here.preview(pinned, ALL)
    expect(without).toMatchObject({ logLines: 0, logBytes: 0 })
    expect(await here.preview(pinned, { ...ALL, logs: true })).toMatchObject({ logLines: 4, logBytes: expect.any(Number) as number })
    expect(here.list().find(({ id }) => id === pinned)).toMatchObject({ logLines: 4 })
    const there = await elsewhere()
    const plain = await there.recordings.imported(await here.exported(pinned, { ...ALL, passphrase: null }), null)
    expect(await there.recordings.keptLog(plain)).toEqual([])
    const id = await there.recordings.imported(await here.exported(pinned, { ...ALL, logs: true, passphrase: null }), null)
    expect((await there.recordings.keptLog(id)).slice(0, 3)).toEqual(logged())
    expect((await there.recordings.keptLog(id))[3]?.about).not.toContain(HIDDEN)
    expect(there.recordings.list().map(({ logLines }) => logLines)).toEqual([0, 4])
    // What is pinned of a recording has its log; a list of an older Samsa, which knows of no logs, is still there.
    const part = await there.recordings.pin({ cluster: id, from: from + 1_500, to, title: 'part', notes: '', name: 'x' })
    expect((await there.recordings.keptLog(part)).length).toBe(3)
  })

  it('C-09 under other names no original name is in it, in any encoding, and the incident is the same', async () => {
    const file = await here.exported(pinned, { groups: null, anonymise: true, logs: true, passphrase: null })
    const content = inflateRawSync(await bodyOf('recording', file, null))
    const names = [
      ...[
        'orders',
        'payments',
        'billing',
        'audit',
        'slow',
        'secret',
        'orders-eu',
        'seen by ops',
        '127.0.0.1',
        '10.0.0.',
        'emulated-kafka-cluster',
        FILLED,
        ...['log-node7', 'acme.example', 'written-in-the-log-only', HIDDEN],
      ],
      // Agents, hosts, framework, tasks and what hangs on them, as Mesos and the scheduler tell them.
      ...[
        'acme',
        'dcwest',
        'node1',
        '172.31.9',
        '2f1c6a0e',
        '6b1f0d3c',
        'e7d1-',
        'hall-',
        'treas',
        'cost-centre',
        'lovelace',
        'ada-principal',
      ],
      ...scene.kafka.bootstrap.map(({ host: address, port }) => `${address}:${port}`),
    ]
    const played = createMoments({ histories: scene.histories, clock: scene.clock })
    const told = new Set<string>()
    for (let time = from + 5_000; time <= to; time += 60_000) for (const name of namesIn(await played.load(pinned, time))) told.add(name)
    // One letter or number stands anywhere, and words of Kafka's own are no names.
    const collected = [...told].filter((name) => name.length > 4 && !name.startsWith('__'))
    names.push(...collected)
    expect(collected.length).toBeGreaterThan(20)
    // Of short names some spellings are so short that they stand anywhere, as three letters of hex do in a checksum.
    const found = (haystack: Buffer): readonly string[] =>
      names.filter((name) =>
        [...spellingsOf(name)].some(([spelling, bytes]) => (spelling === 'raw' || bytes.length >= 6) && haystack.includes(bytes)),
      )
    expect([...found(content), ...found(Buffer.from(file))]).toEqual([])
    // The search finds what is there.
    const open = inflateRawSync(await bodyOf('recording', await here.exported(pinned, { ...ALL, logs: true, passphrase: null }), null))
    expect(found(open)).toEqual(
      expect.arrayContaining([FILLED, 'orders', 'node1', '2f1c6a0e', '6b1f0d3c', 'treas', 'lovelace', 'ada-principal']),
    )
    expect(found(open)).toEqual(expect.arrayContaining(collected))

    const there = await elsewhere()
    const id = await there.recordings.imported(file, null)
    expect(there.recordings.list()).toMatchObject([{ anonymised: true, notes: '', name: 'cluster' }])
    // Nor in what the other host keeps of it.
    for (const name of await readdir(there.own, { recursive: true })) {
      const path = join(there.own, name)
      if ((await stat(path)).isFile()) expect({ name, found: found(await readFile(path)) }).toEqual({ name, found: [] })
    }
    for (let time = from + 5_000; time <= to; time += 60_000)
      expect(await numbersOf(there.histories, id, time)).toEqual(await numbersOf(scene.histories, pinned, time))
    // Asked for once more, everything has the alias that it had.
    // Sentences and codes stay, and when it was; whom it was about has the alias that it has elsewhere.
    const [first, second, third] = await there.recordings.keptLog(id)
    expect(first).toMatchObject({ at: from + 1_000, level: 'info', message: 'Reading of a cluster changed' })
    expect(JSON.parse(second?.about ?? '')).toMatchObject({
      error: { code: 'kafka.unreachable', about: { broker: '2', address: expect.stringMatching(/^host-\d+:9092$/) as string } },
      topics: [expect.stringMatching(/^topic-\d+$/) as string, expect.any(String) as string],
    })
    expect(third?.message).toMatch(/^Something about .* is said in the sentence$/)
    const { backfilled } = JSON.parse(content.toString().split('\n%offsets')[0] ?? '') as { backfilled: readonly (readonly unknown[])[] }
    expect(backfilled.map(([topic, time, partitions, values]) => [String(topic).slice(0, 6), time, partitions, values])).toEqual(
      [0, 1].flatMap(() => [
        ['topic-', from + 1_000, [0, 1], [5, 6]],
        ['topic-', from + 301_000, [0, 1], [7, null]],
      ]),
    )
    const again = inflateRawSync(
      await bodyOf('recording', await here.exported(pinned, { groups: null, anonymise: true, logs: true, passphrase: null }), null),
    )
    expect(again.equals(content)).toBe(true)
    const moments = createMoments({ histories: there.histories, clock: scene.clock })
    const theirs = await moments.load(id, to)
    const ours = await moments.load(id, from + 5 * 60_000)
    const original = await createMoments({ histories: scene.histories, clock: scene.clock }).load(pinned, to)
    expect(theirs.totals.groups.lag).toBe(original.totals.groups.lag)
    expect(theirs.state.topics.size).toBe(original.state.topics.size)
    // Which broker ran on which agent, how its task ended, and that all three agree.
    expect(whereTheyRan(theirs)).toEqual(whereTheyRan(original))
    expect(theirs.state.mesos.agents.size).toBe(3)
    expect([...theirs.state.mesos.tasks.values()].map(({ state }) => state)).toContain('TASK_FAILED')
    expect(theirs.state.scheduler?.brokers.get(1)).toMatchObject({
      constraints: expect.stringMatching(/^rack=groupBy:1,hostname=unique,attribute-\d{3}=like:pattern-\d{3}$/) as string,
      options: '',
    })
    // The same alias wherever and whenever it stands.
    expect([...ours.state.groups.keys()]).toEqual([...theirs.state.groups.keys()])
    for (const [topic, partitions] of [...theirs.state.samples.values()].flatMap((sample) => [...sample.topics])) {
      expect(theirs.state.topics.has(topic)).toBe(true)
      expect(partitions.committed.length).toBeGreaterThan(0)
    }
  })

  it(
    'C-10 with a pass phrase nothing can be read without it; damaged, foreign and newer files say so and nothing is taken in',
    { timeout: 120_000 },
    async () => {
      const sealed = await here.exported(pinned, { ...ALL, passphrase: PASSPHRASE })
      expect(Buffer.from(sealed).includes('orders')).toBe(false)
      const there = await elsewhere()
      await expect(there.recordings.imported(sealed, null)).rejects.toMatchObject({ code: 'recording.passphrase', about: { wrong: false } })
      await expect(there.recordings.imported(sealed, 'another pass phrase')).rejects.toMatchObject({
        code: 'recording.passphrase',
        about: { wrong: true },
      })
      const id = await there.recordings.imported(sealed, PASSPHRASE)
      expect(await contentOf(there.histories, id, from, to)).toBe(await contentOf(scene.histories, pinned, from, to))
      await there.recordings.remove(id)

      await expect(there.recordings.imported(Buffer.from('{"profiles":[]}'), null)).rejects.toMatchObject({ code: 'recording.notOurs' })
      const plain = Buffer.from(await here.exported(pinned, { ...ALL, passphrase: null }))
      const newer = Buffer.from(plain.toString('latin1').replace('"format":1', '"format":9'), 'latin1')
      await expect(there.recordings.imported(newer, null)).rejects.toMatchObject({ code: 'recording.newer' })
      const random = createRandom(7)
      const codes = /^recording\.(damaged|notOurs|newer|passphrase)$/
      for (let n = 0; n < 300; n += 1) {
        const whole = n % 2 === 0 ? plain : Buffer.from(sealed)
        const bytes = Buffer.from(n % 3 === 0 ? whole.subarray(0, random.below(whole.length)) : whole)
        if (n % 3 !== 0) {
          const at = n % 5 === 0 ? random.below(Math.min(200, bytes.length)) : random.below(bytes.length)
          bytes[at] = (bytes[at] ?? 0) ^ (1 + random.below(255))
        }
        const outcome = await there.recordings.imported(bytes, PASSPHRASE).catch((error: unknown) => error)
        expect(outcome).toMatchObject({ code: expect.stringMatching(codes) as unknown })
      }
      expect(there.recordings.list()).toEqual([])
    },
  )

  it('C-03 the real key costs what it should', { timeout: 60_000 }, async () => {
    const dear = await host(scene.histories, home, deriveKey)
    const id = await dear.pin({ cluster: PROFILE, from, to: from + 60_000, title: 'short', notes: '', name: 'x' })
    const file = Buffer.from(await dear.exported(id, { ...ALL, passphrase: PASSPHRASE }))
    expect(file.toString('latin1')).toContain('"kdf":"scrypt","N":131072,"r":8,"p":1')
    await expect(dear.imported(file, `${PASSPHRASE} not`)).rejects.toMatchObject({ code: 'recording.passphrase' })
  })
})
