import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { describeError } from '../../shared/errors/error.ts'
import { applied, confirmed, planned, refusedAt } from '../support/changing.ts'
import { createFastClock } from '../support/fast-clock.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'

const racks = ['a', 'b', 'c']

describe('topics are changed through plan and apply', () => {
  let emulator: KafkaEmulator
  let core: TestCore
  let cluster: string
  beforeEach(async () => {
    emulator = await createKafkaEmulator({
      brokers: racks.map((rack, i) => ({ id: i + 1, rack })),
      release: '4.3',
      topics: [
        { name: 'orders', partitions: 3, replication: 3, history: 100, configs: { 'retention.ms': '7200000', 'segment.bytes': '2097152' } },
        { name: 'packed', partitions: 1, replication: 1, history: 10, configs: { 'cleanup.policy': 'compact' } },
      ],
      groups: [{ name: 'billing', commits: { orders: { 0: 10, 1: 100 } } }],
    })
    core = await startTestCore()
    cluster = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { access: 'guarded' },
    )
  })
  afterEach(async () => {
    await core.stop()
    await emulator.stop()
  })

  const newTopic = { name: 'made', partitions: 6, replication: 2, assignment: null, configs: [], configsOf: null }
  const replicasOf = (name: string): number[][] => {
    const topic = emulator.world.topic(name)
    return Array.from({ length: topic.partitions }, (_, p) => [
      ...topic.replicas.subarray(p * topic.replication, (p + 1) * topic.replication),
    ])
  }

  it('E-06 creates a topic where the plan showed it, with settings of another', async () => {
    const preview = await core.page.topics.previewAssignment({ cluster, topic: 'made', from: 0, partitions: 6, replication: 2 })
    const configs = [{ key: 'min.insync.replicas', value: '2' }]
    const { plan, row } = await applied(core, cluster, core.page.topics.create, { ...newTopic, configs, configsOf: 'orders' })
    expect(row).toMatchObject({ state: 'verified', command: 'topics.create', object: 'made', via: 'kafka' })
    expect(replicasOf('made')).toEqual(preview.assignment)
    expect(plan.changes.filter((c) => c.what.startsWith('partition')).map((c) => c.after)).toEqual(
      replicasOf('made').map((r) => `brokers ${r.join(', ')}`),
    )
    expect(Object.fromEntries(emulator.world.topic('made').configs)).toEqual({
      'retention.ms': '7200000',
      'segment.bytes': '2097152',
      'min.insync.replicas': '2',
    })
    expect(plan.equivalent).toContain('kafka-topics.sh --bootstrap-server')
    expect(plan.confirm).toMatchObject({ ask: true, typed: null })
    expect(plan.impact.map((i) => i.text).join()).toMatch(/One replica out of sync/)
  })

  it('E-06 names the field of what cannot be', async () => {
    const plan = (input: typeof newTopic) => refusedAt(core.page.topics.create({ do: 'plan', cluster, input }))
    expect(await plan({ ...newTopic, name: 'orders' })).toEqual([{ path: 'input.name', message: 'There is a topic orders already.' }])
    expect((await plan({ ...newTopic, name: 'no spaces' }))[0]?.path).toBe('input.name')
    expect(await plan({ ...newTopic, replication: 4 })).toEqual([
      { path: 'input.replication', message: expect.stringMatching(/3 live brokers/) },
    ])
    expect((await plan({ ...newTopic, partitions: 0 }))[0]?.path).toBe('input.partitions')
    const bad = await refusedAt(
      core.page.topics.create({
        do: 'plan',
        cluster,
        input: {
          ...newTopic,
          configs: [
            { key: 'retention.ms', value: 'long' },
            { key: 'nonsense', value: '1' },
          ],
        },
      }),
    )
    expect(bad.map((b) => b.path)).toEqual(['input.configs.0.value', 'input.configs.1.key'])
    const laid = await refusedAt(
      core.page.topics.create({
        do: 'plan',
        cluster,
        input: {
          ...newTopic,
          partitions: 2,
          assignment: [
            [1, 1],
            [9, 2],
          ],
        },
      }),
    )
    expect(laid.map((b) => b.path)).toEqual(['input.assignment.0', 'input.assignment.1'])
  })

  it('E-01 says in Kafka’s words what Kafka refuses', async () => {
    emulator.faults.answer(44, { api: 19, topic: 'made' })
    const { row } = await applied(core, cluster, core.page.topics.create, newTopic)
    expect(row.state).toBe('failed')
    expect(row.error && describeError(row.error).cause).toContain('POLICY_VIOLATION')
    expect(emulator.world.topics.has('made')).toBe(false)
  })

  it('E-09 an answer that got lost ends as what reading back tells', async () => {
    await core.stop()
    core = await startTestCore({ clock: createFastClock(20) })
    cluster = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { access: 'guarded' },
    )
    const plan = await planned(cluster, core.page.topics.create, newTopic)
    emulator.faults.drop({ api: 19, times: 1 })
    const row = await confirmed(core, cluster, core.page.topics.create, plan)
    // Dropped before it was done: nothing is there, and nobody sent it again.
    expect(row.state).toBe('unknown')
    expect(emulator.world.topics.has('made')).toBe(false)
    expect(emulator.journal.requestsOf(19)).toBe(1)
  }, 60_000)

  it('E-06 changes keys and leaves the others; undo restores them', async () => {
    const changes = [
      { key: 'retention.ms', value: '3600000' },
      { key: 'segment.bytes', value: null },
      { key: 'min.insync.replicas', value: '2' },
    ]
    const { plan, row } = await applied(core, cluster, core.page.topics.configure, { topic: 'orders', changes })
    expect(row).toMatchObject({ state: 'verified', undo: { can: true } })
    expect(plan.changes).toEqual([
      { what: 'retention.ms', before: '7200000', after: '3600000' },
      { what: 'segment.bytes', before: '2097152', after: 'inherited' },
      { what: 'min.insync.replicas', before: '1 (inherited)', after: '2' },
    ])
    expect(plan.impact[0]).toMatchObject({ severity: 'bad', text: expect.stringContaining('retention.ms gets smaller') })
    expect(Object.fromEntries(emulator.world.topic('orders').configs)).toEqual({ 'retention.ms': '3600000', 'min.insync.replicas': '2' })
    const undone = await applied(core, cluster, core.page.audit.undo, { act: row.act })
    expect(undone.row).toMatchObject({ state: 'verified', undoes: row.act })
    expect(Object.fromEntries(emulator.world.topic('orders').configs)).toEqual({ 'retention.ms': '7200000', 'segment.bytes': '2097152' })
    const same = await refusedAt(
      core.page.topics.configure({ do: 'plan', cluster, input: { topic: 'orders', changes: [{ key: 'retention.ms', value: '7200000' }] } }),
    )
    expect(same).toEqual([{ path: 'input.changes.0.value', message: 'retention.ms is so already.' }])
  })

  it('E-07 another change in between stops it, and nothing is sent', async () => {
    const call = core.page.topics.configure
    const plan = await planned(cluster, call, { topic: 'orders', changes: [{ key: 'retention.ms', value: '3600000' }] })
    emulator.world.topic('orders').configs.set('retention.ms', '999')
    const result = await call({ do: 'apply', cluster, plan: plan.id, typed: plan.confirm.typed, reason: null })
    expect(result).toMatchObject({ is: 'worse', what: [expect.stringContaining('“999” now')] })
    expect(emulator.journal.requestsOf(44)).toBe(0)
  })

  it('E-06 adds partitions where the plan showed them', async () => {
    const { plan, row } = await applied(core, cluster, core.page.topics.addPartitions, { topic: 'orders', count: 5, assignment: null })
    expect(row.state).toBe('verified')
    expect(plan.wayBack).toBeNull()
    expect(plan.changes.slice(1).map((c) => c.after)).toEqual(
      replicasOf('orders')
        .slice(3)
        .map((r) => `brokers ${r.join(', ')}`),
    )
    const fewer = await refusedAt(
      core.page.topics.addPartitions({ do: 'plan', cluster, input: { topic: 'orders', count: 5, assignment: null } }),
    )
    expect(fewer).toEqual([{ path: 'input.count', message: 'It has 5 partitions; they can only become more.' }])
  })

  it('E-02 deletes records after the name is typed, and names who loses unread ones', async () => {
    const partitions = [
      { partition: 0, before: '40' },
      { partition: 1, before: '100' },
    ]
    const call = core.page.topics.deleteRecords
    const plan = await planned(cluster, call, { topic: 'orders', partitions })
    expect(plan).toMatchObject({ level: 'C3', confirm: { typed: 'orders' }, wayBack: null, verdict: 'breaks' })
    expect(plan.impact).toEqual([
      { severity: 'bad', text: 'Group billing has not read 30 of these records, and never will.', path: '/groups/billing' },
    ])
    await expect(call({ do: 'apply', cluster, plan: plan.id, typed: 'order', reason: null })).rejects.toMatchObject({
      code: 'plan.wrongPhrase',
    })
    expect((await confirmed(core, cluster, call, plan)).state).toBe('verified')
    const { world } = emulator
    expect([0, 1, 2].map((p) => world.topic('orders').start(p, world.now()))).toEqual([40, 100, 0])
    const wrong = await refusedAt(
      call({
        do: 'plan',
        cluster,
        input: {
          topic: 'orders',
          partitions: [
            { partition: 0, before: '40' },
            { partition: 1, before: '101' },
          ],
        },
      }),
    )
    expect(wrong.map((w) => w.message)).toEqual([expect.stringContaining('begins at 40'), expect.stringContaining('ends at 100')])
    const compacted = await refusedAt(
      call({ do: 'plan', cluster, input: { topic: 'packed', partitions: [{ partition: 0, before: '5' }] } }),
    )
    expect(compacted[0]?.message).toContain('compacted only')
  })

  it('E-02 deletes topics, watches until they are gone, and warns of readers and of brokers that bring them back', async () => {
    emulator.world.brokerDefaults.set('auto.create.topics.enable', 'true')
    const call = core.page.topics.remove
    const plan = await planned(cluster, call, { topics: ['orders'] })
    expect(plan).toMatchObject({ level: 'C3', confirm: { typed: 'orders' } })
    expect(plan.impact.map((i) => i.text)).toEqual([
      expect.stringContaining('auto.create.topics.enable=true'),
      'Group billing reads orders; 90 records are unread. Its offsets go too.',
    ])
    expect((await confirmed(core, cluster, call, plan)).state).toBe('verified')
    expect(emulator.world.topics.has('orders')).toBe(false)
    const internal = await refusedAt(call({ do: 'plan', cluster, input: { topics: ['__consumer_offsets'] } }))
    expect(internal[0]?.message).toContain('Kafka’s own')
  })

  it('E-10 of several topics says which went and which did not', async () => {
    emulator.faults.answer(29, { api: 20, topic: 'packed' })
    const { plan, row } = await applied(core, cluster, core.page.topics.remove, { topics: ['orders', 'packed'] })
    expect(plan.confirm.typed).toBe('delete 2 topics')
    expect(row.state).toBe('failed')
    expect(row.note).toMatch(/Done: topic orders\. Not done: topic packed/)
    expect([emulator.world.topics.has('orders'), emulator.world.topics.has('packed')]).toEqual([false, true])
  })

  it('E-03 nothing of it reaches a cluster that is only observed', async () => {
    const observed = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { name: 'observed', access: 'observe' },
    )
    await expect(core.page.topics.create({ do: 'plan', cluster: observed, input: newTopic })).rejects.toMatchObject({
      code: 'access.observe',
    })
    await expect(core.page.topics.remove({ do: 'plan', cluster: observed, input: { topics: ['orders'] } })).rejects.toMatchObject({
      code: 'access.observe',
    })
    for (const api of [19, 20, 21, 37, 44]) expect(emulator.journal.requestsOf(api)).toBe(0)
  })
})
