import type { Range } from './syntax.ts'

/** An agent as the scheduler sees it in an offer. */
export interface Agent {
  readonly id: string
  readonly hostname: string
  /** Text attributes only: others are invisible to constraints. */
  readonly attributes: ReadonlyMap<string, string>
  readonly cpus: number
  readonly mem: number
  readonly ports: readonly Range[]
  /** Persistence ids in a role of the framework. */
  readonly volumes: readonly string[]
}

export interface LaunchSpec {
  readonly brokerId: number
  readonly taskId: string
  readonly executorId: string
  readonly agent: Agent
  readonly cpus: number
  readonly mem: number
  readonly heap: number
  readonly port: number
  readonly volume: string | null
  readonly options: ReadonlyMap<string, string>
}

export type TaskStatus = 'STAGING' | 'STARTING' | 'RUNNING' | 'KILLING' | 'FINISHED' | 'KILLED' | 'FAILED' | 'LOST' | 'ERROR'

export interface StatusUpdate {
  readonly taskId: string
  readonly status: TaskStatus
  /** With RUNNING: where the broker listens. */
  readonly endpoint?: string
  readonly reconciliation?: boolean
  readonly message?: string
}

/**
 * What the scheduler needs of Mesos: agents whose resources it is offered, and tasks whose states it is told. The simulation in
 * `simulated-mesos.ts` and real Kafka processes both stand behind it.
 */
export interface MesosPort {
  /** What can be offered now: agents with what is left of them. */
  offerable(): readonly Agent[]
  launch(spec: LaunchSpec): void
  kill(taskId: string): void
  /** The executor's own "stop": the process ends without a clean shutdown. */
  forceStop(taskId: string): void
  /** Asks for the state of a task; the answer is a status update, or silence. */
  reconcile(taskId: string): void
  /** The text of a file of the task, null when there is none, or a promise of it; never when the executor does not answer. */
  readLog(taskId: string, name: string, lines: number): Promise<string | null>
  onStatus(listener: (update: StatusUpdate) => void): void
}
