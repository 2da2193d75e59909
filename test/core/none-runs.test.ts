import { describe, expect, it, onTestFinished } from 'vitest'
import { noPlaces } from '../../shared/contract/mesos-places.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { startKafkaOnMesos } from '../emulators/kafka-on-mesos.ts'
import { createEmulatedRunner } from '../emulators/scheduler/emulated-kafka.ts'
import { draft } from '../support/profile-draft.ts'
import { seeView, startTestCore } from '../support/test-core.ts'

const PATIENCE_MS = 60_000

describe('a cluster whose brokers do not run yet', { timeout: 180_000 }, () => {
  it('its scheduler and its brokers are live, Kafka is said not to run; G-10 it is live as soon as one runs', async () => {
    const kafka = await createKafkaEmulator({ brokers: [{ id: 0 }], topics: [{ name: 'orders', partitions: 1, replication: 1 }] })
    onTestFinished(() => kafka.stop())
    await kafka.killBroker(0)
    const world = await startKafkaOnMesos(createEmulatedRunner({ kafka, readLog: () => Promise.resolve('') }))
    onTestFinished(world.stop)
    const core = await startTestCore()
    onTestFinished(() => core.stop())
    const mesos = { ...noPlaces, masters: [...world.masters], scheduler: { url: world.scheduler.url, login: { kind: 'none' as const } } }
    const profile = draft({ bootstrap: [], mesos, security: { tls: null, sasl: null } })
    const { id: cluster } = await core.page.profiles.create({ draft: profile, secrets: {} })
    await core.page.profiles.connect({ id: cluster })
    const at = { cluster, at: 'live' } as const
    const cards = seeView(core.page.profiles.list, {}, 'id')
    const brokers = seeView(core.page.brokers.list, at, 'key')
    const topics = seeView(core.page.topics.list, at, 'name')
    onTestFinished(() => [cards, brokers, topics].forEach((view) => view.close()))

    const why = () => cards.rows.get(cluster)?.connection.error
    // Mesos alone may be read first: then nobody knows yet how many there are.
    await cards.until(() => why()?.code === 'kafka.noneRuns' && why()?.about['defined'] === 0, 'none is defined', PATIENCE_MS)
    expect(cards.rows.get(cluster)?.connection.state).toBe('reconnecting')
    await brokers.until(({ about }) => about?.state === 'live', 'the list of brokers is live', PATIENCE_MS)
    // That no broker could be asked is known before that none runs.
    const none = { state: 'failed', errors: [{ code: 'kafka.noneRuns' }] }
    await topics.until(({ about }) => about?.state === 'failed' && about.errors[0]?.code === 'kafka.noneRuns', 'none runs', PATIENCE_MS)
    expect(topics.about).toMatchObject(none)

    world.scheduler.world.add(0)
    await cards.until(() => why()?.about['defined'] === 1, 'one is defined', PATIENCE_MS)
    expect(brokers.rows.get('0')).toMatchObject({ state: 'absent', scheduler: { phase: { kind: 'stopped' } } })
    world.scheduler.world.start(0)
    await cards.until(({ rows }) => rows.get(cluster)?.connection.state === 'live', 'Kafka is live', PATIENCE_MS)
    await topics.until(({ rows }) => rows.has('orders'), 'its topics are read', PATIENCE_MS)
    expect(core.defects).toEqual([])
  })
})
