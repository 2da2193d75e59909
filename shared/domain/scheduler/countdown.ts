import type { Failover, SchedulerBroker, Stickiness } from './model.ts'

/** All moments are ms since 1970 by the scheduler's clock, which may differ from ours. */

export interface StickyHold {
  readonly hostname: string
  readonly until: number
}

/** After a stop only this host's offers are taken until the period is over. Null: any host. */
export function stickyHold(broker: Pick<SchedulerBroker, 'task'> & { readonly stickiness: Stickiness }, now: number): StickyHold | null {
  const { hostname, stoppedAt, periodMs } = broker.stickiness
  if (broker.task !== null || hostname === null || stoppedAt === null || periodMs === null) return null
  const until = stoppedAt + periodMs
  return until > now ? { hostname, until } : null
}

/** `min(maxDelay, delay × 2^(failures − 1))`, the exponent at most 30; 0 without failures. Null: the delays are not known. */
export function failoverDelay({ failures, delayMs, maxDelayMs }: Failover): number | null {
  if (failures === 0) return 0
  if (delayMs === null || maxDelayMs === null) return null
  return Math.min(maxDelayMs, delayMs * 2 ** Math.min(failures - 1, 30))
}

/** When the next try may begin, past or future; null without failures, or when it cannot be told. */
export function nextTryAt(failover: Failover): number | null {
  const delay = failoverDelay(failover)
  return failover.failures === 0 || delay === null || failover.failedAt === null ? null : failover.failedAt + delay
}

/** Failures in a row that are still allowed; null: no limit. */
export const triesLeft = ({ maxTries, failures }: Failover): number | null => (maxTries === null ? null : Math.max(0, maxTries - failures))
