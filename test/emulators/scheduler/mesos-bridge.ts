import type { SandboxFiles } from '../mesos/sandbox.ts'
import type { MesosWorld } from '../mesos/world.ts'
import type { WorldAgent, WorldTask } from '../mesos/model.ts'
import { isOver } from '../mesos/model.ts'
import type { Agent, LaunchSpec, MesosPort, StatusUpdate, TaskStatus } from './agents.ts'
import type { ReleaseFacts } from './releases.ts'

/** What runs a task: under a clock, or as a process. It tells how the task fares. */
export interface TaskRunner {
  start(spec: LaunchSpec, tell: (change: { status: TaskStatus; endpoint?: string; message?: string }) => void): void
  /** In order, as Mesos kills. */
  kill(taskId: string): void
  /** At once. */
  forceStop(taskId: string): void
  readLog(taskId: string, name: string, lines: number): Promise<string | null>
  /** Where the task writes; left out: in memory. */
  files?(taskId: string): SandboxFiles
}

export interface BridgeNeeds {
  readonly world: MesosWorld
  readonly facts: ReleaseFacts
  readonly frameworkName?: string
  /** The `api` setting: where agents fetch the executor. */
  readonly api: () => string
  readonly runner: TaskRunner
}

export interface MesosBridge extends MesosPort {
  readonly frameworkId: string
}

/** The scheduler as a framework of the emulated Mesos: what it launches is seen by the Mesos face, what happens there reaches it. */
export function createMesosBridge({ world, facts, frameworkName = 'kafka', api, runner }: BridgeNeeds): MesosBridge {
  const framework = world.addFramework({ name: frameworkName, hostname: '127.0.0.1', failoverSeconds: 2_592_000, checkpoint: true })
  const endpoints = new Map<string, string>()
  let listener: (update: StatusUpdate) => void = () => undefined

  const mine = (): WorldTask[] => [...world.tasks.values()].filter((task) => task.frameworkId === framework.id && !isOver(task.state))
  world.onEvent((event) => {
    if (event.kind !== 'taskUpdated' || event.task.frameworkId !== framework.id) return
    const status = event.status.state.replace('TASK_', '') as TaskStatus // what the world says of our own tasks
    const endpoint = endpoints.get(event.task.id)
    listener({
      taskId: event.task.id,
      status,
      message: event.status.message ?? '',
      ...(status === 'RUNNING' && endpoint !== undefined ? { endpoint } : {}),
    })
  })

  function offer(agent: WorldAgent): Agent {
    const free = world.free(agent.id)
    const used = mine().filter((task) => task.agentId === agent.id)
    const taken = new Set(used.flatMap((task) => (task.resources.ports ?? []).map(([port]) => port)))
    return {
      id: agent.id,
      hostname: agent.hostname,
      // Numbers become scalars in Mesos: constraints do not see them.
      attributes: new Map(
        Object.entries(agent.attributes).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])),
      ),
      cpus: free.cpus,
      mem: free.mem,
      ports: (agent.total.ports ?? []).flatMap(([from, to]) => freeRanges(from, to, taken)),
      volumes: [],
    }
  }

  return {
    frameworkId: framework.id,
    offerable: () =>
      [...world.agents.values()].filter((agent) => agent.state === 'active' && !agent.deactivated && agent.drain === null).map(offer),
    launch(spec) {
      const name = facts.taskPrefix === 'broker' ? 'broker' : frameworkName
      const command = `exec java -cp ${facts.jar} -Xmx${spec.heap}m  ${facts.mainClass}`
      const uris = [`${api()}/jar/${facts.jar}`, `${api()}/kafka/${facts.kafka}`]
      world.launchTask({
        frameworkId: framework.id,
        id: spec.taskId,
        name: `${name}-${spec.brokerId}`,
        agentId: spec.agent.id,
        executor: { id: spec.executorId, name: `broker-${spec.brokerId}`, uris, command },
        resources: { cpus: spec.cpus, mem: spec.mem, disk: 0, ports: [[spec.port, spec.port]] },
        ...(runner.files === undefined ? {} : { files: runner.files(spec.taskId) }),
      })
      runner.start(spec, ({ status, endpoint, message }) => {
        const task = mine().find((one) => one.id === spec.taskId)
        if (task === undefined) return
        if (endpoint !== undefined) endpoints.set(spec.taskId, endpoint)
        world.updateTask(framework.id, spec.taskId, { state: `TASK_${status}`, ...(message === undefined ? {} : { message }) })
      })
    },
    kill: (taskId) => runner.kill(taskId),
    forceStop: (taskId) => runner.forceStop(taskId),
    reconcile(taskId) {
      const task = mine().find((one) => one.id === taskId)
      const status = (task?.state.replace('TASK_', '') ?? 'LOST') as TaskStatus // as above
      world.clock.after(10, () => listener({ taskId, status, reconciliation: true }))
    },
    readLog: (taskId, name, lines) => runner.readLog(taskId, name, lines),
    onStatus(next) {
      listener = next
    },
  }
}

function freeRanges(from: number, to: number, taken: ReadonlySet<number>): { from: number; to: number }[] {
  const cuts = [...taken].filter((port) => port >= from && port <= to).toSorted((a, b) => a - b)
  const ranges: { from: number; to: number }[] = []
  let start = from
  for (const port of cuts) {
    if (port > start) ranges.push({ from: start, to: port - 1 })
    start = port + 1
  }
  if (start <= to) ranges.push({ from: start, to })
  return ranges
}
