import * as z from 'zod'
import { NamedValue } from './broker-on-mesos.ts'
import { RowError } from './common.ts'

const Moment = z.number().nullable()

/** Cores or MiB. Null: not told. */
const Amount = z.strictObject({
  total: z.number().nullable(),
  used: z.number().nullable(),
  /** In offers that are out. */
  offered: z.number().nullable(),
  free: z.number().nullable(),
})

export const AgentRow = z.strictObject({
  /** Agent id. */
  id: z.string(),
  host: z.string().nullable(),
  address: z.string().nullable(),
  /** `unreachable` and `gone` agents are known only from tasks that were there, or from having been seen. */
  state: z.enum(['active', 'deactivated', 'draining', 'drained', 'disconnected', 'recovering', 'unreachable', 'gone']),
  /** When it registered last; of one that is lost, when it was seen last. */
  since: Moment,
  version: z.string().nullable(),
  /** `text`: constraints see only text attributes. */
  attributes: z.array(NamedValue.extend({ text: z.boolean() })),
  region: z.string().nullable(),
  zone: z.string().nullable(),
  cpus: Amount,
  mem: Amount,
  disk: Amount,
  gpus: z.number().nullable(),
  ports: z.strictObject({ total: z.int().nullable(), used: z.int().nullable(), free: z.int().nullable(), ranges: z.string() }),
  reservations: z.array(
    z.strictObject({
      role: z.string(),
      cpus: z.number().nullable(),
      mem: z.number().nullable(),
      disk: z.number().nullable(),
      ports: z.string(),
    }),
  ),
  brokers: z.array(
    z.strictObject({
      id: z.int(),
      /** `sticky`: stopped, and returns here until `until`. */
      state: z.enum(['running', 'starting', 'stopping', 'sticky']),
      until: Moment,
    }),
  ),
  /** Partitions led by brokers here. */
  leaders: z.int().nullable(),
  /** Groups that read a partition led here. */
  groups: z.int().nullable(),
  otherTasks: z.int().nullable(),
  maintenance: z
    .strictObject({ state: z.enum(['scheduled', 'draining', 'down']), startAt: Moment, durationMs: z.number().nullable() })
    .nullable(),
  drain: z.strictObject({ markGone: z.boolean(), graceMs: z.number().nullable(), startedAt: Moment }).nullable(),
  /** Has a broker, waits for one, or has an attribute that a constraint names: shown first in large clusters. */
  relevant: z.boolean(),
  /** Fields whose form Samsa does not know. */
  unreadable: z.array(z.string()),
})
export type AgentRow = z.infer<typeof AgentRow>

export const TaskStatus = z.strictObject({
  state: z.string(),
  at: Moment,
  reason: z.string().nullable(),
  message: z.string().nullable(),
  source: z.string().nullable(),
})

export const TaskRow = z.strictObject({
  /** Framework id, slash, task id. */
  key: z.string(),
  id: z.string(),
  framework: z.strictObject({ id: z.string(), name: z.string().nullable() }),
  name: z.string().nullable(),
  kind: z.enum(['broker', 'scheduler', 'other']),
  broker: z.int().nullable(),
  state: z.string(),
  ended: z.boolean(),
  healthy: z.boolean().nullable(),
  startedAt: Moment,
  endedAt: Moment,
  agent: z.strictObject({ id: z.string(), host: z.string().nullable() }).nullable(),
  executor: z.string().nullable(),
  container: z.string().nullable(),
  cpus: z.number().nullable(),
  mem: z.number().nullable(),
  disk: z.number().nullable(),
  ports: z.string(),
  /** Why it ended; null: no cause, or not told by this Mesos. */
  reason: z.string().nullable(),
  message: z.string().nullable(),
  source: z.string().nullable(),
  /** Oldest first. */
  history: z.array(TaskStatus),
  /** A broker's task that the scheduler does not know; null: the scheduler was not read. */
  orphan: z.boolean().nullable(),
})
export type TaskRow = z.infer<typeof TaskRow>

export const FrameworkRow = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  state: z.enum(['running', 'disconnected', 'deactivated', 'recovering', 'removed']),
  /** The one whose brokers these are. */
  chosen: z.boolean(),
  roles: z.array(z.string()),
  principal: z.string().nullable(),
  user: z.string().nullable(),
  hostname: z.string().nullable(),
  webuiUrl: z.string().nullable(),
  checkpoint: z.boolean().nullable(),
  registeredAt: Moment,
  reregisteredAt: Moment,
  /** Since when it is disconnected. */
  disconnectedAt: Moment,
  failoverTimeoutMs: z.number().nullable(),
  /** When Mesos kills all its tasks unless it comes back; null: it is connected, or it cannot be told. */
  deadline: Moment,
  capabilities: z.array(z.string()),
  tasks: z.strictObject({ running: z.int(), staging: z.int(), ended: z.int() }).nullable(),
  used: z.strictObject({ cpus: z.number().nullable(), mem: z.number().nullable(), disk: z.number().nullable() }).nullable(),
  /** Resources in offers that it holds, by agent. Null: not told. */
  offers: z
    .array(
      z.strictObject({
        agent: z.string(),
        host: z.string().nullable(),
        cpus: z.number().nullable(),
        mem: z.number().nullable(),
        disk: z.number().nullable(),
        ports: z.string(),
      }),
    )
    .nullable(),
  /** Asked for no offers. Null: Mesos does not tell. */
  suppressed: z.boolean().nullable(),
  /** How long an offer that does not fit stays refused by this scheduler; null: unknown. */
  declineMs: z.number().nullable(),
})
export type FrameworkRow = z.infer<typeof FrameworkRow>

/** One of the systems that a profile reads beside Kafka, and how it goes. */
export const SystemRow = z.strictObject({
  system: z.enum(['mesos', 'scheduler', 'marathon']),
  state: z.enum(['off', 'connecting', 'live', 'stale', 'reconnecting', 'failed', 'paused', 'unverified']),
  /** Where it is asked now. */
  address: z.string().nullable(),
  since: Moment,
  error: RowError.nullable(),
  attempt: z.int().nullable(),
  nextAt: Moment,
  version: z.string().nullable(),
  /** Of the scheduler: release line, and the Kafka it brings. */
  release: z.strictObject({ line: z.string(), kafka: z.string().nullable() }).nullable(),
  /** Its clock minus ours; null: not known. */
  skewMs: z.number().nullable(),
  /** Masters: who leads and who answers. */
  members: z.array(
    z.strictObject({ address: z.string(), state: z.enum(['leading', 'standby', 'unreachable']), error: RowError.nullable() }),
  ),
  /** Where it was before it moved, and when that was noticed. */
  moved: z.strictObject({ from: z.string(), to: z.string(), at: z.number() }).nullable(),
  /** Answered where the scheduler could be, but could not be proven to be it: got no login and no change. */
  candidates: z.array(z.strictObject({ address: z.string(), why: z.string() })),
  /** `polling`, or the event stream with slow polling beside it. */
  reading: z.enum(['polling', 'stream']).nullable(),
})
export type SystemRow = z.infer<typeof SystemRow>

export const MetricRow = z.strictObject({ name: z.string(), value: z.number(), at: Moment })
export type MetricRow = z.infer<typeof MetricRow>

export const SandboxEntry = z.strictObject({
  name: z.string(),
  /** Below the sandbox, as `sandbox` takes it. */
  path: z.string(),
  directory: z.boolean(),
  size: z.number().nullable(),
  modifiedAt: Moment,
  mode: z.string(),
})
export type SandboxEntry = z.infer<typeof SandboxEntry>

/** Bytes as they are, in base64: what a page cuts may end within a character. */
export const FilePiece = z.strictObject({ offset: z.number(), bytes: z.string() })
export type FilePiece = z.infer<typeof FilePiece>
