import type { BrokerId } from './ids.ts'
import { noMesos, type MesosFacts, type SchedulerFacts } from './mesos-state.ts'
import type { ProbeFact } from './time-lag/facts.ts'
import { unreadPart, type PartName, type PartStatus, type Problem } from './part-status.ts'

/**
 * What is known of one cluster, as facts with their own times. Immutable: `reduce` makes the next one, and what did not change keeps
 * identity, so that whoever derives something from a part sees by `===` whether it has to be derived again.
 */
export interface ClusterState {
  readonly parts: Readonly<Record<PartName, PartStatus>>
  readonly clusterId: string | null
  readonly controllerId: BrokerId | null
  /** All that metadata, a replica list or a connection ever named since we connected. */
  readonly brokers: ReadonlyMap<BrokerId, BrokerFact>
  /** Brokers whose process is gone although metadata may still name them: they answered once, and now nothing listens there. */
  readonly gone: ReadonlySet<BrokerId>
  readonly topics: ReadonlyMap<string, TopicFact>
  readonly groups: ReadonlyMap<string, GroupFact>
  readonly descriptions: ReadonlyMap<string, DescriptionFact>
  readonly samples: ReadonlyMap<string, GroupSample>
  readonly ends: ReadonlyMap<string, TopicOffsetsFact>
  readonly starts: ReadonlyMap<string, TopicOffsetsFact>
  /** Last stable offsets, where somebody asked for them. */
  readonly stables: ReadonlyMap<string, TopicOffsetsFact>
  /** What is known of the times of records, by topic and partition. */
  readonly probes: ReadonlyMap<string, ReadonlyMap<number, readonly ProbeFact[]>>
  readonly logDirs: ReadonlyMap<BrokerId, LogDirsFact>
  readonly configs: ReadonlyMap<string, ConfigFact>
  readonly mesos: MesosFacts
  /** Null: not read, or there is none. */
  readonly scheduler: SchedulerFacts | null
}

export interface BrokerFact {
  readonly id: BrokerId
  readonly host: string
  readonly port: number
  readonly rack: string | null
  readonly inMetadata: boolean
  /** From talking to it; null: never tried. */
  readonly link: BrokerLink | null
}

export interface BrokerLink {
  readonly state: 'connecting' | 'up' | 'unreachable' | 'unknown'
  readonly problem: Problem | null
  readonly release: string | null
  /** Wall clock ms. */
  readonly answeredAt: number | null
  readonly latencyMs: number | null
}

export interface TopicFact {
  readonly name: string
  readonly topicId: string | null
  readonly internal: boolean
  /** Kafka error code of the topic. */
  readonly error: number
  /** In order; place n holds partition n, as Kafka numbers them. */
  readonly partitions: readonly PartitionFact[]
}

export interface PartitionFact {
  readonly partition: number
  readonly error: number
  readonly leader: BrokerId
  readonly leaderEpoch: number
  readonly replicas: readonly BrokerId[]
  readonly isr: readonly BrokerId[]
  readonly offline: readonly BrokerId[]
}

export type GroupType = 'classic' | 'consumer' | 'share' | 'streams' | 'unknown'

export interface GroupFact {
  readonly group: string
  readonly protocolType: string
  readonly state: string
  readonly type: GroupType
  /** The broker that listed it; −1: none, it is named in the profile. */
  readonly coordinator: BrokerId
  /** Absent: in Kafka. In ZooKeeper there is nothing but offsets: no broker tells members or a state. */
  readonly offsetsIn?: 'zookeeper'
  /** Monotonic ms since its coordinator has not been listed; null: the newest listing has it. */
  readonly missingSince: number | null
}

export interface DescriptionFact {
  readonly at: number
  readonly description: GroupDescriptionFact | null
  readonly problem: Problem | null
}

export interface GroupDescriptionFact {
  readonly state: string
  readonly type: GroupType
  readonly protocolType: string
  readonly assignor: string
  readonly coordinator: BrokerId
  readonly members: readonly MemberFact[]
}

export interface MemberFact {
  readonly member: string
  readonly instance: string | null
  readonly clientId: string
  readonly host: string
  readonly rack: string | null
  /** Null: not told, or not to be read. */
  readonly assigned: readonly { readonly topic: string; readonly partitions: readonly number[] }[] | null
}

/**
 * Commits of a group with the end readings they are paired with: ends that were asked for after the commits had arrived. Another
 * group's later end reading of the same partition does not touch it, else the lag would grow by what was produced meanwhile.
 */
export interface GroupSample {
  /** Wall clock ms when the commits arrived; null: never. */
  readonly committedAt: number | null
  /** Why the latest attempt gave nothing; the commits are then those of an earlier one. */
  readonly problem: Problem | null
  readonly topics: ReadonlyMap<string, TopicSample>
}

/** Parallel arrays, one place a partition. NaN: unknown, which is not 0. */
export interface TopicSample {
  readonly partitions: Int32Array
  /** Negative: no commit. */
  readonly committed: Float64Array
  readonly ends: Float64Array
  /** Wall clock ms of the end reading. */
  readonly endAt: Float64Array
  /** By place; absent where empty. */
  readonly metadata: ReadonlyMap<number, string>
  /** Kafka error codes by place. */
  readonly commitErrors: ReadonlyMap<number, number>
  readonly endErrors: ReadonlyMap<number, number>
}

/** By partition number. NaN: unknown. */
export interface TopicOffsetsFact {
  readonly offsets: Float64Array
  /** Wall clock ms of each reading. */
  readonly at: Float64Array
  /** Kafka error code by partition; -2: its leader did not answer. */
  readonly errors: ReadonlyMap<number, number>
}

export interface LogDirsFact {
  readonly at: number
  readonly problem: Problem | null
  readonly usedBytes: number
  /** Null: not told. */
  readonly totalBytes: number | null
  readonly usableBytes: number | null
  readonly dirs: number
  readonly failedDirs: number
  readonly replicas: ReadonlyMap<string, ReplicaSizes>
}

/** Parallel arrays, one place a replica of the topic on that broker. */
export interface ReplicaSizes {
  readonly partitions: Int32Array
  readonly bytes: Float64Array
  readonly lag: Float64Array
}

export interface ConfigFact {
  readonly at: number
  /** Monotonic ms, for its age. */
  readonly readAt: number
  readonly problem: Problem | null
  readonly entries: readonly ConfigEntryFact[]
}

export interface ConfigEntryFact {
  readonly name: string
  readonly value: string | null
  /** What Kafka itself would take. Absent: not told. */
  readonly defaultValue?: string | null
  readonly source:
    'topic' | 'dynamicBroker' | 'dynamicDefault' | 'staticBroker' | 'default' | 'logger' | 'clientMetrics' | 'group' | 'unknown'
  readonly type: string | null
  readonly documentation: string | null
  readonly readOnly: boolean
  readonly sensitive: boolean
}

export const configKey = (kind: 'topic' | 'broker', name: string): string => `${kind} ${name}`

export const emptyState: ClusterState = {
  parts: {
    metadata: unreadPart,
    groups: unreadPart,
    descriptions: unreadPart,
    offsets: unreadPart,
    starts: unreadPart,
    logDirs: unreadPart,
    timeLag: unreadPart,
    retention: unreadPart,
    agents: unreadPart,
    framework: unreadPart,
    tasks: unreadPart,
    schedulerBrokers: unreadPart,
  },
  clusterId: null,
  controllerId: null,
  brokers: new Map(),
  gone: new Set(),
  topics: new Map(),
  groups: new Map(),
  descriptions: new Map(),
  samples: new Map(),
  ends: new Map(),
  starts: new Map(),
  stables: new Map(),
  probes: new Map(),
  logDirs: new Map(),
  configs: new Map(),
  mesos: noMesos,
  scheduler: null,
}
