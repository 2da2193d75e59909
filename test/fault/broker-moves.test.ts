import { describe, expect, it, onTestFinished } from 'vitest'
import { noPlaces } from '../../shared/contract/mesos-places.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { startKafkaOnMesos, type KafkaOnMesos } from '../emulators/kafka-on-mesos.ts'
import { createEmulatedRunner } from '../emulators/scheduler/emulated-kafka.ts'
import { following } from '../emulators/world/group.ts'
import { seeView, startTestCore, type TestCore } from '../support/test-core.ts'
import { untilAsync } from '../support/until-async.ts'
import { until } from '../support/until.ts'

const BROKERS = [0, 1, 2, 3, 4]
const PATIENCE_MS = 60_000

/** Five brokers as tasks, each of whose starts is at an address that was never there before. */
async function fiveBrokers() {
  const kafka = await createKafkaEmulator({
    brokers: BROKERS.map((id) => ({ id })),
    topics: [
      { name: 'orders', partitions: 10, replication: 3, perSecond: 50 },
      { name: 'invoices', partitions: 5, replication: 2, history: 100 },
    ],
    groups: [{ name: 'billing', progress: [{ topic: 'orders', partitions: BROKERS, position: following(500) }] }],
  })
  onTestFinished(kafka.stop)
  for (const id of BROKERS) await kafka.killBroker(id)
  const delays = { staging: 50, starting: 100, stopping: 100 }
  const runner = createEmulatedRunner({ kafka, readLog: () => Promise.resolve(''), delays, moves: true })
  const mesos = await startKafkaOnMesos(runner, { agents: BROKERS.length })
  onTestFinished(mesos.stop)
  for (const id of BROKERS) {
    mesos.scheduler.world.add(id)
    mesos.scheduler.world.start(id)
  }
  await until(() => BROKERS.every((id) => isRunning(mesos, id)), 'all run', PATIENCE_MS)
  return { kafka, mesos }
}

const isRunning = ({ scheduler }: KafkaOnMesos, id: number): boolean =>
  scheduler.world.list().find((broker) => broker.id === id)?.task?.state === 'running'

/** Stopped and started as its owner would, beside Samsa: its agent stays, its port does not. */
async function move(mesos: KafkaOnMesos, id: number): Promise<void> {
  mesos.scheduler.world.stop(id, false)
  await until(() => mesos.scheduler.world.list().find((broker) => broker.id === id)?.task === null, `broker ${id} stopped`, PATIENCE_MS)
  mesos.scheduler.world.start(id)
  await until(() => isRunning(mesos, id), `broker ${id} runs`, PATIENCE_MS)
}

/** Its page, with everything that it was ever told in which the cluster would look smaller than it is. */
async function watched(core: TestCore, kafka: KafkaEmulator, mesos: KafkaOnMesos) {
  const scheduler = { url: mesos.scheduler.url, login: { kind: 'none' as const } }
  const bootstrap = kafka.bootstrap.map(({ host, port }) => `${host}:${port}`)
  const cluster = await core.connect(bootstrap, { mesos: { ...noPlaces, masters: [...mesos.masters], scheduler } })
  const at = { cluster, at: 'live' } as const
  const gaps: string[] = []
  const noGap = <Row>(name: string, key: keyof Row, open: Parameters<typeof seeView<typeof at, Row>>[0]) => {
    const view = seeView<typeof at, Row>(
      (input, listener) =>
        open(input, {
          onDelta(delta) {
            if (delta.gone.length > 0 || (delta.reset === true && wasLive)) gaps.push(`${name}: ${delta.gone.join(', ') || 'begun anew'}`)
            if (wasLive && ['failed', 'loading', 'off'].includes(delta.about.state)) gaps.push(`${name} is ${delta.about.state}`)
            listener.onDelta(delta)
            wasLive ||= delta.about.state === 'live'
          },
          onError: (error) => void gaps.push(`${name}: ${String(error)}`),
        }),
      at,
      key,
    )
    let wasLive = false
    onTestFinished(() => view.close())
    return view
  }
  const views = {
    brokers: noGap('brokers', 'key', core.page.brokers.list),
    topics: noGap('topics', 'name', core.page.topics.list),
    groups: noGap('groups', 'group', core.page.groups.list),
    reading: seeView(core.page.cluster.reading, at, 'cluster'),
  }
  onTestFinished(() => views.reading.close())
  const livesAt = (id: number): boolean => {
    const row = views.brokers.rows.get(String(id))
    return row?.state === 'up' && row.port === kafka.port(id)
  }
  await views.topics.until(({ rows }) => rows.has('orders') && rows.has('invoices'), 'topics are read', PATIENCE_MS)
  await views.groups.until(({ rows }) => rows.get('billing')?.lag != null, 'lag is read', PATIENCE_MS)
  await views.brokers.until(() => BROKERS.every(livesAt), 'all brokers are up', PATIENCE_MS)
  return { cluster, gaps, livesAt, bootstrap, ...views }
}

describe('G-10 brokers move', { timeout: 240_000 }, () => {
  it('G-10 five brokers move to new addresses one after the other: no row is ever missing, each is up again where it is now, without a click', async () => {
    const { kafka, mesos } = await fiveBrokers()
    const core = await startTestCore()
    onTestFinished(() => core.stop())
    const { gaps, livesAt, bootstrap, brokers, reading, cluster } = await watched(core, kafka, mesos)
    for (const id of BROKERS) {
      await move(mesos, id)
      await brokers.until(() => livesAt(id), `broker ${id} is up where it is now`, PATIENCE_MS)
    }
    await brokers.until(() => BROKERS.every(livesAt), 'all are up', PATIENCE_MS)
    // None of the addresses of the profile listens any more.
    expect(bootstrap.filter((address) => BROKERS.some((id) => address.endsWith(`:${kafka.port(id)}`)))).toEqual([])
    await reading.until(({ rows }) => rows.get(cluster)?.state === 'live', 'it is live', PATIENCE_MS)
    expect(gaps).toEqual([])
    // And the heat map knows on which agents its leaders are.
    const hosts = [...mesos.mesos.agents.values()].map(({ hostname }) => hostname)
    const heat = () => {
      const span = { from: Date.now() - 600_000, to: Date.now() }
      return core.page.lag.heatMap({ cluster, at: 'live', group: 'billing', span, metric: 'lag', order: 'agent', columns: 20, rows: 100 })
    }
    await untilAsync(async () => (await heat()).rows.length === 5, PATIENCE_MS, 'lag is recorded')
    const { rows } = await heat()
    expect(hosts).toEqual(expect.arrayContaining(rows.map(({ agent }) => agent)))
    expect(new Set(rows.map(({ agent }) => agent)).size).toBe(new Set(rows.map(({ leader }) => leader)).size)
    expect(core.defects).toEqual([])
  })

  it('G-10 all five at once, none of which Kafka could name: found by what the scheduler says, without a click', async () => {
    const { kafka, mesos } = await fiveBrokers()
    const core = await startTestCore()
    onTestFinished(() => core.stop())
    const { livesAt, brokers, topics, groups, reading, cluster } = await watched(core, kafka, mesos)
    for (const id of BROKERS) mesos.scheduler.world.stop(id, true)
    await reading.until(({ rows }) => rows.get(cluster)?.state === 'reconnecting', 'Kafka is lost', PATIENCE_MS)
    // What was read stays on the screen meanwhile.
    expect([topics.rows.has('orders'), topics.rows.has('invoices'), groups.rows.has('billing')]).toEqual([true, true, true])
    for (const id of BROKERS) mesos.scheduler.world.start(id)
    await brokers.until(() => BROKERS.every(livesAt), 'all are up where they are now', PATIENCE_MS)
    await reading.until(({ rows }) => rows.get(cluster)?.state === 'live', 'it is live', PATIENCE_MS)
    expect(core.defects).toEqual([])
  })
})
