import type { LagSettings } from './lag-defaults.ts'

/** An offset read at a time. Seconds, messages. */
export interface Reading {
  readonly t: number
  readonly offset: number
}

/** Messages per second, smoothed with half-lives of one and five minutes. Null: unknown, which is not 0. */
export interface Rate {
  readonly short: number | null
  readonly long: number | null
}

/** What is kept between readings: the last one and the rates so far. */
export interface RateTracker extends Rate {
  readonly last: Reading | null
}

export const newRate: RateTracker = { last: null, short: null, long: null }

/** One step of exponential smoothing with a half-life, over `dt` seconds. */
export const smooth = (value: number, rate: number, dt: number, halfLife: number): number =>
  value + (1 - 2 ** (-dt / halfLife)) * (rate - value)

/**
 * Takes in the next reading of a log end (rate in) or a committed offset (rate out).
 * A fall of the offset, or a gap (more than `gapAfter` intervals), is a break: the rate is unknown until the next reading sets it anew.
 * Readings closer than one second: the later replaces the earlier.
 *
 * @param interval planned seconds between two readings of the tier
 */
export function advance(tracker: RateTracker, reading: Reading, interval: number, settings: LagSettings): RateTracker {
  const { last } = tracker
  if (last === null) return { ...tracker, last: reading }
  const dt = reading.t - last.t
  if (dt < 1) return { ...tracker, last: reading }
  if (dt > settings.gapAfter * interval || reading.offset < last.offset) return { ...newRate, last: reading }
  const rate = (reading.offset - last.offset) / dt
  if (tracker.short === null || tracker.long === null) return { last: reading, short: rate, long: rate }
  return {
    last: reading,
    short: smooth(tracker.short, rate, dt, settings.halfLifeShort),
    long: smooth(tracker.long, rate, dt, settings.halfLifeLong),
  }
}

/** Sum over partitions; a partition whose rate is unknown makes it partial. */
export function sumRates(rates: Iterable<number | null>): { readonly value: number | null; readonly partial: boolean } {
  let value: number | null = null
  let partial = false
  for (const rate of rates) {
    if (rate === null) partial = true
    else value = (value ?? 0) + rate
  }
  return { value, partial }
}
