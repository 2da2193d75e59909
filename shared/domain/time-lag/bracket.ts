import type { LagSettings } from '../lag-defaults.ts'

/**
 * What is known about the time τ of the record at a position P of a partition: `low` is a record at or before P with its time, `high` a
 * time that τ is below, with the offset seen there. Times in seconds.
 */
export interface Bracket {
  readonly position: number
  readonly low: BracketPoint | null
  readonly high: BracketPoint
  /** `high` came from a probe, so that τ lies below it. Until then it is the present, and τ may be just that, or later by a clock ahead. */
  readonly probed: boolean
  /** The time of the record at P itself, when a probe hit it. */
  readonly exact: number | null
  /** A probe contradicted an earlier one: timestamps are not in order, the result may be too small. */
  readonly outOfOrder: boolean
  /** The record at P was compacted away: τ is that of the next surviving one. */
  readonly compacted: boolean
}

export interface BracketPoint {
  readonly t: number
  readonly offset: number
}

/** ListOffsets by time answers the first record with a timestamp at or after the asked one, or nothing. */
export type ProbeAnswer = { readonly offset: number; readonly t: number } | null

export const newBracket = (position: number, now: number, logEnd: number): Bracket => ({
  position,
  low: null,
  high: { t: now, offset: logEnd },
  probed: false,
  exact: null,
  outOfOrder: false,
  compacted: false,
})

/** Takes in the answer of one probe at `asked`. */
export function narrow(bracket: Bracket, asked: number, answer: ProbeAnswer, logEnd: number): Bracket {
  if (bracket.exact !== null) return bracket
  if (answer !== null && answer.offset === bracket.position) return { ...bracket, exact: answer.t }
  if (answer === null || answer.offset > bracket.position) {
    if (asked >= bracket.high.t) return bracket
    return { ...bracket, high: { t: asked, offset: answer?.offset ?? logEnd }, probed: true }
  }
  if (answer.t >= bracket.high.t) {
    if (bracket.probed) return { ...bracket, outOfOrder: true }
    // A record before P is of now or later, so P is too: no time lag.
    return { ...bracket, low: { t: bracket.high.t, offset: answer.offset } }
  }
  if (bracket.low !== null && answer.t <= bracket.low.t) return bracket
  return { ...bracket, low: { t: answer.t, offset: answer.offset } }
}

/** Time lag at `now`, and half the width of what is not known about it. Null: no lower bound yet. */
export function readBracket(bracket: Bracket, now: number): { readonly seconds: number; readonly error: number } | null {
  if (bracket.exact !== null) return { seconds: Math.max(0, now - bracket.exact), error: 0 }
  if (bracket.low === null) return null
  const middle = (bracket.low.t + bracket.high.t) / 2
  return { seconds: Math.max(0, now - middle), error: (bracket.high.t - bracket.low.t) / 2 }
}

/** True: no further probe is worth a request. */
export function isDone(bracket: Bracket, now: number, settings: LagSettings): boolean {
  const reading = readBracket(bracket, now)
  return reading !== null && 2 * reading.error <= Math.max(settings.bracketDoneTime, settings.bracketDoneShare * reading.seconds)
}
