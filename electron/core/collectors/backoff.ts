/** Longest wait between two tries of what may come back by itself. */
export const BACKOFF_MAX_MS = 30_000
const BACKOFF_FIRST_MS = 500
/** A source that held this long begins anew. */
export const HEALTHY_AFTER_MS = 60_000
/** What another try cannot cure (a wrong password, a port that is not Kafka) is tried no faster than this. */
export const HOPELESS_MS = 300_000

export interface Backoff {
  readonly attempts: number
  /** Ms to wait before the next try. */
  failed(now: number, canRetry: boolean): number
  succeeded(now: number): void
  /** Someone asked to try now. */
  reset(): void
}

/** Full jitter: random(0, min(30 s, 0.5 s · 2ⁿ)), so that sources that fell together do not come back together (G-03). */
export function createBackoff(random: () => number): Backoff {
  let attempts = 0
  let healthySince: number | null = null
  return {
    get attempts() {
      return attempts
    },
    failed(now, canRetry) {
      if (healthySince !== null && now - healthySince >= HEALTHY_AFTER_MS) attempts = 0
      healthySince = null
      const most = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(attempts, 16))
      attempts += 1
      return canRetry ? random() * most : HOPELESS_MS * (1 + random() * 0.1)
    },
    succeeded(now) {
      healthySince ??= now
      if (now - healthySince >= HEALTHY_AFTER_MS) attempts = 0
    },
    reset() {
      attempts = 0
      healthySince = null
    },
  }
}
