import type { BrokerId } from '../../../../shared/domain/ids.ts'
import { partitionKey, type PlacedPartition } from '../../../../shared/domain/reassignment/types.ts'
import type { KafkaClient, LogDirsReading, MetadataReading } from '../../clients/kafka/kafka-client.ts'

export interface Disks {
  /** Of the leader's replica, else of the largest that answered, by `topic-partition`. */
  readonly sizes: ReadonlyMap<string, number>
  /** Free bytes by broker; absent: not told (Kafka 3.3). */
  readonly free: ReadonlyMap<BrokerId, number>
  /** Sizes of replicas by `topic-partition` and broker. */
  readonly replicas: ReadonlyMap<string, ReadonlyMap<BrokerId, number>>
}

/** Sizes as the brokers tell them; one that does not answer leaves gaps, which are unknown and not zero. */
export async function readDisks(
  client: KafkaClient,
  {
    brokers,
    leaderOf,
    only,
  }: { brokers: readonly BrokerId[]; leaderOf: (key: string) => BrokerId; only?: ReadonlyMap<string, readonly number[]> },
  signal: AbortSignal,
): Promise<Disks> {
  const answers = await client.describeLogDirs(brokers, signal, only)
  const free = new Map<BrokerId, number>()
  const replicas = new Map<string, Map<BrokerId, number>>()
  for (const answer of answers) {
    if (!answer.ok) continue
    const bytes = freeOf(answer.value)
    if (bytes !== null) free.set(answer.broker, bytes)
    for (const replica of answer.value.dirs.flatMap((d) => d.replicas)) {
      // A replica on its way to another directory of the same broker.
      if (replica.isFuture) continue
      const key = partitionKey(replica)
      replicas.set(key, (replicas.get(key) ?? new Map<BrokerId, number>()).set(answer.broker, replica.sizeBytes))
    }
  }
  const sizes = new Map<string, number>()
  for (const [key, byBroker] of replicas) sizes.set(key, byBroker.get(leaderOf(key)) ?? Math.max(...byBroker.values()))
  return { sizes, free, replicas }
}

function freeOf({ dirs }: LogDirsReading): number | null {
  const usable = dirs.map((d) => d.usableBytes)
  return usable.length === 0 || usable.includes(null) ? null : usable.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0)
}

/** Partitions with where they are; those of topics that cannot be read are left out. */
export const placedPartitions = (reading: MetadataReading, sizes: ReadonlyMap<string, number>): PlacedPartition[] =>
  reading.topics.flatMap(({ name: topic, error, partitions }) =>
    error === 0
      ? partitions
          .map((p) => ({
            topic,
            partition: p.partition,
            replicas: p.replicas,
            leader: p.leader,
            isr: p.isr,
            bytes: sizes.get(partitionKey({ topic, partition: p.partition })) ?? null,
          }))
          .toSorted((a, b) => a.partition - b.partition)
      : [],
  )

export function leadersIn(reading: MetadataReading): (key: string) => BrokerId {
  const leaders = new Map(
    reading.topics.flatMap((t) => t.partitions.map((p) => [partitionKey({ topic: t.name, partition: p.partition }), p.leader] as const)),
  )
  return (key) => leaders.get(key) ?? -1
}

export function byTopic(items: readonly { readonly topic: string; readonly partition: number }[]): ReadonlyMap<string, number[]> {
  const found = new Map<string, number[]>()
  for (const { topic, partition } of items) {
    const list = found.get(topic)
    if (list) list.push(partition)
    else found.set(topic, [partition])
  }
  return found
}
