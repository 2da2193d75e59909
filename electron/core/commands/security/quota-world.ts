import type { SchedulerQuota } from '../../../../shared/domain/scheduler/model.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { Outcome } from '../../clients/scheduler/outcome.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'

/** The quotas of a scheduler: byte rates of client ids, set and never taken away (`/api/quota`, from late 0.9 builds on). */
export interface QuotaScheduler {
  /** False: its release has no such call. */
  readonly offered: boolean
  /** By client id. */
  list(signal: AbortSignal): Promise<ReadonlyMap<string, SchedulerQuota>>
  set(client: string, rates: { readonly producer?: number; readonly consumer?: number }, signal: AbortSignal): Promise<Outcome<null>>
}

export interface QuotaWorld extends KafkaWorld {
  /** Null: the profile knows no scheduler. Fails where the one it knows is not proven. */
  readonly quotaScheduler: (signal: AbortSignal) => Promise<QuotaScheduler | null>
}

/** The scheduler, where the brokers lack the API and it has the call; null: the brokers themselves. Fails with what both lack. */
export async function otherWay(world: QuotaWorld, signal: AbortSignal): Promise<QuotaScheduler | null> {
  // What the brokers can is only known once one of them was connected.
  if (world.client.capability('quotas').state === 'unknown') await world.client.metadata(signal)
  const capability = world.client.capability('quotas')
  if (capability.state !== 'no') return null
  const scheduler = await world.quotaScheduler(signal)
  if (scheduler?.offered === true) return scheduler
  throw new AppError('kafka.unsupported', { what: 'Client quotas', needs: capability.needs })
}
