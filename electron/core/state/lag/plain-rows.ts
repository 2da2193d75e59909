import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import { eta } from '../../../../shared/domain/catch-up.ts'
import { rateAt, type Rate, type RateColumns } from '../../../../shared/domain/rates.ts'
import type { GroupBlock } from './group-block.ts'
import { commitGapOf } from './rhythm.ts'
import type { Samples } from './samples.ts'

/**
 * Rows that plainly keep up, and were shown so before: nearly all of a healthy cluster. They are counted and summed in columns, without
 * an object a row; of all of them one has to be looked at, the one that its group would be represented by.
 */
export interface PlainRows {
  count: number
  /** Sums of the smoothed rates; NaN: none is known. */
  in: number
  out: number
  /** The oldest, then the one with the largest lag, then the first by name: where it stands, and how old. */
  best: { topic: string; partition: number; row: number; age: number; lag: number } | null
  /** The one that needs longest to catch up. */
  slowest: { topic: string; partition: number; row: number; seconds: number } | null
}

export const noPlainRows = (): PlainRows => ({ count: 0, in: Number.NaN, out: Number.NaN, best: null, slowest: null })

/**
 * Most partitions keep up, and that can be seen without making anything: nothing lost, ahead or gone back, and within `allowed` now, or a
 * moment ago where no loss threatens. The same answer as the rules give, for those alone.
 * @param safe no record of it will be deleted, as far as is known
 * @returns lag that counts as none; NaN: the rules have to say
 */
export function keepsUpPlainly(
  { samples, interval, rhythm }: GroupBlock,
  row: number,
  t: number,
  settings: LagSettings,
  safe: boolean,
): number {
  const { count, capacity, committed, ends } = samples
  const from = row * capacity
  const newest = from + count - 1
  const c = committed[newest] ?? Number.NaN
  const e = ends[newest] ?? Number.NaN
  const start = samples.start[row] ?? Number.NaN
  // Also false where one of them is unknown.
  if (!(c >= 0 && e >= c) || start > c) return Number.NaN
  const gap = commitGapOf(rhythm, row, settings)
  const width = Math.min(settings.windowMax, Math.max(settings.windowMin, 9 * interval, 5 * gap))
  let first = newest
  for (let i = newest - 1; i >= from && (samples.t[i - from] ?? 0) >= t - width; i -= 1) {
    const before = ends[i] ?? Number.NaN
    const own = committed[i] ?? Number.NaN
    if (Number.isNaN(before) || !(own >= 0)) continue
    if (before > (ends[first] ?? 0) || own > c) return Number.NaN
    first = i
  }
  const span = t - (samples.t[first - from] ?? t)
  const produced = span > 0 ? (e - (ends[first] ?? e)) / span : 0
  const slack = Math.min(settings.slackMax, settings.slackBase + Math.min(gap, interval))
  const allowed = Math.max(settings.allowedLag, Math.floor(produced * slack))
  return e - c <= allowed || (safe && keptUpLately(samples, from, t - settings.patienceMin, allowed)) ? allowed : Number.NaN
}

/** A good moment that is younger than any patience: OK, and nothing that could be said beside it. */
function keptUpLately({ t, count, committed, ends }: Samples, from: number, since: number, allowed: number): boolean {
  for (let i = count - 2; i >= 0 && (t[i] ?? 0) > since; i -= 1)
    if ((ends[from + i] ?? Number.NaN) - (committed[from + i] ?? Number.NaN) <= allowed && (committed[from + i] ?? -1) >= 0) return true
  return false
}

/** Those of them that figures of the group may name. */
export const listedOf = ({ best, slowest }: PlainRows): readonly { topic: string; partition: number; row: number }[] =>
  [best, slowest?.row === best?.row ? null : slowest].filter((one) => one !== null)

/** Whether the row's shown verdict is OK already, with nothing that has still to settle. */
export function isShownPlain({ shown, recent }: GroupBlock, row: number): boolean {
  const view = shown[row]
  return view?.verdict === 'OK' && view.also.length === 0 && (recent.size === 0 || !recent.has(row))
}

/** Age of the record at `position` between two end readings; NaN: it is older than those, or there are none. */
export function ageBetweenEnds({ t, ends, count, capacity }: Samples, row: number, position: number, now: number): number {
  let highAt = Number.NaN
  let high = Number.NaN
  for (let i = count - 1; i >= 0; i -= 1) {
    const offset = ends[row * capacity + i] ?? Number.NaN
    if (Number.isNaN(offset)) continue
    if (offset > high) return Number.NaN
    const at = t[i] ?? 0
    if (offset <= position) return Math.max(0, now - (at + ((position - offset) / (high - offset)) * (highAt - at)))
    high = offset
    highAt = at
  }
  return Number.NaN
}

export interface PlainCase {
  /** Seconds: the newest sample. */
  readonly t: number
  readonly allowed: number
  readonly rateIn: RateColumns | undefined
  readonly settings: LagSettings
}

/** Takes a row in. False: how old it is has to be found out another way. */
export function addPlainRow(
  plain: PlainRows,
  { samples, out }: GroupBlock,
  { topic, partition, row }: { readonly topic: string; readonly partition: number; readonly row: number },
  { t, allowed, rateIn, settings }: PlainCase,
): boolean {
  const place = row * samples.capacity + samples.count - 1
  const committed = samples.committed[place] ?? Number.NaN
  const lag = (samples.ends[place] ?? Number.NaN) - committed
  const age = lag > 0 ? ageBetweenEnds(samples, row, committed, t) : -1
  const catchUp = lag > allowed ? secondsLeft(lag, allowed, rateIn && rateAt(rateIn, partition), rateAt(out, row), settings) : 0
  if (Number.isNaN(age) || Number.isNaN(catchUp)) return false
  if (catchUp > (plain.slowest?.seconds ?? 0)) plain.slowest = { topic, partition, row, seconds: catchUp }
  plain.count += 1
  plain.in = plus(plain.in, rateIn?.short[partition])
  plain.out = plus(plain.out, out.short[row])
  const { best } = plain
  if (best === null) plain.best = { topic, partition, row, age, lag }
  else if (age > best.age || (age === best.age && (lag > best.lag || (lag === best.lag && isBefore(topic, partition, best)))))
    Object.assign(best, { topic, partition, row, age, lag })
  return true
}

/** Infinity: never; NaN: unknown. */
function secondsLeft(owed: number, allowed: number, rateIn: Rate | undefined, rateOut: Rate, settings: LagSettings): number {
  if (rateIn === undefined) return Number.NaN
  const left = eta(owed, allowed, rateIn, rateOut, settings)
  return left.kind === 'in' ? left.seconds : left.kind === 'never' ? Infinity : Number.NaN
}

const plus = (sum: number, more = Number.NaN): number => (Number.isNaN(more) ? sum : Number.isNaN(sum) ? more : sum + more)

const isBefore = (topic: string, partition: number, best: NonNullable<PlainRows['best']>): boolean =>
  topic === best.topic ? partition < best.partition : topic < best.topic
