import type { LagSettings } from './lag-defaults.ts'

export interface Skew {
  readonly peakToMean: number
  /** Population standard deviation over the mean. */
  readonly cv: number
}

/** What is kept of a set of values to tell how uneven it is. */
export interface SkewSums {
  n: number
  sum: number
  squares: number
  peak: number
}

export const noSkewSums = (): SkewSums => ({ n: 0, sum: 0, squares: 0, peak: 0 })

export function clearSkewSums(sums: SkewSums): void {
  sums.n = sums.sum = sums.squares = sums.peak = 0
}

export function addSkewValue(to: SkewSums, value: number): void {
  to.n += 1
  to.sum += value
  to.squares += value * value
  to.peak = Math.max(to.peak, value)
}

/** How uneven a set of values is; null with fewer than two values or a mean of 0. */
export function skewOf({ n, sum, squares, peak }: SkewSums): Skew | null {
  if (n < 2 || sum === 0) return null
  const mean = sum / n
  return { peakToMean: peak / mean, cv: Math.sqrt(Math.max(0, squares / n - mean * mean)) / mean }
}

export function skew(values: readonly number[]): Skew | null {
  const sums = noSkewSums()
  for (const value of values) addSkewValue(sums, value)
  return skewOf(sums)
}

/** Places in `rates` (in, msg/s) of partitions that get more than `hotFactor` times the mean of the others. */
export function hotPartitions(rates: readonly number[], settings: LagSettings): readonly number[] {
  if (rates.length < 2) return []
  const total = rates.reduce((a, b) => a + b, 0)
  return rates.flatMap((rate, place) => (rate > (settings.hotFactor * (total - rate)) / (rates.length - 1) && rate > 0 ? [place] : []))
}
