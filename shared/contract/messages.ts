import * as z from 'zod'
import { query, stream, type Subject } from '../rpc/define.ts'
import { change } from './changes.ts'
import { GroupId, Offset, ProfileId, RowError, TopicName } from './common.ts'
import { SchemaFile, SchemaNames, SchemaUsed, WriteSchema } from './schemas.ts'

/**
 * Records of a topic, looked at: this joins no group, commits nothing and creates nothing. Everything about a record is text of
 * strangers.
 */

const Partition = z.int().min(0)
const Moment = z.number().min(0).max(8.64e15)
const Text = z.string().max(10_000)

export const PayloadFormat = z.enum(['auto', 'json', 'text', 'hex', 'base64', 'number', 'messagePack', 'avro', 'protobuf', 'registry'])
export type PayloadFormat = z.infer<typeof PayloadFormat>

/** Where to begin, in each partition. */
export const BrowseFrom = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('earliest') }),
  /** The newest `count` of all partitions together. */
  z.strictObject({ at: z.literal('newest'), count: z.int().min(1).max(5_000) }),
  z.strictObject({ at: z.literal('offset'), offset: Offset.refine((text) => !text.startsWith('-'), 'An offset is not negative') }),
  z.strictObject({ at: z.literal('time'), time: Moment }),
  /** Where the group reads on; partitions without a commit are left out. */
  z.strictObject({ at: z.literal('group'), group: GroupId }),
  /** The end: only what comes from now on. */
  z.strictObject({ at: z.literal('end') }),
])
export type BrowseFrom = z.infer<typeof BrowseFrom>

export const TextMatch = z.strictObject({ text: Text, how: z.enum(['contains', 'equals', 'regex']) })

export const RecordFilter = z.strictObject({
  key: TextMatch.nullable(),
  value: TextMatch.nullable(),
  header: z.strictObject({ name: Text, value: TextMatch.nullable() }).nullable(),
  /** Of a JSON value: `order.lines[0].id`. */
  path: z.strictObject({ path: z.string().min(1).max(1_000), value: TextMatch.nullable() }).nullable(),
})
export type RecordFilter = z.infer<typeof RecordFilter>

export const BrowseInput = z.strictObject({
  cluster: ProfileId,
  topic: TopicName,
  /** Null: all. */
  partitions: z.array(Partition).min(1).max(10_000).nullable(),
  from: BrowseFrom,
  /** Only what was there when it began, or also what comes. */
  follow: z.boolean(),
  /** Up to this moment; null: to the end. */
  until: Moment.nullable(),
  filter: RecordFilter.nullable(),
  /** Rows at most; when following, it never ends by that. */
  rows: z.int().min(1).max(5_000),
  /** Bytes read at most, compressed; null: as many as there are. */
  bytes: z.int().min(1_024).nullable(),
  /** Leaves out what transactions wrote that were aborted, or are still open. */
  committedOnly: z.boolean(),
  keyFormat: PayloadFormat,
  valueFormat: PayloadFormat,
  /** For the formats that need one. */
  keySchema: SchemaFile.nullable(),
  valueSchema: SchemaFile.nullable(),
})
export type BrowseInput = z.infer<typeof BrowseInput>

export const Payload = z.strictObject({
  /** All of it. */
  bytes: z.int(),
  format: PayloadFormat.exclude(['auto', 'registry']),
  /** Of at most the first 64 KiB. */
  text: z.string(),
  cut: z.boolean(),
  /** Why it is not in the format asked for. */
  problem: z.string().nullable(),
  schema: SchemaUsed.nullable(),
})
export type Payload = z.infer<typeof Payload>

export const MessageRow = z.strictObject({
  partition: z.int(),
  offset: Offset,
  /** Wall clock ms; null: records before Kafka 0.10 have none. */
  at: z.number().nullable(),
  timeType: z.enum(['create', 'append']).nullable(),
  key: Payload.nullable(),
  value: Payload.nullable(),
  headers: z.array(z.strictObject({ name: z.string(), value: Payload.nullable() })),
  /** There may be more than are told. */
  headerCount: z.int(),
  size: z.int(),
  codec: z.enum(['none', 'gzip', 'snappy', 'lz4', 'zstd']),
  producer: z.strictObject({ id: z.number(), epoch: z.int() }).nullable(),
  transactional: z.boolean(),
  /** Why what lies here cannot be read. */
  unreadable: z.string().nullable(),
})
export type MessageRow = z.infer<typeof MessageRow>

export const BrowseEvent = z.discriminatedUnion('is', [
  /** Where it begins and ends, once. */
  z.strictObject({
    is: z.literal('began'),
    partitions: z.array(z.strictObject({ partition: z.int(), start: Offset, end: Offset, from: Offset })),
    /** Records between, by offset distance. */
    ahead: z.number(),
    masked: z.boolean(),
  }),
  z.strictObject({ is: z.literal('rows'), rows: z.array(MessageRow) }),
  z.strictObject({ is: z.literal('progress'), scanned: z.int(), matched: z.int(), bytes: z.number(), left: z.number() }),
  /** A partition that cannot be read; the others go on. */
  z.strictObject({ is: z.literal('partitionFailed'), partition: z.int(), error: RowError }),
  /** `end`: all was looked at. */
  z.strictObject({ is: z.literal('ended'), why: z.enum(['end', 'rows', 'bytes', 'nothingReadable']) }),
])
export type BrowseEvent = z.infer<typeof BrowseEvent>

const PLAIN = ['text', 'json', 'hex', 'base64'] as const
const WrittenText = z.string().max(900_000)

/** Bytes as a person writes them; `schema`: JSON that a schema makes bytes of. */
export const WrittenPayload = z.strictObject({ as: z.enum([...PLAIN, 'schema']), text: WrittenText })
export type WrittenPayload = z.infer<typeof WrittenPayload>

export const NewRecord = z.strictObject({
  /** Null is null, and not empty. */
  key: WrittenPayload.nullable(),
  value: WrittenPayload.nullable(),
  headers: z
    .array(
      z.strictObject({
        name: z.string().min(1, 'A header needs a name').max(1_000),
        value: z.strictObject({ as: z.enum(PLAIN), text: WrittenText }).nullable(),
      }),
    )
    .max(100),
  /** Null: by the key, as Kafka's own producers choose it. */
  partition: Partition.max(1_000_000).nullable(),
})
export type NewRecord = z.infer<typeof NewRecord>

export const messages = {
  browse: stream(BrowseInput, BrowseEvent),
  /** One record again, in other formats. */
  one: query(
    z.strictObject({
      cluster: ProfileId,
      topic: TopicName,
      partition: Partition,
      offset: Offset,
      keyFormat: PayloadFormat,
      valueFormat: PayloadFormat,
      keySchema: SchemaFile.nullable(),
      valueSchema: SchemaFile.nullable(),
    }),
    MessageRow.nullable(),
  ),
  /** What a schema describes, before it is used. */
  schemaNames: query(z.strictObject({ schema: SchemaFile }), SchemaNames),
  /** Writes records, in this order in each partition, once. */
  produce: change(
    'C2',
    z.strictObject({
      topic: TopicName,
      records: z.array(NewRecord).min(1, 'There is nothing to write').max(1_000, 'At most 1,000 at once'),
      /** For keys and values that are written by one. */
      schemas: z.strictObject({ key: WriteSchema.nullable(), value: WriteSchema.nullable() }).optional(),
    }),
    ['topics', 'groups'],
  ),
} as const satisfies Subject
