/**
 * Consumer lag of one partition and of sums over partitions. NaN stands for *unknown*, which is never 0: an input that could not be
 * read leaves every figure that needs it unknown. Offsets are exact up to 2^53; above that they are unknown.
 */

/** C, L, E, S of a partition. C negative: no commit. */
export interface LagInputs {
  readonly committed: number
  readonly start: number
  readonly end: number
  /** Last stable offset; NaN: not read. */
  readonly stable: number
}

export interface LagFigures {
  /** The next record to be read: max(C, L); C when L is unknown. */
  readonly position: number
  /** max(0, E − P) */
  readonly lag: number
  /** What a consumer could work off now: 0 when it stands in front of an open transaction. */
  readonly owed: number
  /** max(0, L − C): records deleted before they were committed. */
  readonly lost: number
  /** max(0, C − E): the commit lies behind the end of the log. */
  readonly ahead: number
  /** max(0, E − S): records behind an open transaction. */
  readonly blocked: number
}

const known = (offset: number): number => (Number.isSafeInteger(offset) ? offset : Number.NaN)

/** −1, −2 and absent alike. */
export const hasCommit = (committed: number): boolean => committed >= 0

/** Math.max(0, NaN) is NaN, which is what carries *unknown* through. */
const notNegative = (distance: number): number => Math.max(0, distance)

export function positionOf(committed: number, start: number): number {
  const c = known(committed)
  const l = known(start)
  if (!hasCommit(c)) return Number.NaN
  return Number.isNaN(l) ? c : Math.max(c, l)
}

export const lagOf = (committed: number, start: number, end: number): number => notNegative(known(end) - positionOf(committed, start))

export const lostOf = (committed: number, start: number): number =>
  hasCommit(committed) ? notNegative(known(start) - known(committed)) : Number.NaN

export const aheadOf = (committed: number, end: number): number =>
  hasCommit(committed) ? notNegative(known(committed) - known(end)) : Number.NaN

/** It stands in front of an open transaction, and a consumer of committed data can do no more. */
export const isHeld = (committed: number, start: number, end: number, stable: number): boolean =>
  stable < end && positionOf(committed, start) === stable

export function lagFigures({ committed, start, end, stable }: LagInputs): LagFigures {
  const position = positionOf(committed, start)
  const lag = lagOf(committed, start, end)
  return {
    position,
    lag,
    owed: isHeld(committed, start, end, stable) ? 0 : lag,
    lost: lostOf(committed, start),
    ahead: aheadOf(committed, end),
    blocked: hasCommit(committed) ? notNegative(known(end) - known(stable)) : Number.NaN,
  }
}

/** Why a partition is not part of a sum. Only `noCommit` leaves the sum complete. */
export type LeftOutReason = 'noCommit' | 'noLeader' | 'topicGone' | 'notRead'

export interface LagSum {
  /** Over complete partitions; null: there is none. */
  readonly lag: number | null
  readonly max: number | null
  /** The partition that holds `max`, by the order of adding. */
  readonly worst: number | null
  readonly lost: number | null
  readonly complete: number
  readonly leftOut: Readonly<Record<LeftOutReason, number>>
  readonly partial: boolean
}

export interface LagSummer {
  add(id: number, committed: number, start: number, end: number): void
  leaveOut(reason: LeftOutReason): void
  sum(): LagSum
}

const NOTHING_LEFT_OUT: LagSum['leftOut'] = { noCommit: 0, noLeader: 0, topicGone: 0, notRead: 0 }

/**
 * The sum over partitions of which everything is known, as it mostly is: what a `LagSummer` comes to, in one go. Null: there is none, or
 * one of them has to be looked at more closely.
 * @param count partitions that the topic has
 * @param starts log starts by partition; undefined: not read
 */
export function sumOfComplete(
  { partitions, committed, ends }: { readonly partitions: Int32Array; readonly committed: Float64Array; readonly ends: Float64Array },
  count: number,
  starts: Float64Array | undefined,
): LagSum | null {
  let lag = 0
  let max = -1
  let worst = -1
  let lost = 0
  let lostKnown = false
  for (let i = 0; i < partitions.length; i += 1) {
    const p = partitions[i] ?? 0
    const c = committed[i] ?? Number.NaN
    const e = ends[i] ?? Number.NaN
    const l = starts === undefined ? Number.NaN : (starts[p] ?? Number.NaN)
    if (!(p < count && c >= 0 && c <= Number.MAX_SAFE_INTEGER && e <= Number.MAX_SAFE_INTEGER) || l > Number.MAX_SAFE_INTEGER) return null
    const own = Math.max(0, e - (l > c ? l : c))
    lag += own
    if (own > max) {
      max = own
      worst = p
    }
    if (Number.isNaN(l)) continue
    lostKnown = true
    if (l > c) lost += l - c
  }
  if (partitions.length === 0) return null
  return { lag, max, worst, lost: lostKnown ? lost : null, complete: partitions.length, leftOut: NOTHING_LEFT_OUT, partial: false }
}

/** The sum of sums: of topics, that of their group. */
export function sumOfSums(parts: readonly { readonly sum: LagSum }[]): LagSum {
  let lag = 0
  let max = -1
  let worst: number | null = null
  let lost: number | null = null
  let complete = 0
  const leftOut = { noCommit: 0, noLeader: 0, topicGone: 0, notRead: 0 }
  for (const { sum } of parts) {
    complete += sum.complete
    lag += sum.lag ?? 0
    if (sum.max !== null && sum.max > max) {
      max = sum.max
      worst = sum.worst
    }
    if (sum.lost !== null) lost = (lost ?? 0) + sum.lost
    leftOut.noCommit += sum.leftOut.noCommit
    leftOut.noLeader += sum.leftOut.noLeader
    leftOut.topicGone += sum.leftOut.topicGone
    leftOut.notRead += sum.leftOut.notRead
  }
  const isKnown = complete > 0
  const partial = leftOut.noLeader + leftOut.topicGone + leftOut.notRead > 0
  return { lag: isKnown ? lag : null, max: isKnown ? max : null, worst, lost, complete, leftOut, partial }
}

/** Adds up partitions. Without an object a partition: a refresh goes through 200,000 of them. */
export function createLagSummer(): LagSummer {
  let lag = 0
  let max = -1
  let worst: number | null = null
  let lost = 0
  let lostKnown = false
  let complete = 0
  const leftOut = { noCommit: 0, noLeader: 0, topicGone: 0, notRead: 0 }

  const addLost = (more: number): void => {
    lost += more
    lostKnown = true
  }
  const compare = (id: number, value: number): void => {
    if (value <= max) return
    max = value
    worst = id
  }
  return {
    add(id, committed, start, end) {
      if (!hasCommit(committed)) {
        leftOut[Number.isNaN(committed) ? 'notRead' : 'noCommit'] += 1
        return
      }
      const own = lagOf(committed, start, end)
      if (Number.isNaN(own)) {
        leftOut.notRead += 1
        return
      }
      complete += 1
      lag += own
      compare(id, own)
      const ownLost = lostOf(committed, start)
      if (!Number.isNaN(ownLost)) addLost(ownLost)
    },
    leaveOut: (reason) => void (leftOut[reason] += 1),
    sum: () => ({
      lag: complete > 0 ? lag : null,
      max: complete > 0 ? max : null,
      worst,
      lost: lostKnown ? lost : null,
      complete,
      leftOut: { ...leftOut },
      partial: leftOut.noLeader + leftOut.topicGone + leftOut.notRead > 0,
    }),
  }
}
