import type { AppError } from '../../../../shared/errors/error.ts'
import type { AclBinding } from '../../../../shared/domain/acl.ts'
import type { QuotaEdit } from '../../../../shared/domain/quota.ts'
import type { NewScram, ScramCredential } from '../../../../shared/domain/scram.ts'
import type { BrokerId } from '../../../../shared/domain/ids.ts'
import type { RecordToWrite } from './wire/record-batch.ts'

/**
 * What became of one item of a change. `refused`: the broker said no, nothing was done. `notSent`: nothing left this machine.
 * `unknown`: it was sent, and no answer says what became of it; only reading tells. Never sent a second time (E-09).
 */
export type Outcome =
  | { readonly is: 'done' }
  | { readonly is: 'refused'; readonly error: AppError; readonly code: number }
  | { readonly is: 'notSent'; readonly error: AppError }
  | { readonly is: 'unknown'; readonly error: AppError }

/** One result for each item asked, in the order asked. */
export type ItemResults<Item> = readonly { readonly item: Item; readonly outcome: Outcome }[]

export interface NewTopic {
  readonly name: string
  readonly partitions: number
  readonly replication: number
  /** Replicas by partition; null: the brokers choose. Wins over the two figures. */
  readonly assignment: readonly (readonly BrokerId[])[] | null
  readonly configs: ReadonlyMap<string, string>
}

export interface MorePartitions {
  readonly topic: string
  /** How many it shall have in all. */
  readonly count: number
  /** Replicas of the new ones, in order; null: the brokers choose. */
  readonly assignment: readonly (readonly BrokerId[])[] | null
}

export interface ConfigChange {
  readonly key: string
  /** `delete`: back to what applies without it. `append`, `subtract`: elements of a list. */
  readonly operation: 'set' | 'delete' | 'append' | 'subtract'
  /** Null with `delete`. */
  readonly value: string | null
}

export interface ConfigChanges {
  readonly resource: { readonly kind: 'topic' | 'broker'; readonly name: string }
  readonly changes: readonly ConfigChange[]
}

export interface TopicPartition {
  readonly topic: string
  readonly partition: number
}

/** Where a partition shall be. */
export interface NewReplicas extends TopicPartition {
  /** The first is the preferred leader. Null: what is under way is taken back. */
  readonly replicas: readonly BrokerId[] | null
}

export interface PartitionOffset extends TopicPartition {
  readonly offset: number
}

/** Records for one partition, which takes them as one batch or not at all. */
export interface NewRecords extends TopicPartition {
  readonly records: readonly RecordToWrite[]
  /** ms, of all of them; topics that keep the broker's time do not. */
  readonly time: number
}

export interface NewCommit extends PartitionOffset {
  /** Text that is kept beside the offset; null: none. */
  readonly metadata: string | null
}

export interface MemberToRemove {
  readonly member: string
  /** Of a static member; it is removed by this name. */
  readonly instance: string | null
}

/**
 * What changes a Kafka cluster. Each call sends each item at most once, over a connection of its own; a broker that proved to be the
 * wrong one (NOT_CONTROLLER, NOT_COORDINATOR, NOT_LEADER) is followed by the right one, once. Rejects only when the signal aborts
 * before anything was sent.
 */
export interface KafkaChanges {
  /** CreateTopics (key 19; Kafka 0.10.1). */
  createTopics(topics: readonly NewTopic[], signal: AbortSignal): Promise<ItemResults<NewTopic>>
  /** DeleteTopics (key 20; Kafka 0.10.1). Done means accepted: the topic goes a little later. */
  deleteTopics(topics: readonly string[], signal: AbortSignal): Promise<ItemResults<string>>
  /** CreatePartitions (key 37; Kafka 1.0). */
  createPartitions(topics: readonly MorePartitions[], signal: AbortSignal): Promise<ItemResults<MorePartitions>>
  /**
   * IncrementalAlterConfigs (key 44; Kafka 2.3). Before that AlterConfigs (key 33; 0.11) with the set of now and the changes in it;
   * refused when that set holds values that cannot be read, which would be lost.
   */
  alterConfigs(resources: readonly ConfigChanges[], signal: AbortSignal): Promise<ItemResults<ConfigChanges>>
  /** DeleteRecords (key 21; Kafka 0.11): below `offset`. −1: all up to the high watermark. */
  deleteRecords(partitions: readonly PartitionOffset[], signal: AbortSignal): Promise<ItemResults<PartitionOffset>>
  /** AlterPartitionReassignments (key 45; Kafka 2.4). Done means begun: brokers copy, and the list of reassignments tells how far. */
  reassign(partitions: readonly NewReplicas[], signal: AbortSignal): Promise<ItemResults<NewReplicas>>
  /** ElectLeaders (key 43; Kafka 2.2): the preferred replicas, never one that is out of sync. Those that lead already are done. */
  electLeaders(partitions: readonly TopicPartition[], signal: AbortSignal): Promise<ItemResults<TopicPartition>>
  /** Produce (key 0 v3; Kafka 0.11), to be answered when all in-sync replicas have it. Each partition at most once in `items`. */
  produce(items: readonly NewRecords[], signal: AbortSignal): Promise<ItemResults<NewRecords>>
  /** CreateAcls (key 30; Kafka 2.0). */
  createAcls(acls: readonly AclBinding[], signal: AbortSignal): Promise<ItemResults<AclBinding>>
  /** DeleteAcls (key 31; Kafka 2.0), each by what it is; one that is not there is done. */
  deleteAcls(acls: readonly AclBinding[], signal: AbortSignal): Promise<ItemResults<AclBinding>>
  /** AlterClientQuotas (key 49; Kafka 2.6). Each entity at most once in `edits`. */
  alterQuotas(edits: readonly QuotaEdit[], signal: AbortSignal): Promise<ItemResults<QuotaEdit>>
  /** AlterUserScramCredentials (key 51; Kafka 2.7): makes them, or gives them another password. */
  setScram(credentials: readonly NewScram[], signal: AbortSignal): Promise<ItemResults<NewScram>>
  /** The same request; what is not there is refused. */
  removeScram(credentials: readonly ScramCredential[], signal: AbortSignal): Promise<ItemResults<ScramCredential>>
  /** OffsetCommit (key 8; Kafka 0.9) from outside the group, which must have no members. */
  commitOffsets(group: string, commits: readonly NewCommit[], signal: AbortSignal): Promise<ItemResults<NewCommit>>
  /** OffsetDelete (key 47; Kafka 2.4). */
  deleteOffsets(group: string, partitions: readonly TopicPartition[], signal: AbortSignal): Promise<ItemResults<TopicPartition>>
  /** DeleteGroups (key 42; Kafka 1.1). */
  deleteGroups(groups: readonly string[], signal: AbortSignal): Promise<ItemResults<string>>
  /** LeaveGroup (key 13 v3; Kafka 2.4) in the name of members of a classic group. */
  removeMembers(group: string, members: readonly MemberToRemove[], signal: AbortSignal): Promise<ItemResults<MemberToRemove>>
}
