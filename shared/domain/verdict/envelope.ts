/** The lower envelope of a window and its trend, in columns that are used again: `lowerEnvelope` and `theilSen` without an object a point. */
export interface Envelope {
  clear(): void
  /** In order of time. */
  add(t: number, y: number, now: number, width: number): void
  /** Parts that hold a point, from the `first` on. */
  filled(first: number): number
  /** Whether the median slope of those parts, times `sign`, is above the threshold. False: fewer than two points. */
  isSteeper(first: number, sign: 1 | -1, threshold: number): boolean
  /** Median slope; NaN: fewer than two points. */
  slope(first: number): number
}

const SLOTS = 10
const PAIRS = (SLOTS * (SLOTS - 1)) / 2

/** By insertion, in place: for a few dozen numbers that is quicker than a sort that makes an array of them first. */
function sortFirst(values: Float64Array, n: number): void {
  for (let i = 1; i < n; i += 1) {
    const value = values[i] ?? 0
    let at = i
    for (; at > 0 && (values[at - 1] ?? 0) > value; at -= 1) values[at] = values[at - 1] ?? 0
    values[at] = value
  }
}

export function createEnvelope(): Envelope {
  const times = new Float64Array(SLOTS)
  const values = new Float64Array(SLOTS)
  const slopes = new Float64Array(PAIRS)

  const slopesFrom = (first: number): number => {
    let n = 0
    for (let i = first; i < SLOTS; i += 1) {
      const y = values[i] ?? Number.NaN
      if (Number.isNaN(y)) continue
      const t = times[i] ?? 0
      for (let j = i + 1; j < SLOTS; j += 1) {
        const later = values[j] ?? Number.NaN
        if (Number.isNaN(later) || times[j] === t) continue
        slopes[n] = (later - y) / ((times[j] ?? 0) - t)
        n += 1
      }
    }
    return n
  }
  const medianOf = (n: number): number => {
    if (n === 0) return Number.NaN
    sortFirst(slopes, n)
    const upper = slopes[n >> 1] ?? 0
    return n % 2 === 1 ? upper : ((slopes[(n >> 1) - 1] ?? 0) + upper) / 2
  }

  return {
    clear: () => void values.fill(Number.NaN),
    add(t, y, now, width) {
      const place = Math.max(0, Math.ceil((t - (now - width)) / (width / SLOTS)) - 1)
      if (place >= SLOTS || y >= (values[place] ?? Number.NaN)) return
      times[place] = t
      values[place] = y
    },
    filled(first) {
      let n = 0
      for (let i = first; i < SLOTS; i += 1) if (!Number.isNaN(values[i] ?? Number.NaN)) n += 1
      return n
    },
    isSteeper(first, sign, threshold) {
      const n = slopesFrom(first)
      let above = 0
      for (let i = 0; i < n; i += 1) if (sign * (slopes[i] ?? 0) > threshold) above += 1
      // Where the middle lies can mostly be told by counting; with as many above as not it has to be worked out.
      if (2 * above > n + 1 || (2 * above > n && n % 2 === 1)) return true
      if (2 * above < n) return false
      return sign * medianOf(n) > threshold
    },
    slope: (first) => medianOf(slopesFrom(first)),
  }
}
