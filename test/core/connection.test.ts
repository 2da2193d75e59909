import { afterEach, describe, expect, it } from 'vitest'
import { createKafkaEmulator, type EmulatorOptions, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { following, stoppedAt } from '../emulators/world/group.ts'
import { must, seeView, startTestCore, type TestCore } from '../support/test-core.ts'

const MINUTE = 60_000

const member = (id: string, topic: string, partitions: readonly number[]) => ({
  id,
  instance: null,
  clientId: `client-${id}`,
  host: `10.0.0.${id.length}`,
  rack: null,
  assigned: new Map([[topic, partitions]]),
})

function world(): Omit<EmulatorOptions, 'brokers'> {
  const now = Date.now()
  return {
    topics: [
      { name: 'orders', partitions: 6, replication: 3, perSecond: 60, history: 1_000 },
      { name: 'single', partitions: 3, replication: 1, history: 100, assignment: [[1], [2], [3]] },
    ],
    groups: [
      {
        name: 'billing',
        members: [member('a', 'orders', [0, 1, 2]), member('bb', 'orders', [3, 4, 5])],
        progress: [{ topic: 'orders', partitions: [0, 1, 2, 3, 4, 5], position: following(MINUTE) }],
      },
      {
        name: 'lonely',
        members: [member('c', 'single', [0, 1, 2])],
        progress: [{ topic: 'single', partitions: [0, 1, 2], position: stoppedAt(now) }],
        commits: { single: { 0: 40, 1: 50, 2: 60 } },
      },
      { name: 'old', commits: { orders: { 0: 10 } } },
    ],
  }
}

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

async function start(options = world()): Promise<{ core: TestCore; kafka: KafkaEmulator; at: { cluster: string; at: 'live' } }> {
  const kafka = await createKafkaEmulator({ brokers: 3, ...options })
  open.push(kafka)
  const core = await startTestCore()
  open.push(core)
  const cluster = await core.connect(kafka.bootstrap.map((b) => `${b.host}:${b.port}`))
  return { core, kafka, at: { cluster, at: 'live' } }
}

describe('G-01 a cluster is read from connect on', () => {
  it('fills every view', { timeout: 30_000 }, async () => {
    const { core, at } = await start()
    const groups = seeView(core.page.groups.list, at, 'group')
    await groups.until((v) => v.about.state === 'live' && v.rows.get('billing')?.members === 2, 'groups are live')
    const billing = must(groups.rows.get('billing'))
    expect(billing).toMatchObject({ state: 'Stable', hosts: 2, access: 'ok', partial: false, topicCount: 1, error: null })
    expect(billing.partitions).toEqual({ owned: 6, committed: 6, total: 6 })
    expect(must(billing.lag)).toBeGreaterThan(0)
    expect(groups.rows.get('old')).toMatchObject({ state: 'Empty', members: 0 })

    const overview = seeView(core.page.cluster.overview, at, 'cluster')
    await overview.until(
      (v) => v.rows.get(at.cluster)?.lag !== null && v.rows.get(at.cluster)?.disk !== null && v.rows.size === 1,
      'facts are there',
    )
    expect(overview.rows.get(at.cluster)).toMatchObject({
      brokers: { up: 3, known: 3 },
      offline: 0,
      groups: { total: 3, withMembers: 2, forbidden: 0 },
    })

    const brokers = seeView(core.page.brokers.list, at, 'key')
    await brokers.until((v) => [...v.rows.values()].filter((b) => b.state === 'up').length === 3, 'three brokers are up')
    const topics = seeView(core.page.topics.list, at, 'name')
    await topics.until((v) => v.rows.get('orders')?.messages != null && v.rows.get('orders')?.sizeBytes != null, 'topics have sizes')
    expect(topics.rows.get('orders')).toMatchObject({ partitions: 6, replication: 3, groupCount: 2, underReplicated: 0 })
    const partitions = seeView(core.page.topics.partitions, { ...at, topic: 'orders' }, 'key')
    await partitions.until(
      (v) => v.rows.size === 6 && [...v.rows.values()].every((p) => p.offsets === 'read' && p.start !== null),
      'offsets are read',
    )
    const rows = seeView(core.page.groups.partitions, { ...at, group: 'lonely' }, 'key')
    await rows.until((v) => v.rows.size === 3 && [...v.rows.values()].every((r) => r.reading === 'complete'), 'partitions of the group')
    expect([...rows.rows.values()].map((r) => [r.committed, r.end, r.lag])).toEqual([
      ['40', '100', 60],
      ['50', '100', 50],
      ['60', '100', 40],
    ])
    const members = seeView(core.page.groups.members, { ...at, group: 'lonely' }, 'member')
    await members.until((v) => v.rows.get('c')?.lag === 150, 'the member owns the lag')
    const config = await core.page.topics.config({ ...at, topic: 'orders' })
    expect(config.entries.length).toBeGreaterThan(0)
    expect(core.defects).toEqual([])
  })

  it('says what is not recorded, and what is not connected', async () => {
    const { core, at } = await start()
    await expect(core.page.topics.config({ ...at, at: 1, topic: 'orders' })).rejects.toMatchObject({ code: 'history.notRecorded' })
    await core.page.profiles.disconnect({ id: at.cluster })
    const groups = seeView(core.page.groups.list, at, 'group')
    await groups.until((v) => v.about.state === 'failed', 'the view says so')
    expect(groups.about.errors[0]?.code).toBe('profile.notConnected')
    await core.page.profiles.connect({ id: at.cluster })
    await groups.until((v) => v.about.state === 'live', 'it comes to life by itself')
  })
})

describe('a partition that was never committed', () => {
  it('has an end beside “no commit”, and no lag', { timeout: 20_000 }, async () => {
    const members = [member('m', 'single', [0, 1]), member('mm', 'orders', [5])]
    const { core, at } = await start({ ...world(), groups: [{ name: 'mute', members, commits: { single: { 0: 40 } } }] })
    const rows = seeView(core.page.groups.partitions, { ...at, group: 'mute' }, 'key')
    await rows.until((v) => v.rows.size === 3 && [...v.rows.values()].every((r) => r.end !== null), 'every end is read')
    expect(rows.rows.get('single-0')).toMatchObject({ reading: 'complete', committed: '40', end: '100', lag: 60 })
    expect(rows.rows.get('single-1')).toMatchObject({ reading: 'noCommit', committed: null, end: '100', lag: null, clientId: 'client-m' })
    expect(rows.rows.get('orders-5')).toMatchObject({ reading: 'noCommit', committed: null, lag: null, endAsOf: expect.any(Number) })
    const list = seeView(core.page.groups.list, at, 'group')
    await list.until((v) => v.rows.get('mute')?.lag === 60, 'the sum knows nothing of it')
    expect(list.rows.get('mute')).toMatchObject({ partial: false, leftOut: { noCommit: 2 } })
  })
})

describe('G-01 a broker dies and returns', () => {
  it('reads “no leader” within 3 s, never 0, and is live again without a click', { timeout: 60_000 }, async () => {
    const { core, kafka, at } = await start()
    const one = seeView(core.page.groups.partitions, { ...at, group: 'lonely' }, 'key')
    const list = seeView(core.page.groups.list, at, 'group')
    const brokers = seeView(core.page.brokers.list, at, 'key')
    const topics = seeView(core.page.topics.list, at, 'name')
    const overview = seeView(core.page.cluster.overview, at, 'cluster')
    await one.until((v) => v.rows.size === 3 && [...v.rows.values()].every((r) => r.reading === 'complete'), 'all is read')
    await list.until((v) => v.about.state === 'live' && v.rows.size === 3, 'the list is live')
    await brokers.until((v) => v.rows.get('2')?.disk != null && v.rows.get('2')?.latencyMs != null, 'the broker told its disk')
    await topics.until((v) => v.rows.get('single')?.messages === 300, 'the messages of the topic are known')
    expect(topics.rows.get('single')).toMatchObject({ messagesPartial: false })

    await kafka.killBroker(2)
    await one.until((v) => v.rows.get('single-1')?.reading === 'noLeader', 'the partition has no leader', 3_000)
    expect(one.rows.get('single-1')).toMatchObject({ leader: -1, lag: null, end: null })
    expect(one.rows.size).toBe(3)
    await list.until((v) => v.rows.get('lonely')?.partial === true, 'the sum is partial', 3_000)
    expect(list.rows.get('lonely')).toMatchObject({ lag: 100, leftOut: { noLeader: 1 } })
    expect(list.rows.size).toBe(3)
    await brokers.until((v) => v.rows.get('2')?.state === 'down', 'the broker is down', 3_000)
    // What it told before is not how it is now.
    expect(brokers.rows.get('2')).toMatchObject({ latencyMs: null, disk: null })
    expect(must(must(brokers.rows.get('2')).answeredAt)).toBeGreaterThan(0)
    await topics.until((v) => v.rows.get('single')?.messages === 200, 'the sum is over the others', 3_000)
    expect(topics.rows.get('single')).toMatchObject({ messagesPartial: true, offline: 1 })
    await overview.until((v) => v.rows.get(at.cluster)?.disk?.partial === true, 'so is the sum of the disks', 3_000)

    await kafka.returnBroker(2)
    await one.until((v) => v.rows.get('single-1')?.reading === 'complete', 'it has a leader again', 20_000)
    await list.until((v) => v.rows.get('lonely')?.lag === 150 && v.about.errors.length === 0, 'the sum is whole', 20_000)
    await brokers.until((v) => [...v.rows.values()].every((b) => b.state === 'up'), 'all brokers are up', 20_000)
    await topics.until((v) => v.rows.get('single')?.messages === 300, 'the sum of the topic is whole', 20_000)
    expect(topics.rows.get('single')).toMatchObject({ messagesPartial: false })
    await brokers.until((v) => v.rows.get('2')?.latencyMs != null && v.rows.get('2')?.disk != null, 'it tells its disk again', 40_000)
    expect(core.defects).toEqual([])
  })
})

describe('G-04 how much is asked of a cluster is a setting', () => {
  it('counts from the next connection on, and is told', async () => {
    const { core, at } = await start()
    const reading = seeView(core.page.cluster.reading, at, 'cluster')
    await reading.until((v) => v.rows.get(at.cluster)?.budget === 20, 'the usual')
    await core.page.host.saveSettings({ pace: '5' })
    await core.page.profiles.disconnect({ id: at.cluster })
    await core.page.profiles.connect({ id: at.cluster })
    await reading.until((v) => v.rows.get(at.cluster)?.budget === 5 && v.rows.get(at.cluster)?.state === 'live', 'the one that was chosen')
    reading.close()
  })
})
