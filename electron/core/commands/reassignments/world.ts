import type { BrokerId } from '../../../../shared/domain/ids.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import type { Follower } from './follow.ts'
import type { Runs } from './runs.ts'

/** What the commands of reassignments see beside Kafka. */
export interface ReassignWorld extends KafkaWorld {
  readonly cluster: string
  readonly runs: Runs
  readonly follower: Follower
  /** Host of the Mesos agent by broker; empty where there is no Mesos. */
  readonly agents: () => ReadonlyMap<BrokerId, string>
}
