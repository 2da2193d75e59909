import type { Tier } from '../../../electron/core/history/tiers.ts'

/** When a cluster is read while hours of it are recorded, and what of it then. */
export interface Round {
  readonly time: number
  readonly reads: ReadonlySet<'moment' | 'offsets' | 'starts' | 'tidy'>
  /** The tier that will hold it in the end; what the finest holds is read as often as a live cluster is. */
  readonly tier: Tier
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const STEP_MS = 10 * SECOND
/** Between two readings of offsets. */
export const READ_MS = 30 * SECOND
const STARTS_MS = 10 * MINUTE

/** How many hours before the end, at most, are read at full grain, and how many by the minute; what lies before them by ten minutes. */
export interface Grains {
  readonly full: number
  readonly minute: number
}

/** As a live cluster is read. */
export const everyRound: Grains = { full: Number.POSITIVE_INFINITY, minute: Number.POSITIVE_INFINITY }

/**
 * What a day of XL holds in the end: `sizes` finds the newest hour by reading and some seven by the minute. Coarser tiers keep of each of
 * their steps what was read last, so that reading only that makes the same of it; rounds that nothing is kept of are left out.
 */
export const heldRounds: Grains = { full: 1.25, minute: 8.5 }

export function* roundsOf(begin: number, hours: number, { full, minute }: Grains): Generator<Round, void> {
  const end = begin + hours * HOUR
  for (let time = begin; time < end; time += STEP_MS) {
    const left = (end - time) / HOUR
    const tier = left <= full ? 10 : left <= minute ? 60 : 600
    /** The last round of its kind in a step of that tier. */
    const isLast = (every: number): boolean => {
      const step = tier * SECOND
      return tier === 10 || time === begin || Math.floor((time + every) / step) !== Math.floor(time / step)
    }
    const reads = new Set<'moment' | 'offsets' | 'starts' | 'tidy'>()
    if (isLast(STEP_MS)) reads.add('moment')
    if (time % READ_MS === 0 && isLast(READ_MS)) reads.add('offsets')
    if (time % STARTS_MS === 0) reads.add('starts')
    if (time % MINUTE === MINUTE - STEP_MS && isLast(STEP_MS)) reads.add('tidy')
    if (reads.size > 0) yield { time, reads, tier }
  }
}
