/** How far the copying of one new replica is. */
export interface Copying {
  readonly copied: number
  /** Size of the leader's replica; null: not known. */
  readonly total: number | null
}

export interface Progress {
  readonly copied: number
  /** Null: the size of a partition is not known. */
  readonly total: number | null
}

/** A replica can be larger than its leader's for a moment, when old records went there first: it is not more than whole. */
export function progressOf(copyings: readonly Copying[]): Progress {
  let [copied, total] = [0, 0]
  let known = true
  for (const one of copyings) {
    known &&= one.total !== null
    copied += one.total === null ? one.copied : Math.min(one.copied, one.total)
    total += one.total ?? 0
  }
  return { copied, total: known ? total : null }
}

export interface Sample {
  /** ms */
  readonly at: number
  readonly copied: number
}

/** A minute tells the speed without the jumps of single batches. */
const WINDOW_MS = 60_000

export const withSample = (samples: readonly Sample[], next: Sample): readonly Sample[] =>
  [...samples, next].filter((s) => next.at - s.at <= WINDOW_MS)

/** Bytes a second over the last minute; null: not looked long enough. */
export function speedOf(samples: readonly Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.at - first.at < 1_000) return null
  return Math.max(0, (last.copied - first.copied) / ((last.at - first.at) / 1_000))
}

/** Seconds to the end; null: nothing moves, or the size is not known. */
export const secondsLeft = ({ copied, total }: Progress, speed: number | null): number | null =>
  total === null || speed === null || speed <= 0 ? null : Math.max(0, total - copied) / speed
