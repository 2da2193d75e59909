import type { LagSettings } from '../lag-defaults.ts'
import { readBracket, type Bracket } from './bracket.ts'

export type TimeLagMethod = 'record' | 'index' | 'interp'

/** How old the next record to be read is, with the way it was found and how wrong it can be. Seconds. */
export type TimeLag =
  | {
      readonly kind: 'value'
      readonly seconds: number
      readonly error: number
      readonly method: TimeLagMethod
      /** The truth may be larger: records below it were deleted. */
      readonly atLeast: boolean
      readonly marks: readonly TimeLagMark[]
    }
  /** Older than the oldest thing known. */
  | { readonly kind: 'moreThan'; readonly seconds: number }
  | { readonly kind: 'unknown' }

export type TimeLagMark = 'clock ahead' | 'out of order' | 'compacted'

/** An end reading: the log ended at `offset` at time `t`. */
export interface EndReading {
  readonly t: number
  readonly offset: number
}

interface Candidate {
  readonly time: number
  readonly error: number
  readonly method: TimeLagMethod
}

/**
 * τ between two end readings: the record at `position` was appended after the last one with E ≤ P and before the first with E > P. Linear
 * between them; the error is the distance to the farther bound. Nothing is extrapolated.
 * @returns null: no such pair; a time: it is older than the oldest reading
 */
export function interpolate(readings: readonly EndReading[], position: number): Candidate | { readonly olderThan: number } | null {
  const after = readings.findIndex((r) => r.offset > position)
  const high = readings[after]
  if (high === undefined) return null
  const low = readings[after - 1]
  if (low === undefined) return { olderThan: high.t }
  const time = low.t + ((position - low.offset) / (high.offset - low.offset)) * (high.t - low.t)
  return { time, error: Math.max(time - low.t, high.t - time), method: 'interp' }
}

export interface TimeLagInputs {
  readonly lag: number
  /** Records were deleted before they were committed: the age is that of the oldest one left. */
  readonly lost: boolean
  readonly position: number
  readonly now: number
  readonly bracket: Bracket | null
  readonly ends: readonly EndReading[]
  /** Timestamp of the record at the position, when it was read. */
  readonly record: number | null
  readonly settings: LagSettings
}

function candidates({ record, bracket, ends, position, now }: TimeLagInputs): Candidate[] {
  const found: Candidate[] = []
  if (record !== null) found.push({ time: record, error: 0, method: 'record' })
  const reading = bracket === null ? null : readBracket(bracket, now)
  if (bracket !== null && reading !== null) {
    const time = bracket.exact ?? ((bracket.low?.t ?? 0) + bracket.high.t) / 2
    found.push({ time, error: reading.error, method: 'index' })
  }
  const between = interpolate(ends, position)
  if (between !== null && 'time' in between) found.push(between)
  return found
}

/** The smallest error wins; on a tie the record, then the time index, then interpolation. */
export function timeLag(inputs: TimeLagInputs): TimeLag {
  const { lag, lost, position, now, bracket, ends, settings } = inputs
  if (lag === 0) return { kind: 'value', seconds: 0, error: 0, method: 'record', atLeast: false, marks: [] }
  const best = candidates(inputs).reduce<Candidate | null>((a, b) => (a === null || b.error < a.error ? b : a), null)
  if (best === null) {
    const between = interpolate(ends, position)
    return between !== null && 'olderThan' in between
      ? { kind: 'moreThan', seconds: Math.max(0, now - between.olderThan) }
      : { kind: 'unknown' }
  }
  const marks: TimeLagMark[] = []
  if (best.time > now + settings.clockAhead) marks.push('clock ahead')
  if (best.method === 'index' && bracket?.outOfOrder) marks.push('out of order')
  if (best.method === 'index' && bracket?.compacted) marks.push('compacted')
  return { kind: 'value', seconds: Math.max(0, now - best.time), error: best.error, method: best.method, atLeast: lost, marks }
}
