/** Where total lag goes from now, if rates stay as they are: once with those of the last minute, once with those of the last five. */

export interface Rates {
  readonly in: number
  readonly out: number
}

export interface Forecast {
  /** Lag at the horizon. */
  readonly low: number
  readonly high: number
  readonly middle: number
  /** Ms from now until the middle reaches 0; null: not within the horizon. */
  readonly clears: number | null
}

/** Mean of the newest `window` ms; null when nothing was read in it. */
export function recentRate(values: readonly (number | null)[], step: number, window: number): number | null {
  const read = values.slice(-Math.max(1, Math.round(window / step))).filter((value) => value !== null)
  return read.length === 0 ? null : read.reduce((a, b) => a + b, 0) / read.length
}

export function forecast(lag: number, rates: readonly Rates[], horizon: number): Forecast | null {
  if (rates.length === 0) return null
  const seconds = horizon / 1000
  const ends = rates.map((rate) => Math.max(0, lag + (rate.in - rate.out) * seconds))
  const net = rates.reduce((sum, rate) => sum + rate.in - rate.out, 0) / rates.length
  const clears = net < 0 ? (lag / -net) * 1000 : null
  return {
    low: Math.min(...ends),
    high: Math.max(...ends),
    middle: Math.max(0, lag + net * seconds),
    clears: clears !== null && clears <= horizon ? clears : null,
  }
}
