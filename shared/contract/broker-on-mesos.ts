import * as z from 'zod'

/** All moments are wall clock ms. Those that the scheduler tells are by its own clock; `skewMs` of the systems view is what is known of the difference. */
const Moment = z.number().nullable()
const Host = z.string().nullable()

const onHost = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind), hostname: Host })

/** As `shared/domain/scheduler/phase.ts` has it: `phaseWords` says it in words, with the time that is left at the moment it is shown. */
export const BrokerPhase = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stopped') }),
  z.strictObject({ kind: z.literal('deactivated'), failures: z.int(), failedAt: Moment }),
  z.strictObject({
    kind: z.literal('waitingForOffer'),
    tryNumber: z.int(),
    sticky: z.strictObject({ hostname: z.string(), until: z.number() }).nullable(),
  }),
  z.strictObject({ kind: z.literal('failed'), failures: z.int(), nextTryAt: z.number(), maxTries: z.int().nullable() }),
  z.strictObject({ kind: z.literal('launching'), hostname: Host, tryNumber: z.int() }),
  onHost('running'),
  onHost('runningDeactivated'),
  onHost('launchingDeactivated'),
  onHost('reconciling'),
  onHost('stopping'),
  onHost('unknown'),
])

export const NamedValue = z.strictObject({ name: z.string(), value: z.string() })
export type NamedValue = z.infer<typeof NamedValue>

/** A broker as the scheduler has it. Null: not told. */
export const SchedulerView = z.strictObject({
  active: z.boolean(),
  phase: BrokerPhase,
  task: z
    .strictObject({
      id: z.string(),
      agentId: z.string().nullable(),
      hostname: Host,
      attributes: z.array(NamedValue),
      state: z.enum(['pending', 'starting', 'running', 'stopping', 'reconciling']).nullable(),
    })
    .nullable(),
  /** `from` tells who said so: after some reconciliations the scheduler has none, and it is put together from agent and port. */
  endpoint: z.strictObject({ address: z.string(), from: z.enum(['scheduler', 'mesos']) }).nullable(),
  needsRestart: z.boolean(),
  /** Cores and MiB that were asked for. */
  cpus: z.number().nullable(),
  mem: z.number().nullable(),
  heap: z.number().nullable(),
  /** `31092`, `31090..31100`; null: the lowest offered. */
  port: z.string().nullable(),
  /** Map text as the scheduler has it; empty: none. */
  constraints: z.string(),
  volume: z.string().nullable(),
  bindAddress: z.string().nullable(),
  syslog: z.boolean(),
  options: z.array(NamedValue),
  log4jOptions: z.array(NamedValue),
  jvmOptions: z.string(),
  javaCmd: z.string().nullable(),
  container: z
    .strictObject({
      type: z.enum(['docker', 'mesos']).nullable(),
      image: z.string(),
      mounts: z.array(z.strictObject({ hostPath: z.string(), containerPath: z.string(), mode: z.enum(['rw', 'ro']) })),
    })
    .nullable(),
  /** Where its data lies. `sandbox`: gone with the task. */
  data: z.strictObject({ kind: z.enum(['absolute', 'volume', 'sandbox']), path: z.string() }),
  stickiness: z.strictObject({
    periodMs: z.number().nullable(),
    hostname: Host,
    stoppedAt: Moment,
    /** Until then only that host's offers are taken; null: any host, or it runs. */
    until: Moment,
  }),
  failover: z.strictObject({
    failures: z.int(),
    failedAt: Moment,
    delayMs: z.number().nullable(),
    maxDelayMs: z.number().nullable(),
    /** Null: unlimited. */
    maxTries: z.int().nullable(),
    nextTryAt: Moment,
    triesLeft: z.int().nullable(),
  }),
  /** Up to 60 s old when it was read; null: this release sends none, or none came yet. */
  metrics: z
    .strictObject({
      at: Moment,
      /** Bytes a second. */
      bytesIn: z.number().nullable(),
      bytesOut: z.number().nullable(),
      /** 0 to 1. */
      requestIdle: z.number().nullable(),
      heapUsed: z.number().nullable(),
      /** How many values there are in all: view `mesos.metrics` has them. */
      values: z.int(),
    })
    .nullable(),
  /** Fields whose form Samsa does not know. */
  unreadable: z.array(z.string()),
})
export type SchedulerView = z.infer<typeof SchedulerView>

/** The task of a broker as Mesos has it: the one that runs, else the newest that ended. */
export const MesosTaskView = z.strictObject({
  /** Key of view `mesos.tasks`. */
  key: z.string(),
  id: z.string(),
  state: z.string(),
  ended: z.boolean(),
  since: Moment,
  healthy: z.boolean().nullable(),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  agentId: z.string().nullable(),
  hostname: Host,
})
export type MesosTaskView = z.infer<typeof MesosTaskView>

/** As `shared/domain/joined/disagreement.ts` has it: `disagreementWords` says it in words. */
export const Disagreement = z.strictObject({
  kind: z.enum([
    'runningUnknownToKafka',
    'runningUnknownToMesos',
    'runningEndedInMesos',
    'inKafkaUnknownToScheduler',
    'inKafkaNotRunning',
    'taskUnknownToScheduler',
    'otherTask',
    'otherEndpoint',
    'otherAgent',
  ]),
  /** What the first side says, and the second. */
  says: z.string(),
  other: z.string(),
})
export type Disagreement = z.infer<typeof Disagreement>

/** What scheduler, Mesos and Kafka say of one broker, side by side. */
export const Agreement = z.strictObject({
  /** `partial`: what can be compared agrees, but a side was not read. `settling`: differs, but only since a moment ago. */
  is: z.enum(['agree', 'disagree', 'settling', 'partial']),
  /** Word of the scheduler's task; null: not read, or it does not know the broker. */
  scheduler: z.string().nullable(),
  /** State of the task in Mesos. */
  mesos: z.string().nullable(),
  kafka: z.enum(['seen', 'notSeen']).nullable(),
  disagreements: z.array(Disagreement),
})
export type Agreement = z.infer<typeof Agreement>

/** What a cluster on Mesos adds to the row of a broker; all null elsewhere. */
export const onMesosFields = {
  scheduler: SchedulerView.nullable(),
  mesos: MesosTaskView.nullable(),
  agreement: Agreement.nullable(),
}
