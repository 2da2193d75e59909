import { createKafkaClient } from '../../../electron/core/clients/kafka/create-kafka-client.ts'
import { systemClock } from '../../../electron/core/lib/clock.ts'
import { createTestPermit } from '../../support/permit.ts'
import { rawKafkaCall } from '../../support/raw-kafka-call.ts'
import { plainSettings } from './shared.ts'
import { untilAsync } from '../../support/until-async.ts'
import { AssignerProtocol, Kafka, logLevel, type PartitionAssigner } from 'kafkajs'
// With it a timer of kafkajs that would fire at once for ever does not.
import '../../../electron/core/clients/kafka/connection/kafkajs-channel.ts'

/** Java's `range` for one member: it gets everything. */
const range: PartitionAssigner = ({ cluster }) => ({
  name: 'range',
  version: 0,
  protocol: ({ topics }) => ({
    name: 'range',
    metadata: AssignerProtocol.MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) }),
  }),
  assign: ({ members, topics }) => {
    const assignment = Object.fromEntries(
      topics.map((topic) => [
        topic,
        cluster
          .findTopicPartitionMetadata(topic)
          .map(({ partitionId }) => partitionId)
          .toSorted((a, b) => a - b),
      ]),
    )
    return Promise.resolve(
      members.map(({ memberId }) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({ version: 0, assignment, userData: Buffer.alloc(0) }),
      })),
    )
  },
})

/**
 * The scene of the client suite on one broker of the ZooKeeper era. Made with kafkajs: the Java clients of today do not speak to it.
 * @param deletes whether the broker can delete records
 */
export async function makeOldScene(address: string, began: number, deletes: boolean): Promise<() => Promise<void>> {
  const kafka = new Kafka({ clientId: 'suite-member', brokers: [address], logLevel: logLevel.NOTHING, retry: { retries: 10 } })
  const admin = kafka.admin()
  const producer = kafka.producer()
  await Promise.all([admin.connect(), producer.connect()])
  // “Started” is said before a controller is elected.
  await untilAsync(async () => ((await admin.describeCluster()).controller ?? -1) >= 0, 60_000, 'a controller is elected')
  await admin.createTopics({
    waitForLeaders: true,
    topics: [
      { topic: 'suite.plain', numPartitions: 3, replicationFactor: 1, configEntries: [{ name: 'retention.ms', value: '7200000' }] },
      { topic: 'suite.single', numPartitions: 3, replicationFactor: 1 },
      { topic: 'suite.idle', numPartitions: 1, replicationFactor: 1 },
    ],
  })
  const records = (partition: number, count: number, timestamp: (n: number) => number) =>
    Array.from({ length: count }, (_, n) => ({ partition, value: `${partition}-${n}`, timestamp: String(timestamp(n)) }))
  for (const p of [0, 1, 2]) {
    await producer.send({ topic: 'suite.plain', messages: records(p, 100, (n) => began + (n + 1) * 1_000) })
    await producer.send({ topic: 'suite.single', messages: records(p, 10, () => began) })
  }
  if (deletes) await deleteRecords(address)
  const at = (partition: number, offset: number) => ({ partition, offset: String(offset) })
  await admin.setOffsets({ groupId: 'suite-old', topic: 'suite.plain', partitions: [at(0, 30), at(1, 10)] })
  await Promise.all([admin.disconnect(), producer.disconnect()])
  await commitToZooKeeper(Number(address.split(':')[1]), 'suite-zk', { topic: 'suite.plain', offsets: { 0: 25, 2: 90 } })

  const consumer = kafka.consumer({ groupId: 'suite-running', partitionAssigners: [range] })
  await consumer.connect()
  await consumer.subscribe({ topic: 'suite.single', fromBeginning: true })
  let read = 0
  await new Promise<void>((resolve, reject) => {
    const count = async (n: number, commit: () => Promise<void>): Promise<void> => {
      read += n
      if (read < 30) return
      await commit()
      resolve()
    }
    consumer
      .run({
        autoCommit: false,
        eachBatch: ({ batch, resolveOffset, commitOffsetsIfNecessary, uncommittedOffsets }) => {
          resolveOffset(batch.lastOffset())
          return count(batch.messages.length, () => commitOffsetsIfNecessary(uncommittedOffsets()))
        },
      })
      .catch(reject)
  })
  return () => consumer.disconnect()
}

interface OldCommit {
  readonly topic: string
  /** By partition. */
  readonly offsets: Readonly<Record<number, number>>
}

/** As a consumer of before 0.9 with `offsets.storage=zookeeper`, whose place the broker takes: OffsetCommit (key 8) v0. */
async function commitToZooKeeper(port: number, group: string, { topic, offsets }: OldCommit): Promise<void> {
  const entries = Object.entries(offsets)
  const answer = await rawKafkaCall(port, { key: 8, version: 0 }, (to) =>
    to.string(group).array([topic], () => to.string(topic).array(entries, ([p, at]) => to.int32(Number(p)).int64(at).nullableString(''))),
  )
  const codes = answer.array(6, () => [answer.string(), ...answer.array(6, () => [answer.int32(), answer.int16()]).flat()]).flat()
  const wanted = [topic, ...entries.flatMap(([p]) => [Number(p), 0])]
  if (JSON.stringify(codes) !== JSON.stringify(wanted)) throw new Error(`ZooKeeper got no offsets: ${JSON.stringify(codes)}`)
}

/** By our own client: kafkajs does not find the leaders for it. */
async function deleteRecords(address: string): Promise<void> {
  const client = createKafkaClient(plainSettings(address), { clock: systemClock })
  const signal = AbortSignal.timeout(60_000)
  try {
    await client.connect(signal)
    const [done] = await client.changes(createTestPermit()).deleteRecords([{ topic: 'suite.plain', partition: 1, offset: 40 }], signal)
    if (done?.outcome.is !== 'done') throw new Error(`records were not deleted: ${JSON.stringify(done)}`)
  } finally {
    client.close()
  }
}
