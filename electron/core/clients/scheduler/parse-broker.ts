import { parsePeriod } from '../../../../shared/domain/scheduler/values.ts'
import type {
  ContainerMount,
  SchedulerBroker,
  SchedulerContainer,
  SchedulerMetrics,
  SchedulerTask,
  TaskState,
} from '../../../../shared/domain/scheduler/model.ts'
import type { Fields } from '../http/fields.ts'

const STATES: readonly string[] = ['pending', 'starting', 'running', 'stopping', 'reconciling'] satisfies TaskState[]
const isState = (text: string | null): text is TaskState => text !== null && STATES.includes(text)

/** Ids are texts in every release; numbers would be read too. Null: no id, and so no row. */
export function idOf(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : null
}

/** `2016-06-22 14:40:55.944` in UTC, in very old data ms since 1970. */
export function timeOf(value: unknown): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?$/.test(value)) return null
  const ms = Date.parse(`${value.replace(' ', 'T')}Z`)
  return Number.isNaN(ms) ? null : ms
}

function periodOf(text: string | null, name: string, bad: (name: string) => void): number | null {
  if (text === null) return null
  // 0 is printed as 0ms.
  const period = parsePeriod(text)
  if (period.ok) return period.value
  bad(name)
  return null
}

function timeField(fields: Fields, name: string, bad: (name: string) => void): number | null {
  const time = timeOf(fields.raw(name))
  if (time === null && fields.has(name)) bad(name)
  return time
}

const textEntries = (fields: Fields, name: string): ReadonlyMap<string, string> =>
  new Map(fields.entries(name).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])))

function taskOf(fields: Fields, bad: (name: string) => void): SchedulerTask {
  const state = fields.filled('state')
  if (!isState(state)) bad('task.state')
  // 0.9.1.0 tells a port in place of the endpoint.
  const [hostname, port] = [fields.filled('hostname'), fields.number('port')]
  return {
    id: fields.text('id') ?? '',
    agentId: fields.filled('slaveId'),
    executorId: fields.filled('executorId'),
    hostname,
    endpoint: fields.filled('endpoint') ?? (hostname !== null && port !== null ? `${hostname}:${port}` : null),
    attributes: textEntries(fields, 'attributes'),
    state: isState(state) ? state : null,
  }
}

function metricsOf(fields: Fields, name: string): SchedulerMetrics {
  const values = new Map<string, number>()
  let at: number | null = null
  for (const [key, value] of fields.entries(name)) {
    if (typeof value !== 'number' || !Number.isFinite(value)) continue
    // Zero: none was reported yet, and not 1970.
    if (key === 'timestamp') at = value > 0 ? value : null
    else values.set(key, value)
  }
  return { at, values }
}

function containerOf(fields: Fields): SchedulerContainer | null {
  const image = fields.filled('name')
  if (image === null) return null
  const type = fields.text('ctype')
  const mounts = fields.list('mounts').map((mount): ContainerMount => ({
    hostPath: mount.text('hostPath') ?? '',
    containerPath: mount.text('containerPath') ?? '',
    mode: mount.text('mode') === 'ro' ? 'ro' : 'rw',
  }))
  return { type: type === 'docker' || type === 'mesos' ? type : null, image, mounts }
}

/** One broker in either JSON dialect; null when it has no id. What has the wrong form is null and named. */
export function parseBroker(fields: Fields): SchedulerBroker | null {
  const id = idOf(fields.raw('id'))
  if (id === null) return null
  const unreadable = new Set<string>()
  const bad = (name: string): void => void unreadable.add(name)
  const [sticky, failover, execution] = [fields.part('stickiness'), fields.part('failover'), fields.part('executionOptions')]
  const active = fields.flag('active')
  if (active === null) bad('active')
  const broker = {
    id,
    active: active ?? false,
    cpus: fields.number('cpus'),
    mem: fields.number('mem'),
    heap: fields.number('heap'),
    port: fields.filled('port'),
    volume: fields.filled('volume'),
    bindAddress: fields.filled('bindAddress'),
    syslog: fields.flag('syslog') ?? false,
    constraints: fields.text('constraints') ?? '',
    options: fields.text('options') ?? '',
    log4jOptions: fields.text('log4jOptions') ?? '',
    jvmOptions: fields.filled('jvmOptions') ?? execution.text('jvmOptions') ?? '',
    javaCmd: execution.filled('javaCmd'),
    container: execution.has('container') ? containerOf(execution.part('container')) : null,
    stickiness: {
      periodMs: periodOf(sticky.filled('period'), 'stickiness.period', bad),
      hostname: sticky.filled('hostname'),
      stoppedAt: timeField(sticky, 'stopTime', bad),
    },
    failover: {
      delayMs: periodOf(failover.filled('delay'), 'failover.delay', bad),
      maxDelayMs: periodOf(failover.filled('maxDelay'), 'failover.maxDelay', bad),
      maxTries: failover.number('maxTries'),
      failures: failover.number('failures') ?? 0,
      failedAt: timeField(failover, 'failureTime', bad),
    },
    needsRestart: fields.flag('needsRestart') ?? false,
    task: fields.has('task') ? taskOf(fields.part('task'), bad) : null,
    metrics: fields.has('metrics') ? metricsOf(fields, 'metrics') : null,
  }
  return { ...broker, unreadable: [...new Set([...unreadable, ...fields.unreadable()])] }
}
