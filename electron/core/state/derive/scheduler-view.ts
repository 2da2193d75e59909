import type { NamedValue, SchedulerView } from '../../../../shared/contract/broker-on-mesos.ts'
import type { MesosTask } from '../../../../shared/domain/mesos.ts'
import { nextTryAt, stickyHold, triesLeft } from '../../../../shared/domain/scheduler/countdown.ts'
import { dataDirectory } from '../../../../shared/domain/scheduler/data-directory.ts'
import { parseMapText } from '../../../../shared/domain/scheduler/map-text.ts'
import type { SchedulerBroker, SchedulerMetrics } from '../../../../shared/domain/scheduler/model.ts'
import { brokerPhase } from '../../../../shared/domain/scheduler/phase.ts'

/** A broker of the scheduler as the page sees it. `now`: when the scheduler was read, wall clock ms. */
export function schedulerView(broker: SchedulerBroker, task: MesosTask | null, now: number): SchedulerView {
  const { failover, stickiness } = broker
  return {
    active: broker.active,
    phase: brokerPhase(broker, now),
    task: broker.task && {
      id: broker.task.id,
      agentId: broker.task.agentId,
      hostname: broker.task.hostname,
      attributes: [...broker.task.attributes].map(([name, value]) => ({ name, value })),
      state: broker.task.state,
    },
    endpoint: endpointOf(broker, task),
    needsRestart: broker.needsRestart,
    cpus: broker.cpus,
    mem: broker.mem,
    heap: broker.heap,
    port: broker.port,
    constraints: broker.constraints,
    volume: broker.volume,
    bindAddress: broker.bindAddress,
    syslog: broker.syslog,
    options: namedValues(broker.options),
    log4jOptions: namedValues(broker.log4jOptions),
    jvmOptions: broker.jvmOptions,
    javaCmd: broker.javaCmd,
    container: broker.container && { ...broker.container, mounts: broker.container.mounts.map((mount) => ({ ...mount })) },
    data: dataDirectory(broker),
    stickiness: { ...stickiness, until: stickyHold(broker, now)?.until ?? null },
    failover: {
      ...failover,
      nextTryAt: broker.active && broker.task === null ? nextTryAt(failover) : null,
      triesLeft: triesLeft(failover),
    },
    metrics: metricsOf(broker.metrics),
    unreadable: [...broker.unreadable],
  }
}

/** Text that cannot be read as a map is shown whole, under no name. */
export function namedValues(text: string): NamedValue[] {
  const map = parseMapText(text)
  if (!map.ok) return [{ name: '', value: text }]
  return [...map.value].map(([name, value]) => ({ name, value: value ?? '' }))
}

/** After some reconciliations the scheduler has none: the host of the task and the port that Mesos gave it are as good. */
export function endpointOf(broker: SchedulerBroker, task: MesosTask | null): SchedulerView['endpoint'] {
  if (broker.task === null || broker.task.state !== 'running') return null
  if (broker.task.endpoint !== null) return { address: broker.task.endpoint, from: 'scheduler' }
  const port = task?.id === broker.task.id ? task.resources?.ports[0]?.from : undefined
  return broker.task.hostname === null || port === undefined ? null : { address: `${broker.task.hostname}:${port}`, from: 'mesos' }
}

function metricsOf(metrics: SchedulerMetrics | null): SchedulerView['metrics'] {
  if (metrics === null || metrics.values.size === 0) return null
  const value = (name: string): number | null => metrics.values.get(name) ?? null
  const used = value('vm,memory,heapUsed')
  const most = value('vm,memory,heapMax')
  return {
    at: metrics.at,
    bytesIn: value('kafka.server,BrokerTopicMetrics,BytesInPerSec'),
    bytesOut: value('kafka.server,BrokerTopicMetrics,BytesOutPerSec'),
    requestIdle: value('kafka.server,KafkaRequestHandlerPool,RequestHandlerAvgIdlePercent'),
    heapUsed: value('vm,memory,heapUsage') ?? (used !== null && most !== null && most > 0 ? used / most : null),
    values: metrics.values.size,
  }
}
