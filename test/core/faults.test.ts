import { afterEach, describe, expect, it } from 'vitest'
import { createKafkaEmulator, type EmulatorOptions, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { must, seeView, startTestCore, type TestCore } from '../support/test-core.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

const GROUPS = 24

function small(): Omit<EmulatorOptions, 'brokers'> {
  const groups = Array.from({ length: GROUPS }, (_, n) => ({ name: `group-${n}`, commits: { orders: { 0: 10, 1: 20, 2: n } } }))
  return {
    topics: [
      { name: 'orders', partitions: 3, replication: 3, history: 100 },
      ...Array.from({ length: 60 }, (_, n) => ({ name: `topic-${n}`, partitions: 2, replication: 3 })),
    ],
    groups,
  }
}

async function start(
  options: Partial<EmulatorOptions> = {},
  before: (kafka: KafkaEmulator) => void = () => undefined,
): Promise<{ core: TestCore; kafka: KafkaEmulator; at: { cluster: string; at: 'live' } }> {
  const kafka = await createKafkaEmulator({ brokers: 3, ...small(), ...options })
  open.push(kafka)
  before(kafka)
  const core = await startTestCore()
  open.push(core)
  const cluster = await core.connect(kafka.bootstrap.map((b) => `${b.host}:${b.port}`))
  return { core, kafka, at: { cluster, at: 'live' } }
}

const OFFSET_FETCH = 9
const LIST_OFFSETS = 2
const GROUP_AUTHORIZATION_FAILED = 30
const TOPIC_AUTHORIZATION_FAILED = 29

describe('unknown is not zero', () => {
  it('a group that may not be read stays in the list as such, and in no sum', { timeout: 20_000 }, async () => {
    const { core, at } = await start({}, (kafka) =>
      kafka.faults.answer(GROUP_AUTHORIZATION_FAILED, { api: OFFSET_FETCH, group: 'group-3' }),
    )
    const groups = seeView(core.page.groups.list, at, 'group')
    await groups.until((v) => v.about.state === 'live' && v.rows.size === GROUPS, 'the groups are live')
    expect(groups.rows.get('group-3')).toMatchObject({ access: 'forbidden', lag: null, error: { code: 'kafka.forbidden' } })
    expect(groups.rows.get('group-4')).toMatchObject({ access: 'ok', lag: 90 + 80 + 96, partial: false })
    expect(groups.about.errors).toEqual([])
    const overview = seeView(core.page.cluster.overview, at, 'cluster')
    await overview.until((v) => v.rows.get(at.cluster)?.groups?.forbidden === 1, 'the overview counts it')
    expect(must(overview.rows.get(at.cluster)).lag?.partial).toBe(true)
  })

  it('offsets that may not be read make the sum partial and say which right is missing', { timeout: 20_000 }, async () => {
    const { core, at } = await start({}, (kafka) =>
      kafka.faults.answer(TOPIC_AUTHORIZATION_FAILED, { api: LIST_OFFSETS, topic: 'orders', partition: 1 }),
    )
    const rows = seeView(core.page.groups.partitions, { ...at, group: 'group-4' }, 'key')
    await rows.until((v) => v.rows.get('orders-0')?.reading === 'complete', 'the group is read')
    expect(rows.rows.get('orders-1')).toMatchObject({
      reading: 'forbidden',
      lag: null,
      end: null,
      committed: '20',
      error: { code: 'kafka.forbidden' },
    })
    const one = seeView(core.page.groups.one, { ...at, group: 'group-4' }, 'group')
    await one.until((v) => v.rows.size === 1, 'the row is there')
    expect(one.rows.get('group-4')).toMatchObject({ lag: 90 + 96, partial: true, leftOut: { notRead: 1 } })
  })

  it('a broker that cannot be reached leaves its groups in the list, with the reason', { timeout: 30_000 }, async () => {
    const { core, kafka, at } = await start()
    const groups = seeView(core.page.groups.list, at, 'group')
    await groups.until((v) => v.about.state === 'live' && v.rows.size === GROUPS, 'the groups are live')
    await groups.until((v) => [...v.rows.values()].every((g) => g.lag !== null), 'each has a lag')
    const listen = await kafka.refuse(2)
    await groups.until((v) => v.about.errors.some((e) => e.code === 'kafka.refused'), 'the strip names the broker', 10_000)
    expect(groups.rows.size).toBe(GROUPS)
    await listen()
    await groups.until((v) => v.about.errors.length === 0, 'it is whole again without a click', 20_000)
    expect(groups.rows.size).toBe(GROUPS)
  })
})

describe('the first load', () => {
  it('tells how far it is', { timeout: 30_000 }, async () => {
    const many = Array.from({ length: 2_000 }, (_, n) => ({ name: `group-${n}`, commits: { orders: { 0: n % 50 } } }))
    const { core, at } = await start({ groups: many }, (kafka) => kafka.faults.slow(150, { api: OFFSET_FETCH }))
    const groups = seeView(core.page.groups.list, at, 'group')
    await groups.until((v) => v.about.progress?.total === 2_000 && v.about.progress.done > 0, 'progress is told')
    expect(groups.about.state).toBe('loading')
    await groups.until((v) => v.about.state === 'live' && v.rows.size === 2_000, 'the groups are live')
    expect(groups.about.progress).toBeNull()
  })
})

describe('requests of one full lag refresh', () => {
  it.each(['4.0', '3.9', '2.8'] as const)(
    'Kafka %s: at most 1 + 3B + ceil(G/500); before 3.0 commits take one request a group',
    { timeout: 30_000 },
    async (release) => {
      const { core, kafka, at } = await start({ release })
      const groups = seeView(core.page.groups.list, at, 'group')
      await groups.until((v) => v.about.state === 'live' && v.rows.size === GROUPS, 'the groups are live')
      await core.page.cluster.pause({ cluster: at.cluster, paused: true })
      const reading = seeView(core.page.cluster.reading, at, 'cluster')
      await reading.until(
        (v) => v.rows.get(at.cluster)?.paused === true && v.rows.get(at.cluster)?.jobs.length === 0,
        'nothing is under way',
      )
      const before = kafka.journal.requests()
      await core.page.cluster.readNow({ cluster: at.cluster })
      const asked = kafka.journal.requests() - before
      const most = 1 + 3 * 3 + Math.ceil(GROUPS / 500)
      // Before 3.0 one group a request.
      if (release === '2.8') expect(asked).toBeLessThanOrEqual(1 + 2 * 3 + GROUPS)
      else expect(asked).toBeLessThanOrEqual(most)
      expect(groups.rows.size).toBe(GROUPS)
    },
  )
})

describe('a cluster that lacks something', () => {
  it('Kafka 0.8.2 cannot list groups: their view says what it needs, and topics are whole', { timeout: 20_000 }, async () => {
    const { core, at } = await start({ release: '0.8.2' })
    const groups = seeView(core.page.groups.list, at, 'group')
    await groups.until((v) => v.about.state === 'unsupported', 'the view says so')
    expect(groups.about.errors).toContainEqual({ code: 'kafka.unsupported', about: { what: 'ListGroups', needs: 'Kafka 0.9' } })
    const topics = seeView(core.page.topics.list, at, 'name')
    await topics.until((v) => v.about.state === 'live' && v.rows.get('orders')?.messages === 300, 'the topics are live')
    expect(topics.rows.get('orders')).toMatchObject({ partitions: 3, sizeBytes: null })
  })
})
