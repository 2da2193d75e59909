import { Kafka, logLevel } from 'kafkajs'
// With it a timer of kafkajs that would fire at once for ever does not: this process has a test to run besides.
import '../../electron/core/clients/kafka/connection/kafkajs-channel.ts'

export interface Traffic {
  stop(): Promise<void>
}

const WRITE_EVERY_MS = 200
const BATCH = 20

/** An application on the cluster: `orders` on brokers 0 to 2, two replicas each of which both must be in sync, written and read by `billing`. */
export async function startTraffic(bootstrap: readonly string[]): Promise<Traffic> {
  const kafka = new Kafka({ clientId: 'shop', brokers: [...bootstrap], logLevel: logLevel.NOTHING, retry: { retries: 30 } })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({
    // The broker that is asked for leaders may not have heard of the topic yet, which the client takes for an error; what follows tries again.
    waitForLeaders: false,
    topics: [
      {
        topic: 'orders',
        replicaAssignment: [
          [0, 1],
          [1, 2],
          [2, 0],
        ].map((replicas, partition) => ({ partition, replicas })),
        configEntries: [{ name: 'min.insync.replicas', value: '2' }],
      },
    ],
  })
  await admin.disconnect()
  const producer = kafka.producer()
  await producer.connect()
  const messages = Array.from({ length: BATCH }, (_, n) => ({ key: `order-${n}`, value: `{"order":${n}}` }))
  let stopped = false
  // What is refused while a replica is missing is written later, or never: that is the application's own matter.
  const write = (): Promise<unknown> => producer.send({ topic: 'orders', acks: 1, messages }).catch(() => undefined)
  await write()
  let timer: NodeJS.Timeout | null = null
  const again = (): void => {
    timer = setTimeout(() => void write().then(() => !stopped && again()), WRITE_EVERY_MS)
  }
  again()
  const consumer = kafka.consumer({ groupId: 'billing', rebalanceTimeout: 5_000, sessionTimeout: 10_000 })
  await consumer.connect()
  await consumer.subscribe({ topic: 'orders', fromBeginning: true })
  await consumer.run({ autoCommitInterval: 500, eachBatch: () => Promise.resolve() })
  return {
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await Promise.allSettled([producer.disconnect(), consumer.disconnect()])
    },
  }
}
