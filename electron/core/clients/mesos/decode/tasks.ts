import type { MesosExecutor, MesosTask, MesosTaskStatus } from '../../../../../shared/domain/mesos.ts'
import type { Fields } from '../../http/fields.ts'
import { idOf, labelsOf, secondsAt } from './common.ts'
import { v0Resources, v1Resources } from './resources.ts'

export function v0Task(of: Fields): MesosTask | null {
  const id = of.filled('id')
  const frameworkId = of.filled('framework_id')
  if (id === null || frameworkId === null) return null
  const task = {
    frameworkId,
    id,
    name: of.text('name'),
    agentId: of.filled('slave_id'),
    executorId: of.filled('executor_id'),
    state: of.text('state') ?? 'TASK_UNKNOWN',
    history: of.list('statuses').map(status),
    causes: false,
    resources: v0Resources(of, 'resources'),
    role: of.filled('role'),
    labels: labelsOf(of),
    discoveryPorts: discoveryPorts(of),
  }
  return { ...task, unreadable: of.unreadable() }
}

export function v1Task(of: Fields): MesosTask | null {
  const id = idOf(of, 'task_id')
  const frameworkId = idOf(of, 'framework_id')
  if (id === null || frameworkId === null) return null
  const resources = of.list('resources')
  const task = {
    frameworkId,
    id,
    name: of.text('name'),
    agentId: idOf(of, 'agent_id'),
    executorId: idOf(of, 'executor_id'),
    state: of.text('state') ?? 'TASK_UNKNOWN',
    history: of.list('statuses').map(status),
    causes: true,
    resources: v1Resources(resources),
    role: resources.flatMap((r) => r.part('allocation_info').filled('role') ?? [])[0] ?? null,
    labels: labelsOf(of),
    discoveryPorts: discoveryPorts(of),
  }
  return { ...task, unreadable: of.unreadable() }
}

/** Both interfaces; the older one leaves out message, reason and source. */
export function status(of: Fields): MesosTaskStatus {
  const container = of.part('container_status')
  return {
    state: of.text('state') ?? 'TASK_UNKNOWN',
    at: secondsAt(of, 'timestamp'),
    message: of.filled('message'),
    reason: of.filled('reason'),
    source: of.filled('source'),
    healthy: of.flag('healthy'),
    containerId: container.part('container_id').filled('value'),
    ip: container.list('network_infos')[0]?.list('ip_addresses')[0]?.filled('ip_address') ?? null,
  }
}

const discoveryPorts = (of: Fields): MesosTask['discoveryPorts'] =>
  of
    .part('discovery')
    .part('ports')
    .list('ports')
    .flatMap((port) => {
      const number = port.number('number')
      return number === null ? [] : [{ number, name: port.filled('name') }]
    })

/** Entries that the user may not see are empty objects: no id, no row. */
export function v0Executor(of: Fields): MesosExecutor | null {
  const id = idOf(of, 'executor_id') ?? of.filled('id')
  if (id === null) return null
  const executor = {
    frameworkId: idOf(of, 'framework_id'),
    id,
    agentId: idOf(of, 'slave_id'),
    name: of.text('name'),
    grouped: of.text('type') === 'DEFAULT',
    uris: urisOf(of),
    resources: v0Resources(of, 'resources'),
  }
  return { ...executor, unreadable: of.unreadable() }
}

export function v1Executor(of: Fields): MesosExecutor | null {
  const info = of.part('executor_info')
  const id = idOf(info, 'executor_id')
  if (id === null) return null
  const executor = {
    frameworkId: idOf(info, 'framework_id'),
    id,
    agentId: idOf(of, 'agent_id'),
    name: info.text('name'),
    grouped: info.text('type') === 'DEFAULT',
    uris: urisOf(info),
    resources: v1Resources(info.list('resources')),
  }
  return { ...executor, unreadable: of.unreadable() }
}

const urisOf = (of: Fields): readonly string[] =>
  of
    .part('command')
    .list('uris')
    .flatMap((uri) => uri.filled('value') ?? [])
