import type { AppError } from '../../../../shared/errors/error.ts'
import type { AclBinding } from '../../../../shared/domain/acl.ts'
import type { Quota } from '../../../../shared/domain/quota.ts'
import type { ScramListed } from '../../../../shared/domain/scram.ts'
import type { BrokerId } from '../../../../shared/domain/ids.ts'
import type { Permit } from '../../lib/permit.ts'
import type { KafkaChanges } from './kafka-changes.ts'

/**
 * What the collectors ask of a Kafka cluster. Every answer keeps its errors where they happened (a broker, a topic, a partition, a
 * group): one bad item never voids the rest. Calls are reads, which join no group, commit nothing and create nothing; only `changes` does.
 */
export interface KafkaClient {
  /** Connects to the first bootstrap address that answers and reads metadata. Fails with `kafka.noBroker` or the one telling cause. */
  connect(signal: AbortSignal): Promise<void>

  /**
   * Connects the same way and learns of the brokers alone, where they can be asked for alone (Kafka 0.11+): what is asked of each of them
   * need not wait for the topics. Partitions have no leader before `metadata` was read.
   */
  reach(signal: AbortSignal): Promise<void>

  /** All topics and brokers (Metadata, key 3). Sent to any live broker; with KIP-919 facts from DescribeCluster (key 60) where offered. */
  metadata(signal: AbortSignal): Promise<MetadataReading>

  /**
   * ListGroups (key 16) to every known broker, in parallel. The broker that lists a group is its coordinator.
   * @param onListed gets each broker's groups as they come: one that does not answer keeps nobody from seeing those of the others
   */
  listGroups(
    signal: AbortSignal,
    onListed?: (listed: BrokerResult<readonly GroupListing[]>) => void,
  ): Promise<readonly BrokerResult<readonly GroupListing[]>[]>

  /** DescribeGroups (key 15), or ConsumerGroupDescribe (key 69) for groups of type `consumer`, batched by coordinator. */
  describeGroups(groups: readonly GroupToDescribe[], signal: AbortSignal): Promise<ReadonlyMap<string, GroupDescription | AppError>>

  /**
   * Committed offsets of many groups. OffsetFetch (key 9) v8+ with up to 500 groups a request to each coordinator; below that one
   * request a group, pipelined. `onBatch` gets each reply as it arrives. Resolves when all coordinators answered or failed.
   * A group missing from every batch was on a broker that failed; it is reported there with the error.
   */
  fetchCommits(groups: readonly GroupAtCoordinator[], onBatch: (batch: CommitsBatch) => void, signal: AbortSignal): Promise<void>

  /**
   * Offsets that consumers of before 0.9 keep in ZooKeeper (`/consumers/<group>/offsets`), read by a broker for us: OffsetFetch (key 9) v0,
   * which Kafka 0.8.1 to 3.9 with ZooKeeper have (specs: Kafka client, 0.8.2 and 0.9). No broker lists such groups and none tells
   * partitions: both are given, and only partitions with a commit are answered. In the order asked; fails with nothing, a group that
   * could not be read has its error (`kafka.noZooKeeper`: no broker has one any more).
   */
  fetchZooKeeperCommits(groups: readonly ZooKeeperGroup[], signal: AbortSignal): Promise<readonly GroupCommits[]>

  /**
   * Offsets by time or end. One ListOffsets (key 2) a leader, at most 50,000 partitions each; partitions that moved (codes 3, 5, 6,
   * 74, 75) are asked again once after a metadata refresh.
   * @param at `latest` (−1), `earliest` (−2), or a timestamp in ms: one for all, or one a partition
   * @param isolation `uncommitted` gives the high watermark, `committed` the last stable offset
   */
  listOffsets(
    partitions: ReadonlyMap<string, ArrayLike<number>>,
    at: 'latest' | 'earliest' | number | OffsetTimes,
    isolation: 'uncommitted' | 'committed',
    signal: AbortSignal,
  ): Promise<OffsetsReading>

  /**
   * Records as they lie in the log (Fetch, key 1), of each partition from its leader: one request a broker, without a group or a session.
   * Batches begin before the offset asked for, and the last may be cut off. Answers in the order asked, each with its own error.
   */
  fetchRecords(partitions: readonly PartitionToFetch[], limits: FetchLimits, signal: AbortSignal): Promise<readonly FetchedRecords[]>

  /** DescribeConfigs (key 32). Broker resources go to that broker. */
  describeConfigs(resources: readonly ConfigResource[], signal: AbortSignal): Promise<readonly ConfigReading[]>

  /** DescribeLogDirs (key 35), from each broker asked: of all topics, or of partitions by topic. */
  describeLogDirs(
    brokers: readonly BrokerId[],
    signal: AbortSignal,
    only?: ReadonlyMap<string, readonly number[]>,
  ): Promise<readonly BrokerResult<LogDirsReading>[]>

  /** What moves now (ListPartitionReassignments, key 46; Kafka 2.4), whoever began it. */
  listReassignments(signal: AbortSignal): Promise<ReassignmentsReading>

  /** DescribeAcls (key 29; Kafka 2.0): all of them. */
  readAcls(signal: AbortSignal): Promise<AclsReading>

  /** DescribeClientQuotas (key 48; Kafka 2.6): all of them. */
  readQuotas(signal: AbortSignal): Promise<QuotasReading>

  /** DescribeUserScramCredentials (key 50; Kafka 2.7): of all users. */
  readScram(signal: AbortSignal): Promise<ScramReading>

  /** What changes the cluster, for an act that the command runner permits. Without a permit the frame guard lets none of it out. */
  changes(permit: Permit): KafkaChanges

  /** What is known of each broker: from metadata and from talking to it. Same array while nothing changed. */
  brokers(): readonly BrokerStatus[]
  /** Called when `brokers()` changed. */
  onBrokers(changed: () => void, signal: AbortSignal): void

  /** What this cluster can do, from the brokers connected so far. */
  capability(what: Capability): CapabilityState

  /** Requests, bytes and what is in flight, since the client was made. */
  counters(): Counters

  /** Ends all sockets at once; calls under way fail. */
  close(): void
}

/** ms by topic, in the order of the partitions asked for. */
export type OffsetTimes = ReadonlyMap<string, ArrayLike<number>>

/** Answer of one broker, or why there is none. */
export type BrokerResult<T> = { readonly broker: BrokerId } & (
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }
)

export interface BrokerEndpoint {
  readonly id: BrokerId
  /** As advertised. */
  readonly host: string
  readonly port: number
  readonly rack: string | null
}

export interface BrokerStatus extends BrokerEndpoint {
  readonly state: 'connecting' | 'up' | 'unreachable' | 'unknown'
  readonly error: AppError | null
  /** For example `3.9` or `4.0–4.2`, read off the API versions; null before the first connection. */
  readonly release: string | null
  /** Wall clock ms. */
  readonly answeredAt: number | null
  /** Round trip of its latest answer. */
  readonly latencyMs: number | null
}

export interface MetadataReading {
  /** Of `brokers`: registered, but cut off from the cluster (Kafka 4.0 tells). */
  readonly fenced: readonly BrokerId[]
  /** Wall clock ms when the reply arrived. */
  readonly at: number
  readonly clusterId: string | null
  /** Null: KRaft (any broker answers for it) or not told. */
  readonly controllerId: BrokerId | null
  readonly brokers: readonly BrokerEndpoint[]
  readonly topics: readonly TopicMetadata[]
}

export interface TopicMetadata {
  readonly name: string
  /** Uuid as Kafka prints it (base64url without padding); null below Metadata v10. */
  readonly topicId: string | null
  readonly internal: boolean
  /** Kafka error code: 0, or for example 29 TOPIC_AUTHORIZATION_FAILED. */
  readonly error: number
  readonly partitions: readonly PartitionMetadata[]
}

export interface PartitionMetadata {
  readonly partition: number
  /** Kafka error code; 5 LEADER_NOT_AVAILABLE and 9 REPLICA_NOT_AVAILABLE are facts, not failures. */
  readonly error: number
  /** −1: none. */
  readonly leader: BrokerId
  /** −1 below v7. */
  readonly leaderEpoch: number
  /** The first is the preferred leader. */
  readonly replicas: readonly BrokerId[]
  readonly isr: readonly BrokerId[]
  /** Empty below v5. */
  readonly offline: readonly BrokerId[]
}

export type GroupType = 'classic' | 'consumer' | 'share' | 'streams' | 'unknown'

export interface GroupListing {
  readonly group: string
  readonly protocolType: string
  /** Empty below v4 (Kafka 2.6). */
  readonly state: string
  /** `unknown` below v5 (Kafka 3.8). */
  readonly type: GroupType
}

export interface GroupAtCoordinator {
  readonly group: string
  /** From the listing; null: FindCoordinator (key 10) is asked first. */
  readonly coordinator: BrokerId | null
}

export interface GroupToDescribe extends GroupAtCoordinator {
  readonly type: GroupType
}

export interface GroupDescription {
  readonly at: number
  readonly group: string
  readonly coordinator: BrokerId
  readonly state: string
  readonly type: GroupType
  readonly protocolType: string
  /** Partition assignor. */
  readonly assignor: string
  readonly members: readonly GroupMember[]
}

export interface GroupMember {
  readonly member: string
  readonly instance: string | null
  readonly clientId: string
  /** As Kafka tells it, without the leading slash. */
  readonly host: string
  readonly rack: string | null
  /** Null: not of protocol type `consumer`, or the blob cannot be read. */
  readonly assigned: readonly { readonly topic: string; readonly partitions: readonly number[] }[] | null
}

export interface ZooKeeperGroup {
  readonly name: string
  readonly topics: readonly { readonly topic: string; readonly partitions: ArrayLike<number> }[]
}

/** Commits of the groups of one reply, each stamped with the time the reply arrived. */
export interface CommitsBatch {
  readonly coordinator: BrokerId
  readonly groups: readonly GroupCommits[]
}

export interface GroupCommits {
  readonly group: string
  /** Wall clock ms when the reply arrived. */
  readonly at: number
  /** Why there is nothing: no right (30), coordinator moved or away. Null: read. */
  readonly error: AppError | null
  readonly topics: readonly TopicCommits[]
}

/** Parallel arrays, one place a partition. Offsets are exact to 2^53; NaN where the broker gave an error for the partition. */
export interface TopicCommits {
  readonly topic: string
  readonly partitions: Int32Array
  /** Negative: no commit. */
  readonly offsets: Float64Array
  /** Commit metadata by place in the arrays; absent where empty. */
  readonly metadata: ReadonlyMap<number, string>
  /** Kafka error code by place; absent where 0. */
  readonly errors: ReadonlyMap<number, number>
}

export interface OffsetsReading {
  readonly topics: readonly TopicOffsets[]
  /** Leaders that did not answer: their partitions have code −2 in `errors`. */
  readonly failed: readonly { readonly broker: BrokerId; readonly error: AppError }[]
}

export interface TopicOffsets {
  readonly topic: string
  readonly partitions: Int32Array
  /** NaN where `errors` has a code. */
  readonly offsets: Float64Array
  /** ms; −1 where not told. Empty when not asked by time. */
  readonly timestamps: Float64Array
  /** Wall clock ms when the leader's reply arrived, by place. */
  readonly at: Float64Array
  /** Kafka error code by place; −2: the leader did not answer (see `failed`), 5: no leader in metadata. */
  readonly errors: ReadonlyMap<number, number>
}

export const LEADER_DID_NOT_ANSWER = -2
/** Errors of a look-up by time in a log whose records have no times (message format before 0.10): UNSUPPORTED_VERSION, and since 0.11 its own. */
export const WITHOUT_TIMES: ReadonlySet<number> = new Set([35, 43])

export interface PartitionToFetch {
  readonly topic: string
  readonly partition: number
  readonly offset: number
}

export interface FetchLimits {
  /** A broker waits so long until there are `minBytes`; 0: not at all. */
  readonly maxWaitMs: number
  readonly minBytes: number
  /** Of one answer and of one partition in it; a larger single batch comes whole all the same. */
  readonly maxBytes: number
  readonly partitionBytes: number
  /** `committed`: up to the last stable offset, and with what was aborted. */
  readonly isolation: 'uncommitted' | 'committed'
}

export interface FetchedRecords extends PartitionToFetch {
  readonly error: AppError | null
  readonly highWatermark: number | null
  readonly lastStable: number | null
  readonly logStart: number | null
  /** Null: not told. */
  readonly aborted: readonly { readonly producerId: number; readonly firstOffset: number }[] | null
  /** A view on the answer. */
  readonly records: Buffer
}

export interface AclsReading {
  readonly at: number
  /** False: the brokers have none configured, so everybody may do everything. */
  readonly authorizer: boolean
  readonly acls: readonly AclBinding[]
  /** ACLs of kinds that this version does not know. */
  readonly unknown: number
}

export interface QuotasReading {
  readonly at: number
  readonly quotas: readonly Quota[]
  /** Limits of kinds, or of keys, that this version does not know. */
  readonly unknown: number
}

export interface ScramReading {
  readonly at: number
  readonly credentials: readonly ScramListed[]
  /** Credentials of mechanisms that this version does not know. */
  readonly unknown: number
}

export interface ConfigResource {
  readonly kind: 'topic' | 'broker'
  readonly name: string
  /** Null: all. */
  readonly keys: readonly string[] | null
  /** True for all of a request: what the keys mean is not told, which is most of the answer. */
  readonly bare?: boolean
}

export interface ConfigReading {
  readonly resource: ConfigResource
  readonly at: number
  readonly error: AppError | null
  readonly entries: readonly ConfigValue[]
}

export type ConfigSource =
  'topic' | 'dynamicBroker' | 'dynamicDefault' | 'staticBroker' | 'default' | 'logger' | 'clientMetrics' | 'group' | 'unknown'

export interface ConfigValue {
  readonly name: string
  readonly value: string | null
  /** What Kafka itself would take; told of brokers (Kafka 1.1). Absent: not told. */
  readonly defaultValue?: string | null
  readonly source: ConfigSource
  readonly type: string | null
  readonly documentation: string | null
  readonly readOnly: boolean
  readonly sensitive: boolean
}

export interface ReassignmentsReading {
  readonly at: number
  readonly ongoing: readonly OngoingReassignment[]
}

export interface OngoingReassignment {
  readonly topic: string
  readonly partition: number
  /** All of now: those that stay, come and go. */
  readonly replicas: readonly BrokerId[]
  readonly adding: readonly BrokerId[]
  readonly removing: readonly BrokerId[]
}

export interface LogDirsReading {
  readonly at: number
  readonly dirs: readonly LogDir[]
}

export interface LogDir {
  readonly path: string
  /** Kafka error code; 56: failed disk. */
  readonly error: number
  /** Null below v4 (Kafka 3.3). */
  readonly totalBytes: number | null
  readonly usableBytes: number | null
  readonly replicas: readonly LogDirReplica[]
}

export interface LogDirReplica {
  readonly topic: string
  readonly partition: number
  readonly sizeBytes: number
  readonly offsetLag: number
  readonly isFuture: boolean
}

export type Capability =
  | 'listGroups'
  | 'groupStates'
  | 'groupTypes'
  | 'describeConfigs'
  | 'describeLogDirs'
  | 'offsetsByTime'
  | 'commitsOfManyGroups'
  | 'consumerGroupDescribe'
  | 'diskTotals'
  | 'lastStableOffset'
  | 'createTopics'
  | 'createPartitions'
  | 'incrementalAlterConfigs'
  | 'alterConfigs'
  | 'reassign'
  | 'electLeaders'
  | 'deleteRecords'
  | 'produce'
  | 'acls'
  | 'quotas'
  | 'scram'
  | 'commitOffsets'
  | 'deleteOffsets'
  | 'deleteGroups'
  | 'removeMembers'

/** `unknown` before the first broker is connected. `needs` names the first Kafka release that has it. */
export type CapabilityState = { readonly state: 'yes' } | { readonly state: 'no'; readonly needs: string } | { readonly state: 'unknown' }

export interface Counters {
  readonly requests: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly inFlight: number
  /** Requests by API key. */
  readonly byApi: ReadonlyMap<number, number>
}

/** How to reach a cluster, with secrets in clear: lives in the core's memory only. */
export interface KafkaConnectionSettings {
  readonly bootstrap: readonly { readonly host: string; readonly port: number }[]
  readonly clientId: string
  readonly tls: {
    readonly ca: string | null
    readonly caUse: 'add' | 'replace'
    readonly certificate: string | null
    readonly key: string | null
    readonly keyPassphrase: string | null
    readonly serverName: string | null
  } | null
  readonly sasl: {
    readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'
    readonly user: string
    readonly password: string
  } | null
  readonly addressMap: readonly { readonly from: string; readonly to: string }[]
  /** Static version table to use when brokers lack ApiVersions; null: find out. */
  readonly brokerVersion: '0.8.2' | '0.9' | null
}
