import type { PartitionFact, TopicFact } from '../../../../shared/domain/cluster-state.ts'

/** Topics without the names of their partitions' fields: there are a hundred thousand of them in a large cluster. */
type Written = readonly [
  topicId: string | null,
  internal: boolean,
  error: number,
  partitions: readonly (readonly [number, number, number, readonly number[], readonly number[], readonly number[]])[],
]

export const writeTopic = ({ topicId, internal, error, partitions }: TopicFact): Written => [
  topicId,
  internal,
  error,
  partitions.map((p) => [p.error, p.leader, p.leaderEpoch, p.replicas, p.isr, p.offline]),
]

export function readTopic(name: string, written: unknown): TopicFact {
  // As `writeTopic` wrote it: the row's checksum held.
  const [topicId, internal, error, partitions] = written as Written
  return { name, topicId, internal, error, partitions: partitions.map(readPartition) }
}

const readPartition = ([error, leader, leaderEpoch, replicas, isr, offline]: Written[3][number], partition: number): PartitionFact => ({
  partition,
  error,
  leader,
  leaderEpoch,
  replicas,
  isr,
  offline,
})
