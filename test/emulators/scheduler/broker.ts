import { Double, type Printable } from './json.ts'
import type { ReleaseFacts } from './releases.ts'
import { printMap, printRange, type Period, type Range } from './syntax.ts'

export interface Task {
  readonly id: string
  readonly agentId: string
  readonly executorId: string
  readonly hostname: string
  readonly port: number
  readonly attributes: ReadonlyMap<string, string>
  endpoint: string | null
  state: 'pending' | 'starting' | 'running' | 'stopping' | 'reconciling'
}

export interface Container {
  readonly type: 'docker' | 'mesos'
  readonly image: string
  readonly mounts: readonly { readonly hostPath: string; readonly containerPath: string; readonly mode: 'rw' | 'ro' }[]
}

export interface BrokerSettings {
  cpus: number
  mem: number
  heap: number
  port: Range | null
  volume: string | null
  bindAddress: string | null
  syslog: boolean
  constraints: ReadonlyMap<string, string>
  options: ReadonlyMap<string, string | null>
  log4jOptions: ReadonlyMap<string, string | null>
  jvmOptions: string | null
  stickinessPeriod: Period
  failoverDelay: Period
  failoverMaxDelay: Period
  failoverMaxTries: number | null
  javaCmd: string
  container: Container | null
}

export interface Broker extends BrokerSettings {
  readonly id: number
  active: boolean
  stickyHost: string | null
  stopTime: number | null
  failures: number
  failureTime: number | null
  task: Task | null
  lastTaskId: string | null
  metrics: ReadonlyMap<string, number> | null
  metricsAt: number
  needsRestart: boolean
}

export const newBroker = (id: number, { line }: ReleaseFacts): Broker => ({
  id,
  active: false,
  cpus: 1,
  mem: 2048,
  heap: 1024,
  port: null,
  volume: null,
  bindAddress: null,
  syslog: false,
  constraints: new Map(),
  options: new Map(),
  log4jOptions: new Map(),
  jvmOptions: line === 'P101' ? '' : null,
  stickinessPeriod: { text: '10m', ms: 600_000 },
  failoverDelay: { text: '1m', ms: 60_000 },
  failoverMaxDelay: { text: '10m', ms: 600_000 },
  failoverMaxTries: null,
  javaCmd: 'exec java',
  container: null,
  stickyHost: null,
  stopTime: null,
  failures: 0,
  failureTime: null,
  task: null,
  lastTaskId: null,
  metrics: line === 'P09' ? null : new Map(),
  metricsAt: 0,
  needsRestart: false,
})

export function failoverDelay(broker: Broker): number {
  if (broker.failures === 0) return 0
  return Math.min(broker.failoverMaxDelay.ms, broker.failoverDelay.ms * 2 ** Math.min(broker.failures - 1, 30))
}

export const printTime = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').replace('Z', '')

const or = <T, U>(value: T | null, made: (value: T) => U): U | undefined => (value === null ? undefined : made(value))
const same = <T>(value: T): T => value

/** A broker as the release prints it: 0.9 leaves empty members out. */
export function printBroker(broker: Broker, { line }: ReleaseFacts): Printable {
  const old = line === 'P09'
  const map = (entries: ReadonlyMap<string, string | null>): string | undefined =>
    old && entries.size === 0 ? undefined : printMap(entries)
  const { task } = broker
  return {
    id: String(broker.id),
    active: broker.active,
    cpus: new Double(broker.cpus),
    mem: broker.mem,
    heap: broker.heap,
    port: or(broker.port, printRange),
    volume: or(broker.volume, same),
    bindAddress: or(broker.bindAddress, same),
    syslog: old ? undefined : broker.syslog,
    constraints: map(broker.constraints),
    options: map(broker.options),
    log4jOptions: map(broker.log4jOptions),
    jvmOptions: or(broker.jvmOptions, same),
    stickiness: { period: broker.stickinessPeriod.text, stopTime: or(broker.stopTime, printTime), hostname: or(broker.stickyHost, same) },
    failover: {
      delay: broker.failoverDelay.text,
      maxDelay: broker.failoverMaxDelay.text,
      maxTries: or(broker.failoverMaxTries, same),
      failures: old && broker.failures === 0 ? undefined : broker.failures,
      failureTime: or(broker.failureTime, printTime),
    },
    task: or(task, (one) => ({
      id: one.id,
      slaveId: one.agentId,
      executorId: one.executorId,
      hostname: one.hostname,
      endpoint: or(one.endpoint, same),
      attributes: Object.fromEntries(one.attributes),
      state: one.state,
    })),
    metrics: or(broker.metrics, (metrics) => ({ timestamp: broker.metricsAt, ...Object.fromEntries(metrics) })),
    needsRestart: old && !broker.needsRestart ? undefined : broker.needsRestart,
    executionOptions: line === 'P101' ? printExecution(broker) : undefined,
  }
}

function printExecution({ container, jvmOptions, javaCmd }: Broker): Printable {
  const printed = or(container, ({ type, image, mounts }) => ({ ctype: type, name: image, mounts: mounts.map((mount) => ({ ...mount })) }))
  return { container: printed ?? null, jvmOptions: jvmOptions ?? '', javaCmd }
}
