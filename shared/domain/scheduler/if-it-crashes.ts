import { failoverDelay } from './countdown.ts'
import type { Failover, Stickiness } from './model.ts'

/** What the scheduler would do, in order of time. Moments are ms since 1970. */
export type NextMoment =
  | { readonly kind: 'waits'; readonly at: number; readonly forMs: number }
  /** Only its last host is asked. */
  | { readonly kind: 'stickyOnly'; readonly at: number; readonly hostname: string }
  | { readonly kind: 'anywhere'; readonly at: number }
  /** No further try: somebody has to start it. */
  | { readonly kind: 'deactivated'; readonly at: number; readonly failures: number }

export interface Restartable {
  readonly failover: Failover
  readonly stickiness: Stickiness
}

/** What follows if the task of a broker ended now without being asked to. Null: the settings are not known. */
export function ifItCrashes({ failover, stickiness }: Restartable, now: number): readonly NextMoment[] | null {
  const failures = failover.failures + 1
  if (failover.maxTries !== null && failures >= failover.maxTries) return [{ kind: 'deactivated', at: now, failures }]
  const delay = failoverDelay({ ...failover, failures })
  if (delay === null || stickiness.periodMs === null) return null
  // Further failures in a row do not make the window longer.
  const stoppedAt = failover.failures > 0 ? (stickiness.stoppedAt ?? now) : now
  return [{ kind: 'waits', at: now, forMs: delay }, ...offersAfter(now + delay, stoppedAt + stickiness.periodMs, stickiness.hostname)]
}

/** What is still to come for a broker that is wanted and has no task. */
export function whatComesNext({ failover, stickiness }: Restartable, now: number): readonly NextMoment[] | null {
  const delay = failoverDelay(failover)
  if (delay === null) return null
  const mayTryAt = failover.failedAt === null ? now : Math.max(now, failover.failedAt + delay)
  const { stoppedAt, periodMs, hostname } = stickiness
  const freeAt = stoppedAt === null || periodMs === null ? now : stoppedAt + periodMs
  const wait: readonly NextMoment[] = mayTryAt > now ? [{ kind: 'waits', at: now, forMs: mayTryAt - now }] : []
  return [...wait, ...offersAfter(mayTryAt, freeAt, hostname)]
}

function offersAfter(mayTryAt: number, freeAt: number, hostname: string | null): readonly NextMoment[] {
  if (hostname === null || freeAt <= mayTryAt) return [{ kind: 'anywhere', at: mayTryAt }]
  return [
    { kind: 'stickyOnly', at: mayTryAt, hostname },
    { kind: 'anywhere', at: freeAt },
  ]
}
