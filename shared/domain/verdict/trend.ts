/** A point of a trend: time in seconds, a quantity. */
export interface Point {
  readonly t: number
  readonly y: number
}

/** Median; the mean of the middle two when even. Null: empty. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Theil–Sen: the median of all pairwise slopes, which a few outliers do not move. Null: fewer than two points. */
export function theilSen(points: readonly Point[]): number | null {
  const slopes: number[] = []
  for (let i = 0; i < points.length; i += 1) {
    const a = points[i]
    for (let j = i + 1; a && j < points.length; j += 1) {
      const b = points[j]
      if (b && b.t !== a.t) slopes.push((b.y - a.y) / (b.t - a.t))
    }
  }
  return median(slopes)
}

const SLOTS = 10

/**
 * The lower envelope of a window: it is cut into ten equal parts ending at `now`, and of each part the lowest point is kept (the earliest
 * on a tie). Commits in steps then do not look like growth.
 * @returns ten places, undefined where no point fell
 */
export function lowerEnvelope(points: readonly Point[], now: number, width: number): readonly (Point | undefined)[] {
  const slots = new Array<Point | undefined>(SLOTS).fill(undefined)
  for (const point of points) {
    const place = Math.max(0, Math.ceil((point.t - (now - width)) / (width / SLOTS)) - 1)
    const kept = slots[place]
    if (place < SLOTS && (kept === undefined || point.y < kept.y)) slots[place] = point
  }
  return slots
}
