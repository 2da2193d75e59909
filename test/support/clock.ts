import type { Clock } from '../../electron/core/lib/clock.ts'

export interface TestClock extends Clock {
  /** Moves both clocks on and runs what is due, in order of time. Timers set meanwhile run too when they are due. */
  advance(ms: number): void
  /** Moves on in steps and lets promises settle between them, until `done` or `ms` have passed. */
  advanceUntil(done: () => boolean, ms: number, step?: number): Promise<void>
  /** The wall clock jumps, as when the user or a time server sets it; timers do not care. */
  setWall(ms: number): void
  readonly waiting: number
}

/** A clock that only moves when it is told to. */
export function createTestClock(wall = Date.UTC(2026, 10, 24, 12)): TestClock {
  let now = 0
  let offset = wall
  let timers: { readonly at: number; readonly act: () => void }[] = []

  const advance = (ms: number): void => {
    const until = now + ms
    for (;;) {
      const next = timers.filter((t) => t.at <= until).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      timers = timers.filter((t) => t !== next)
      now = Math.max(now, next.at)
      next.act()
    }
    now = until
  }

  return {
    wall: () => offset + now,
    now: () => now,
    after(ms, act) {
      const timer = { at: now + Math.max(0, ms), act }
      timers.push(timer)
      return () => {
        timers = timers.filter((t) => t !== timer)
      }
    },
    advance,
    async advanceUntil(done, ms, step = 10) {
      for (let passed = 0; !done() && passed < ms; passed += step) {
        advance(step)
        await new Promise<void>((resolve) => setImmediate(resolve))
      }
    },
    setWall: (ms) => {
      offset = ms - now
    },
    get waiting() {
      return timers.length
    },
  }
}
