import * as z from 'zod'
import { QUOTA_KEYS } from '../../shared/domain/quota.ts'
import { SCRAM_MECHANISMS } from '../../shared/domain/scram.ts'

/** What is written in the forms of changes, as it is kept while it is not handed in. Figures are text until they are read. */

export const Text = z.string()
export const Names = z.array(z.string()).readonly()

const ConfigLine = z.strictObject({ key: z.string(), value: z.string() }).readonly()
export type ConfigLine = z.infer<typeof ConfigLine>

export const CreateForm = z
  .strictObject({ name: z.string(), partitions: z.string(), replication: z.string(), configs: z.array(ConfigLine).readonly() })
  .readonly()
export type CreateForm = z.infer<typeof CreateForm>

/** Null: back to the default. */
export const ConfigEdits = z.array(z.tuple([z.string(), z.string().nullable()]).readonly()).readonly()
export type ConfigEdits = z.infer<typeof ConfigEdits>

/** By partition. */
export const RecordsForm = z.strictObject({ all: z.boolean(), texts: z.record(z.string(), z.string()).readonly() }).readonly()
export type RecordsForm = z.infer<typeof RecordsForm>

export const resetTargets = ['earliest', 'latest', 'time', 'ago', 'offset', 'shift', 'current', 'group', 'recorded', 'file'] as const
export const ResetForm = z
  .strictObject({
    target: z.enum(resetTargets),
    /** `2026-11-28T14:02`, as the browser's own field has it. */
    moment: z.string(),
    ago: z.string(),
    offset: z.string(),
    by: z.string(),
    group: z.string(),
    matching: z.boolean(),
    file: z.string(),
    scope: z.enum(['all', 'lagging', 'topics']),
    topics: z.string(),
  })
  .readonly()
export type ResetForm = z.infer<typeof ResetForm>
/** With the rows that stay as they are. */
export const ResetDraft = z.strictObject({ form: ResetForm, left: Names }).readonly()

export const ScramForm = z
  .strictObject({
    user: z.string(),
    mechanism: z.enum(SCRAM_MECHANISMS),
    iterations: z.string(),
    password: z.string(),
    again: z.string(),
  })
  .readonly()
export type ScramForm = z.infer<typeof ScramForm>

const QuotaPart = z.strictObject({ name: z.string().nullable() }).readonly().nullable()
export const QuotaForm = z
  .strictObject({
    entity: z.strictObject({ user: QuotaPart, clientId: QuotaPart, ip: QuotaPart }).readonly(),
    /** Written over a limit; empty: it goes. */
    written: z.partialRecord(z.enum(QUOTA_KEYS), z.string()).readonly(),
  })
  .readonly()
export type QuotaForm = z.infer<typeof QuotaForm>

const Payload = z
  .strictObject({ as: z.enum(['text', 'json', 'base64', 'hex', 'avro', 'protobuf', 'registry', 'none']), text: z.string() })
  .readonly()
/** Files of schemas are kept by themselves. */
const Schema = z.strictObject({ file: z.null(), id: z.string(), subject: z.string(), message: z.string() }).readonly()
const Header = z.strictObject({ name: z.string(), value: z.string() }).readonly()
export const ProduceDraft = z
  .strictObject({
    how: z.enum(['one', 'many']),
    key: Payload,
    value: Payload,
    schemas: z.strictObject({ key: Schema, value: Schema }).readonly(),
    headers: z.array(Header).readonly(),
    partition: z.string(),
    lines: z.string(),
  })
  .readonly()

/** Empty: as it is, or the scheduler's default. */
export const BrokerForm = z
  .strictObject({
    brokers: z.string(),
    cpus: z.string(),
    mem: z.string(),
    heap: z.string(),
    port: z.string(),
    constraints: z.string(),
    data: z.string(),
    options: z.string(),
    stickinessPeriod: z.string(),
    failoverDelay: z.string(),
    failoverMaxDelay: z.string(),
    failoverMaxTries: z.string(),
    jvmOptions: z.string(),
    volume: z.string(),
    bindAddress: z.string(),
    log4jOptions: z.string(),
  })
  .readonly()
export type BrokerForm = z.infer<typeof BrokerForm>

export const planGoals = ['fill', 'empty', 'racks', 'replication', 'leaders', 'disk', 'given'] as const
const Ids = z.array(z.int()).readonly()
export const PlanForm = z
  .strictObject({
    goal: z.enum(planGoals),
    brokers: Ids,
    exclude: Ids,
    replicas: z.string(),
    /** Names with `*`, by commas; empty: all. */
    topics: z.string(),
    /** MiB a second; empty: full speed. */
    throttle: z.string(),
    batch: z.string(),
    given: z.array(z.strictObject({ topic: z.string(), partition: z.int(), replicas: Ids }).readonly()).readonly(),
  })
  .readonly()
export type PlanForm = z.infer<typeof PlanForm>

export const RebalanceForm = z
  .strictObject({
    topics: z.string(),
    /** Brokers that give up what they hold. */
    left: Ids,
    replicas: z.string(),
    realign: z.boolean(),
  })
  .readonly()
export type RebalanceForm = z.infer<typeof RebalanceForm>

export const RuleDraft = z
  .strictObject({
    id: z.string().nullable(),
    enabled: z.boolean(),
    kind: z.enum(['verdict', 'lag', 'timeLag', 'brokerDown', 'partitions', 'frameworkAway']),
    groups: z.enum(['watched', 'group', 'pattern']),
    name: z.string(),
    verdicts: Names,
    above: z.string(),
    aboveTime: z.string(),
    which: z.enum(['underMinIsr', 'underReplicated', 'offline']),
    duration: z.string(),
    margin: z.string(),
    remind: z.string(),
    evenQuiet: z.boolean(),
  })
  .readonly()
