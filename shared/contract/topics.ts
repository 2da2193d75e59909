import * as z from 'zod'
import { query, view, type Subject } from '../rpc/define.ts'
import { ConfigEntry } from './brokers.ts'
import { At, Offset, RowError, TopicName } from './common.ts'
import { Span } from './lag.ts'
import { topicChanges } from './topic-changes.ts'

export const TopicRow = z.strictObject({
  name: z.string(),
  internal: z.boolean(),
  partitions: z.int(),
  /** Replicas a partition; the largest where partitions differ. */
  replication: z.int(),
  underReplicated: z.int(),
  /** Leaderless partitions. */
  offline: z.int(),
  /** Partitions not led by their preferred leader. */
  notPreferred: z.int(),
  /** Brokers that lead a partition of it. */
  leaders: z.array(z.int()),
  /** All replicas, from log directories; null: not read. */
  sizeBytes: z.number().nullable(),
  /** Distance from log start to log end over its partitions; null: of none of them known. */
  messages: z.number().nullable(),
  /** True: `messages` lacks partitions that have no leader or were not read. */
  messagesPartial: z.boolean(),
  /** Groups with commits in it, worst first, at most three; `groupCount` counts all. */
  groups: z.array(z.strictObject({ group: z.string(), lag: z.number().nullable() })),
  groupCount: z.int(),
  error: RowError.nullable(),
})
export type TopicRow = z.infer<typeof TopicRow>

export const ReplicaCell = z.strictObject({
  broker: z.int(),
  inSync: z.boolean(),
  /** Its broker is away or its directory failed. */
  offline: z.boolean(),
  sizeBytes: z.number().nullable(),
})

export const PartitionRow = z.strictObject({
  key: z.string(),
  partition: z.int(),
  /** −1: no leader. */
  leader: z.int(),
  leaderEpoch: z.int().nullable(),
  preferredLeader: z.int(),
  replicas: z.array(ReplicaCell),
  inSync: z.int(),
  /** Log start and end; null with the reason in `offsets`. */
  start: Offset.nullable(),
  end: Offset.nullable(),
  messages: z.number().nullable(),
  offsets: z.enum(['read', 'noLeader', 'notRead', 'forbidden', 'error']),
  /** Wall clock ms of the end reading. */
  asOf: z.number().nullable(),
  error: RowError.nullable(),
})
export type PartitionRow = z.infer<typeof PartitionRow>

export const TopicGroupRow = z.strictObject({
  group: z.string(),
  state: z.string(),
  members: z.int().nullable(),
  partitions: z.int(),
  lag: z.number().nullable(),
  /** Partitions left out of the sum because something could not be read. */
  leftOut: z.int(),
  worst: z.strictObject({ partition: z.int(), lag: z.number() }).nullable(),
})
export type TopicGroupRow = z.infer<typeof TopicGroupRow>

/** Something that happened to a topic, or to a broker that holds replicas of it. */
export const TopicEvent = z.strictObject({
  at: z.number(),
  kind: z.enum(['created', 'deleted', 'brokerDown', 'brokerUp', 'leaders', 'leaderless', 'outOfSync', 'inSync']),
  /** Null: it is about none. */
  broker: z.int().nullable(),
  /** How many it was about; null: not told of this kind. */
  partitions: z.int().nullable(),
})
export type TopicEvent = z.infer<typeof TopicEvent>

const OneTopic = At.extend({ topic: TopicName })

export const topics = {
  list: view(At, TopicRow, 'name'),
  partitions: view(OneTopic, PartitionRow, 'key'),
  groups: view(OneTopic, TopicGroupRow, 'group'),
  config: query(OneTopic, z.strictObject({ asOf: z.number(), entries: z.array(ConfigEntry) })),
  /**
   * What happened in a span, oldest first: leaders and replicas as far as they were followed since the connection (`since`; null: not at all),
   * the rest as far as it was recorded.
   */
  events: query(
    OneTopic.extend({ span: Span }),
    z.strictObject({ events: z.array(TopicEvent).max(500), more: z.int(), since: z.number().nullable() }),
  ),
  ...topicChanges,
} as const satisfies Subject
