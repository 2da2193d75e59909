import { kafkaAvailable } from './available.ts'
import { startKafkaOnMesos, type KafkaOnMesos } from '../../emulators/kafka-on-mesos.ts'
import { createRealKafkaRunner } from '../../emulators/scheduler/real-kafka.ts'
import { untilAsync } from '../../support/until-async.ts'
import { startWorkbench } from './workbench.ts'

interface RealDemo {
  readonly bootstrap: readonly string[]
  readonly masters: readonly string[]
  stop(): Promise<void>
}

const topics = [
  { name: 'orders.events', partitions: 6, perSecond: 120 },
  { name: 'payments.settled', partitions: 4, perSecond: 60 },
  { name: 'catalog.changes', partitions: 4, perSecond: 40 },
  { name: 'inventory.levels', partitions: 6, perSecond: 90 },
  { name: 'notifications.outbound', partitions: 3, perSecond: 25 },
  { name: 'audit.trail', partitions: 2, perSecond: 15 },
] as const

/** Records a second that each group reads; below what is written it falls behind. */
const groups = [
  { group: 'order-fulfilment', topic: 'orders.events', perSecond: 10_000, protocol: 'consumer' },
  { group: 'billing', topic: 'payments.settled', perSecond: 10_000, protocol: 'classic' },
  { group: 'search-indexer', topic: 'catalog.changes', perSecond: 55, protocol: 'classic' },
  { group: 'warehouse-sync', topic: 'inventory.levels', perSecond: 45, protocol: 'consumer' },
  { group: 'email-dispatcher', topic: 'notifications.outbound', perSecond: 10_000, protocol: 'classic' },
] as const

const BROKERS = [1, 2, 3] as const
const STOPPED = 4
const WAITING = 5
const BROKERS_MS = 180_000

/** Three brokers that run, one that nobody started, and one that waits for an offer which no agent can make. */
async function defineBrokers({ scheduler }: KafkaOnMesos): Promise<readonly string[]> {
  for (const id of [...BROKERS, STOPPED, WAITING]) {
    const broker = scheduler.world.add(id)
    Object.assign(broker, { cpus: 1, mem: 1_024, heap: 256, options: new Map([['log.dirs', `/data/kafka/${id}`]]) })
    broker.constraints = new Map([id === WAITING ? ['rack', 'like:rack-z'] : ['hostname', 'unique']])
  }
  for (const id of [...BROKERS, WAITING]) scheduler.world.start(id)
  const endpoints = (): readonly string[] =>
    scheduler.world.list().flatMap(({ task }) => (task?.state === 'running' && task.endpoint !== null ? [task.endpoint] : []))
  await untilAsync(() => Promise.resolve(endpoints().length === BROKERS.length), BROKERS_MS, 'three brokers run')
  return endpoints()
}

/** Real brokers as tasks of an emulated Mesos, with producers and consumers of different health. */
export async function startRealDemo(): Promise<RealDemo> {
  const available = await kafkaAvailable()
  if (!available.ok) throw new Error(`Real Kafka cannot run here: ${available.why}`)
  const ends: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end()
  }
  try {
    const runner = await createRealKafkaRunner()
    ends.push(runner.stop)
    const world = await startKafkaOnMesos(runner, { masters: 3, agents: 6 })
    ends.push(world.stop)
    const bootstrap = await defineBrokers(world)
    const bench = await startWorkbench('4')
    ends.push(bench.stop)
    await fill((request) => bench.ask({ bootstrap: bootstrap.join(','), ...request }))
    return { bootstrap, masters: world.masters, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function fill(ask: (request: { readonly do: string; readonly [more: string]: unknown }) => Promise<unknown>): Promise<void> {
  await ask({ do: 'createTopics', topics: topics.map((t) => ({ ...t, replication: 3 })) })
  await ask({ do: 'createTopics', topics: [{ name: 'scratch.replay', partitions: 2, replication: 1 }] })
  for (const { name, partitions } of topics) {
    await ask({ do: 'produce', topic: name, partitions: Array.from({ length: partitions }, (_, p) => p), count: 2000 })
  }
  for (const t of topics) await ask({ do: 'startProducer', ...t, topic: t.name })
  for (const { group, topic, perSecond, protocol } of groups) {
    const config = protocol === 'consumer' ? { 'group.protocol': protocol } : {}
    const common = { group, topics: [topic], perSecond, config: { ...config, 'max.poll.records': '50' } }
    await ask({ do: 'startConsumer', name: group, ...common })
  }
  await ask({
    do: 'commit',
    group: 'audit-archiver',
    offsets: [0, 1].map((partition) => ({ topic: 'audit.trail', partition, offset: 120 })),
  })
  await ask({ do: 'commit', group: 'legacy-reporting', offsets: [{ topic: 'orders.events', partition: 0, offset: 10 }] })
  await ask({ do: 'deleteRecords', topic: 'orders.events', partition: 0, before: 500 })
}
