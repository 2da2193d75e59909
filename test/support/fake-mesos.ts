import type { AgentRow, FrameworkRow, MetricRow, SystemRow, TaskRow } from '../../shared/contract/mesos-rows.ts'
import { agentId, FRAMEWORK, hostOfAgent, taskId, taskKeyOf } from './fake-on-mesos.ts'
import { NOW } from './fake-profiles.ts'
import { numbers } from './fake-rows.ts'

const DAY = 86_400_000
const MARATHON = '7f3c9a10-22d4-4f0e-9a31-6a1c5f0e8d11-0000'

const amount = (total: number, used: number, offered = 0): AgentRow['cpus'] => ({ total, used, offered, free: total - used - offered })

function agent(n: number, change: Partial<AgentRow> = {}, now = NOW): AgentRow {
  const random = numbers(n)
  const broker = n - 11
  const has = n >= 11 && n <= 15
  return {
    id: agentId(n),
    host: hostOfAgent(n),
    address: `10.1.2.${n}:5051`,
    state: 'active',
    since: now - (3 + (n % 20)) * DAY,
    version: '1.11.0',
    attributes: [
      { name: 'rack', value: `r${1 + (Math.floor((n - 11) / 2) % 3)}`, text: true },
      { name: 'disk', value: n % 5 === 0 ? 'hdd' : 'ssd', text: true },
      { name: 'zone', value: '2', text: false },
    ],
    region: 'eu-central-1',
    zone: `eu-central-1${'abc'[n % 3] ?? 'a'}`,
    cpus: amount(16, has ? 2.1 + random(8) : random(15), n === 20 ? 4 : 0),
    mem: amount(65_536, has ? 6_176 + random(20_000) : random(60_000), n === 20 ? 8_192 : 0),
    disk: amount(1_048_576, random(600_000)),
    gpus: n === 22 ? 4 : 0,
    ports: { total: 1000, used: has ? 1 : random(40), free: 960, ranges: '31000-31999' },
    reservations: n % 6 === 0 ? [{ role: 'kafka', cpus: 4, mem: 16_384, disk: 200_000, ports: '31000-31049' }] : [],
    brokers: has ? [{ id: broker, state: 'running', until: null }] : [],
    leaders: has ? 68 + broker : 0,
    groups: has ? 21 + broker : 0,
    otherTasks: random(12),
    maintenance: null,
    drain: null,
    relevant: n <= 19,
    unreadable: [],
    ...change,
  }
}

export const fakeAgents = (now = NOW): readonly AgentRow[] => [
  ...[11, 12, 13, 14, 15].map((n) =>
    agent(n, n === 13 ? { maintenance: { state: 'scheduled', startAt: now + 7_200_000, durationMs: 3_600_000 } } : {}, now),
  ),
  agent(16, { state: 'unreachable', since: now - 74_000, brokers: [], leaders: 0 }, now),
  agent(17, { brokers: [{ id: 7, state: 'sticky', until: now + 372_000 }] }, now),
  agent(
    18,
    {
      brokers: [{ id: 8, state: 'starting', until: null }],
      state: 'draining',
      drain: { markGone: false, graceMs: 60_000, startedAt: now - 20_000 },
    },
    now,
  ),
  agent(19, { brokers: [{ id: 9, state: 'running', until: null }] }, now),
  ...Array.from({ length: 20 }, (_, at) =>
    agent(20 + at, at === 7 ? { state: 'deactivated' } : at === 9 ? { state: 'disconnected' } : {}, now),
  ),
]

function task(broker: number, n: number, change: Partial<TaskRow>, now: number): TaskRow {
  const startedAt = now - (12 - broker) * DAY
  return {
    key: taskKeyOf(broker),
    id: taskId(broker),
    framework: { id: FRAMEWORK, name: 'kafka' },
    name: `broker-${broker}`,
    kind: 'broker',
    broker,
    state: 'TASK_RUNNING',
    ended: false,
    healthy: null,
    startedAt,
    endedAt: null,
    agent: { id: agentId(n), host: hostOfAgent(n) },
    executor: `kafka-${broker}-executor`,
    container: `c0ffee${broker}0-2b1d-4e5f-8a9b-0c1d2e3f4a5b`,
    cpus: 2,
    mem: 6144,
    disk: 0,
    ports: `${31_000 + broker}`,
    reason: null,
    message: null,
    source: null,
    history: [
      { state: 'TASK_STAGING', at: startedAt - 9_000, reason: null, message: null, source: 'SOURCE_MASTER' },
      { state: 'TASK_STARTING', at: startedAt - 4_000, reason: null, message: null, source: 'SOURCE_EXECUTOR' },
      { state: 'TASK_RUNNING', at: startedAt, reason: null, message: null, source: 'SOURCE_EXECUTOR' },
    ],
    orphan: false,
    ...change,
  }
}

export function fakeTasks(now = NOW): readonly TaskRow[] {
  const memory = 'Memory limit exceeded: Requested: 6176MB Maximum Used: 6176MB'
  const failed = {
    at: now - 26_000,
    state: 'TASK_FAILED',
    reason: 'REASON_CONTAINER_LIMITATION_MEMORY',
    message: memory,
    source: 'SOURCE_SLAVE',
  }
  const first = task(5, 16, {}, now)
  return [
    ...[0, 1, 2, 3, 4].map((broker) => task(broker, broker + 11, {}, now)),
    {
      ...first,
      state: 'TASK_FAILED',
      ended: true,
      endedAt: now - 26_000,
      reason: failed.reason,
      message: failed.message,
      source: failed.source,
      history: [...first.history, failed],
    },
    task(8, 18, { state: 'TASK_STAGING', startedAt: now - 9_000, history: first.history.slice(0, 1) }, now),
    task(9, 19, {}, now),
    task(12, 20, { orphan: true }, now),
    {
      ...task(0, 14, {}, now),
      key: `${MARATHON}/kafka-mesos-scheduler.7d1e`,
      id: 'kafka-mesos-scheduler.7d1e',
      framework: { id: MARATHON, name: 'marathon' },
      name: 'kafka-mesos-scheduler',
      kind: 'scheduler',
      broker: null,
      executor: null,
      cpus: 0.5,
      mem: 512,
      ports: '31500',
      orphan: null,
    },
  ]
}

export const fakeFrameworks = (now = NOW): readonly FrameworkRow[] => [
  {
    id: FRAMEWORK,
    name: 'kafka',
    state: 'running',
    chosen: true,
    roles: ['kafka'],
    principal: 'kafka-principal',
    user: 'root',
    hostname: hostOfAgent(14),
    webuiUrl: null,
    checkpoint: true,
    registeredAt: now - 40 * DAY,
    reregisteredAt: now - 2 * DAY,
    disconnectedAt: null,
    failoverTimeoutMs: 30 * DAY,
    deadline: null,
    capabilities: [],
    tasks: { running: 7, staging: 1, ended: 14 },
    used: { cpus: 16, mem: 49_152, disk: 0 },
    offers: [{ agent: agentId(20), host: hostOfAgent(20), cpus: 4, mem: 8_192, disk: 120_000, ports: '31000-31999' }],
    suppressed: false,
    declineMs: 3_600_000,
  },
]

export const fakeSystems = (now = NOW): readonly SystemRow[] => {
  const fine = {
    state: 'live',
    since: now - 2 * DAY,
    error: null,
    attempt: null,
    nextAt: null,
    moved: null,
    candidates: [],
    members: [],
  } as const
  const masters = ['master-1', 'master-2', 'master-3'].map((name) => `${name}.eu.example.org:5050`)
  return [
    {
      ...fine,
      system: 'mesos',
      address: `http://${masters[1]}`,
      version: '1.11.0',
      release: null,
      skewMs: 120,
      members: masters.map((address, at) => ({ address, state: at === 1 ? 'leading' : 'standby', error: null })),
      candidates: [],
      reading: 'polling',
    },
    {
      ...fine,
      system: 'scheduler',
      address: `http://${hostOfAgent(14)}:31500`,
      version: '0.10.0.0',
      release: { line: 'P10', kafka: '1.1.1' },
      skewMs: -340,
      moved: { from: `http://${hostOfAgent(12)}:31500`, to: `http://${hostOfAgent(14)}:31500`, at: now - 2 * DAY },
      members: [],
      candidates: [{ address: 'http://10.9.9.9:7000', why: 'Its brokers have tasks that Mesos does not know.' }],
      reading: 'polling',
    },
    {
      ...fine,
      system: 'marathon',
      address: 'http://marathon.eu.example.org:8080',
      version: '1.11.24',
      release: null,
      skewMs: null,
      members: [],
      candidates: [],
      reading: 'polling',
    },
  ]
}

export const fakeMetrics = (broker: number, now = NOW): readonly MetricRow[] =>
  (
    [
      ['kafka.server,BrokerTopicMetrics,BytesInPerSec', 18 * 1024 ** 2],
      ['kafka.server,BrokerTopicMetrics,BytesOutPerSec', 41 * 1024 ** 2],
      ['kafka.server,BrokerTopicMetrics,MessagesInPerSec', 41_240],
      ['kafka.server,KafkaRequestHandlerPool,RequestHandlerAvgIdlePercent', 0.91],
      ['kafka.network,SocketServer,NetworkProcessorAvgIdlePercent', 0.96],
      ['kafka.server,ReplicaManager,UnderReplicatedPartitions', broker === 3 ? 12 : 0],
      ['kafka.network,RequestMetrics,TotalTimeMs_p99,request.Produce', 14.6],
      ['kafka.network,RequestMetrics,TotalTimeMs_p99,request.FetchConsumer', 502.1],
      ['kafka.server,ReplicaManager,IsrShrinksPerSec', 0],
      ['kafka.log,LogFlushStats,LogFlushRateAndTimeMs', 0.42],
      ['vm,gc,ms,G1 Young Generation', 81_204],
      ['vm,gc,ms,G1 Old Generation', 0],
      ['vm,memory,heapUsed', 2_104_998_312],
      ['vm,threads,total', 118],
    ] as const
  ).map(([name, value]) => ({ name, value, at: now - 34_000 }))
