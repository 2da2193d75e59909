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

/**
 * Time to catch up of one partition: from the 5-minute rates, with the 1-minute rates as the other end of the range.
 * @param owed messages that could be worked off now
 * @param allowed lag that counts as none
 */
export function eta(owed: number, allowed: number, rateIn: Rate, rateOut: Rate, settings: LagSettings): Eta {
  if (owed <= allowed) return { kind: 'in', seconds: 0, from: 0, to: 0 }
  if (rateIn.long === null || rateOut.long === null) return { kind: 'unknown' }
  const long = seconds(owed, rateIn.long, rateOut.long, settings)
  if (long === null) return { kind: 'never' }
  const short = rateIn.short === null || rateOut.short === null ? null : seconds(owed, rateIn.short, rateOut.short, settings)
  const other = short ?? long
  return { kind: 'in', seconds: long, from: Math.min(long, other), to: Math.max(long, other) }
}

export interface GroupEta<P> {
  readonly eta: Eta
  /** The partition that decides it. */
  readonly partition: P | null
  /** Some partitions are unknown: it takes at least this long. */
  readonly atLeast: boolean
}

/** A group has caught up when its last partition has: *never* beats every number. */
export function groupEta<P>(partitions: Iterable<readonly [P, Eta]>): GroupEta<P> {
  let worst: GroupEta<P> = { eta: { kind: 'unknown' }, partition: null, atLeast: false }
  let atLeast = false
  for (const [partition, one] of partitions) {
    if (one.kind === 'unknown') atLeast = true
    else if (worst.eta.kind === 'unknown' || (worst.eta.kind === 'in' && (one.kind === 'never' || one.seconds > worst.eta.seconds)))
      worst = { eta: one, partition, atLeast: false }
  }
  return { ...worst, atLeast: atLeast && worst.partition !== null }
}
