/** End readings of one partition, and how old a position is by them (specs: lag, time lag, method `interp`). */
export interface Ends {
  /** Seconds, in order; NaN: not read. */
  add(t: number, end: number): void
  timeLag(position: number, now: number): { readonly seconds: number; readonly error: number; readonly atLeast: boolean } | null
}

export function createEnds(): Ends {
  let times: number[] = []
  let offsets: number[] = []
  return {
    add(t, end) {
      if (Number.isNaN(end)) return
      // A fall of the end: what was before it says nothing of the new log.
      if (end < (offsets.at(-1) ?? 0)) {
        times = []
        offsets = []
      }
      // Of equal ends the last says when it grew; the first was when it had come.
      if (offsets.length > 1 && offsets.at(-1) === end && offsets.at(-2) === end) times[times.length - 1] = t
      else {
        times.push(t)
        offsets.push(end)
      }
    },
    timeLag(position, now) {
      const above = firstAbove(offsets, position)
      const high = times[above]
      if (Number.isNaN(position) || position < 0 || high === undefined) return null
      const low = times[above - 1]
      if (low === undefined) return { seconds: Math.max(0, now - high), error: 0, atLeast: true }
      const from = offsets[above - 1] ?? 0
      const part = (position - from) / ((offsets[above] ?? from) - from)
      const t = low + part * (high - low)
      return { seconds: Math.max(0, now - t), error: Math.max(t - low, high - t), atLeast: false }
    },
  }
}

/** Place of the first that is larger; the length, when none is. */
function firstAbove(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
