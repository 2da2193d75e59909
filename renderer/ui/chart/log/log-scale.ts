/** Where a distance to the end of a log lies: linear near the end, logarithmic far from it, so that small and huge lags both show. */

/** Up to about this distance the axis is nearly linear. */
const KNEE = 50
/** An axis that is too short would show a lag of 3 as if it were far. */
const LEAST = 1000

/** 0 at the end, 1 at `most` before it. */
export const logShare = (distance: number, most: number): number =>
  Math.log(1 + Math.max(0, distance) / KNEE) / Math.log(1 + Math.max(LEAST, most) / KNEE)

/** The distance at a share: the other way round. */
export const logDistance = (share: number, most: number): number =>
  KNEE * (Math.exp(Math.max(0, share) * Math.log(1 + Math.max(LEAST, most) / KNEE)) - 1)

/** The longest of all logs, rounded up to 1, 2 or 5 times a power of ten: the axis does not move with every message. */
export function axisMost(longest: number): number {
  const most = Math.max(LEAST, longest)
  const power = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 4, 5, 10].map((n) => n * power).find((each) => each >= most) ?? 10 * power
}

/** 100, 1 000, … below `most`. */
export function decades(most: number): readonly number[] {
  const marks: number[] = []
  for (let mark = 100; mark < most; mark *= 10) marks.push(mark)
  return marks
}
