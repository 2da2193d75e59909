import * as z from 'zod'
import { query, view, type Subject } from '../rpc/define.ts'
import { onMesosFields } from './broker-on-mesos.ts'
import { change } from './changes.ts'
import { At, RowError } from './common.ts'

export const BrokerRow = z.strictObject({
  /** Node id as text. */
  key: z.string(),
  id: z.int(),
  /** Empty, with port 0: Kafka never told. */
  host: z.string(),
  port: z.int(),
  rack: z.string().nullable(),
  /**
   * `up`: answers us. `down`: named by replicas or seen before, not in metadata. `unreachable`: in metadata, does not answer us.
   * `absent`: only the scheduler knows it.
   */
  state: z.enum(['up', 'down', 'unreachable', 'connecting', 'absent']),
  /** In KRaft clusters the controller is not among the brokers: always false there. */
  controller: z.boolean(),
  /** Release range guessed from API versions, for example `3.9` or `4.0–4.2`. */
  release: z.string().nullable(),
  leaders: z.int(),
  replicas: z.int(),
  /** Partitions that it leads of which a replica, here or elsewhere, is not in sync. With `leaders` it is the overview's strip. */
  ledUnderReplicated: z.int(),
  /** Partitions of which it is the preferred leader and does lead, of those of which it is the preferred leader. */
  preferred: z.strictObject({ led: z.int(), of: z.int() }),
  /** Partitions with a replica here that is not in sync. */
  outOfSync: z.int(),
  /** Leaderless partitions with a replica here. */
  offline: z.int(),
  /** Groups that it coordinates, as far as they are known. */
  groups: z.int(),
  /** Null: not told, or it does not answer now. */
  disk: z
    .strictObject({
      usedBytes: z.number(),
      totalBytes: z.number().nullable(),
      usableBytes: z.number().nullable(),
      dirs: z.int(),
      failedDirs: z.int(),
    })
    .nullable(),
  /** Wall clock ms of its last answer. */
  answeredAt: z.number().nullable(),
  /** Null: not `up`, or not measured yet. */
  latencyMs: z.number().nullable(),
  error: RowError.nullable(),
  ...onMesosFields,
})
export type BrokerRow = z.infer<typeof BrokerRow>

export const BrokerPartitionRow = z.strictObject({
  key: z.string(),
  topic: z.string(),
  partition: z.int(),
  role: z.enum(['leader', 'inSync', 'outOfSync', 'offline']),
  preferred: z.boolean(),
  leader: z.int(),
  sizeBytes: z.number().nullable(),
  /** Records behind the leader, from the log directory. */
  replicaLag: z.number().nullable(),
})
export type BrokerPartitionRow = z.infer<typeof BrokerPartitionRow>

export const ConfigEntry = z.strictObject({
  name: z.string(),
  /** Null: sensitive, or not set. */
  value: z.string().nullable(),
  /** What Kafka itself would take. Absent: not told. */
  defaultValue: z.string().nullable().optional(),
  source: z.enum(['topic', 'dynamicBroker', 'dynamicDefault', 'staticBroker', 'default', 'logger', 'clientMetrics', 'group', 'unknown']),
  type: z.string().nullable(),
  documentation: z.string().nullable(),
  readOnly: z.boolean(),
  sensitive: z.boolean(),
})
export type ConfigEntry = z.infer<typeof ConfigEntry>

export const brokers = {
  list: view(At, BrokerRow, 'key'),
  partitions: view(At.extend({ broker: z.int() }), BrokerPartitionRow, 'key'),
  /** Dynamic configs of one broker; `value` null: back to what it inherits. */
  configure: change(
    'C2',
    z.strictObject({
      broker: z.int().min(0),
      changes: z
        .array(z.strictObject({ key: z.string().min(1).max(255), value: z.string().max(32_767).nullable() }))
        .min(1)
        .max(200),
    }),
    ['brokers'],
  ),
  config: query(At.extend({ broker: z.int() }), z.strictObject({ asOf: z.number(), entries: z.array(ConfigEntry) })),
} as const satisfies Subject
