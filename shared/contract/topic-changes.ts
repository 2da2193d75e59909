import * as z from 'zod'
import { query, type Subject } from '../rpc/define.ts'
import { change } from './changes.ts'
import { Offset, ProfileId, TopicName } from './common.ts'

/** What Kafka allows as the name of a new topic. */
export const NewTopicName = z
  .string()
  .min(1, 'A topic needs a name')
  .max(249, 'At most 249 characters')
  .regex(/^[A-Za-z0-9._-]+$/, 'Letters, digits, “.”, “_” and “-” only')
  .refine((name) => name !== '.' && name !== '..', 'This name is not allowed')

const BrokerIds = z.array(z.int().min(0)).min(1, 'A partition needs a replica').max(100)

const ConfigKey = z.string().min(1).max(255)
const ConfigText = z.string().max(32_767)

const Partitions = z.int().min(1, 'At least one partition').max(100_000)
const Replication = z.int().min(1, 'At least one replica').max(100)

export const NewTopic = z.strictObject({
  name: NewTopicName,
  partitions: Partitions,
  replication: Replication,
  /** Replicas by partition number; null: spread over brokers and racks, as the plan shows. */
  assignment: z.array(BrokerIds).min(1).max(20_000).nullable(),
  configs: z.array(z.strictObject({ key: ConfigKey, value: ConfigText })).max(200),
  /** Takes the overrides of this topic; `configs` win over them. */
  configsOf: TopicName.nullable(),
})
export type NewTopic = z.infer<typeof NewTopic>

/** Where replicas would go, and what that means for each broker. */
export const AssignmentPreview = z.strictObject({
  /** Replicas by partition number; the first is the preferred leader. */
  assignment: z.array(z.array(z.int())),
  brokers: z.array(z.strictObject({ broker: z.int(), rack: z.string().nullable(), leaders: z.int(), replicas: z.int() })),
  /** Partitions whose replicas share a rack although there are enough racks. */
  sameRack: z.int(),
  racks: z.int(),
})
export type AssignmentPreview = z.infer<typeof AssignmentPreview>

const Partition = z.int().min(0)

export const topicChanges = {
  /** Before a topic is created, or given more partitions: where they would go. `from`: the first new partition's number. */
  previewAssignment: query(
    z.strictObject({
      cluster: ProfileId,
      topic: z.string().max(249),
      from: z.int().min(0),
      partitions: Partitions.max(20_000),
      replication: Replication,
    }),
    AssignmentPreview,
  ),
  create: change('C1', NewTopic, ['topics']),
  /** `value` null: back to what the topic inherits. */
  configure: change(
    'C2',
    z.strictObject({
      topic: TopicName,
      changes: z
        .array(z.strictObject({ key: ConfigKey, value: ConfigText.nullable() }))
        .min(1)
        .max(200),
    }),
    ['topics'],
  ),
  /** To `count` in all. */
  addPartitions: change(
    'C2',
    z.strictObject({ topic: TopicName, count: Partitions, assignment: z.array(BrokerIds).min(1).max(20_000).nullable() }),
    ['topics', 'groups'],
  ),
  /** Everything below `before` goes. */
  deleteRecords: change(
    'C3',
    z.strictObject({
      topic: TopicName,
      partitions: z
        .array(z.strictObject({ partition: Partition, before: Offset }))
        .min(1)
        .max(5_000),
    }),
    ['topics', 'groups'],
  ),
  remove: change('C3', z.strictObject({ topics: z.array(TopicName).min(1).max(20, 'At most 20 at once') }), ['topics', 'groups']),
} as const satisfies Subject
