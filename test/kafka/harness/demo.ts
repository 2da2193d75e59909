import { kafkaAvailable } from './available.ts'
import { startCluster } from './cluster.ts'
import { startWorkbench } from './workbench.ts'

interface RealDemo {
  readonly bootstrap: readonly string[]
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

/** Three real brokers with producers and consumers of different health. */
export async function startRealDemo(): Promise<RealDemo> {
  const available = await kafkaAvailable()
  if (!available.ok) throw new Error(`Real Kafka cannot run here: ${available.why}`)
  const cluster = await startCluster({ release: '4', nodes: 3 })
  const bench = await startWorkbench('4').catch(async (error: unknown) => {
    await cluster.stop()
    throw error
  })
  const stop = async (): Promise<void> => {
    await bench.stop()
    await cluster.stop()
  }
  const { bootstrap } = cluster.info
  const ask = (request: object): Promise<unknown> => bench.ask({ bootstrap, ...request })
  try {
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
  } catch (error) {
    await stop()
    throw error
  }
  return { bootstrap: bootstrap.split(','), stop }
}
