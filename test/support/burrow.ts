/**
 * Burrow's evaluation of one partition, written from its documentation (release 1.9.5), as an oracle for tests. Nothing of its code is
 * here. Times in seconds.
 */
export type BurrowVerdict = 'OK' | 'WARN' | 'STALL' | 'STOP' | 'REWIND'

export interface BurrowCommit {
  readonly t: number
  readonly offset: number
  /** Log end when the commit came, less the offset, not below 0. */
  readonly lag: number
}

export interface BurrowInputs {
  readonly now: number
  /** Oldest first. */
  readonly commits: readonly BurrowCommit[]
  /** Log ends as they were asked for, oldest first. */
  readonly ends: readonly number[]
  /** `intervals`: how many of both are kept. */
  readonly kept?: number
  readonly allowedLag?: number
}

export function burrow({ now, commits, ends, kept = 10, allowedLag = 0 }: BurrowInputs): BurrowVerdict {
  const window = commits.slice(-kept)
  const ring = ends.slice(-kept)
  const first = window[0]
  const last = window.at(-1)
  if (first === undefined || last === undefined) return 'OK'
  if (Math.max(0, (ring.at(-1) ?? 0) - last.offset) <= allowedLag) return 'OK'
  const olderThanLong = now - last.t > last.t - first.t
  if (olderThanLong && !ring.some((end) => end <= last.offset)) return 'STOP'
  if (isRewound(window)) return 'REWIND'
  if (window.some(({ lag }) => lag <= allowedLag)) return 'OK'
  if (window.every(({ offset }) => offset === last.offset)) return 'STALL'
  const fell = window.some(({ lag }, i) => i > 0 && lag < (window[i - 1]?.lag ?? 0))
  return fell ? 'OK' : 'WARN'
}

/** Some commit fell below the one before it, and no later one came back to that. */
function isRewound(window: readonly BurrowCommit[]): boolean {
  return window.some(({ offset }, i) => {
    const before = window[i - 1]?.offset
    return before !== undefined && offset < before && !window.slice(i + 1).some((later) => later.offset >= before)
  })
}
