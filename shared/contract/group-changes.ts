import * as z from 'zod'
import { query, type Subject } from '../rpc/define.ts'
import { change } from './changes.ts'
import { GroupId, Offset, ProfileId, TopicName } from './common.ts'

const Partition = z.int().min(0)
/** Wall clock ms. */
const Moment = z.number().min(0).max(8.64e15)
/** Offsets of a file are at most this long. */
const CSV_MOST = 4_000_000
const ROWS_MOST = 20_000

/** Which partitions are moved. */
export const ResetScope = z.discriminatedUnion('of', [
  /** All that the group has commits in; with a target that names partitions itself: all that it names. */
  z.strictObject({ of: z.literal('all') }),
  /** Those of them that it has not read to their end. */
  z.strictObject({ of: z.literal('lagging') }),
  /** `partitions` null: all of the topic. */
  z.strictObject({
    of: z.literal('topics'),
    topics: z
      .array(z.strictObject({ topic: TopicName, partitions: z.array(Partition).min(1).max(ROWS_MOST).nullable() }))
      .min(1)
      .max(1_000),
  }),
])
export type ResetScope = z.infer<typeof ResetScope>

/** Where to: the modes of Kafka's kafka-consumer-groups --reset-offsets, and two more. */
export const ResetTo = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('earliest') }),
  z.strictObject({ to: z.literal('latest') }),
  /** First record at or after the moment, else the end. */
  z.strictObject({ to: z.literal('time'), at: Moment }),
  /** That long before now. */
  z.strictObject({ to: z.literal('ago'), ms: z.number().min(0).max(3.2e12) }),
  z.strictObject({ to: z.literal('offset'), offset: Offset.refine((text) => !text.startsWith('-'), 'An offset is not negative') }),
  /** Forward when positive. */
  z.strictObject({ to: z.literal('shift'), by: z.int() }),
  /** Where it stands, else the end. */
  z.strictObject({ to: z.literal('current') }),
  /** As another group; `matching`: only where this group has commits as well. */
  z.strictObject({ to: z.literal('group'), group: GroupId, matching: z.boolean() }),
  /** As Samsa recorded it at that moment. */
  z.strictObject({ to: z.literal('recorded'), at: Moment }),
  /** Kafka's CSV: `topic,partition,offset`, or with the group in front. */
  z.strictObject({ to: z.literal('file'), text: z.string().max(CSV_MOST, 'At most 4 MB') }),
])
export type ResetTo = z.infer<typeof ResetTo>

export const ResetRow = z.strictObject({
  topic: z.string(),
  partition: z.int(),
  /** Committed; null: no commit. */
  now: Offset.nullable(),
  /** Null: left as it is, see `problem`. */
  next: Offset.nullable(),
  /** Log start and end; null: not known. */
  start: Offset.nullable(),
  end: Offset.nullable(),
  /** It had to be moved to the end of the log that is named. */
  clamped: z.enum(['start', 'end']).nullable(),
  problem: z.enum(['noCommit', 'unreadable', 'notGiven', 'topicGone']).nullable(),
  /** Records it would not read, or read again; null: it has no position to count from. */
  skip: z.number().nullable(),
  replay: z.number().nullable(),
  /** Time of the record at both positions, wall clock ms; null: not known, or there is no record there. */
  timeNow: z.number().nullable(),
  timeNext: z.number().nullable(),
})
export type ResetRow = z.infer<typeof ResetRow>

/** Whether its offsets can be changed now. Only a group without members takes them. */
export const GroupReadiness = z.strictObject({
  /** `ready`: Empty or Dead, or there is no such group. */
  is: z.enum(['ready', 'running', 'unknown']),
  state: z.string(),
  members: z
    .array(z.strictObject({ member: z.string(), instance: z.string().nullable(), clientId: z.string(), host: z.string() }))
    .max(1_000),
  /** Wall clock ms. */
  asOf: z.number(),
  /** Why it is not known. */
  why: z.string().nullable(),
})
export type GroupReadiness = z.infer<typeof GroupReadiness>

export const ResetPreview = z.strictObject({
  asOf: z.number(),
  readiness: GroupReadiness,
  rows: z.array(ResetRow).max(ROWS_MOST),
  /** Sums over rows that change; what has no position is not in them. */
  totals: z.strictObject({ changed: z.int(), skip: z.number(), replay: z.number() }),
  /** Things to think about, in sentences. */
  warnings: z.array(z.string()).max(20),
})
export type ResetPreview = z.infer<typeof ResetPreview>

export const NewOffset = z.strictObject({
  topic: TopicName,
  partition: Partition,
  /** Null: its commit is deleted (Kafka 2.4). */
  offset: Offset.nullable(),
})
export type NewOffset = z.infer<typeof NewOffset>

const GroupName = GroupId.min(1, 'A group needs a name')

export const groupChanges = {
  /** Whether the group takes offsets now: asked again while a reset is prepared. */
  readiness: query(z.strictObject({ cluster: ProfileId, group: GroupId }), GroupReadiness),
  /** What a reset would do, row by row. Its rows with another offset are what `resetOffsets` is asked for. */
  previewReset: query(z.strictObject({ cluster: ProfileId, group: GroupName, scope: ResetScope, target: ResetTo }), ResetPreview),
  /** Offsets of one group, or of several with their names, as Kafka's CSV. */
  exportOffsets: query(
    z.strictObject({ cluster: ProfileId, groups: z.array(GroupId).min(1).max(1_000) }),
    z.strictObject({ text: z.string(), lines: z.int() }),
  ),
  /** Sets exactly these offsets, also to copy them from another group or a file. `how`: kept in the activity, as text. */
  resetOffsets: change(
    'C3',
    z.strictObject({ group: GroupName, offsets: z.array(NewOffset).min(1).max(ROWS_MOST), how: z.string().max(300) }),
    ['groups', 'lag'],
  ),
  deleteOffsets: change(
    'C3',
    z.strictObject({
      group: GroupName,
      partitions: z
        .array(z.strictObject({ topic: TopicName, partition: Partition }))
        .min(1)
        .max(ROWS_MOST),
    }),
    ['groups', 'lag'],
  ),
  remove: change('C3', z.strictObject({ groups: z.array(GroupId).min(1).max(20, 'At most 20 at once') }), ['groups', 'lag']),
  /** Members of a classic group. One that lives joins again. */
  removeMembers: change(
    'C2',
    z.strictObject({
      group: GroupName,
      members: z
        .array(z.strictObject({ member: z.string().max(32_767), instance: z.string().max(32_767).nullable() }))
        .min(1)
        .max(1_000),
    }),
    ['groups'],
  ),
} as const satisfies Subject
