import type { Clock } from '../../../electron/core/lib/clock.ts'
import type { Agent, LaunchSpec, MesosPort, StatusUpdate, TaskStatus } from './agents.ts'

export interface MesosTimes {
  /** From launch to STARTING. */
  stagingMs: number
  /** From STARTING to RUNNING. */
  startMs: number
  /** From a kill to its end. */
  killMs: number
}

export interface SimulatedMesos extends MesosPort {
  readonly times: MesosTimes
  /** Launches that end in FAILED instead of RUNNING, still to come. */
  failLaunches(count: number): void
  /** Questions about tasks get no answer. */
  silent: boolean
  addAgent(agent: Agent): void
  removeAgent(id: string): void
  /** Ends a task as if by itself. */
  end(taskId: string, status: TaskStatus, message?: string): void
  running(): readonly LaunchSpec[]
  setLog(taskId: string, name: string, text: string): void
}

interface Live {
  readonly spec: LaunchSpec
  running: boolean
  stopTimer: () => void
}

/** Agents and tasks under a clock, no processes. */
export function createSimulatedMesos(clock: Clock, agents: readonly Agent[] = []): SimulatedMesos {
  const known = new Map(agents.map((agent) => [agent.id, agent]))
  const live = new Map<string, Live>()
  const logs = new Map<string, string>()
  const times: MesosTimes = { stagingMs: 200, startMs: 1_500, killMs: 500 }
  let listener: (update: StatusUpdate) => void = () => undefined
  let failing = 0

  const endpointOf = ({ agent, port }: LaunchSpec): string => `${agent.hostname}:${port}`
  function end(taskId: string, status: TaskStatus, message = ''): void {
    const task = live.get(taskId)
    if (task === undefined) return
    task.stopTimer()
    live.delete(taskId)
    listener({ taskId, status, message })
  }
  function start(task: Live): void {
    const { taskId } = task.spec
    listener({ taskId, status: 'STARTING' })
    task.stopTimer = clock.after(times.startMs, () => {
      if (failing > 0) {
        failing--
        return end(taskId, 'FAILED', 'Executor terminated')
      }
      task.running = true
      listener({ taskId, status: 'RUNNING', endpoint: endpointOf(task.spec) })
    })
  }
  const left = (agent: Agent): Agent => {
    const here = [...live.values()].map(({ spec }) => spec).filter((spec) => spec.agent.id === agent.id)
    const sum = (of: (spec: LaunchSpec) => number): number => here.reduce((total, spec) => total + of(spec), 0)
    const ports = here.reduce<Agent['ports']>((free, { port }) => without(free, port), agent.ports)
    const taken = new Set(here.map(({ volume }) => volume))
    return {
      ...agent,
      cpus: agent.cpus - sum((s) => s.cpus),
      mem: agent.mem - sum((s) => s.mem),
      ports,
      volumes: agent.volumes.filter((v) => !taken.has(v)),
    }
  }

  return {
    times,
    silent: false,
    offerable: () => [...known.values()].map(left),
    launch(spec) {
      const task: Live = { spec, running: false, stopTimer: () => undefined }
      live.set(spec.taskId, task)
      task.stopTimer = clock.after(times.stagingMs, () => start(task))
    },
    kill(taskId) {
      const task = live.get(taskId)
      if (task === undefined) return
      task.stopTimer()
      task.stopTimer = clock.after(times.killMs, () => end(taskId, 'KILLED'))
    },
    forceStop: (taskId) => end(taskId, 'FINISHED'),
    reconcile(taskId) {
      if (this.silent) return
      const task = live.get(taskId)
      const status = task === undefined ? 'LOST' : task.running ? 'RUNNING' : 'STARTING'
      clock.after(50, () => listener({ taskId, status, reconciliation: true }))
    },
    readLog: (taskId, name, lines) => {
      const text = logs.get(`${taskId} ${name}`) ?? (name === 'stdout' || name === 'stderr' ? `${taskId} ${name}\n` : null)
      return Promise.resolve(text === null ? null : text.trimEnd().split('\n').slice(-lines).join('\n'))
    },
    onStatus(next) {
      listener = next
    },
    failLaunches(count) {
      failing = count
    },
    addAgent: (agent) => void known.set(agent.id, agent),
    removeAgent(id) {
      known.delete(id)
      for (const { spec } of [...live.values()]) if (spec.agent.id === id) end(spec.taskId, 'LOST', 'Agent removed')
    },
    end,
    running: () => [...live.values()].filter((task) => task.running).map(({ spec }) => spec),
    setLog: (taskId, name, text) => void logs.set(`${taskId} ${name}`, text),
  }
}

const without = (ranges: Agent['ports'], port: number): Agent['ports'] =>
  ranges.flatMap(({ from, to }) =>
    port < from || port > to
      ? [{ from, to }]
      : [
          { from, to: port - 1 },
          { from: port + 1, to },
        ].filter((range) => range.from <= range.to),
  )

/** Agents as tests and the demo want them: `agent-0 …`, racks in turn. */
export const sampleAgents = (count: number, more: Partial<Agent> = {}): readonly Agent[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `S${n}`,
    hostname: `agent-${n}`,
    attributes: new Map([['rack', `r${(n % 3) + 1}`]]),
    cpus: 4,
    mem: 8192,
    ports: [{ from: 31_000, to: 31_999 }],
    volumes: [],
    ...more,
  }))
