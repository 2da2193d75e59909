import { AppError } from '../../../../shared/errors/error.ts'
import type { Outcome } from '../../clients/scheduler/outcome.ts'
import type { Rebalance, RebalanceAnswer } from '../../clients/scheduler/topic-changes.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { badInput } from '../refuse-input.ts'

/** The scheduler of Kafka on Mesos as it moves replicas: whole topics, by a plan of its own. */
export interface RebalanceScheduler {
  readonly address: string
  /** It can leave where it is what may stay (0.10). */
  readonly canRealign: boolean
  /** Brokers that it runs now. */
  readonly running: readonly number[]
  rebalance(asked: Rebalance, signal: AbortSignal): Promise<Outcome<RebalanceAnswer>>
}

export interface RebalanceWorld extends KafkaWorld {
  /** Null: the profile knows no scheduler. Fails where the one it knows is not proven. */
  readonly rebalanceScheduler: (signal: AbortSignal) => Promise<RebalanceScheduler | null>
}

/** The scheduler, where the brokers lack the API; fails where they have it, for it is better, and where there is no scheduler. */
export async function schedulerWay(world: RebalanceWorld, signal: AbortSignal): Promise<RebalanceScheduler> {
  // What the brokers can is only known once one of them was connected.
  if (world.client.capability('reassign').state === 'unknown') await world.client.metadata(signal)
  const capability = world.client.capability('reassign')
  if (capability.state !== 'no')
    throw badInput('reassignments.rebalance', [{ path: 'topics', message: 'These brokers move replicas themselves: plan it with them.' }])
  const scheduler = await world.rebalanceScheduler(signal)
  if (scheduler === null) throw new AppError('kafka.unsupported', { what: 'Reassigning partitions', needs: capability.needs })
  return scheduler
}
