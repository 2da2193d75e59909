/**
 * Log ends of the past, asked of the brokers' time index (KIP-79): what producers wrote before Samsa was there. Where groups stood then no
 * broker tells, so that lag of then stays unknown.
 */

/** Between two log ends. */
export const STEP_MS = 300_000
const HOUR_MS = 3_600_000
/** How far back from now. */
export const REACH_MS = 24 * HOUR_MS
/** The last log end of an hour is the first of the next one's. */
const STEPS_AN_HOUR = HOUR_MS / STEP_MS

export const hourOf = (time: number): number => Math.floor(time / HOUR_MS)
/** When that hour is over. */
export const hourEnd = (hour: number): number => (hour + 1) * HOUR_MS

/** Times of which log ends are asked, by hours of the clock, the newest first, in each from old to new. */
export function hoursBack(now: number): readonly (readonly number[])[] {
  const hours: (readonly number[])[] = []
  for (let hour = hourOf(now); hour >= hourOf(now - REACH_MS); hour -= 1) {
    const steps = Array.from({ length: STEPS_AN_HOUR }, (_, i) => hour * HOUR_MS + i * STEP_MS)
    const within = steps.filter((time) => time <= now && time >= now - REACH_MS)
    if (within.length > 0) hours.push(within)
  }
  return hours
}

/** A log as it is now. */
export interface LogNow {
  readonly start: number
  readonly end: number
}

/**
 * The log end at a time, from what ListOffsets answers for it: the first record of that time or later.
 * @param found its offset; negative: there is none
 * @returns NaN where it cannot be told: records of before it are deleted, and when they were written went with them
 */
export function endAt(found: number, { start, end }: LogNow): number {
  const at = found < 0 ? end : found
  return isTold(at, start) ? at : Number.NaN
}

const isTold = (end: number, start: number): boolean => end > start || start === 0

/**
 * The same of ends that were asked for while records were being deleted: what was the first record of the log then told nothing of before it.
 * @param start read after all of them
 */
export const withoutDeleted = (ends: Float64Array, start: number): Float64Array<ArrayBuffer> =>
  Float64Array.from(ends, (end) => (isTold(end, start) ? end : Number.NaN))

/** Log ends of one partition at some times, as they come in. */
export interface Filling {
  /** By time; NaN: cannot be told, or not known yet. */
  readonly ends: Float64Array
  /** Whether it has to be asked for that time. */
  wants(step: number): boolean
  /** @param end as `endAt` makes it */
  tell(step: number, end: number): void
}

/**
 * Log ends never fall with time: between two that are equal nothing has to be asked, and before one that is deleted neither.
 * @param steps how many times
 */
export function createFilling(steps: number): Filling {
  const ends = new Float64Array(steps).fill(Number.NaN)
  const known = new Uint8Array(steps)
  const settle = (from: number, to: number, end: number): void => {
    ends.fill(end, from, to + 1)
    known.fill(1, from, to + 1)
  }
  return {
    ends,
    wants: (step) => known[step] === 0,
    tell(step, end) {
      if (Number.isNaN(end)) return settle(0, step, end)
      settle(step, step, end)
      for (let other = 0; other < steps; other += 1)
        if (known[other] === 1 && ends[other] === end) settle(Math.min(step, other), Math.max(step, other), end)
    },
  }
}

/** In which order times are asked for: both ends first, then always the middle, so that quiet stretches are told by their ends. */
export function askingOrder(steps: number): readonly number[] {
  const order = steps > 1 ? [steps - 1, 0] : [0]
  const spans: [number, number][] = [[0, steps - 1]]
  for (let span = spans.shift(); span !== undefined; span = spans.shift()) {
    const [low, high] = span
    if (high - low < 2) continue
    const middle = Math.floor((low + high) / 2)
    order.push(middle)
    spans.push([low, middle], [middle, high])
  }
  return order.slice(0, steps)
}
