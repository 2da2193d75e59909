import type { Clock } from '../../electron/core/lib/clock.ts'

/** A clock that runs by itself, so many times as fast as time does: for servers that wait while a real socket is open. */
export function createFastClock(times: number, wall = Date.UTC(2026, 10, 24, 12)): Clock {
  const began = performance.now()
  const now = (): number => (performance.now() - began) * times
  return {
    wall: () => wall + now(),
    now,
    after(ms, act) {
      const timer = setTimeout(act, ms / times)
      return () => clearTimeout(timer)
    },
  }
}
