import type { MesosAgent, MesosFramework, MesosSnapshot, MesosTask } from '../../shared/domain/mesos.ts'
import type { Observation } from '../../shared/domain/observation.ts'
import type { SchedulerBroker } from '../../shared/domain/scheduler/model.ts'

/** What Mesos and the scheduler tell of three agents with a broker each, while agents and tasks come and go. */
export interface RecordedMesos {
  /** What is read now. */
  observations(at: number, now: number): readonly Observation[]
  loseAgent(n: number): void
  returnAgent(n: number): void
  failTask(broker: number, at: number): void
  startTask(broker: number, at: number): void
  announceMaintenance(n: number, at: number): void
}

const FRAMEWORK = '2f1c6a0e-77aa-4c1d-9e55-0c9b2f3a1d00-0001'
const agentId = (n: number): string => `2f1c6a0e-77aa-4c1d-9e55-0c9b2f3a1d00-S${n}`
const hostOf = (n: number): string => `node${n}.dcwest.acme.example`
const taskId = (broker: number, life: number): string =>
  `kafka-${broker}-6b1f0d3c-9a2e-4f70-8d11-${String(broker * 100 + life).padStart(12, 'c')}`
const resources = { cpus: 4, mem: 8_192, disk: 100_000, gpus: 0, ports: [{ from: 31_000, to: 31_999 }], other: new Map() }

const agent = (n: number): MesosAgent => ({
  ...{
    id: agentId(n),
    hostname: hostOf(n),
    ip: `172.31.9.${n}`,
    port: 5_051,
    status: 'active',
    version: '1.11.0',
    region: null,
    zone: null,
  },
  attributes: new Map<string, number | string>([
    ['rack', `hall-${n % 2}`],
    ['cost-centre', 'treasury'],
    ['disks', 4],
  ]),
  ...{ registeredAt: 1_000 * n, reregisteredAt: null, total: resources, used: null, offered: null, unreserved: null, drain: null },
  ...{
    reserved: new Map(),
    capabilities: ['MULTI_ROLE'],
    counts: new Map([['TASK_RUNNING', 1]]),
    frameworkIds: [FRAMEWORK],
    unreadable: [],
  },
})

const framework: MesosFramework = {
  ...{
    id: FRAMEWORK,
    name: 'kafka',
    status: 'running',
    user: 'kafka',
    hostname: hostOf(0),
    webuiUrl: `http://${hostOf(0)}:7000`,
    pid: `scheduler-9@${hostOf(0)}:40001`,
    principal: 'ada-principal',
  },
  ...{
    roles: ['treasury-role'],
    checkpoint: true,
    failoverTimeoutMs: 2_592_000_000,
    registeredAt: 1_000,
    reregisteredAt: null,
    unregisteredAt: null,
  },
  ...{ capabilities: [], used: null, offered: null, offers: null, counts: null, agentIds: null, unreadable: [] },
}

/** As Mesos tells why a task ended. */
const causeOf = (state: string) =>
  state === 'TASK_FAILED'
    ? { message: 'oom of ada-lovelace', reason: 'REASON_CONTAINER_LIMITATION_MEMORY', source: 'SOURCE_AGENT' }
    : { message: null, reason: null, source: null }

const taskOf = (broker: number, life: number, state: string, at: number): MesosTask => ({
  ...{
    frameworkId: FRAMEWORK,
    id: taskId(broker, life),
    name: `broker-${broker}`,
    agentId: agentId(broker),
    executorId: taskId(broker, life),
    state,
  },
  history: [{ state, at, ...causeOf(state), healthy: null, containerId: `e7d1-${broker}-${life}`, ip: null }],
  ...{ causes: false, resources, role: 'treasury-role', labels: new Map([['owner', 'ada-lovelace']]), discoveryPorts: [], unreadable: [] },
})

const brokerOf = (id: number, life: number, isUp: boolean, failures: number): SchedulerBroker => ({
  ...{
    id,
    active: true,
    cpus: 1,
    mem: 2_048,
    heap: 1_024,
    port: null,
    volume: null,
    bindAddress: null,
    syslog: false,
    constraints: 'rack=groupBy,hostname=unique,cost-centre=like:treas.*',
  },
  ...{
    options: 'log.dirs=/treasury/kafka',
    log4jOptions: '',
    jvmOptions: '-Downer=ada-lovelace',
    javaCmd: null,
    container: null,
    needsRestart: false,
    metrics: null,
    unreadable: [],
  },
  stickiness: { periodMs: 600_000, hostname: hostOf(id), stoppedAt: null },
  failover: { delayMs: 60_000, maxDelayMs: 600_000, maxTries: null, failures, failedAt: null },
  task: isUp
    ? {
        ...{
          id: taskId(id, life),
          agentId: agentId(id),
          executorId: taskId(id, life),
          hostname: hostOf(id),
          endpoint: `${hostOf(id)}:9092`,
        },
        ...{ attributes: new Map([['rack', `hall-${id % 2}`]]), state: 'running' },
      }
    : null,
})

export function createRecordedMesos(): RecordedMesos {
  const ids = [1, 2, 3]
  const lost = new Set<number>()
  const tasks = new Map(ids.map((id) => [`${id} 0`, taskOf(id, 0, 'TASK_RUNNING', 5_000)]))
  const lives = new Map(ids.map((id) => [id, { life: 0, isUp: true, failures: 0 }]))
  let maintenance: { readonly n: number; readonly at: number } | null = null
  const snapshot = (change: Partial<MesosSnapshot>): MesosSnapshot => ({
    ...{ agents: [], frameworks: [framework], tasks: [], executors: [], unreachableAgentIds: [], dropped: 0 },
    ...change,
  })
  const change = (broker: number, act: (own: { life: number; isUp: boolean; failures: number }) => void): void => {
    const own = lives.get(broker)
    if (own) act(own)
  }
  return {
    observations(at, now) {
      const agents = ids.filter((n) => !lost.has(n)).map(agent)
      const unreachableAgentIds = [...lost].map(agentId)
      const brokers = [...lives].map(([id, { life, isUp, failures }]) => brokerOf(id, life, isUp, failures))
      const machine = { hostname: hostOf(maintenance?.n ?? 0), ip: null }
      return [
        {
          ...{ kind: 'mesos', at, now, leader: 'leader.dcwest.acme.example:5050', epoch: 1, chosen: FRAMEWORK },
          summary: snapshot({ agents, unreachableAgentIds }),
          framework: snapshot({ tasks: [...tasks.values()] }),
        },
        ...(maintenance === null
          ? []
          : [
              {
                ...{ kind: 'maintenance' as const, at, now, epoch: 1 },
                maintenance: { windows: [{ machines: [machine], startAt: maintenance.at, durationMs: 60_000 }], draining: [], down: [] },
              },
            ]),
        {
          kind: 'scheduler',
          at,
          now,
          address: `http://${hostOf(0)}:7000`,
          release: { line: 'P10', version: '0.10.0.0', kafkaVersion: null },
          brokers,
        },
      ]
    },
    loseAgent: (n) => void lost.add(n),
    returnAgent: (n) => void lost.delete(n),
    failTask: (broker, at) =>
      change(broker, (own) => {
        tasks.set(`${broker} ${own.life}`, taskOf(broker, own.life, 'TASK_FAILED', at))
        own.isUp = false
        own.failures += 1
      }),
    startTask: (broker, at) =>
      change(broker, (own) => {
        own.life += 1
        own.isUp = true
        tasks.set(`${broker} ${own.life}`, taskOf(broker, own.life, 'TASK_RUNNING', at))
      }),
    announceMaintenance: (n, at) => void (maintenance = { n, at }),
  }
}
