import type { MesosAgent, MesosExecutor, MesosFramework, MesosMaintenance, MesosTask } from './mesos.ts'
import type { SchedulerBroker, SchedulerRelease } from './scheduler/model.ts'

/** Mesos as it was read last, of one leader: what two leaders say is never mixed (G-08). */
export interface MesosFacts {
  /** `host:port` of the master that told it. */
  readonly leader: string | null
  /** Another epoch is another leader. */
  readonly epoch: number
  readonly agents: ReadonlyMap<string, AgentFact>
  readonly frameworks: ReadonlyMap<string, MesosFramework>
  /** The framework whose brokers these are; null: none was found. */
  readonly chosen: string | null
  /** Its tasks by `taskKey`, running and ended, as long as Mesos keeps them. */
  readonly tasks: ReadonlyMap<string, MesosTask>
  readonly executors: readonly MesosExecutor[]
  readonly maintenance: MesosMaintenance | null
}

export interface AgentFact {
  readonly agent: MesosAgent
  /** Wall clock ms when it was listed last. */
  readonly seenAt: number
  /** Not listed any more: Mesos does not reach it, or it was removed. */
  readonly missing: 'unreachable' | 'gone' | null
}

export interface SchedulerFacts {
  readonly address: string
  readonly release: SchedulerRelease
  readonly brokers: ReadonlyMap<number, SchedulerBroker>
}

export const noMesos: MesosFacts = {
  leader: null,
  epoch: 0,
  agents: new Map(),
  frameworks: new Map(),
  chosen: null,
  tasks: new Map(),
  executors: [],
  maintenance: null,
}
