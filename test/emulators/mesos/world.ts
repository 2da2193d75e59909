import { systemClock, type Clock } from '../../../electron/core/lib/clock.ts'
import {
  isOver,
  type Amounts,
  type Sandbox,
  type WorldAgent,
  type WorldEvent,
  type WorldFramework,
  type WorldMaster,
  type WorldStatus,
  type WorldTask,
} from './model.ts'
import { createMemorySandbox, type SandboxFiles } from './sandbox.ts'

export interface AgentSpec {
  readonly hostname?: string
  readonly attributes?: Readonly<Record<string, string | number>>
  readonly resources?: Amounts
  /** Given when no face has to listen for it. */
  readonly port?: number
}

export interface FrameworkSpec {
  readonly name: string
  readonly user?: string
  readonly hostname?: string
  readonly pid?: string
  readonly role?: string
  readonly principal?: string
  readonly webuiUrl?: string
  readonly checkpoint?: boolean
  readonly failoverSeconds?: number
  readonly capabilities?: readonly string[]
}

export interface TaskSpec {
  readonly frameworkId: string
  readonly id: string
  readonly name: string
  readonly agentId: string
  readonly executor?: WorldTask['executor']
  readonly resources?: Amounts
  readonly labels?: WorldTask['labels']
  /** Where the task writes; in memory if left out. */
  readonly files?: SandboxFiles
}

export interface TaskChange {
  readonly state: string
  readonly message?: string
  readonly reason?: string
  readonly source?: 'SOURCE_MASTER' | 'SOURCE_AGENT' | 'SOURCE_EXECUTOR'
  readonly healthy?: boolean
}

/**
 * A Mesos cluster, before anybody asks: masters of which one leads, agents, frameworks, tasks with all they went through. A scheduler's
 * face uses the same verbs that a real scheduler's calls come to: `launchTask`, `updateTask`. Faces only tell it.
 */
export interface MesosWorld {
  readonly clock: Clock
  /** `[1, 11]`: what the faces tell and how. */
  readonly release: readonly [number, number]
  readonly id: string
  readonly masters: readonly WorldMaster[]
  readonly agents: ReadonlyMap<string, WorldAgent>
  readonly frameworks: ReadonlyMap<string, WorldFramework>
  readonly tasks: ReadonlyMap<string, WorldTask>
  leader(): WorldMaster | null
  since(major: number, minor: number): boolean
  addAgent(spec?: AgentSpec): WorldAgent
  /** No answer to pings: it vanishes from every list, its tasks are lost. No stream tells of the agent itself. */
  loseAgent(id: string): void
  disconnectAgent(id: string): void
  returnAgent(id: string): void
  /** In order: its tasks are lost, it says goodbye. */
  removeAgent(id: string): void
  deactivateAgent(id: string): void
  drainAgent(id: string, graceSeconds?: number): void
  reactivateAgent(id: string): void
  addFramework(spec: FrameworkSpec): WorldFramework
  /** No stream tells of it. */
  disconnectFramework(id: string): void
  returnFramework(id: string): void
  /** Its tasks are killed; it can never come back under that id. */
  removeFramework(id: string): void
  launchTask(spec: TaskSpec): WorldTask
  updateTask(frameworkId: string, taskId: string, change: TaskChange): void
  task(frameworkId: string, taskId: string): WorldTask
  sandbox(task: WorldTask): Sandbox
  /** What is neither used nor reserved. */
  free(agentId: string): { cpus: number; mem: number; disk: number }
  loseLeader(): void
  /** Another master leads; the old one stays up unless it is said to die. */
  failover(to?: string, dies?: boolean): void
  killMaster(name: string): void
  returnMaster(name: string): void
  onEvent(listen: (event: WorldEvent) => void): () => void
}

const taskKey = (frameworkId: string, taskId: string): string => `${frameworkId}/${taskId}`
const PARTITION_AWARE = 'PARTITION_AWARE'

export interface MesosWorldSpec {
  readonly clock?: Clock
  readonly release?: readonly [number, number]
  readonly masters?: number
}

export function createMesosWorld({ clock = systemClock, release = [1, 11], masters: count = 1 }: MesosWorldSpec = {}): MesosWorld {
  const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
  const masters: WorldMaster[] = Array.from({ length: count }, (_, i) => ({
    name: `master-${i + 1}`,
    id: `${id.slice(0, -1)}${i}`,
    up: true,
    startedAt: clock.wall(),
    electedAt: i === 0 ? clock.wall() : null,
    recovering: false,
  }))
  const agents = new Map<string, WorldAgent>()
  const frameworks = new Map<string, WorldFramework>()
  const tasks = new Map<string, WorldTask>()
  const listeners = new Set<(event: WorldEvent) => void>()
  let containers = 0
  const tell = (event: WorldEvent): void => {
    for (const listen of [...listeners]) listen(event)
  }
  const found = <T>(all: ReadonlyMap<string, T>, key: string): T => {
    const one = all.get(key)
    if (one === undefined) throw new Error(`the world has no ${key}`)
    return one
  }
  const record = (task: WorldTask, change: TaskChange): void => {
    const status: WorldStatus = {
      state: change.state,
      at: clock.wall(),
      message: change.message ?? null,
      reason: change.reason ?? null,
      source: change.source ?? 'SOURCE_EXECUTOR',
      healthy: change.healthy ?? null,
    }
    // Mesos keeps one status for each change of state.
    const before = task.statuses.at(-1)?.state === status.state ? task.statuses.slice(0, -1) : task.statuses
    task.statuses = [...before, status]
    task.state = change.state
    tell({ kind: 'taskUpdated', task, status })
  }
  const tasksOf = (which: (task: WorldTask) => boolean): WorldTask[] => [...tasks.values()].filter((t) => !isOver(t.state) && which(t))
  const lose = (agent: WorldAgent, state: string, aware: string, reason: string): void => {
    agent.state = state === 'gone' ? 'gone' : 'unreachable'
    for (const task of tasksOf((t) => t.agentId === agent.id)) {
      const partitionAware = found(frameworks, task.frameworkId).capabilities.includes(PARTITION_AWARE)
      record(task, {
        state: partitionAware ? aware : 'TASK_LOST',
        reason,
        source: 'SOURCE_MASTER',
        message: `Agent ${agent.hostname} is lost`,
      })
    }
  }
  const elect = (next: WorldMaster | null): void => {
    for (const master of masters) master.electedAt = master === next ? clock.wall() : null
    tell({ kind: 'leader', leader: next })
    tell({ kind: 'masters' })
  }
  const master = (name: string): WorldMaster => {
    const one = masters.find((m) => m.name === name)
    if (one === undefined) throw new Error(`the world has no ${name}`)
    return one
  }

  const world: MesosWorld = {
    clock,
    release,
    id,
    masters,
    agents,
    frameworks,
    tasks,
    leader: () => masters.find((m) => m.up && m.electedAt !== null) ?? null,
    since: (major, minor) => release[0] > major || (release[0] === major && release[1] >= minor),
    addAgent(spec = {}) {
      const agent: WorldAgent = {
        id: `${id}-S${agents.size}`,
        hostname: spec.hostname ?? '127.0.0.1',
        port: spec.port ?? null,
        attributes: spec.attributes ?? {},
        total: spec.resources ?? { cpus: 8, mem: 16_384, disk: 100_000, ports: [[31_000, 32_000]] },
        registeredAt: clock.wall(),
        reregisteredAt: null,
        state: 'active',
        deactivated: false,
        drain: null,
        sandboxes: new Map(),
      }
      agents.set(agent.id, agent)
      tell({ kind: 'agentAdded', agent })
      return agent
    },
    loseAgent: (agentId) => lose(found(agents, agentId), 'unreachable', 'TASK_UNREACHABLE', 'REASON_AGENT_REMOVED'),
    disconnectAgent: (agentId) => void (found(agents, agentId).state = 'disconnected'),
    returnAgent(agentId) {
      const agent = found(agents, agentId)
      const wasGone = agent.state === 'unreachable'
      agent.state = 'active'
      agent.reregisteredAt = clock.wall()
      if (!wasGone) return
      for (const task of [...tasks.values()].filter((t) => t.agentId === agentId && /TASK_(UNREACHABLE|LOST)/.test(t.state))) {
        record(task, { state: 'TASK_RUNNING', reason: 'REASON_AGENT_REREGISTERED', source: 'SOURCE_MASTER' })
        tell({ kind: 'taskAdded', task })
      }
      tell({ kind: 'agentAdded', agent })
    },
    removeAgent(agentId) {
      const agent = found(agents, agentId)
      lose(agent, 'gone', 'TASK_GONE', 'REASON_AGENT_REMOVED')
      agents.delete(agentId)
      tell({ kind: 'agentRemoved', agent })
    },
    deactivateAgent: (agentId) => void (found(agents, agentId).deactivated = true),
    drainAgent(agentId, graceSeconds) {
      const agent = found(agents, agentId)
      agent.deactivated = true
      const running = tasksOf((t) => t.agentId === agentId)
      agent.drain = { state: 'DRAINING', markGone: false, graceSeconds: graceSeconds ?? null, startedAt: clock.wall() }
      for (const task of running) record(task, { state: 'TASK_KILLED', reason: 'REASON_AGENT_DRAINING', source: 'SOURCE_AGENT' })
      agent.drain.state = 'DRAINED'
    },
    reactivateAgent(agentId) {
      const agent = found(agents, agentId)
      agent.deactivated = false
      agent.drain = null
    },
    addFramework(spec) {
      const framework: WorldFramework = {
        id: `${id}-${String(frameworks.size).padStart(4, '0')}`,
        name: spec.name,
        user: spec.user ?? 'root',
        hostname: spec.hostname ?? 'scheduler.example',
        pid: spec.pid ?? null,
        role: spec.role ?? '*',
        principal: spec.principal ?? null,
        webuiUrl: spec.webuiUrl ?? '',
        checkpoint: spec.checkpoint ?? true,
        failoverSeconds: spec.failoverSeconds ?? 2_592_000,
        capabilities: spec.capabilities ?? [],
        registeredAt: clock.wall(),
        reregisteredAt: null,
        unregisteredAt: null,
        connected: true,
        removed: false,
      }
      frameworks.set(framework.id, framework)
      tell({ kind: 'frameworkAdded', framework })
      return framework
    },
    disconnectFramework: (frameworkId) => void (found(frameworks, frameworkId).connected = false),
    returnFramework(frameworkId) {
      const framework = found(frameworks, frameworkId)
      framework.connected = true
      framework.reregisteredAt = clock.wall()
      tell({ kind: 'frameworkUpdated', framework })
    },
    removeFramework(frameworkId) {
      const framework = found(frameworks, frameworkId)
      for (const task of tasksOf((t) => t.frameworkId === frameworkId)) {
        record(task, {
          state: 'TASK_KILLED',
          reason: 'REASON_FRAMEWORK_REMOVED',
          source: 'SOURCE_MASTER',
          message: `Framework ${frameworkId} removed`,
        })
      }
      framework.removed = true
      framework.connected = false
      framework.unregisteredAt = clock.wall()
      tell({ kind: 'frameworkRemoved', framework })
    },
    launchTask(spec) {
      const agent = found(agents, spec.agentId)
      found(frameworks, spec.frameworkId)
      const task: WorldTask = {
        frameworkId: spec.frameworkId,
        id: spec.id,
        name: spec.name,
        agentId: spec.agentId,
        executor: spec.executor ?? null,
        resources: spec.resources ?? { cpus: 1, mem: 1_024 },
        labels: spec.labels ?? [],
        containerId: `00000000-0000-4000-8000-${String(++containers).padStart(12, '0')}`,
        state: 'TASK_STAGING',
        statuses: [],
      }
      tasks.set(taskKey(task.frameworkId, task.id), task)
      const executorId = task.executor?.id ?? task.id
      const memory = createMemorySandbox(clock.wall)
      memory.write('stdout', '')
      memory.write('stderr', '')
      agent.sandboxes.set(taskKey(task.frameworkId, executorId), {
        frameworkId: task.frameworkId,
        executorId,
        executorName: task.executor?.name ?? `Command Executor (Task: ${task.id})`,
        containerId: task.containerId,
        directory: `/var/lib/mesos/slaves/${agent.id}/frameworks/${task.frameworkId}/executors/${executorId}/runs/${task.containerId}`,
        files: spec.files ?? memory,
      })
      tell({ kind: 'taskAdded', task })
      return task
    },
    updateTask: (frameworkId, taskId, change) => record(found(tasks, taskKey(frameworkId, taskId)), change),
    task: (frameworkId, taskId) => found(tasks, taskKey(frameworkId, taskId)),
    sandbox: (task) => found(found(agents, task.agentId).sandboxes, taskKey(task.frameworkId, task.executor?.id ?? task.id)),
    free(agentId) {
      const { total } = found(agents, agentId)
      const used = tasksOf((t) => t.agentId === agentId).map((t) => t.resources)
      const left = (of: 'cpus' | 'mem' | 'disk'): number => (total[of] ?? 0) - used.reduce((sum, r) => sum + (r[of] ?? 0), 0)
      return { cpus: left('cpus'), mem: left('mem'), disk: left('disk') }
    },
    loseLeader: () => elect(null),
    failover(to, dies = false) {
      const old = world.leader()
      const next = to === undefined ? masters.find((m) => m.up && m !== old) : master(to)
      if (dies && old !== null) old.up = false
      elect(next ?? null)
    },
    killMaster(name) {
      const one = master(name)
      one.up = false
      tell({ kind: 'masters' })
      if (one.electedAt !== null) elect(masters.find((m) => m.up) ?? null)
    },
    returnMaster(name) {
      const one = master(name)
      one.up = true
      one.startedAt = clock.wall()
      if (world.leader() === null) elect(one)
      tell({ kind: 'masters' })
    },
    onEvent(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
  }
  return world
}
