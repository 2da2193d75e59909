import type { LagSettings } from './lag-defaults.ts'
import { newRateColumns, type Rate, type RateColumns } from './rates.ts'

/** Seconds until a consumer has caught up. `never`: not at these rates; `unknown`: the rates are not known. */
export type Eta =
  | { readonly kind: 'in'; readonly seconds: number; readonly from: number; readonly to: number }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' }

const seconds = (owed: number, rateIn: number, rateOut: number, settings: LagSettings): number | null => {
  const net = rateOut - rateIn
  // Below the margin the difference of two smoothed rates is noise, and a promise made from it would jump about.
  if (net <= settings.etaMargin * rateOut) return null
  const eta = owed / net
  return eta <= settings.etaMax ? eta : null
}

const UNKNOWN: Eta = { kind: 'unknown' }
export const NOTHING_LEFT: Eta = { kind: 'in', seconds: 0, from: 0, to: 0 }

/**
 * Time to catch up of one partition: from the 5-minute rates, with the 1-minute rates as the other end of the range.
 * @param owed messages that could be worked off now
 * @param allowed lag that counts as none
 */
export function eta(owed: number, allowed: number, rateIn: Rate, rateOut: Rate, settings: LagSettings): Eta {
  if (owed <= allowed) return NOTHING_LEFT
  if (rateIn.long === null || rateOut.long === null) return UNKNOWN
  const long = seconds(owed, rateIn.long, rateOut.long, settings)
  if (long === null) return { kind: 'never' }
  const short = rateIn.short === null || rateOut.short === null ? null : seconds(owed, rateIn.short, rateOut.short, settings)
  const other = short ?? long
  return { kind: 'in', seconds: long, from: Math.min(long, other), to: Math.max(long, other) }
}

/** The group has caught up when its last partition has: *never* beats every number. One partition after the other. */
export interface LongestEta {
  clear(): void
  /** True: this one decides now. */
  add(one: Eta): boolean
  /** As `add` of the `eta` of a partition that owes more than is allowed, by its places among the rates. */
  addRow(owed: number, rateIn: RateColumns | undefined, partition: number, rateOut: RateColumns, row: number): void
  readonly eta: Eta
  /** Some partitions are unknown: it takes at least this long. */
  readonly atLeast: boolean
}

const NO_RATES = newRateColumns(0)

export function createLongestEta(settings: LagSettings): LongestEta {
  /** Infinity: never, NaN: nothing is known. In an object, since a number with a fraction in a variable of a closure is made anew each time. */
  const longest = { seconds: Number.NaN, from: 0, to: 0, someUnknown: false }
  const left = (owed: number, rateIn: number, rateOut: number): number => {
    const net = rateOut - rateIn
    if (net <= settings.etaMargin * rateOut) return Infinity
    const found = owed / net
    return found <= settings.etaMax ? found : Infinity
  }
  const take = (found: number, from: number, to: number): boolean => {
    if (found <= longest.seconds) return false
    longest.seconds = found
    longest.from = from
    longest.to = to
    return true
  }
  return {
    clear() {
      longest.seconds = Number.NaN
      longest.someUnknown = false
    },
    add(one) {
      if (one.kind === 'in') return take(one.seconds, one.from, one.to)
      if (one.kind === 'never') return take(Infinity, Infinity, Infinity)
      longest.someUnknown = true
      return false
    },
    addRow(owed, rateIn = NO_RATES, partition, rateOut, row) {
      const shortIn = rateIn.short[partition] ?? Number.NaN
      const shortOut = rateOut.short[row] ?? Number.NaN
      if (Number.isNaN(shortIn) || Number.isNaN(shortOut)) {
        longest.someUnknown = true
        return
      }
      const found = left(owed, rateIn.long[partition] ?? shortIn, rateOut.long[row] ?? shortOut)
      if (found <= longest.seconds) return
      const short = found === Infinity ? found : left(owed, shortIn, shortOut)
      const other = short === Infinity ? found : short
      take(found, Math.min(found, other), Math.max(found, other))
    },
    get eta(): Eta {
      const { seconds: found, from, to } = longest
      if (Number.isNaN(found)) return UNKNOWN
      if (found === 0 && from === 0 && to === 0) return NOTHING_LEFT
      return found === Infinity ? { kind: 'never' } : { kind: 'in', seconds: found, from, to }
    },
    get atLeast() {
      return longest.someUnknown && !Number.isNaN(longest.seconds)
    },
  }
}
