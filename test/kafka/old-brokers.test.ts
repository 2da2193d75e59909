import { describe } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { kafkaClientSuite, type Scene } from './client-suite.ts'
import { makeOldScene } from './harness/old-scene.ts'
import type { ZooKeeperRelease } from './harness/releases.ts'
import { noKafka, plainSettings } from './harness/shared.ts'
import { startZooKeeperBroker } from './harness/zookeeper-broker.ts'

async function oldScene(release: ZooKeeperRelease): Promise<Scene> {
  const broker = await startZooKeeperBroker(release)
  const began = Math.floor(Date.now() / 1000) * 1000 - 200_000
  const deletes = release !== '0.10.2'
  const end = await makeOldScene(broker.address, began, deletes).catch(async (error: unknown) => {
    await broker.stop()
    throw error
  })
  const never = (): Promise<void> => Promise.reject(new Error('its only broker'))
  return {
    client: createKafkaClient(plainSettings(broker.address), { clock: systemClock }),
    brokers: 1,
    began,
    nextGroups: false,
    zooKeeper: true,
    nothingDeleted: !deletes,
    tellsOfNoTopic: release === '1.1',
    killBroker: never,
    returnBroker: never,
    async stop() {
      await end()
      await broker.stop()
    },
  }
}

describe.skipIf(noKafka !== null)('Kafka client against brokers with ZooKeeper', () => {
  describe.each(['0.10.2', '1.1', '2.8'] as const)('%s', (release) => {
    kafkaClientSuite(() => oldScene(release), { degraded: false, noticeMs: 30_000 })
  })
})
