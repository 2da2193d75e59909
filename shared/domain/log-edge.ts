import type { ProbeFact } from './time-lag/facts.ts'

/** The record at `offset` was written at `t`, seconds. */
export interface TimePoint {
  readonly offset: number
  readonly t: number
}

/** Records whose time is known, oldest first. A time before that of an earlier record (clocks of producers differ) is left out. */
export function timePoints(facts: readonly ProbeFact[], end: number): readonly TimePoint[] {
  const sorted = facts.flatMap(({ offset, t }) => (t === null || offset >= end ? [] : [{ offset, t }])).sort((a, b) => a.offset - b.offset)
  const points: TimePoint[] = []
  for (const point of sorted) {
    const last = points.at(-1)
    if (last === undefined || (point.offset > last.offset && point.t >= last.t)) points.push(point)
  }
  return points
}

/** Seconds: nothing was written since then, as a probe was told of the log as it ends now. Null: nobody was told. */
export function quietSince(facts: readonly ProbeFact[], end: number): number | null {
  let since: number | null = null
  for (const { asked, offset, t } of facts) if (t === null && offset === end && (since === null || asked < since)) since = asked
  return since
}

/** The first offset that was written at `t` or later, linear between the two records around it; null: nothing is known on one side. */
export function offsetAt(points: readonly TimePoint[], t: number): number | null {
  const after = points.findIndex((point) => point.t >= t)
  const [low, high] = [points[after - 1], points[after]]
  if (low === undefined || high === undefined) return null
  return Math.ceil(low.offset + ((t - low.t) / (high.t - low.t)) * (high.offset - low.offset))
}

export interface LogEdgeInputs {
  readonly start: number
  readonly end: number
  readonly now: number
  /** Advance of the log start, msg/s, over at least an hour of history; null: not known, or it is not trimmed. */
  readonly startRate: number | null
  /** Effective `retention.ms` in seconds; null: unlimited or not known. */
  readonly retention: number | null
  readonly points: readonly TimePoint[]
}

/** Where the log is expected to start after `horizon` seconds: by how it advanced, and by the age of its records. Null: no farther than now, as far as is known. */
export function startAfter(horizon: number, { start, end, now, startRate, retention, points }: LogEdgeInputs): number | null {
  const byAdvance = startRate === null ? start : start + startRate * horizon
  const byAge = retention === null ? null : offsetAt(points, now + horizon - retention)
  const expected = Math.floor(Math.min(end, Math.max(byAdvance, byAge ?? start)))
  return expected > start ? expected : null
}
