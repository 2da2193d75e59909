import type { PartitionSeen } from '../../../../shared/domain/what-if/stop-brokers.ts'
import type { PlacementAgent } from '../../../../shared/domain/placement/rules.ts'
import type { SchedulerCapabilities } from '../../../../shared/domain/scheduler/capabilities.ts'
import type { SchedulerBroker, SchedulerRelease } from '../../../../shared/domain/scheduler/model.ts'
import type { BrokerChanges } from '../../clients/scheduler/broker-changes.ts'
import type { Clock } from '../../lib/clock.ts'

/** What the commands of brokers need of a cluster: the scheduler that is asked, and what Kafka and Mesos say. Everything is read anew. */
export interface BrokerWorld {
  readonly clock: Clock
  readonly scheduler: {
    readonly release: SchedulerRelease
    readonly can: SchedulerCapabilities
    list(signal: AbortSignal): Promise<readonly SchedulerBroker[]>
    readonly changes: BrokerChanges
  }
  /** Null: no Kafka broker is connected. Fails where none answers. */
  readonly kafka: ((signal: AbortSignal) => Promise<KafkaPicture>) | null
  /** Null: Mesos is not known or was not read. */
  readonly agents: (signal: AbortSignal) => Promise<{ readonly asOf: number; readonly agents: readonly PlacementAgent[] } | null>
}

/** Partitions as Kafka tells them now. */
export interface KafkaPicture {
  /** Wall clock ms. */
  readonly asOf: number
  readonly partitions: readonly PartitionSeen[]
  /** `min.insync.replicas` by topic; a topic that is missing could not be read. */
  readonly minIsr: ReadonlyMap<string, number>
  readonly alive: ReadonlySet<number>
  readonly groups: readonly { readonly group: string; readonly coordinator: number }[]
}
