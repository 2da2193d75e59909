import type { KafkaClient } from '../../clients/kafka/kafka-client.ts'
import type { KafkaPicture } from './world.ts'

const KEY = 'min.insync.replicas'

export interface PictureNeeds {
  readonly client: Pick<KafkaClient, 'metadata' | 'describeConfigs' | 'brokers'>
  /** Coordinators as they were listed last. */
  readonly groups: () => KafkaPicture['groups']
}

/** Partitions as metadata has them now, and how many replicas each topic needs in sync. */
export async function readKafkaPicture({ client, groups }: PictureNeeds, signal: AbortSignal): Promise<KafkaPicture> {
  const { at, topics, brokers } = await client.metadata(signal)
  const partitions = topics.flatMap(({ name, partitions: list }) =>
    list.map(({ partition, leader, replicas, isr }) => ({ topic: name, partition, leader, replicas, isr })),
  )
  const resources = topics.filter(({ error }) => error === 0).map(({ name }) => ({ kind: 'topic' as const, name, keys: [KEY] }))
  const readings = await client.describeConfigs(resources, signal)
  const minIsr = new Map<string, number>()
  for (const { resource, error, entries } of readings) {
    const value = entries.find(({ name }) => name === KEY)?.value
    // Not read is not 1.
    if (error === null && value != null && /^\d+$/.test(value)) minIsr.set(resource.name, Number(value))
  }
  // Metadata names a broker for a while after it has ended.
  const deaf = new Set(client.brokers().flatMap(({ id, state }) => (state === 'unreachable' ? [id] : [])))
  const alive = new Set(brokers.flatMap(({ id }) => (deaf.has(id) ? [] : [id])))
  return { asOf: at, partitions, minIsr, alive, groups: groups() }
}
