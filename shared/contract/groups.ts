import * as z from 'zod'
import { view, type Subject } from '../rpc/define.ts'
import { At, GroupId, Offset, RowError } from './common.ts'
import { groupChanges } from './group-changes.ts'
import { EdgeView, EtaView, TimeLagView, VerdictName, VerdictView } from './figures.ts'

/** Partitions left out of a sum, by reason. Only `noCommit` leaves a sum complete (specs: lag, sums). */
export const LeftOut = z.strictObject({ noCommit: z.int(), noLeader: z.int(), topicGone: z.int(), notRead: z.int() })
export type LeftOut = z.infer<typeof LeftOut>

export const GroupRow = z.strictObject({
  group: z.string(),
  /** `classic`, `consumer` (KIP-848), `share`, `streams`; `unknown` where brokers do not tell (before 3.8). */
  type: z.enum(['classic', 'consumer', 'share', 'streams', 'unknown']),
  /** What the group is made of: `consumer`, `connect`, `streams`, another protocol type, or empty. */
  kind: z.string(),
  /** Kafka's own word, for example `Stable`, `Empty`, `PreparingRebalance`, `Reconciling`; empty: not told. */
  state: z.string(),
  /** In ZooKeeper: it is named in the profile, and nobody knows its state and members. */
  offsetsIn: z.enum(['kafka', 'zookeeper']),
  coordinator: z.int().nullable(),
  members: z.int().nullable(),
  hosts: z.int().nullable(),
  /** Topics with commits or assignments, worst lag first, at most three; `topicCount` counts all. */
  topics: z.array(z.strictObject({ topic: z.string(), lag: z.number().nullable() })),
  topicCount: z.int(),
  partitions: z.strictObject({ owned: z.int().nullable(), committed: z.int(), total: z.int() }),
  /** Sum of lag over complete partitions; null: nothing complete was read. */
  lag: z.number().nullable(),
  lagMax: z.number().nullable(),
  /** True: something that belongs into the sum could not be read. */
  partial: z.boolean(),
  leftOut: LeftOut,
  /** Records deleted before they were committed. */
  lost: z.number().nullable(),
  /** The shown verdict: of its worst partition. Null: nothing to judge (no commit and no member, or not to be read). */
  verdict: VerdictView.nullable(),
  /** The partition whose figures are in the sentence. */
  representative: z.strictObject({ topic: z.string(), partition: z.int() }).nullable(),
  /** Partitions by verdict, worst first. */
  counts: z.array(z.strictObject({ verdict: VerdictName, n: z.int() })).max(20),
  /** Judged partitions among those known, 0 to 1. */
  complete: z.number().nullable(),
  /** Something worse may hide among what was not read. */
  atLeast: z.boolean(),
  /** Without members and without a commit for a day. */
  dormant: z.boolean(),
  timeLag: TimeLagView,
  /** msg/s over its partitions; null: not known yet. */
  in: z.number().nullable(),
  out: z.number().nullable(),
  /** msg/min by which its lag grows; null: not known yet. */
  slope: z.number().nullable(),
  /** How uneven the traffic is, over partitions that have some. */
  skew: z.strictObject({ peakToMean: z.number(), cv: z.number() }).nullable(),
  eta: EtaView,
  edge: EdgeView,
  /** Total lag over the last hour, oldest first; null: not read then. */
  trend: z.array(z.number().nullable()).max(60),
  /** `forbidden` rows stay in the list and say which right is missing. */
  access: z.enum(['ok', 'forbidden']),
  /** Wall clock ms of its end reading. */
  asOf: z.number().nullable(),
  error: RowError.nullable(),
})
export type GroupRow = z.infer<typeof GroupRow>

export const GroupPartitionRow = z.strictObject({
  key: z.string(),
  topic: z.string(),
  partition: z.int(),
  leader: z.int(),
  inSync: z.int(),
  replicas: z.int(),
  start: Offset.nullable(),
  committed: Offset.nullable(),
  end: Offset.nullable(),
  /** `max(0, end − max(committed, start))`; null unless `reading` is `complete`. */
  lag: z.number().nullable(),
  lost: z.number().nullable(),
  ahead: z.number().nullable(),
  /** Records behind an open transaction; null: not asked for. */
  blocked: z.number().nullable(),
  verdict: VerdictView.nullable(),
  timeLag: TimeLagView,
  /** msg/s; null: not known yet. */
  in: z.number().nullable(),
  out: z.number().nullable(),
  eta: EtaView,
  edge: EdgeView,
  reading: z.enum(['complete', 'noCommit', 'noLeader', 'topicGone', 'notRead', 'forbidden']),
  member: z.string().nullable(),
  clientId: z.string().nullable(),
  host: z.string().nullable(),
  metadata: z.string().nullable(),
  committedAsOf: z.number().nullable(),
  endAsOf: z.number().nullable(),
  error: RowError.nullable(),
})
export type GroupPartitionRow = z.infer<typeof GroupPartitionRow>

export const MemberRow = z.strictObject({
  member: z.string(),
  instance: z.string().nullable(),
  clientId: z.string(),
  host: z.string(),
  rack: z.string().nullable(),
  /** Assigned partitions, by topic. */
  assigned: z.array(z.strictObject({ topic: z.string(), partitions: z.array(z.int()) })),
  partitions: z.int(),
  lag: z.number().nullable(),
  partial: z.boolean(),
  /** Of the group's lag, 0 to 1. */
  share: z.number().nullable(),
})
export type MemberRow = z.infer<typeof MemberRow>

const OneGroup = At.extend({ group: GroupId })

export const groups = {
  list: view(At, GroupRow, 'group'),
  /** One row: the group of that name, with members described. */
  one: view(OneGroup, GroupRow, 'group'),
  partitions: view(OneGroup, GroupPartitionRow, 'key'),
  members: view(OneGroup, MemberRow, 'member'),
  ...groupChanges,
} as const satisfies Subject
