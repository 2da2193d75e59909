import { isOver, type Amounts, type WorldAgent, type WorldFramework, type WorldTask } from './model.ts'
import type { MesosWorld } from './world.ts'

/** The older interface: flat, seconds, no causes. What a release does not know it leaves out. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }
export type JsonObject = { readonly [key: string]: Json | undefined }

export const seconds = (ms: number): number => ms / 1_000
const NOTHING: Amounts = { cpus: 0, mem: 0 }

const ranges = (ports: Amounts['ports'] = []): string => `[${ports.map(([a, b]) => `${a}-${b}`).join(', ')}]`

export const flat = (world: MesosWorld, amounts: Amounts): JsonObject => ({
  disk: amounts.disk ?? 0,
  mem: amounts.mem,
  gpus: world.since(1, 0) ? 0 : undefined,
  cpus: amounts.cpus,
  ports: amounts.ports && amounts.ports.length > 0 ? ranges(amounts.ports) : undefined,
})

export const sum = (all: readonly Amounts[]): Amounts => ({
  cpus: all.reduce((s, a) => s + a.cpus, 0),
  mem: all.reduce((s, a) => s + a.mem, 0),
  disk: all.reduce((s, a) => s + (a.disk ?? 0), 0),
  ports: all.flatMap((a) => a.ports ?? []),
})

export const tasksOn = (world: MesosWorld, which: (task: WorldTask) => boolean): WorldTask[] => [...world.tasks.values()].filter(which)
export const running = (tasks: readonly WorldTask[]): WorldTask[] => tasks.filter((t) => !isOver(t.state) && t.state !== 'TASK_UNREACHABLE')

const CAPABILITIES = [
  'MULTI_ROLE',
  'HIERARCHICAL_ROLE',
  'RESERVATION_REFINEMENT',
  'RESOURCE_PROVIDER',
  'RESIZE_VOLUME',
  'AGENT_OPERATION_FEEDBACK',
  'AGENT_DRAINING',
  'TASK_RESOURCE_LIMITS',
]

export const versionOf = (world: MesosWorld): string => (world.since(1, 11) ? '1.11.0' : `${world.release.join('.')}.0`)

export function agentV0(world: MesosWorld, agent: WorldAgent): JsonObject {
  const used = sum(running(tasksOn(world, (t) => t.agentId === agent.id)).map((t) => t.resources))
  return {
    id: agent.id,
    hostname: agent.hostname,
    port: world.since(1, 2) ? (agent.port ?? 5_051) : undefined,
    attributes: agent.attributes,
    pid: `slave(1)@127.0.0.1:${agent.port ?? 5_051}`,
    registered_time: seconds(agent.registeredAt),
    reregistered_time: agent.reregisteredAt === null ? undefined : seconds(agent.reregisteredAt),
    resources: flat(world, agent.total),
    used_resources: flat(world, used),
    offered_resources: flat(world, NOTHING),
    reserved_resources: {},
    unreserved_resources: flat(world, agent.total),
    active: agent.state === 'active' && !agent.deactivated,
    deactivated: world.since(1, 9) ? agent.deactivated : undefined,
    drain_info: agent.drain === null ? undefined : drainInfo(agent),
    estimated_drain_start_time_seconds: agent.drain === null ? undefined : seconds(agent.drain.startedAt),
    version: versionOf(world),
    capabilities: world.since(1, 3) ? CAPABILITIES : undefined,
  }
}

export const drainInfo = ({ drain }: WorldAgent): JsonObject => ({
  state: drain?.state,
  config: {
    max_grace_period: drain?.graceSeconds == null ? undefined : { nanoseconds: drain.graceSeconds * 1e9 },
    mark_gone: drain?.markGone ?? false,
  },
})

/** Registered ones: unreachable agents are listed nowhere. */
export const listed = (world: MesosWorld): WorldAgent[] =>
  [...world.agents.values()].filter((a) => a.port !== null && (a.state === 'active' || a.state === 'disconnected'))

export const recovered = (world: MesosWorld): WorldAgent[] => [...world.agents.values()].filter((a) => a.state === 'recovered')

export const recoveredV0 = (agent: WorldAgent): JsonObject => ({
  id: agent.id,
  hostname: agent.hostname,
  port: agent.port ?? 5_051,
  attributes: agent.attributes,
})

export const containerStatus = (task: WorldTask): JsonObject => ({
  container_id: { value: task.containerId },
  network_infos: [{ ip_addresses: [{ protocol: 'IPv4', ip_address: '127.0.0.1' }] }],
})

export function taskV0(world: MesosWorld, task: WorldTask): JsonObject {
  return {
    id: task.id,
    name: task.name,
    framework_id: task.frameworkId,
    executor_id: task.executor?.id ?? '',
    slave_id: task.agentId,
    state: task.state,
    resources: flat(world, task.resources),
    role: world.since(1, 3) ? (world.frameworks.get(task.frameworkId)?.role ?? '*') : undefined,
    statuses: task.statuses.map((s) => ({
      state: s.state,
      timestamp: seconds(s.at),
      container_status: containerStatus(task),
      healthy: s.healthy ?? undefined,
    })),
    labels: task.labels.length > 0 ? task.labels : undefined,
  }
}

const summaryOf = (world: MesosWorld, framework: WorldFramework, tasks: readonly WorldTask[]): JsonObject => ({
  id: framework.id,
  name: framework.name,
  pid: framework.pid ?? undefined,
  used_resources: flat(world, sum(running(tasks).map((t) => t.resources))),
  offered_resources: flat(world, NOTHING),
  capabilities: framework.capabilities,
  hostname: framework.hostname,
  webui_url: framework.webuiUrl,
  active: framework.connected,
  connected: world.since(1, 2) ? framework.connected : undefined,
  recovered: world.since(1, 2) ? false : undefined,
})

export function frameworkV0(world: MesosWorld, framework: WorldFramework): JsonObject {
  const tasks = tasksOn(world, (t) => t.frameworkId === framework.id)
  const unreachable = tasks.filter((t) => t.state === 'TASK_UNREACHABLE' || (t.state === 'TASK_LOST' && isUnreachable(world, t.agentId)))
  return {
    ...summaryOf(world, framework, tasks),
    user: framework.user,
    failover_timeout: framework.failoverSeconds,
    checkpoint: framework.checkpoint,
    registered_time: seconds(framework.registeredAt),
    unregistered_time: framework.unregisteredAt === null ? 0 : seconds(framework.unregisteredAt),
    reregistered_time: framework.reregisteredAt === null ? undefined : seconds(framework.reregisteredAt),
    principal: framework.principal ?? undefined,
    resources: flat(world, sum(running(tasks).map((t) => t.resources))),
    role: framework.role,
    tasks: running(tasks).map((t) => taskV0(world, t)),
    unreachable_tasks: world.since(1, 2) ? unreachable.map((t) => taskV0(world, t)) : undefined,
    completed_tasks: tasks.filter((t) => isOver(t.state) && !unreachable.includes(t)).map((t) => taskV0(world, t)),
    offers: [],
    executors: running(tasks).flatMap((t) => (t.executor === null ? [] : [executorV0(world, t, t.executor)])),
    offer_constraints: world.since(1, 11) ? {} : undefined,
  }
}

const isUnreachable = (world: MesosWorld, agentId: string): boolean => world.agents.get(agentId)?.state === 'unreachable'

const executorV0 = (world: MesosWorld, task: WorldTask, executor: NonNullable<WorldTask['executor']>): JsonObject => ({
  executor_id: executor.id,
  name: executor.name,
  framework_id: task.frameworkId,
  slave_id: task.agentId,
  command: {
    shell: true,
    value: executor.command ?? 'java -jar executor.jar',
    argv: [],
    uris: executor.uris.map((value) => ({ value, executable: false })),
  },
  resources: flat(world, { cpus: 0.1, mem: 32 }),
  role: world.since(1, 3) ? (world.frameworks.get(task.frameworkId)?.role ?? '*') : undefined,
  type: world.since(1, 1) ? 'CUSTOM' : undefined,
})

const COUNTED = ['STAGING', 'STARTING', 'RUNNING', 'KILLING', 'FINISHED', 'KILLED', 'FAILED', 'LOST', 'ERROR', 'UNREACHABLE']

const counts = (world: MesosWorld, tasks: readonly WorldTask[]): JsonObject =>
  Object.fromEntries(
    COUNTED.filter((s) => s !== 'UNREACHABLE' || world.since(1, 2)).map((s) => [
      `TASK_${s}`,
      tasks.filter((t) => t.state === `TASK_${s}`).length,
    ]),
  )

export const activeFrameworks = (world: MesosWorld): WorldFramework[] => [...world.frameworks.values()].filter((f) => !f.removed)
export const completedFrameworks = (world: MesosWorld): WorldFramework[] => [...world.frameworks.values()].filter((f) => f.removed)

export function summaryV0(world: MesosWorld, hostname: string): JsonObject {
  const byAgent = Map.groupBy(world.tasks.values(), (t) => t.agentId)
  const byFramework = Map.groupBy(world.tasks.values(), (t) => t.frameworkId)
  return {
    hostname,
    cluster: 'emulated',
    slaves: listed(world).map((a) => {
      const tasks = byAgent.get(a.id) ?? []
      return { ...agentV0(world, a), ...counts(world, tasks), framework_ids: [...new Set(tasks.map((t) => t.frameworkId))] }
    }),
    frameworks: activeFrameworks(world).map((f) => {
      const tasks = byFramework.get(f.id) ?? []
      return { ...summaryOf(world, f, tasks), ...counts(world, tasks), slave_ids: [...new Set(tasks.map((t) => t.agentId))] }
    }),
  }
}
