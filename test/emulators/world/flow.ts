/** Offsets as functions of time: a log grows at a rate that can change, and each offset has the moment it was appended. */

/** From `at` on the log grows from `value` by `perMs` records a millisecond. */
export interface Segment {
  readonly at: number
  readonly value: number
  readonly perMs: number
}

/** Traffic that swells and ebbs around its rate. `depth` 0 is steady, 1 stands still once a period. */
export interface Tide {
  readonly periodMs: number
  readonly depth: number
}

const TWO_PI = 2 * Math.PI

/** Elapsed time as the traffic feels it; grows always, so offsets never go back. */
export function feltTime(elapsedMs: number, tide: Tide | null): number {
  if (tide === null) return elapsedMs
  const phase = (TWO_PI * elapsedMs) / tide.periodMs
  return elapsedMs + ((tide.depth * tide.periodMs) / TWO_PI) * Math.sin(phase)
}

/** Inverse of `feltTime`, to a hundredth of a millisecond. */
export function elapsedFor(felt: number, tide: Tide | null): number {
  if (tide === null) return felt
  let low = felt - (tide.depth * tide.periodMs) / TWO_PI
  let high = felt + (tide.depth * tide.periodMs) / TWO_PI
  while (high - low > 0.01) {
    const middle = (low + high) / 2
    if (feltTime(middle, tide) < felt) low = middle
    else high = middle
  }
  return high
}

/** Whole records by then; before the first segment the first one is continued backwards, never below 0. */
export function valueAt(segments: readonly Segment[], felt: number): number {
  let current = segments[0]
  for (const segment of segments) if (segment.at <= felt) current = segment
  if (!current) return 0
  return Math.max(0, Math.floor(current.value + current.perMs * (felt - current.at)))
}

/** When the record at `offset` was appended: the first moment at which the log's end is above it; null: never as things stand. */
export function timeOf(segments: readonly Segment[], offset: number): number | null {
  const wanted = offset + 1
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i]
    if (!segment) continue
    const next = segments[i + 1]
    // A step (append) belongs to the moment it happened; a first segment that stands still was written as it began.
    if (segment.value >= wanted && (i > 0 || segment.perMs <= 0)) return segment.at
    if (segment.perMs <= 0) continue
    const time = segment.at + (wanted - segment.value) / segment.perMs
    if (!next || time < next.at) return time
  }
  return null
}
