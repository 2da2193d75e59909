import type { LagSettings } from './lag-defaults.ts'

export interface Skew {
  readonly peakToMean: number
  /** Population standard deviation over the mean. */
  readonly cv: number
}

/** How uneven a set of values is; null with fewer than two values or a mean of 0. */
export function skew(values: readonly number[]): Skew | null {
  if (values.length < 2) return null
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  if (mean === 0) return null
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length
  return { peakToMean: Math.max(...values) / mean, cv: Math.sqrt(variance) / mean }
}

/** Places in `rates` (in, msg/s) of partitions that get more than `hotFactor` times the mean of the others. */
export function hotPartitions(rates: readonly number[], settings: LagSettings): readonly number[] {
  if (rates.length < 2) return []
  const total = rates.reduce((a, b) => a + b, 0)
  return rates.flatMap((rate, place) => (rate > (settings.hotFactor * (total - rate)) / (rates.length - 1) && rate > 0 ? [place] : []))
}
