import { afterEach, describe, expect, it } from 'vitest'
import { createCluster } from '../../electron/core/clients/kafka/cluster.ts'
import { OBSERVE_KEYS } from '../../electron/core/clients/kafka/connection/frame-guard.ts'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { GroupCommits, KafkaClient, MetadataReading } from '../../electron/core/clients/kafka/kafka-client.ts'
import { createSlicer } from '../../electron/core/clients/kafka/slices.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { createKafkaEmulator, type EmulatorOptions, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { emulatedReleases } from '../emulators/kafka/releases.ts'
import { following } from '../emulators/world/group.ts'
import { hurriedClock, settingsFor } from './hostile-kafka-peers.ts'

const LIST_OFFSETS = 2
const METADATA = 3
const OFFSET_FETCH = 9
const FIND_COORDINATOR = 10
const DESCRIBE_GROUPS = 15
const LIST_GROUPS = 16

const group = (name: string, topic = 'orders') => ({
  name,
  type: 'classic' as const,
  members: [],
  progress: [{ topic, partitions: [0, 1, 2], position: following(1_000) }],
})

const open: { close(): void }[] = []
let emulator: KafkaEmulator
afterEach(async () => {
  for (const client of open.splice(0)) client.close()
  await emulator.stop()
})

async function start(options: Partial<EmulatorOptions> = {}, clock = systemClock): Promise<KafkaClient> {
  emulator = await createKafkaEmulator({
    brokers: 3,
    release: '3.9',
    topics: [
      { name: 'orders', partitions: 6, replication: 3, perSecond: 10, history: 100 },
      { name: 'single', partitions: 3, replication: 1, assignment: [[1], [2], [3]], history: 100 },
    ],
    groups: Array.from({ length: 30 }, (_, i) => group(`group-${i}`)),
    ...options,
  })
  const client = createKafkaClient({ ...settingsFor(0), bootstrap: [...emulator.bootstrap] }, { clock })
  open.push(client)
  await client.connect(signal())
  return client
}

const signal = (): AbortSignal => AbortSignal.timeout(20_000)

const everyPartition = (reading: MetadataReading): Map<string, number[]> =>
  new Map(reading.topics.map((t) => [t.name, t.partitions.map((p) => p.partition)]))

async function commitsOf(client: KafkaClient, groups: Parameters<KafkaClient['fetchCommits']>[0]): Promise<Map<string, GroupCommits>> {
  const read = new Map<string, GroupCommits>()
  const keep = (g: GroupCommits): void => {
    expect(read.has(g.group), `${g.group} comes once`).toBe(false)
    read.set(g.group, g)
  }
  await client.fetchCommits(groups, (batch) => batch.groups.forEach(keep), signal())
  return read
}

const listed = async (client: KafkaClient) =>
  (await client.listGroups(signal())).flatMap((r) =>
    r.ok ? r.value.map((g) => ({ group: g.group, coordinator: r.broker, type: g.type })) : [],
  )

const atOrders = (client: KafkaClient) => client.listOffsets(new Map([['orders', [0, 1, 2, 3, 4, 5]]]), 'latest', 'uncommitted', signal())

describe('requests of one full lag refresh', () => {
  it('are at most 1 + 3B + ceil(G/500), by the client’s counters and by the brokers’ own', async () => {
    const client = await start({ groups: Array.from({ length: 1_700 }, (_, i) => group(`group-${i}`)) })
    await client.listGroups(signal()) // opens the connections
    const before = client.counters()
    emulator.journal.reset()
    const reading = await client.metadata(signal())
    const groups = await listed(client)
    const commits = await commitsOf(client, groups)
    const offsets = await client.listOffsets(everyPartition(reading), 'latest', 'uncommitted', signal())
    expect([groups.length, commits.size, offsets.failed.length]).toEqual([1_700, 1_700, 0])
    const sent = client.counters().requests - before.requests
    expect(sent).toBe(emulator.journal.requests())
    expect(sent).toBeLessThanOrEqual(1 + 3 * 3 + Math.ceil(1_700 / 500))
  })
})

describe('D-14 one bad item never voids the rest', () => {
  it('a dead broker costs its own answers only, and its partitions read “no leader”, never 0', async () => {
    const client = await start()
    const all = everyPartition(await client.metadata(signal()))
    await client.listOffsets(all, 'latest', 'uncommitted', signal())
    await emulator.killBroker(2)
    const start_ = performance.now()
    const offsets = await client.listOffsets(all, 'latest', 'uncommitted', signal())
    expect(performance.now() - start_).toBeLessThan(3_000)
    const [orders, single] = ['orders', 'single'].map((name) => offsets.topics.find((t) => t.topic === name))
    // The replicated topic has new leaders: asked again after metadata was read again.
    expect(orders?.errors.size).toBe(0)
    expect(Array.from(orders?.offsets ?? [], (o) => o > 0)).toEqual([true, true, true, true, true, true])
    expect(single?.errors).toEqual(new Map([[1, 5]]))
    expect(single?.offsets[1]).toBeNaN()
    expect(single?.offsets[0]).toBeGreaterThan(0)
    const reading = await client.metadata(signal())
    expect(reading.topics.find((t) => t.name === 'single')?.partitions[1]?.leader).toBe(-1)

    await emulator.returnBroker(2)
    await expect
      .poll(
        async () =>
          (await client.metadata(signal())) &&
          (await client.listOffsets(all, 'latest', 'uncommitted', signal())).topics.every((t) => t.errors.size === 0),
        { timeout: 10_000 },
      )
      .toBe(true)
    expect(client.brokers().map((b) => b.state)).toEqual(['up', 'up', 'up'])
  })

  it('a broker that is listed and refuses is unreachable, and says why', async () => {
    const client = await start()
    await client.metadata(signal())
    const undo = await emulator.refuse(3)
    emulator.disconnectAll(3)
    const results = await client.listGroups(signal())
    expect(results.filter((r) => !r.ok)).toMatchObject([{ broker: 3, error: { code: 'kafka.refused' } }])
    expect(client.brokers().find((b) => b.id === 3)).toMatchObject({ state: 'unreachable', error: { code: 'kafka.refused' } })
    await undo()
    await expect.poll(async () => (await client.listGroups(signal())).every((r) => r.ok), { timeout: 10_000 }).toBe(true)
  })

  it('a partition whose leader moved is asked once more, one that stays wrong keeps its code', async () => {
    const client = await start()
    emulator.faults.answer(6, { api: LIST_OFFSETS, topic: 'orders', partition: 2, times: 1 })
    emulator.faults.answer(78, { api: LIST_OFFSETS, topic: 'orders', partition: 4 })
    emulator.journal.reset()
    const { topics, failed } = await atOrders(client)
    expect(failed).toEqual([])
    expect(topics[0]?.errors).toEqual(new Map([[4, 78]]))
    expect(emulator.journal.requestsOf(METADATA)).toBe(1)
    expect(emulator.journal.requestsOf(LIST_OFFSETS)).toBeLessThanOrEqual(3 + 2)
  })

  it('groups without right are told apart, with the command that grants it', async () => {
    const client = await start()
    emulator.faults.answer(30, { api: OFFSET_FETCH, group: 'group-4' })
    emulator.faults.answer(30, { api: DESCRIBE_GROUPS, group: 'group-4' })
    const groups = await listed(client)
    const commits = await commitsOf(client, groups)
    expect([...commits.values()].filter((g) => g.error).map((g) => [g.group, g.error?.code])).toEqual([['group-4', 'kafka.forbidden']])
    expect(commits.get('group-4')?.error?.about).toMatchObject({ command: expect.stringContaining('--operation Describe --group group-4') })
    expect(commits.get('group-5')?.topics[0]?.offsets[0]).toBeGreaterThan(0)
    const described = await client.describeGroups(groups, signal())
    expect([...described].filter(([, d]) => d instanceof Error).map(([name]) => name)).toEqual(['group-4'])
  })

  it('a group whose coordinator moved is found and asked once more', async () => {
    const client = await start()
    const groups = await listed(client)
    emulator.faults.answer(16, { api: OFFSET_FETCH, group: 'group-7', times: 1 })
    emulator.journal.reset()
    const commits = await commitsOf(client, groups)
    expect([...commits.values()].filter((g) => g.error)).toEqual([])
    expect(commits.size).toBe(30)
    expect(emulator.journal.requestsOf(FIND_COORDINATOR)).toBe(1)
  })
})

describe('G-04 slow and silent brokers', () => {
  it('a broker that hangs fails alone, by its limit; the others answer at once', async () => {
    const client = await start({}, hurriedClock(60))
    await client.listGroups(signal())
    emulator.faults.hang({ broker: 2, api: LIST_GROUPS })
    const began = performance.now()
    const results = await client.listGroups(signal())
    expect(performance.now() - began).toBeLessThan(30_000 / 60 + 1_000)
    expect(
      results
        .filter((r) => r.ok)
        .map((r) => r.broker)
        .toSorted((a, b) => a - b),
    ).toEqual([1, 3])
    expect(results.find((r) => !r.ok)).toMatchObject({
      broker: 2,
      error: { code: 'kafka.timeout', about: { request: 'ListGroups', ms: 30_000 } },
    })
  })

  it('at most five requests a broker are under way, a hundred wait, then core.busy', async () => {
    const client = await start({ brokers: 1, latencyMs: 20, groups: [], topics: [{ name: 'orders', partitions: 1, replication: 1 }] })
    const calls = Array.from({ length: 160 }, () => client.describeConfigs([{ kind: 'topic', name: 'orders', keys: [] }], signal()))
    await expect.poll(() => client.counters().inFlight).toBe(2)
    const results = (await Promise.all(calls)).map(([reading]) => reading?.error?.code ?? 'read')
    expect(results.filter((r) => r === 'read')).toHaveLength(102)
    expect(results.filter((r) => r === 'core.busy')).toHaveLength(58)
  })

  it('holds back as long as a broker asks for', async () => {
    const client = await start({ brokers: 1, groups: [], topics: [{ name: 'orders', partitions: 1, replication: 1 }] })
    await client.listGroups(signal())
    emulator.faults.throttle(400, { api: LIST_GROUPS, times: 1 })
    await client.listGroups(signal())
    const began = performance.now()
    await client.listGroups(signal())
    expect(performance.now() - began).toBeGreaterThan(350)
  })

  it.each(['drop', 'garble'] as const)('%s: its own error, and the next call works', async (verb) => {
    const client = await start()
    await client.listGroups(signal())
    emulator.faults[verb]({ broker: 1, api: LIST_GROUPS, times: 1 })
    const first = await client.listGroups(signal())
    expect(first.filter((r) => !r.ok)).toHaveLength(1)
    expect(first.find((r) => !r.ok)).toMatchObject({
      broker: 1,
      error: { code: expect.stringMatching(/^kafka\.(closed|frame|decode|timeout)$/) },
    })
    await expect.poll(async () => (await client.listGroups(signal())).every((r) => r.ok), { timeout: 5_000 }).toBe(true)
  })
})

describe('E-05 what is sent', () => {
  it.each(emulatedReleases)('nothing but reads, on Kafka %s', async (release) => {
    const client = await start({ release })
    const reading = await client.metadata(signal())
    const groups = await listed(client)
    const asked = groups.length > 0 ? groups : [{ group: 'group-1', coordinator: null, type: 'unknown' as const }]
    await commitsOf(client, asked)
    await client.describeGroups(asked, signal())
    for (const at of ['latest', 'earliest', 0] as const) await client.listOffsets(everyPartition(reading), at, 'committed', signal())
    await client.describeConfigs([{ kind: 'topic', name: 'orders', keys: null }], signal())
    await client.describeLogDirs([1, 2, 3], signal())
    expect(emulator.journal.frames.filter((f) => !OBSERVE_KEYS.has(f.api))).toEqual([])
    expect(emulator.journal.requests()).toBeGreaterThan(10)
  })

  it('the guard stops every other request below all of that', async () => {
    await start()
    const cluster = createCluster({ clock: systemClock, slicer: createSlicer(), settings: settingsFor(0) })
    const address = emulator.bootstrap[0] ?? { host: '', port: 0 }
    const channel = await cluster.open(cluster.seedTarget(address), 'interactive', null, signal())
    emulator.journal.reset()
    for (let key = 0; key < 90; key++) {
      if (OBSERVE_KEYS.has(key)) continue
      const call = channel.call({ key, name: `key ${key}`, version: 0, flexible: false, body: Buffer.alloc(4) }, { timeoutMs: 1_000 })
      await expect(call, `key ${key}`).rejects.toMatchObject({ code: 'kafka.guard' })
    }
    expect(emulator.journal.requests()).toBe(0)
    channel.close()
  })

  it('FindCoordinator is not asked while the offsets topic does not exist', async () => {
    const client = await start({ groups: [] })
    emulator.faults.clear()
    const reading = await client.metadata(signal())
    const exists = reading.topics.some((t) => t.name === '__consumer_offsets')
    const commits = await commitsOf(client, [{ group: 'nobody', coordinator: null }])
    expect(commits.size).toBe(1)
    expect(emulator.journal.requestsOf(FIND_COORDINATOR)).toBe(exists ? 1 : 0)
  })
})

describe('G-05 nothing is left behind', () => {
  it('1,000 clients opened, used and closed: sockets and timers as before', async () => {
    const first = await start({ brokers: 1, groups: [], topics: [{ name: 'orders', partitions: 1, replication: 1 }] })
    first.close()
    const held = (): number => process.getActiveResourcesInfo().filter((r) => r === 'TCPSocketWrap' || r === 'Timeout').length
    const settings = { ...settingsFor(0), bootstrap: [...emulator.bootstrap] }
    const cycle = async (): Promise<void> => {
      const client = createKafkaClient(settings, { clock: systemClock })
      const until = new AbortController()
      await client.connect(until.signal)
      const asking = client.listGroups(until.signal)
      client.close()
      await asking.catch(() => undefined)
    }
    await cycle()
    // Read where it is compared: the poll has a timer of its own.
    let before = 0
    await expect.poll(() => (before = held())).toBeLessThanOrEqual(2)
    for (let i = 0; i < 1_000; i++) await cycle()
    await expect.poll(held, { timeout: 2_000 }).toBeLessThanOrEqual(before)
  }, 60_000)

  it('idle connections cost at most 0.5 % of a core', async () => {
    const client = await start()
    await client.listGroups(signal())
    const used = process.cpuUsage()
    const began = performance.now()
    // Time has to pass: it is what is measured.
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const { user, system } = process.cpuUsage(used)
    expect((user + system) / 1_000 / (performance.now() - began)).toBeLessThan(0.005)
    expect(client.brokers().map((b) => b.state)).toEqual(['up', 'up', 'up'])
  })
})
