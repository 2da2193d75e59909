/** What the Kafka-on-Mesos scheduler tells, the same shape for every release. Null: not told, or not readable. */

/** Release lines whose API differs: 0.9.1 · 0.9.2–0.9.5.1 · unreleased builds of 2016 · 0.10.0 · 0.10.1-SNAPSHOT. */
export type SchedulerLine = 'P091' | 'P09' | 'P09M' | 'P10' | 'P101'

export interface SchedulerRelease {
  readonly line: SchedulerLine
  /** From the name of its jar; null where builds are named freely. */
  readonly version: string | null
  readonly kafkaVersion: string | null
}

export type TaskState = 'pending' | 'starting' | 'running' | 'stopping' | 'reconciling'

export interface SchedulerTask {
  readonly id: string
  readonly agentId: string | null
  readonly executorId: string | null
  readonly hostname: string | null
  /** `host:port`; absent until it runs, and after some reconciliations. */
  readonly endpoint: string | null
  readonly attributes: ReadonlyMap<string, string>
  /** Null: a word that no known release sends. */
  readonly state: TaskState | null
}

export interface Stickiness {
  readonly periodMs: number | null
  readonly hostname: string | null
  /** ms since 1970, by the clock of the scheduler. */
  readonly stoppedAt: number | null
}

export interface Failover {
  readonly delayMs: number | null
  readonly maxDelayMs: number | null
  /** Null: unlimited. */
  readonly maxTries: number | null
  readonly failures: number
  readonly failedAt: number | null
}

export interface ContainerMount {
  readonly hostPath: string
  readonly containerPath: string
  readonly mode: 'rw' | 'ro'
}

export interface SchedulerContainer {
  readonly type: 'docker' | 'mesos' | null
  readonly image: string
  readonly mounts: readonly ContainerMount[]
}

export interface SchedulerMetrics {
  /** ms since 1970; null: none was reported yet. */
  readonly at: number | null
  /** Names as sent. Values that are no number are left out. */
  readonly values: ReadonlyMap<string, number>
}

export interface SchedulerBroker {
  readonly id: number
  /** What is wanted, not what is. */
  readonly active: boolean
  readonly cpus: number | null
  /** MiB. */
  readonly mem: number | null
  /** MiB. */
  readonly heap: number | null
  /** `31092` or `31090..31100`; null: the lowest offered. */
  readonly port: string | null
  readonly volume: string | null
  readonly bindAddress: string | null
  readonly syslog: boolean
  /** Map texts as the scheduler has them; empty: none. */
  readonly constraints: string
  readonly options: string
  readonly log4jOptions: string
  readonly jvmOptions: string
  /** Of the newest line only. */
  readonly javaCmd: string | null
  readonly container: SchedulerContainer | null
  readonly stickiness: Stickiness
  readonly failover: Failover
  readonly needsRestart: boolean
  readonly task: SchedulerTask | null
  readonly metrics: SchedulerMetrics | null
  /** Fields of this broker whose form nobody knows. */
  readonly unreadable: readonly string[]
}

export interface SchedulerTopic {
  readonly name: string
  readonly partitions: ReadonlyMap<number, readonly number[]>
  readonly options: ReadonlyMap<string, string>
}

export interface SchedulerPartition {
  readonly id: number
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  /** −1: no leader. */
  readonly leader: number
}

export interface SchedulerQuota {
  readonly producerByteRate: number | null
  readonly consumerByteRate: number | null
}
