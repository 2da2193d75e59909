import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { noPlaces } from '../../shared/contract/mesos-places.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import type { EmulatedRelease } from '../emulators/scheduler/releases.ts'
import { applied, planned, refusedAt } from '../support/changing.ts'
import { startMesosScene } from '../support/mesos-scene.ts'
import { draft } from '../support/profile-draft.ts'
import { startTestCore } from '../support/test-core.ts'
import { until } from '../support/until.ts'
import { untilAsync } from '../support/until-async.ts'

const PATIENCE_MS = 60_000

/** Three brokers of Kafka 0.10, of which the scheduler runs two; `orders` is on all three. What the scheduler moves, Kafka moves. */
async function start(release: EmulatedRelease) {
  const scene = await startMesosScene({ clock: systemClock, release, agents: 3 })
  const topics = [{ name: 'orders', partitions: 3, replication: 2 }]
  const kafka = await createKafkaEmulator({ brokers: 3, release: '0.10.2', topics })
  onTestFinished(() => kafka.stop())
  const { registry, world } = scene.scheduler
  const orders = kafka.world.topic('orders')
  registry.topics.set('orders', { partitions: new Map([0, 1, 2].map((p) => [p, [...orders.replicasOf(p)]])), options: new Map() })
  const startRebalance = registry.startRebalance.bind(registry)
  registry.startRebalance = (moves) => {
    startRebalance(moves)
    for (const { partition, to } of moves) kafka.world.moves.begin(orders, partition, to)
  }
  const [first = 0, second = 0, third = 0] = [...kafka.world.brokers.keys()].toSorted((a, b) => a - b)
  for (const id of [first, second, third]) world.add(id)
  for (const id of [first, second]) world.start(id)
  await until(() => world.list().filter((b) => b.task?.state === 'running').length === 2, 'two run', PATIENCE_MS)

  const core = await startTestCore()
  onTestFinished(() => core.stop())
  const scheduler = { url: scene.scheduler.url, login: { kind: 'none' as const } }
  const mesos = { ...noPlaces, masters: [...scene.emulator.masters], scheduler }
  const bootstrap = kafka.bootstrap.map((b) => `${b.host}:${b.port}`)
  const profile = draft({ access: 'guarded', bootstrap, mesos, security: { tls: null, sasl: null } })
  const { id: cluster } = await core.page.profiles.create({ draft: profile, secrets: {} })
  await core.page.profiles.connect({ id: cluster })
  return { core, cluster, kafka, orders, registry, running: [first, second] as const, stopped: third, ...core.page.reassignments }
}

const input = { topics: ['orders'], replicas: null, realign: false }

describe('replicas below Kafka 2.4', { timeout: 120_000 }, () => {
  it('are moved by the scheduler, which is named, onto the brokers chosen and no other', async () => {
    const { core, cluster, kafka, orders, running, stopped, path, rebalance } = await start('0.10.1.0-SNAPSHOT')
    await untilAsync(async () => (await path({ cluster })).scheduler?.brokers.length === 2, PATIENCE_MS, 'its brokers are known')
    expect(await path({ cluster })).toMatchObject({
      reassign: 'no',
      needs: 'Kafka 2.4',
      scheduler: { brokers: [...running], realign: true },
    })
    expect([0, 1, 2].flatMap((p) => orders.replicasOf(p))).toContain(stopped)

    const { plan, row } = await applied(core, cluster, rebalance, { ...input, brokers: [...running] })
    expect(plan).toMatchObject({
      via: 'scheduler',
      title: 'Rebalance orders over 2 brokers',
      changes: [
        { what: 'orders', before: `2 replicas on ${[...running, stopped].join(', ')}`, after: `2 replicas on ${running.join(', ')}` },
      ],
      equivalent: `./kafka-mesos.sh topic rebalance orders --broker ${running.join(',')}`,
    })
    expect(plan.impact[0]?.text).toMatch(/^Through the scheduler/)
    expect(row).toMatchObject({
      state: 'verified',
      via: 'scheduler',
      undo: { can: false },
      note: expect.stringMatching(/^\d under way, \d there\.$/),
    })
    await until(() => kafka.world.moves.now().size === 0, 'Kafka moved them', PATIENCE_MS)
    for (const p of [0, 1, 2]) expect([...orders.replicasOf(p)].toSorted((a, b) => a - b)).toEqual([...running])
    const entry = await core.page.audit.entry({ act: row.act })
    expect(entry.requests).toEqual([`POST /api/topic/rebalance topic=orders broker=${running.join(',')}`])
  })

  it('are not moved where it cannot be, and it is said at the field', async () => {
    const { cluster, running, stopped, registry, rebalance } = await start('0.9.5.1')
    const [one] = running
    const refused = (change: object) => refusedAt(planned(cluster, rebalance, { ...input, brokers: [...running], ...change }))
    expect(await refused({ brokers: [one, stopped] })).toMatchObject([
      { path: 'input.brokers.1', message: `The scheduler runs no broker ${stopped} now.` },
    ])
    expect(await refused({ brokers: [one] })).toMatchObject([
      { path: 'input.topics.0', message: 'orders would have 2 replicas on 1 broker.' },
    ])
    expect(await refused({ replicas: 3 })).toMatchObject([{ path: 'input.replicas' }])
    expect(await refused({ topics: ['nowhere'] })).toMatchObject([{ path: 'input.topics.0', message: 'There is no topic nowhere now.' }])
    expect(await refused({ realign: true })).toMatchObject([{ path: 'input.realign' }])
    expect(registry.rebalancing()).toBe(false)
  })

  it('a refusal of the scheduler is told in its words', async () => {
    const { core, cluster, running, registry, rebalance } = await start('0.10.0.0')
    registry.rebalanceMs = PATIENCE_MS
    registry.startRebalance([])
    const { row } = await applied(core, cluster, rebalance, { ...input, brokers: [...running] })
    expect(row).toMatchObject({ state: 'failed', error: { code: 'scheduler.refused', about: { text: 'rebalance is already running' } } })
  })
})
