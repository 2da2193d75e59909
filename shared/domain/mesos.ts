/**
 * What Mesos tells, in one form for all its releases and both its interfaces. Times are wall clock ms; memory and disk are MiB. `null`
 * is "not told", never zero; `unreadable` names the fields that were there in a form nobody knows.
 */
export interface Readable {
  readonly unreadable: readonly string[]
}

export interface PortRange {
  readonly from: number
  readonly to: number
}

export interface MesosResources {
  readonly cpus: number | null
  readonly mem: number | null
  readonly disk: number | null
  readonly gpus: number | null
  readonly ports: readonly PortRange[]
  /** Anything an operator made up: amounts, and sets or ranges as text. */
  readonly other: ReadonlyMap<string, number | string>
}

/** First that holds: an agent that the leader only knows of old is recovering. Unreachable and gone agents are not listed by Mesos. */
export type MesosAgentStatus = 'recovering' | 'draining' | 'drained' | 'deactivated' | 'disconnected' | 'active'

export interface MesosAgent extends Readable {
  readonly id: string
  readonly hostname: string | null
  /** Of its process: where it can be reached if the host name cannot. */
  readonly ip: string | null
  readonly port: number | null
  readonly status: MesosAgentStatus
  readonly version: string | null
  readonly attributes: ReadonlyMap<string, number | string>
  readonly region: string | null
  readonly zone: string | null
  readonly registeredAt: number | null
  readonly reregisteredAt: number | null
  readonly total: MesosResources | null
  readonly used: MesosResources | null
  readonly offered: MesosResources | null
  readonly unreserved: MesosResources | null
  readonly reserved: ReadonlyMap<string, MesosResources>
  /** What the agent is done with once it is drained. */
  readonly drain: { readonly markGone: boolean; readonly graceMs: number | null; readonly startedAt: number | null } | null
  readonly capabilities: readonly string[]
  /** Only in a summary. */
  readonly counts: ReadonlyMap<string, number> | null
  readonly frameworkIds: readonly string[] | null
}

export type MesosFrameworkStatus = 'running' | 'disconnected' | 'deactivated' | 'recovering' | 'removed'

export interface MesosFramework extends Readable {
  readonly id: string
  readonly name: string | null
  readonly status: MesosFrameworkStatus
  readonly user: string | null
  readonly hostname: string | null
  readonly webuiUrl: string | null
  /** `scheduler-…@ip:port` of a driver; schedulers that speak HTTP have none. */
  readonly pid: string | null
  readonly principal: string | null
  readonly roles: readonly string[]
  readonly checkpoint: boolean | null
  /** Once it is disconnected for so long, all its tasks are killed. */
  readonly failoverTimeoutMs: number | null
  readonly registeredAt: number | null
  readonly reregisteredAt: number | null
  readonly unregisteredAt: number | null
  readonly capabilities: readonly string[]
  readonly used: MesosResources | null
  readonly offered: MesosResources | null
  /** Offers that are out to it; null: not told. */
  readonly offers: readonly { readonly agentId: string; readonly resources: MesosResources | null }[] | null
  readonly counts: ReadonlyMap<string, number> | null
  readonly agentIds: readonly string[] | null
}

export interface MesosTaskStatus {
  /** Names of newer releases are passed on as they are. */
  readonly state: string
  readonly at: number | null
  /** Null where the interface does not tell causes, and where there was none: see `causes` of the task. */
  readonly message: string | null
  readonly reason: string | null
  readonly source: string | null
  readonly healthy: boolean | null
  readonly containerId: string | null
  /** First address of its container. */
  readonly ip: string | null
}

export interface MesosTask extends Readable {
  readonly frameworkId: string
  readonly id: string
  readonly name: string | null
  readonly agentId: string | null
  /** Null: run by the built-in command executor, whose id is that of the task. */
  readonly executorId: string | null
  readonly state: string
  /** Oldest first; consecutive statuses of one state are merged by Mesos. */
  readonly history: readonly MesosTaskStatus[]
  /** Whether messages and reasons could be told: the older interface cannot. */
  readonly causes: boolean
  readonly resources: MesosResources | null
  readonly role: string | null
  readonly labels: ReadonlyMap<string, string>
  /** Ports it announces, if it does. */
  readonly discoveryPorts: readonly { readonly number: number; readonly name: string | null }[]
}

export interface MesosExecutor extends Readable {
  readonly frameworkId: string | null
  readonly id: string
  readonly agentId: string | null
  readonly name: string | null
  /** Task groups: the files of a task lie below those of the executor. */
  readonly grouped: boolean
  readonly uris: readonly string[]
  readonly resources: MesosResources | null
}

export interface MesosRole extends Readable {
  readonly name: string
  readonly weight: number | null
  readonly frameworkIds: readonly string[]
  readonly resources: MesosResources | null
  readonly guarantee: MesosResources | null
  readonly limit: MesosResources | null
}

export interface MesosMachine {
  readonly hostname: string | null
  readonly ip: string | null
}

export interface MesosMaintenance {
  readonly windows: readonly {
    readonly machines: readonly MesosMachine[]
    readonly startAt: number | null
    readonly durationMs: number | null
  }[]
  readonly draining: readonly MesosMachine[]
  readonly down: readonly MesosMachine[]
}

export interface MesosMasterMetrics {
  readonly elected: boolean | null
  readonly uptimeMs: number | null
  readonly agents: {
    readonly active: number | null
    readonly inactive: number | null
    readonly disconnected: number | null
    readonly unreachable: number | null
  }
  readonly frameworks: { readonly active: number | null; readonly disconnected: number | null }
  /** By state, in small letters: running, failed, lost … Ended ones count since this master leads. */
  readonly tasks: ReadonlyMap<string, number>
  /** `failed container_limitation_memory` → how often since this master leads. */
  readonly causes: ReadonlyMap<string, number>
  readonly total: MesosResources
  readonly used: MesosResources
  readonly waitingRequests: number | null
  readonly waitingMessages: number | null
}

/** Everything a full reading holds. */
export interface MesosSnapshot {
  readonly agents: readonly MesosAgent[]
  readonly frameworks: readonly MesosFramework[]
  readonly tasks: readonly MesosTask[]
  readonly executors: readonly MesosExecutor[]
  /** Agents that only unreachable tasks name. */
  readonly unreachableAgentIds: readonly string[]
  /** Rows that had no id to know them by. */
  readonly dropped: number
}

const ENDED: ReadonlySet<string> = new Set([
  'TASK_FINISHED',
  'TASK_FAILED',
  'TASK_KILLED',
  'TASK_ERROR',
  'TASK_LOST',
  'TASK_DROPPED',
  'TASK_GONE',
  'TASK_GONE_BY_OPERATOR',
])

/** States of newer releases are taken as not final. */
export const isEnded = (state: string): boolean => ENDED.has(state)

/** Ids are unique within a framework only. */
export const taskKey = (frameworkId: string, taskId: string): string => `${frameworkId}/${taskId}`

/** When it began and, if it has, ended. */
export function taskTimes(task: MesosTask): { readonly startedAt: number | null; readonly endedAt: number | null } {
  const first = task.history.find((s) => !isEnded(s.state))
  const last = task.history.at(-1)
  return { startedAt: first?.at ?? null, endedAt: isEnded(task.state) ? (last?.at ?? null) : null }
}

/** The newest status that says why, of a task that ended. */
export const causeOf = (task: MesosTask): MesosTaskStatus | null =>
  task.history.findLast((s) => s.reason !== null || s.message !== null) ?? null
