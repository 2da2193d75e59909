/** Time is passed in, so that tests run an hour in a millisecond. */
export interface Clock {
  /** Wall clock, ms since 1970: for display only; it may jump. */
  wall(): number
  /** Monotonic ms: for deadlines, ages and back-off. */
  now(): number
  /** Runs `act` once after `ms`; the returned function cancels it. */
  after(ms: number, act: () => void): () => void
}

export const systemClock: Clock = {
  wall: () => Date.now(),
  now: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}
