import type { Clock } from '../lib/clock.ts'

/** Requests in the last second, from a counter that only grows. */
export function createRequestRate(clock: Clock, sent: () => number): { look(): number } {
  let before = { at: clock.now(), sent: sent() }
  let rate = 0
  return {
    look() {
      const now = { at: clock.now(), sent: sent() }
      const seconds = (now.at - before.at) / 1000
      // Looked at more often than it means something: the last answer stands.
      if (seconds < 0.5) return rate
      rate = Math.round(((now.sent - before.sent) / seconds) * 10) / 10
      before = now
      return rate
    },
  }
}
