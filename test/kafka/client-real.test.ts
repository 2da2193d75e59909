import { describe } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { kafkaClientSuite, untilAsync, type Scene } from './client-suite.ts'
import type { SharedName } from './harness/registry.ts'
import { noKafka, sharedCluster, type SharedCluster } from './harness/shared.ts'

/** The scene of the suite, made with Kafka's own Java clients. */
async function realScene(name: SharedName): Promise<Scene> {
  const cluster = await sharedCluster(name)
  const brokers = cluster.info.nodes.length
  const nextGroups = cluster.info.release === '4'
  const began = Math.floor(Date.now() / 1000) * 1000 - 200_000
  const on = (p: number): number => 1 + (p % brokers)
  await cluster.ask({
    do: 'createTopics',
    topics: [
      { name: 'suite.plain', partitions: 3, replication: brokers, configs: { 'retention.ms': '7200000' } },
      { name: 'suite.single', assignments: [[on(0)], [on(1)], [on(2)]] },
      { name: 'suite.idle', partitions: 1, replication: brokers },
    ],
  })
  const partitions = [0, 1, 2]
  await cluster.ask({ do: 'produce', topic: 'suite.plain', partitions, count: 100, firstTimestamp: began + 1000, step: 1000 })
  await cluster.ask({ do: 'produce', topic: 'suite.single', partitions, count: 10 })
  await cluster.ask({ do: 'deleteRecords', topic: 'suite.plain', partition: 1, before: 40 })
  const at = (partition: number, offset: number): object => ({ topic: 'suite.plain', partition, offset })
  await cluster.ask({ do: 'commit', group: 'suite-old', offsets: [at(0, 30), at(1, 10)] })
  await startMember(cluster, 'suite-running', 'classic')
  if (nextGroups) await startMember(cluster, 'suite-next', 'consumer')
  return {
    client: createKafkaClient(cluster.settings, { clock: systemClock }),
    brokers,
    began,
    nextGroups,
    // KRaft.
    zooKeeper: false,
    killBroker: cluster.stopBroker,
    returnBroker: cluster.startBroker,
    async stop() {
      await cluster.ask({ do: 'stopConsumer', name: 'suite-running' })
      if (nextGroups) await cluster.ask({ do: 'stopConsumer', name: 'suite-next' })
    },
  }
}

/** Starts a member that reads all of `suite.single`, and waits until it has committed that. */
async function startMember(cluster: SharedCluster, group: string, protocol: 'classic' | 'consumer'): Promise<void> {
  const config = { 'client.id': 'suite-member', ...(protocol === 'consumer' && { 'group.protocol': protocol }) }
  await cluster.ask({ do: 'startConsumer', name: group, group, topics: ['suite.single'], config })
  await untilAsync(
    async () => {
      // What Workbench.java answers.
      const states = (await cluster.ask({ do: 'consumers' })) as Record<string, { received: number; idlePolls: number; assigned: number }>
      const member = states[group]
      return member !== undefined && member.received === 30 && member.assigned === 3 && member.idlePolls > 0
    },
    60_000,
    `${group} has read all`,
  )
}

describe.skipIf(noKafka !== null)('Kafka client against Apache Kafka', () => {
  describe('4.x, three nodes', () => {
    kafkaClientSuite(() => realScene('three'), { degraded: true, noticeMs: 30_000 })
  })
  describe('3.9, one node', () => {
    kafkaClientSuite(() => realScene('older'), { degraded: false, noticeMs: 30_000 })
  })
})
