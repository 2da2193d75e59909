import type { BrokerId } from './ids.ts'
import type { PartitionFact, TopicFact } from './cluster-state.ts'
import { NO_LEADER } from './ids.ts'

/** Who leads it as far as is known: nobody, too, when the leader that metadata names is gone. */
export const leaderOf = (partition: PartitionFact, gone: ReadonlySet<BrokerId>): BrokerId =>
  partition.leader < 0 || gone.has(partition.leader) ? NO_LEADER : partition.leader

export const preferredLeaderOf = (partition: PartitionFact): BrokerId => partition.replicas[0] ?? NO_LEADER

/** Replicas in sync that run. */
export function inSyncOf(partition: PartitionFact, gone: ReadonlySet<BrokerId>): number {
  let n = 0
  for (const id of partition.isr) if (!gone.has(id)) n += 1
  return n
}

/** Fewer in sync than there should be; a leaderless partition is offline, which is worse and counted as that. */
export const isUnderReplicated = (partition: PartitionFact, gone: ReadonlySet<BrokerId>): boolean =>
  inSyncOf(partition, gone) < partition.replicas.length

export const isPreferredLed = (partition: PartitionFact, gone: ReadonlySet<BrokerId>): boolean =>
  leaderOf(partition, gone) === preferredLeaderOf(partition)

export interface PartitionCounts {
  readonly underReplicated: number
  readonly offline: number
  readonly notPreferred: number
  readonly replicas: number
}

export function countPartitions(topic: TopicFact, gone: ReadonlySet<BrokerId>): PartitionCounts {
  let underReplicated = 0
  let offline = 0
  let notPreferred = 0
  let replicas = 0
  for (const p of topic.partitions) {
    replicas += p.replicas.length
    if (leaderOf(p, gone) === NO_LEADER) offline += 1
    else if (!isPreferredLed(p, gone)) notPreferred += 1
    if (isUnderReplicated(p, gone)) underReplicated += 1
  }
  return { underReplicated, offline, notPreferred, replicas }
}

/** Kafka error codes as read off an offsets answer. */
export const UNKNOWN_TOPIC = 3
export const TOPIC_FORBIDDEN = 29
