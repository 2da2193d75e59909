import { isOver, type Amounts, type WorldAgent, type WorldFramework, type WorldStatus, type WorldTask } from './model.ts'
import {
  activeFrameworks,
  completedFrameworks,
  containerStatus,
  drainInfo,
  listed,
  recovered,
  running,
  sum,
  tasksOn,
  versionOf,
  type Json,
  type JsonObject,
} from './render-v0.ts'
import type { MesosWorld } from './world.ts'

/** The operator API: ids and times in objects, resources in lists, causes told. */
const id = (value: string): JsonObject => ({ value })
const nanos = (ms: number): JsonObject => ({ nanoseconds: ms * 1_000_000 })

/** From 1.10 empty lists of an answer are there; those within never are. */
const top = (world: MesosWorld, list: readonly Json[]): readonly Json[] | undefined =>
  list.length > 0 || world.since(1, 10) ? list : undefined
const nested = <T extends Json>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined)

function resources(amounts: Amounts, more: JsonObject): readonly JsonObject[] {
  const scalar = (name: string, value: number): readonly JsonObject[] =>
    value > 0 ? [{ name, type: 'SCALAR', scalar: { value }, ...more }] : []
  const range = (amounts.ports ?? []).map(([begin, end]) => ({ begin, end }))
  return [
    ...scalar('cpus', amounts.cpus),
    ...scalar('mem', amounts.mem),
    ...scalar('disk', amounts.disk ?? 0),
    ...(range.length > 0 ? [{ name: 'ports', type: 'RANGES', ranges: { range }, ...more }] : []),
  ]
}

export const statusV1 = (task: WorldTask, status: WorldStatus): JsonObject => ({
  task_id: id(task.id),
  state: status.state,
  message: status.message ?? undefined,
  source: status.source,
  reason: status.reason ?? undefined,
  agent_id: id(task.agentId),
  executor_id: id(task.executor?.id ?? task.id),
  healthy: status.healthy ?? undefined,
  timestamp: status.at / 1_000,
  uuid: 'VhSyIEWERZ+TACh/C8069A==',
  container_status: containerStatus(task),
})

export function taskV1(world: MesosWorld, task: WorldTask): JsonObject {
  const role = world.frameworks.get(task.frameworkId)?.role ?? '*'
  const last = task.statuses.at(-1)
  return {
    name: task.name,
    task_id: id(task.id),
    framework_id: id(task.frameworkId),
    executor_id: task.executor === null ? undefined : id(task.executor.id),
    agent_id: id(task.agentId),
    state: task.state,
    resources: resources(task.resources, world.since(1, 3) ? { allocation_info: { role } } : { role: '*' }),
    statuses: nested(task.statuses.map((s) => statusV1(task, s))),
    status_update_state: last?.state,
    status_update_uuid: last === undefined ? undefined : 'VhSyIEWERZ+TACh/C8069A==',
    labels: task.labels.length > 0 ? { labels: task.labels } : undefined,
  }
}

const attribute = (name: string, value: string | number): JsonObject => {
  if (typeof value === 'number') return { name, type: 'SCALAR', scalar: { value } }
  const range = [...value.matchAll(/(\d+)-(\d+)/g)].map(([, begin, end]) => ({ begin: Number(begin), end: Number(end) }))
  return /^\[.*\]$/.test(value) ? { name, type: 'RANGES', ranges: { range } } : { name, type: 'TEXT', text: { value } }
}

const agentInfo = (agent: WorldAgent): JsonObject => ({
  hostname: agent.hostname,
  port: agent.port ?? 5_051,
  resources: resources(agent.total, {}),
  attributes: nested(Object.entries(agent.attributes).map(([name, value]) => attribute(name, value))),
  id: id(agent.id),
  checkpoint: true,
})

export function agentV1(world: MesosWorld, agent: WorldAgent): JsonObject {
  const used = running(tasksOn(world, (t) => t.agentId === agent.id))
  return {
    agent_info: agentInfo(agent),
    active: agent.state === 'active' && !agent.deactivated,
    deactivated: world.since(1, 9) ? agent.deactivated : undefined,
    version: versionOf(world),
    pid: `slave(1)@127.0.0.1:${agent.port ?? 5_051}`,
    registered_time: nanos(agent.registeredAt),
    reregistered_time: agent.reregisteredAt === null ? undefined : nanos(agent.reregisteredAt),
    total_resources: resources(agent.total, { role: '*' }),
    allocated_resources: nested(resources(sum(used.map((t) => t.resources)), { role: '*', allocation_info: { role: '*' } })),
    capabilities: [{ type: 'MULTI_ROLE' }],
    drain_info: agent.drain === null ? undefined : drainInfo(agent),
    estimated_drain_start_time: agent.drain === null ? undefined : nanos(agent.drain.startedAt),
  }
}

const frameworkInfo = (f: WorldFramework): JsonObject => ({
  user: f.user,
  name: f.name,
  id: id(f.id),
  failover_timeout: f.failoverSeconds,
  checkpoint: f.checkpoint,
  role: f.role,
  hostname: f.hostname || undefined,
  principal: f.principal ?? undefined,
  webui_url: f.webuiUrl || undefined,
  capabilities: nested(f.capabilities.map((type) => ({ type }))),
})

/** In events all times are there, 0 for never, and no lists. */
export function frameworkEventV1(f: WorldFramework): JsonObject {
  return {
    framework_info: frameworkInfo(f),
    active: f.connected,
    connected: f.connected,
    recovered: false,
    registered_time: nanos(f.registeredAt),
    reregistered_time: nanos(f.reregisteredAt ?? f.registeredAt),
    unregistered_time: nanos(f.unregisteredAt ?? 0),
  }
}

export const frameworkRemovedV1 = (f: WorldFramework): JsonObject => ({ framework_info: frameworkInfo(f) })

function frameworkV1(world: MesosWorld, f: WorldFramework): JsonObject {
  const used = running(tasksOn(world, (t) => t.frameworkId === f.id))
  return {
    ...frameworkEventV1(f),
    unregistered_time: f.unregisteredAt === null ? undefined : nanos(f.unregisteredAt),
    allocated_resources: nested(resources(sum(used.map((t) => t.resources)), { role: '*', allocation_info: { role: f.role } })),
    offer_constraints: world.since(1, 11) ? {} : undefined,
  }
}

export const getAgents = (world: MesosWorld): JsonObject => ({
  agents: top(
    world,
    listed(world).map((a) => agentV1(world, a)),
  ),
  recovered_agents: top(world, recovered(world).map(agentInfo)),
})

export const getFrameworks = (world: MesosWorld): JsonObject => ({
  frameworks: top(
    world,
    activeFrameworks(world).map((f) => frameworkV1(world, f)),
  ),
  completed_frameworks: top(
    world,
    completedFrameworks(world).map((f) => frameworkV1(world, f)),
  ),
})

export function getTasks(world: MesosWorld): JsonObject {
  const all = [...world.tasks.values()]
  const unreachable = all.filter(
    (t) => t.state === 'TASK_UNREACHABLE' || (t.state === 'TASK_LOST' && world.agents.get(t.agentId)?.state === 'unreachable'),
  )
  return {
    tasks: top(
      world,
      running(all).map((t) => taskV1(world, t)),
    ),
    unreachable_tasks: top(
      world,
      unreachable.map((t) => taskV1(world, t)),
    ),
    completed_tasks: top(
      world,
      all.filter((t) => isOver(t.state) && !unreachable.includes(t)).map((t) => taskV1(world, t)),
    ),
  }
}

export const getExecutors = (world: MesosWorld): JsonObject => ({
  executors: top(
    world,
    running([...world.tasks.values()]).flatMap((t) =>
      t.executor === null
        ? []
        : [
            {
              executor_info: {
                executor_id: id(t.executor.id),
                framework_id: id(t.frameworkId),
                type: 'CUSTOM',
                name: t.executor.name,
                command: {
                  shell: true,
                  value: t.executor.command ?? 'java -jar executor.jar',
                  uris: nested(t.executor.uris.map((value) => ({ value }))),
                },
                resources: resources({ cpus: 0.1, mem: 32 }, {}),
              },
              agent_id: id(t.agentId),
            },
          ],
    ),
  ),
})

export const getState = (world: MesosWorld): JsonObject => ({
  get_tasks: getTasks(world),
  get_executors: getExecutors(world),
  get_frameworks: getFrameworks(world),
  get_agents: getAgents(world),
})
