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

const NONE: readonly number[] = []
const listOf = (ids: readonly number[]): readonly number[] => (ids.length === 0 ? NONE : ids)
const isAlike = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((id, i) => id === b[i])

/** Of most partitions all replicas are in sync, and in that order: then both are the same list. */
const readPartition = ([error, leader, leaderEpoch, replicas, isr, offline]: Written[3][number], partition: number): PartitionFact => ({
  ...{ partition, error, leader, leaderEpoch, replicas },
  isr: isAlike(replicas, isr) ? replicas : isr,
  offline: listOf(offline),
})
