/** Where time lies in pictures that share an axis. Gutters are constants, so that a moment stands on one vertical line in all of them. */

export const LEFT = 124
/** Right of *now*: the forecast, or totals of blocks. */
export const RIGHT = 176
/** Padding of the page at the right end. */
export const END = 20

export interface TimeGeometry {
  readonly x0: number
  /** Now, or the end of the span. */
  readonly x1: number
  readonly end: number
  x(at: number): number
  time(x: number): number
}

export interface TimeSpan {
  readonly from: number
  readonly to: number
}

export function geometry(width: number, span: TimeSpan): TimeGeometry {
  const x0 = LEFT
  const x1 = Math.max(x0 + 1, width - RIGHT)
  const length = Math.max(1, span.to - span.from)
  return {
    x0,
    x1,
    end: Math.max(x1, width - END),
    x: (at) => x0 + ((at - span.from) / length) * (x1 - x0),
    time: (x) => span.from + ((x - x0) / (x1 - x0)) * length,
  }
}
