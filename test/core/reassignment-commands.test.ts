import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunRow } from '../../shared/contract/reassignments.ts'
import type { AuditRow } from '../../shared/contract/audit.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { applied, confirmed, ended, planned, refusedAt } from '../support/changing.ts'
import { createFastClock } from '../support/fast-clock.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { must, seeView, startTestCore, type SeenView, type TestCore } from '../support/test-core.ts'
import { untilAsync } from '../kafka/client-suite.ts'
import { until } from '../support/until.ts'

const RATE = 'follower.replication.throttled.rate'
const LEADER_RATE = 'leader.replication.throttled.rate'
const FOLLOWERS = 'follower.replication.throttled.replicas'
const LEADERS = 'leader.replication.throttled.replicas'
/** So fast that a throttled copy is there at once, when the world lets it. */
const THROTTLE = 1_000_000_000_000

describe('partitions are reassigned through plan and apply', () => {
  let emulator: KafkaEmulator
  let core: TestCore
  let cluster: string
  let dataFolder: string
  const views: { close(): void }[] = []
  const start = async (): Promise<void> => {
    core = await startTestCore({ dataFolder, clock: createFastClock(5) })
  }
  beforeEach(async () => {
    dataFolder = await tempFolder()
    emulator = await createKafkaEmulator({
      brokers: ['a', 'b', 'c', 'd'].map((rack, i) => ({ id: i + 1, rack })),
      release: '4.3',
      topics: [
        {
          name: 'orders',
          partitions: 6,
          replication: 2,
          history: 1_000,
          recordBytes: 1_000,
          assignment: Array.from({ length: 6 }, (_, p) => [(p % 3) + 1, ((p + 1) % 3) + 1]),
        },
        { name: 'small', partitions: 1, replication: 1, history: 10, assignment: [[1]] },
      ],
    })
    await start()
    cluster = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { access: 'guarded' },
    )
  })
  afterEach(async () => {
    for (const view of views.splice(0)) view.close()
    await core.stop()
    await emulator.stop()
  })

  const replicasOf = (topic: string): number[][] => {
    emulator.world.moves.now()
    const found = emulator.world.topic(topic)
    return Array.from({ length: found.partitions }, (_, p) => [...found.replicasOf(p)])
  }
  const runs = (): SeenView<RunRow> => {
    const view = seeView<{ readonly cluster: string }, RunRow>(core.page.reassignments.runs, { cluster }, 'id')
    views.push(view)
    return view
  }
  const acts = (): SeenView<AuditRow> => {
    const view = seeView<{ readonly cluster: string | null }, AuditRow>(core.page.audit.list, { cluster }, 'act')
    views.push(view)
    return view
  }
  const throttles = (): Record<string, string> => {
    const { brokers, topics } = emulator.world
    const of = (name: string, configs: ReadonlyMap<string, string>) =>
      [...configs].filter(([key]) => key.includes('throttled')).map(([key, value]) => [`${name} ${key}`, value] as const)
    return Object.fromEntries(
      [...brokers.values()].flatMap((b) => of(String(b.id), b.configs)).concat([...topics.values()].flatMap((t) => of(t.name, t.configs))),
    )
  }
  const proposed = async (goal: Parameters<typeof core.page.reassignments.propose>[0]['goal']) =>
    core.page.reassignments.propose({ cluster, goal, topics: ['orders'], exclude: [], throttle: null, batch: 5_000 })
  const inputOf = ({ moves }: Awaited<ReturnType<typeof proposed>>, throttle: number | null = THROTTLE) => ({
    moves: moves.map(({ topic, partition, to }) => ({ topic, partition, replicas: to })),
    throttle,
  })

  it('E-06 what the proposal shows is what happens: a new broker is filled, with a throttle that is gone afterwards', async () => {
    const proposal = await proposed({ is: 'fill', brokers: [4] })
    expect(proposal.moves).toHaveLength(3)
    expect(proposal.bytes).toBe(3_000_000)
    expect(proposal.brokers.map((b) => b.after.replicas - b.before.replicas)).toEqual([-1, -1, -1, 3])
    emulator.world.moves.setSpeed(0)
    const view = runs()
    const { plan, row } = await applied(core, cluster, core.page.reassignments.start, inputOf(proposal))
    expect(row).toMatchObject({ state: 'verified', command: 'reassignments.start', object: 'orders', level: 'C2', undo: { can: true } })
    expect(plan.changes.filter((c) => c.what.startsWith('orders-')).map((c) => c.after)).toEqual(proposal.moves.map((m) => m.to.join(', ')))
    expect(plan.equivalent).toMatch(/kafka-reassign-partitions\.sh.*--execute --throttle/)
    expect(plan.sentence).toMatch(/throttle goes by itself/)
    // Every replica of now may send, the new ones receive; all brokers of them are held back.
    const { moves } = proposal
    expect(throttles()).toMatchObject({
      [`orders ${LEADERS}`]: moves.flatMap((m) => m.from.map((id) => `${m.partition}:${id}`)).join(','),
      [`orders ${FOLLOWERS}`]: moves.map((m) => `${m.partition}:4`).join(','),
      [`4 ${RATE}`]: String(THROTTLE),
      [`4 ${LEADER_RATE}`]: String(THROTTLE),
    })
    // That it was sent is noted after Kafka has answered, and its bytes may be known before.
    await view.until(({ rows }) => [...rows.values()].some((r) => r.bytes.total === 3_000_000 && r.state === 'running'), 'the run is seen')
    expect([...view.rows.values()]).toMatchObject([
      { state: 'running', partitions: { done: 0, total: 3 }, bytes: { copied: 0 }, throttle: THROTTLE },
    ])

    emulator.world.moves.setSpeed(Infinity)
    await view.until(({ rows }) => rows.get(row.act)?.state === 'over', 'it is over', 30_000)
    expect(view.rows.get(row.act)).toMatchObject({
      outcome: 'moved',
      partitions: { done: 3, total: 3 },
      bytes: { copied: 3_000_000, total: 3_000_000 },
    })
    expect(throttles()).toEqual({})
    for (const m of moves) expect(replicasOf('orders')[m.partition]).toEqual(m.to)
    const log = acts()
    await log.until(
      ({ rows }) => [...rows.values()].some((r) => r.command === 'reassignments.removeThrottle' && r.ended),
      'its removal is in the log',
    )
    expect([...log.rows.values()].find((r) => r.command === 'reassignments.removeThrottle')).toMatchObject({
      state: 'verified',
      reason: expect.stringContaining(row.act),
    })
    expect((await proposed({ is: 'fill', brokers: [4] })).moves).toEqual([])
  }, 60_000)

  it('E-12 undo puts every replica back where it was', async () => {
    const before = replicasOf('orders')
    const { row } = await applied(
      core,
      cluster,
      core.page.reassignments.start,
      inputOf(await proposed({ is: 'empty', brokers: [3] }), null),
    )
    const view = runs()
    await view.until(({ rows }) => rows.get(row.act)?.state === 'over', 'it is over', 30_000)
    expect(replicasOf('orders').flat()).not.toContain(3)
    const undone = await applied(core, cluster, core.page.audit.undo, { act: row.act })
    expect(undone.row).toMatchObject({ state: 'verified', undoes: row.act })
    await view.until(({ rows }) => rows.get(undone.row.act)?.state === 'over', 'the way back is over', 30_000)
    expect(replicasOf('orders')).toEqual(before)
  }, 60_000)

  it('is cancelled half way: what moved stays, the rest is where it was, and no throttle is left', async () => {
    const proposal = await proposed({ is: 'fill', brokers: [4] })
    emulator.world.moves.setSpeed(0)
    const { row } = await applied(core, cluster, core.page.reassignments.start, inputOf(proposal, 1_500_000))
    const before = proposal.moves.map((m) => m.from)
    const view = runs()
    // 1.5 MB a second for a broker that gets 3 MB: the first partition is there before the second.
    emulator.world.moves.setSpeed(1_000_000)
    await until(() => emulator.world.moves.now().size < 3, 'one is there', 20_000)
    emulator.world.moves.setSpeed(0)
    const left = [...emulator.world.moves.now().values()].map((m) => m.partition)
    const cancelled = await applied(core, cluster, core.page.reassignments.cancel, { partitions: null })
    expect(cancelled.plan.sentence).toMatch(/moved already stay.* The throttle goes by itself/)
    expect(cancelled.plan.changes).toContainEqual({ what: 'throttle of the brokers', before: expect.any(String), after: null })
    expect(cancelled.row.state).toBe('verified')
    await view.until(({ rows }) => rows.get(row.act)?.state === 'over', 'it is over', 30_000)
    expect(view.rows.get(row.act)).toMatchObject({ outcome: 'cancelled', partitions: { done: 3 - left.length, total: 3 } })
    proposal.moves.forEach((m, i) => expect(replicasOf('orders')[m.partition]).toEqual(left.includes(m.partition) ? before[i] : m.to))
    expect(throttles()).toEqual({})
  }, 60_000)

  it('E-08 a Samsa that ends in the middle finds it again at the next connect, also when it may only observe then', async () => {
    cluster = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { environment: 'production', name: 'production' },
    )
    await core.page.access.unlock({ cluster, typed: 'production', reason: 'a new broker' })
    emulator.world.moves.setSpeed(0)
    const { row } = await applied(core, cluster, core.page.reassignments.start, inputOf(await proposed({ is: 'fill', brokers: [4] })))
    await core.stop()
    expect(Object.keys(throttles())).not.toEqual([])
    emulator.world.moves.setSpeed(Infinity)
    await start()
    await core.page.profiles.connect({ id: cluster })
    const input = { moves: [{ topic: 'small', partition: 0, replicas: [2] }], throttle: null }
    await expect(core.page.reassignments.start({ do: 'plan', cluster, input })).rejects.toMatchObject({ code: 'access.observe' })
    // Nobody looks on.
    await until(() => Object.keys(throttles()).length === 0, 'the throttle goes', 30_000)
    const view = runs()
    await view.until(({ rows }) => rows.get(row.act)?.state === 'over', 'it is over', 30_000)
    expect(view.rows.get(row.act)?.outcome).toBe('moved')
  }, 60_000)

  it('leaves what others set: their rates, and their entries in the lists', async () => {
    const { world } = emulator
    must(world.brokers.get(1)).configs.set(RATE, '777')
    world.topic('orders').configs.set(FOLLOWERS, '5:2')
    world.topic('orders').configs.set(LEADERS, '0:1')
    const before = throttles()
    world.moves.setSpeed(0)
    const { row } = await applied(core, cluster, core.page.reassignments.start, inputOf(await proposed({ is: 'fill', brokers: [4] })))
    expect(throttles()[`1 ${RATE}`]).toBe(String(THROTTLE))
    // Somebody changes the rate of broker 2 while it goes on: that is his.
    must(world.brokers.get(2)).configs.set(RATE, '555')
    world.moves.setSpeed(Infinity)
    const view = runs()
    await view.until(({ rows }) => rows.get(row.act)?.state === 'over', 'it is over', 30_000)
    expect(throttles()).toEqual({ ...before, [`2 ${RATE}`]: '555' })
  }, 60_000)

  it('E-10 moves nothing when the throttle cannot be set whole, and takes away what was set of it', async () => {
    const proposal = await proposed({ is: 'fill', brokers: [4] })
    const plan = await planned(cluster, core.page.reassignments.start, inputOf(proposal))
    emulator.faults.answer(40, { api: 44, topic: 'orders', times: 1 })
    const row = await confirmed(core, cluster, core.page.reassignments.start, plan)
    expect(row).toMatchObject({ state: 'failed', note: expect.stringMatching(/Nothing was moved/) })
    expect(emulator.journal.requestsOf(45)).toBe(0)
    await until(() => Object.keys(throttles()).length === 0, 'the rates are gone', 30_000)
  }, 60_000)

  it('E-09 an answer that got lost is not sent again; reading tells what became of it, and the throttle goes when it is over', async () => {
    emulator.world.moves.setSpeed(0)
    const plan = await planned(cluster, core.page.reassignments.start, inputOf(await proposed({ is: 'fill', brokers: [4] })))
    emulator.faults.drop({ api: 45, times: 1 })
    const row = await confirmed(core, cluster, core.page.reassignments.start, plan)
    // Dropped before it was done: nothing moves, and nobody says that it did.
    expect(row.state).toBe('unknown')
    expect(emulator.journal.requestsOf(45)).toBe(1)
    await until(() => Object.keys(throttles()).length === 0, 'the throttle goes once nothing can come any more', 40_000)
    expect(emulator.journal.requestsOf(45)).toBe(1)
  }, 90_000)

  it('changes its throttle while it goes on, and refuses a second run', async () => {
    emulator.world.moves.setSpeed(0)
    const { row } = await applied(
      core,
      cluster,
      core.page.reassignments.start,
      inputOf(await proposed({ is: 'fill', brokers: [4] }), 1_000_000),
    )
    const faster = await applied(core, cluster, core.page.reassignments.throttle, { throttle: 2_000_000 })
    expect(faster.row).toMatchObject({ state: 'verified', undo: { can: true } })
    expect(throttles()[`4 ${RATE}`]).toBe('2000000')
    const second = { moves: [{ topic: 'small', partition: 0, replicas: [2] }], throttle: null }
    expect((await refusedAt(core.page.reassignments.start({ do: 'plan', cluster, input: second })))[0]?.message).toMatch(/goes on/)
    emulator.world.moves.setSpeed(Infinity)
    const view = runs()
    await view.until(({ rows }) => rows.get(row.act)?.state === 'over', 'it is over', 30_000)
    expect(throttles()).toEqual({})
  }, 60_000)

  it('E-06 names what cannot be: partitions, brokers, what is so already, what moves already', async () => {
    const problem = async (move: { topic: string; partition: number; replicas: number[] }): Promise<string> => {
      const input = { moves: [move], throttle: null }
      return (await refusedAt(core.page.reassignments.start({ do: 'plan', cluster, input })))[0]?.message ?? ''
    }
    expect(await problem({ topic: 'nothing', partition: 0, replicas: [1] })).toMatch(/no such partition/)
    expect(await problem({ topic: 'small', partition: 1, replicas: [1] })).toMatch(/no such partition/)
    expect(await problem({ topic: 'small', partition: 0, replicas: [9] })).toMatch(/no live broker 9/)
    expect(await problem({ topic: 'small', partition: 0, replicas: [2, 2] })).toMatch(/named twice/)
    expect(await problem({ topic: 'small', partition: 0, replicas: [1] })).toMatch(/there already/)
    expect(await problem({ topic: 'small', partition: 0, replicas: [] })).toMatch(/needs a replica/)
    // Somebody else moves it.
    emulator.world.moves.setSpeed(0)
    emulator.world.moves.begin(emulator.world.topic('small'), 0, [2])
    expect(await problem({ topic: 'small', partition: 0, replicas: [3] })).toMatch(/being reassigned already/)
    const view = runs()
    await view.until(({ rows }) => rows.has(''), 'that of others is seen')
    expect(view.rows.get('')).toMatchObject({ state: 'running', partitions: { total: 1 } })
    expect((await refusedAt(core.page.reassignments.cancel({ do: 'plan', cluster, input: { partitions: null } })))[0]?.message).toMatch(
      /theirs to cancel/,
    )
    await expect(
      core.page.reassignments.propose({
        cluster,
        goal: { is: 'fill', brokers: [9] },
        topics: null,
        exclude: [],
        throttle: null,
        batch: 10,
      }),
    ).rejects.toMatchObject({ code: 'rpc.badInput' })
  })

  it('finds throttles that were forgotten, and removes them', async () => {
    const none = await core.page.reassignments.leftovers({ cluster })
    expect(none.leftovers).toEqual([])
    must(emulator.world.brokers.get(3)).configs.set(RATE, '100')
    emulator.world.topic('small').configs.set(FOLLOWERS, '*')
    const { leftovers } = await core.page.reassignments.leftovers({ cluster })
    expect(leftovers).toEqual([
      { kind: 'broker', name: '3', key: RATE, value: '100' },
      { kind: 'topic', name: 'small', key: FOLLOWERS, value: '*' },
    ])
    const { row } = await applied(core, cluster, core.page.reassignments.clearThrottles, {})
    expect(row.state).toBe('verified')
    expect(throttles()).toEqual({})
  })

  it('evens leaders by the order of replicas and elects the preferred ones; an election that is not needed is said at its field', async () => {
    const partitions = [{ topic: 'orders', partition: 0 }]
    const view = runs()
    const moved = await applied(core, cluster, core.page.reassignments.start, {
      moves: [{ ...must(partitions[0]), replicas: [2, 1] }],
      throttle: 1_000_000,
    })
    expect(moved.plan.impact.map((i) => i.text).join()).toMatch(/nothing is copied/)
    await view.until(({ rows }) => rows.get(moved.row.act)?.state === 'over', 'it is over')
    const { plan, row } = await applied(core, cluster, core.page.reassignments.elect, { partitions })
    expect(plan.changes).toEqual([{ what: 'orders-0', before: 'broker 1 leads', after: 'broker 2 leads' }])
    expect(row.state).toBe('verified')
    expect(emulator.world.topic('orders').leaders[0]).toBe(2)
    expect((await refusedAt(core.page.reassignments.elect({ do: 'plan', cluster, input: { partitions } })))[0]?.message).toMatch(
      /leads it already/,
    )
  })

  it('E-03 a profile that observes follows what moves and changes nothing', async () => {
    const watcher = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { access: 'observe', name: 'watcher' },
    )
    emulator.world.moves.setSpeed(0)
    emulator.world.moves.begin(emulator.world.topic('small'), 0, [2])
    const view = seeView<{ readonly cluster: string }, RunRow>(core.page.reassignments.runs, { cluster: watcher }, 'id')
    views.push(view)
    await view.until(({ rows }) => rows.has(''), 'it is seen')
    const input = { moves: [{ topic: 'orders', partition: 0, replicas: [4, 1] }], throttle: null }
    await expect(core.page.reassignments.start({ do: 'plan', cluster: watcher, input })).rejects.toMatchObject({ code: 'access.observe' })
    await expect(core.page.reassignments.cancel({ do: 'plan', cluster: watcher, input: { partitions: null } })).rejects.toMatchObject({
      code: 'access.observe',
    })
    for (const api of [43, 44, 45]) expect(emulator.journal.requestsOf(api)).toBe(0)
  })

  it('below Kafka 2.4 says what is missing', async () => {
    await core.stop()
    await emulator.stop()
    emulator = await createKafkaEmulator({ brokers: 2, release: '2.1', topics: [{ name: 'old', partitions: 1, replication: 1 }] })
    await start()
    const old = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { access: 'guarded', name: 'old' },
    )
    await untilAsync(async () => (await core.page.reassignments.path({ cluster: old })).reassign === 'no', 30_000, 'it is known')
    expect(await core.page.reassignments.path({ cluster: old })).toMatchObject({
      reassign: 'no',
      elect: 'no',
      needs: 'Kafka 2.4',
      scheduler: null,
    })
    await expect(proposedOn(old)).rejects.toMatchObject({ code: 'kafka.unsupported' })
    const view = seeView<{ readonly cluster: string }, RunRow>(core.page.reassignments.runs, { cluster: old }, 'id')
    views.push(view)
    await view.until(({ about }) => about.state === 'unsupported', 'the view says so')
  })
  const proposedOn = (id: string) =>
    core.page.reassignments.propose({ cluster: id, goal: { is: 'racks' }, topics: null, exclude: [], throttle: null, batch: 10 })

  it('E-01 the act ends in the audit log with what is under way', async () => {
    emulator.world.moves.setSpeed(0)
    const plan = await planned(cluster, core.page.reassignments.start, inputOf(await proposed({ is: 'replication', replicas: 3 }), null))
    expect(plan.impact.some((i) => i.text.includes('Without a throttle'))).toBe(true)
    const result = await core.page.reassignments.start({ do: 'apply', cluster, plan: plan.id, typed: plan.confirm.typed, reason: null })
    const row = await ended(core, cluster, result.is === 'applied' ? result.act : '')
    expect(row).toMatchObject({ state: 'verified', note: '6 under way, 0 there.' })
    emulator.world.moves.setSpeed(Infinity)
    await until(() => replicasOf('orders').every((r) => r.length === 3), 'three everywhere')
  })
})
