import * as z from 'zod'
import { parseBrokerExpression } from '../domain/scheduler/broker-expression.ts'
import { parseConstraints } from '../domain/scheduler/constraint.ts'
import type { Parsed } from '../domain/scheduler/parsed.ts'
import { parsePortRange } from '../domain/scheduler/values.ts'
import { query, type Subject } from '../rpc/define.ts'
import { change } from './changes.ts'
import { ProfileId } from './common.ts'

/** The life of brokers of the Kafka-on-Mesos scheduler. What can be seen without the scheduler is refused here, at its field. */

const told =
  (parse: (text: string) => Parsed<unknown>) =>
  (context: z.core.ParsePayload<string>): void => {
    const found = parse(context.value)
    if (!found.ok) context.issues.push({ code: 'custom', message: found.why, input: context.value })
  }

/** `0`, `0,2`, `0..4[rack=r1]`, `*`: shown expanded in the plan, and sent as an explicit list. */
export const Brokers = z
  .string()
  .min(1, 'Name at least one broker')
  .max(4_000, 'At most 4,000 characters')
  .check(told(parseBrokerExpression))

const Period = z
  .string()
  .max(20)
  .regex(/^(0|\d+(ms|s|m|h|d))$/, 'Write a whole number with a unit: ms, s, m, h or d, for example 10m')
const Port = z
  .string()
  .max(20)
  .regex(/^\d+(\.\.\d+)?$/, { error: 'Write a port, or a range such as 31090..31100', abort: true })
  .check(told(parsePortRange))
const Whole = (what: string) =>
  z.int(`Write a whole number of ${what}`).min(1, 'Write a whole number above 0').max(100_000_000, 'That is too much')
const Text = z.string().max(20_000, 'At most 20,000 characters')
const Path = z.string().min(1).max(1_000)

/** Null takes the entry away; what is not named stays as it is, although the scheduler itself replaces the whole map. */
const MapEdit = z
  .array(z.strictObject({ name: z.string().min(1, 'A name is missing').max(300), value: Text.nullable() }))
  .max(500, 'At most 500 entries')
  .refine((entries) => new Set(entries.map(({ name }) => name)).size === entries.length, 'A name stands there twice')

export const BrokerSettingsInput = z
  .strictObject({
    cpus: z.number().gt(0, 'Write a number of cores above 0').max(10_000, 'At most 10,000 cores'),
    /** MiB. */
    mem: Whole('MiB'),
    /** MiB. */
    heap: Whole('MiB'),
    port: Port.nullable(),
    volume: z.string().max(300).nullable(),
    bindAddress: z.string().max(300).nullable(),
    syslog: z.boolean(),
    stickinessPeriod: Period,
    options: MapEdit,
    log4jOptions: MapEdit,
    jvmOptions: Text,
    /** `hostname=unique,rack=groupBy:3`; empty: none. */
    constraints: z.string().max(4_000, 'At most 4,000 characters').check(told(parseConstraints)),
    failoverDelay: Period,
    failoverMaxDelay: Period,
    failoverMaxTries: Whole('tries').nullable(),
    javaCmd: Text,
    container: z
      .strictObject({
        type: z.enum(['docker', 'mesos']),
        image: z.string().min(1, 'Write the name of an image').max(1_000),
        mounts: z.array(z.strictObject({ hostPath: Path, containerPath: Path, mode: z.enum(['rw', 'ro']) })).max(100),
      })
      .nullable(),
  })
  .partial()
  .refine(({ heap, mem }) => heap === undefined || mem === undefined || heap < mem, {
    path: ['heap'],
    error: 'The heap must leave memory for the rest of the process: below the memory, better by 256 MiB',
  })
export type BrokerSettingsInput = z.infer<typeof BrokerSettingsInput>

const Settings = z.strictObject({ brokers: Brokers, settings: BrokerSettingsInput })
const These = z.strictObject({ brokers: Brokers })
const OneBroker = z.int().min(0).max(999_999_999)

/** Which agents a broker fits on, and what takes the others out: one number a rule, in the scheduler's order. */
export const Placement = z.strictObject({
  /** Wall clock ms when the agents were read; null: Mesos was not read. */
  asOf: z.number().nullable(),
  funnel: z.array(z.strictObject({ rule: z.string(), left: z.int(), out: z.array(z.string()).max(5_000) })).max(40),
  agents: z
    .array(
      z.strictObject({
        id: z.string(),
        hostname: z.string(),
        fits: z.boolean(),
        /** In the scheduler's own words; null: it fits. */
        why: z.string().nullable(),
        rules: z.array(z.strictObject({ rule: z.string(), ok: z.boolean(), why: z.string().nullable() })).max(40),
      }),
    )
    .max(5_000),
  /** The smallest changes that would make an agent fit, and what is odd about the settings. */
  advice: z.array(z.string()).max(20),
  /** Starting the brokers in order: where each would go; null: nowhere. */
  order: z.array(z.strictObject({ broker: z.int(), hostname: z.string().nullable(), why: z.string().nullable() })).max(1_000),
})
export type Placement = z.infer<typeof Placement>

export const lifecycle = {
  add: change('C1', Settings, ['brokers']),
  clone: change('C1', z.strictObject({ source: OneBroker, brokers: Brokers }), ['brokers']),
  update: change('C2', Settings, ['brokers']),
  start: change('C1', These, ['brokers']),
  /** 0.10: a broker that waits has its offers looked at at once, and not when the last refusal ends. */
  lookAtOffers: change('C1', These, ['brokers']),
  /** `force`: the process ends without a clean shutdown, where the release can do that. */
  stop: change('C2', z.strictObject({ brokers: Brokers, force: z.boolean() }), ['brokers', 'topics', 'groups']),
  /** One after the other: stop, wait, start, wait for in-sync replicas. */
  restart: change('C2', These, ['brokers', 'topics', 'groups']),
  remove: change('C3', These, ['brokers']),
  /** Settings as in a form, over those of `broker` if it exists; `order`: brokers to be started one after the other. */
  placement: query(
    z.strictObject({
      cluster: ProfileId,
      broker: OneBroker.nullable(),
      settings: BrokerSettingsInput,
      order: z.array(OneBroker).max(1_000),
    }),
    Placement,
  ),
} as const satisfies Subject
