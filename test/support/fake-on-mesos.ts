import type { BrokerRow } from '../../shared/contract/brokers.ts'
import type { Agreement, MesosTaskView, SchedulerView } from '../../shared/contract/broker-on-mesos.ts'
import { NOW } from './fake-profiles.ts'
import { fakeBrokers } from './fake-rows.ts'

/** The brokers of `fakeBrokers` and some more, on Mesos: each in another condition. */
export const FRAMEWORK = '7f3c9a10-22d4-4f0e-9a31-6a1c5f0e8d11-0002'
const MIN = 60_000
const DAY = 86_400_000

export const hostOfAgent = (n: number): string => `agent-${n}.eu.example.org`
export const agentId = (n: number): string => `7f3c9a10-22d4-4f0e-9a31-6a1c5f0e8d11-S${n}`
export const taskId = (broker: number): string => `kafka-${broker}-3f2a9c4e-0d1${broker}-4a7b-8c5d-9e6f1a2b3c4${broker}`
export const taskKeyOf = (broker: number): string => `${FRAMEWORK}/${taskId(broker)}`

type Task = NonNullable<SchedulerView['task']>

const onAgent = (broker: number, agent: number, state: Task['state']): Task => ({
  id: taskId(broker),
  agentId: agentId(agent),
  hostname: hostOfAgent(agent),
  attributes: [
    { name: 'rack', value: `r${1 + Math.floor((agent - 11) / 2)}` },
    { name: 'disk', value: 'ssd' },
  ],
  state,
})

function scheduled(broker: number, change: Partial<SchedulerView>): SchedulerView {
  return {
    active: true,
    phase: { kind: 'running', hostname: hostOfAgent(broker + 11) },
    task: onAgent(broker, broker + 11, 'running'),
    endpoint: { address: `${hostOfAgent(broker + 11)}:${31_000 + broker}`, from: 'scheduler' },
    needsRestart: false,
    cpus: 2,
    mem: 6144,
    heap: 4096,
    port: '31000..31999',
    constraints: 'hostname=unique,rack=groupBy:3',
    volume: null,
    bindAddress: null,
    syslog: false,
    options: [
      { name: 'log.dirs', value: `/data/kafka/${broker}` },
      { name: 'num.io.threads', value: '16' },
      { name: 'auto.create.topics.enable', value: 'false' },
      { name: 'min.insync.replicas', value: '1' },
    ],
    log4jOptions: [{ name: 'log4j.logger.kafka', value: 'INFO' }],
    jvmOptions: '-XX:+UseG1GC -XX:MaxGCPauseMillis=20',
    javaCmd: null,
    container: null,
    data: { kind: 'absolute', path: `/data/kafka/${broker}` },
    stickiness: { periodMs: 10 * MIN, hostname: hostOfAgent(broker + 11), stoppedAt: null, until: null },
    failover: { failures: 0, failedAt: null, delayMs: MIN, maxDelayMs: 10 * MIN, maxTries: 5, nextTryAt: null, triesLeft: 5 },
    metrics: {
      at: NOW - 34_000,
      bytesIn: (18 + broker * 3) * 1024 ** 2,
      bytesOut: (41 + broker * 7) * 1024 ** 2,
      requestIdle: 0.91 - broker * 0.06,
      heapUsed: 0.42 + broker * 0.07,
      values: 104,
    },
    unreadable: [],
    ...change,
  }
}

const inMesos = (broker: number, agent: number, now: number, change: Partial<MesosTaskView> = {}): MesosTaskView => ({
  key: taskKeyOf(broker),
  id: taskId(broker),
  state: 'TASK_RUNNING',
  ended: false,
  since: now - (12 - broker) * DAY,
  healthy: null,
  reason: null,
  message: null,
  agentId: agentId(agent),
  hostname: hostOfAgent(agent),
  ...change,
})

const agree: Agreement = { is: 'agree', scheduler: 'running', mesos: 'TASK_RUNNING', kafka: 'seen', disagreements: [] }
const idle = (is: Agreement['is'] = 'agree'): Agreement => ({ is, scheduler: null, mesos: null, kafka: 'notSeen', disagreements: [] })

/** Only the scheduler knows it. */
const absent = (id: number, scheduler: SchedulerView, mesos: MesosTaskView | null, agreement: Agreement): BrokerRow => ({
  key: String(id),
  id,
  host: '',
  port: 0,
  rack: null,
  state: 'absent',
  controller: false,
  release: null,
  leaders: 0,
  replicas: 0,
  preferred: { led: 0, of: 0 },
  ledUnderReplicated: 0,
  outOfSync: 0,
  offline: 0,
  groups: 0,
  disk: null,
  answeredAt: null,
  latencyMs: null,
  error: null,
  scheduler,
  mesos,
  agreement,
})

const withoutTask = { task: null, endpoint: null, metrics: null } as const

export function fakeBrokersOnMesos(now = NOW): readonly BrokerRow[] {
  const kafka = fakeBrokers(now)
  return [...kafka.map((row) => onMesos(row, now)), ...onlyScheduled(now), unknownToScheduler(kafka[0])]
    .filter((row) => row !== null)
    .map((row) => withAge(row, now))
}

/** Metrics as old as a broker's report gets, whenever this is asked. */
function withAge(row: BrokerRow, now: number): BrokerRow {
  const { scheduler } = row
  if (scheduler === null || scheduler.metrics === null) return row
  return { ...row, scheduler: { ...scheduler, metrics: { ...scheduler.metrics, at: now - 34_000 } } }
}

function onMesos(row: BrokerRow, now: number): BrokerRow {
  const { id } = row
  const plain = { ...row, scheduler: scheduled(id, {}), mesos: inMesos(id, id + 11, now), agreement: agree }
  switch (id) {
    case 3:
      return {
        ...plain,
        scheduler: scheduled(id, {
          data: { kind: 'sandbox', path: 'kafka-logs' },
          options: [],
          endpoint: { address: `${hostOfAgent(14)}:31003`, from: 'mesos' },
        }),
      }
    case 4:
      return { ...plain, scheduler: scheduled(id, { needsRestart: true, mem: 8192 }) }
    case 5:
      return failed(row, now)
    default:
      return plain
  }
}

function failed(row: BrokerRow, now: number): BrokerRow {
  const phase = { kind: 'failed', failures: 2, nextTryAt: now + 94_000, maxTries: 5 } as const
  const failover = {
    failures: 2,
    failedAt: now - 26_000,
    delayMs: MIN,
    maxDelayMs: 10 * MIN,
    maxTries: 5,
    nextTryAt: now + 94_000,
    triesLeft: 3,
  }
  const ended = {
    state: 'TASK_FAILED',
    ended: true,
    since: now - 26_000,
    reason: 'REASON_CONTAINER_LIMITATION_MEMORY',
    message: 'Memory limit exceeded: Requested: 6176MB Maximum Used: 6176MB',
  } as const
  return {
    ...row,
    scheduler: scheduled(5, { phase, failover, ...withoutTask }),
    mesos: inMesos(5, 16, now, ended),
    agreement: { ...idle(), mesos: 'TASK_FAILED' },
  }
}

function onlyScheduled(now: number): readonly BrokerRow[] {
  const sticky = { hostname: hostOfAgent(17), until: now + 372_000 }
  const stoppedAt = now - 228_000
  const stickiness = { periodMs: 10 * MIN, hostname: sticky.hostname, stoppedAt, until: sticky.until }
  return [
    absent(6, scheduled(6, { phase: { kind: 'waitingForOffer', tryNumber: 1, sticky: null }, ...withoutTask }), null, idle()),
    absent(7, scheduled(7, { active: false, phase: { kind: 'stopped' }, stickiness, ...withoutTask }), null, idle()),
    absent(
      8,
      scheduled(8, {
        phase: { kind: 'launching', hostname: hostOfAgent(18), tryNumber: 2 },
        task: onAgent(8, 18, 'starting'),
        endpoint: null,
        metrics: null,
      }),
      inMesos(8, 18, now, { state: 'TASK_STAGING', since: now - 9_000 }),
      { is: 'settling', scheduler: 'starting', mesos: 'TASK_STAGING', kafka: 'notSeen', disagreements: [] },
    ),
    absent(
      9,
      scheduled(9, { phase: { kind: 'running', hostname: hostOfAgent(19) }, task: onAgent(9, 19, 'running') }),
      inMesos(9, 19, now),
      {
        is: 'disagree',
        scheduler: 'running',
        mesos: 'TASK_RUNNING',
        kafka: 'notSeen',
        disagreements: [{ kind: 'runningUnknownToKafka', says: 'running', other: '' }],
      },
    ),
    absent(
      10,
      scheduled(10, {
        active: false,
        phase: { kind: 'deactivated', failures: 5, failedAt: now - 50 * MIN },
        failover: { failures: 5, failedAt: now - 50 * MIN, delayMs: MIN, maxDelayMs: 10 * MIN, maxTries: 5, nextTryAt: null, triesLeft: 0 },
        ...withoutTask,
      }),
      null,
      idle('partial'),
    ),
  ]
}

/** In Kafka, and in nobody's book. */
function unknownToScheduler(like: BrokerRow | undefined): BrokerRow | null {
  if (like === undefined) return null
  const disagreements = [{ kind: 'inKafkaUnknownToScheduler' as const, says: 'seen', other: '' }]
  return {
    ...like,
    key: '42',
    id: 42,
    host: 'old-kafka.eu.example.org',
    port: 9092,
    rack: null,
    controller: false,
    leaders: 3,
    replicas: 9,
    scheduler: null,
    mesos: null,
    agreement: { is: 'disagree', scheduler: null, mesos: null, kafka: 'seen', disagreements },
  }
}
