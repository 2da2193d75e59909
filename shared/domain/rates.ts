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
export const smooth = (value: number, rate: number, dt: number, halfLife: number): number => value + shareOf(dt, halfLife) * (rate - value)

/** How much the newest rate counts. */
const shareOf = (dt: number, halfLife: number): number => 1 - 2 ** (-dt / halfLife)

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

/** Rate trackers of many partitions side by side, one place each. NaN: unknown. */
export interface RateColumns {
  /** Last reading: seconds, offset. */
  readonly t: Float64Array
  readonly offset: Float64Array
  readonly short: Float64Array
  readonly long: Float64Array
  /** How much a rate over `dt` seconds counts, of the latest `SHARES` of them. */
  readonly shares: { readonly dt: Float64Array; readonly short: Float64Array; readonly long: Float64Array; next: number }
}

/** Places of one topic are led by some brokers, whose answers arrive at as many times. */
const SHARES = 8

/** Numbers of it beside those of the places. */
export const RATE_SHARES = 3 * SHARES

const ownColumn = (places: number): Float64Array => new Float64Array(places)

export const newRateColumns = (places: number, column = ownColumn): RateColumns => ({
  t: column(places).fill(Number.NaN),
  offset: column(places).fill(Number.NaN),
  short: column(places).fill(Number.NaN),
  long: column(places).fill(Number.NaN),
  shares: { dt: column(SHARES), short: column(SHARES), long: column(SHARES), next: 0 },
})

/** The next reading at a place: as `advance`, without an object a reading, for hundreds of thousands of them. */
export function advanceAt(columns: RateColumns, place: number, at: number, read: number, interval: number, settings: LagSettings): void {
  const { t, offset, short, long } = columns
  const lastT = t[place] ?? Number.NaN
  const lastOffset = offset[place] ?? Number.NaN
  const dt = at - lastT
  t[place] = at
  offset[place] = read
  if (Number.isNaN(lastT) || dt < 1) return
  if (dt > settings.gapAfter * interval || read < lastOffset) {
    short[place] = Number.NaN
    long[place] = Number.NaN
    return
  }
  const rate = (read - lastOffset) / dt
  const before = short[place] ?? Number.NaN
  if (Number.isNaN(before)) {
    short[place] = rate
    long[place] = rate
    return
  }
  const kept = shareAt(columns, dt, settings)
  const { shares } = columns
  const beforeLong = long[place] ?? rate
  short[place] = before + (shares.short[kept] ?? 0) * (rate - before)
  long[place] = beforeLong + (shares.long[kept] ?? 0) * (rate - beforeLong)
}

/** Places side by side, and readings of them that came in at one time: place `from + i` was read as `read[at + i]`. */
export interface ReadAtOnce {
  readonly from: number
  readonly count: number
  readonly read: Float64Array
  readonly at: number
  /** Seconds. */
  readonly t: number
  readonly interval: number
}

/** As `advanceAt` for each of the places that has an offset, in one loop. Tells by place in `rose` which of them are higher than before. */
export function advanceAll(columns: RateColumns, seen: ReadAtOnce, rose: Uint8Array, settings: LagSettings): void {
  const { t, offset, short, long, shares } = columns
  const { from, count, read, at, t: now } = seen
  const longest = settings.gapAfter * seen.interval
  let dtBefore = Number.NaN
  let kept = 0
  for (let i = 0; i < count; i += 1) {
    const place = from + i
    const value = read[at + i] ?? Number.NaN
    rose[i] = 0
    if (!(value >= 0)) continue
    const lastT = t[place] ?? Number.NaN
    const last = offset[place] ?? Number.NaN
    const dt = now - lastT
    t[place] = now
    offset[place] = value
    if (value > last) rose[i] = 1
    if (Number.isNaN(lastT) || dt < 1) continue
    if (dt > longest || value < last) {
      short[place] = long[place] = Number.NaN
      continue
    }
    const rate = (value - last) / dt
    const before = short[place] ?? Number.NaN
    if (Number.isNaN(before)) {
      short[place] = long[place] = rate
      continue
    }
    if (dt !== dtBefore) kept = shareAt(columns, dt, settings)
    dtBefore = dt
    const beforeLong = long[place] ?? rate
    short[place] = before + (shares.short[kept] ?? 0) * (rate - before)
    long[place] = beforeLong + (shares.long[kept] ?? 0) * (rate - beforeLong)
  }
}

/** Many places are read at the same few times, and a power costs more than all the rest. `dt` is never 0 here. */
function shareAt({ shares }: RateColumns, dt: number, { halfLifeShort, halfLifeLong }: LagSettings): number {
  const { dt: known, short, long, next } = shares
  for (let i = 0; i < SHARES; i += 1) if (known[i] === dt) return i
  known[next] = dt
  short[next] = shareOf(dt, halfLifeShort)
  long[next] = shareOf(dt, halfLifeLong)
  shares.next = (next + 1) % SHARES
  return next
}

/** Nothing is compared across this moment: the next rate sets the place anew. */
export function breakRateAt({ t, offset, short, long }: RateColumns, place: number): void {
  for (const column of [t, offset, short, long]) column[place] = Number.NaN
}

export function rateAt({ short, long }: RateColumns, place: number): Rate {
  const value = short[place] ?? Number.NaN
  return Number.isNaN(value) ? { short: null, long: null } : { short: value, long: long[place] ?? value }
}
