import type { LagSettings } from './lag-defaults.ts'
import type { Rate } from './rates.ts'

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
  readonly eta: Eta
  /** Some partitions are unknown: it takes at least this long. */
  readonly atLeast: boolean
}

export function createLongestEta(): LongestEta {
  let longest: Eta = UNKNOWN
  let someUnknown = false
  return {
    clear() {
      longest = UNKNOWN
      someUnknown = false
    },
    add(one) {
      if (one.kind === 'unknown') {
        someUnknown = true
        return false
      }
      const isLonger = longest.kind === 'unknown' || (longest.kind === 'in' && (one.kind === 'never' || one.seconds > longest.seconds))
      if (isLonger) longest = one
      return isLonger
    },
    get eta() {
      return longest
    },
    get atLeast() {
      return someUnknown && longest.kind !== 'unknown'
    },
  }
}
