import { describe } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { kafkaChangeSuite, type ChangeScene } from './change-suite.ts'
import { untilAsync } from './client-suite.ts'
import type { SharedName } from './harness/registry.ts'
import { noKafka, sharedCluster } from './harness/shared.ts'
import { toolWitness } from './tool-witness.ts'

async function realScene(name: SharedName): Promise<ChangeScene> {
  const cluster = await sharedCluster(name)
  const prefix = 'change'
  const partitions = [0, 1, 2]
  const topic = `${prefix}.read`
  const running = `${prefix}-running`
  await cluster.ask({ do: 'createTopics', topics: [{ name: topic, partitions: 3, replication: 1 }] })
  await cluster.ask({ do: 'produce', topic, partitions, count: 50 })
  await cluster.ask({ do: 'startConsumer', name: running, group: running, topics: [topic], config: { 'client.id': 'change-member' } })
  await untilAsync(
    async () => {
      // What Workbench.java answers.
      const states = (await cluster.ask({ do: 'consumers' })) as Record<string, { received: number; idlePolls: number }>
      return states[running]?.received === 150 && (states[running]?.idlePolls ?? 0) > 0
    },
    60_000,
    'the member has read all',
  )
  return {
    client: createKafkaClient(cluster.settings, { clock: systemClock }),
    witness: toolWitness(cluster),
    brokers: cluster.info.nodes.length,
    prefix,
    stop: async () => void (await cluster.ask({ do: 'stopConsumer', name: running })),
  }
}

describe.skipIf(noKafka !== null)('Changes of the Kafka client as Kafka’s own tools see them', () => {
  describe('4.x, three nodes', () => {
    kafkaChangeSuite(() => realScene('three'))
  })
  describe('3.9, one node', () => {
    kafkaChangeSuite(() => realScene('older'))
  })
})
