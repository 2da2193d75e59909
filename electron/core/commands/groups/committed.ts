import type { BrokerId } from '../../../../shared/domain/ids.ts'
import type { KafkaClient } from '../../clients/kafka/kafka-client.ts'
import { committedOf } from '../kafka/readers-of.ts'

/** Offset by topic and partition. */
export type Positions = ReadonlyMap<string, ReadonlyMap<number, number>>

/** Committed offsets of one group, read live. Fails with what its coordinator said. A group that nobody knows has none. */
export async function committedBy(
  client: KafkaClient,
  group: string,
  coordinator: BrokerId | null,
  signal: AbortSignal,
): Promise<Positions> {
  const found = new Map<string, ReadonlyMap<number, number>>()
  const failed: Error[] = []
  await client.fetchCommits(
    [{ group, coordinator }],
    (batch) => {
      for (const { error, topics } of batch.groups) {
        if (error) failed.push(error)
        for (const topic of topics) found.set(topic.topic, committedOf(topic))
      }
    },
    signal,
  )
  if (failed[0]) throw failed[0]
  return found
}

export const positionIn = (
  positions: Positions,
  { topic, partition }: { readonly topic: string; readonly partition: number },
): number | null => positions.get(topic)?.get(partition) ?? null
