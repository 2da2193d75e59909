import type { AttributionInputs, AttributionPartition, AttributionSample } from './inputs.ts'

const HOUR = 3_600

/** The last sample at or before `t` that has the figure. */
function at(samples: readonly AttributionSample[], t: number, figure: (s: AttributionSample) => number | null): number | null {
  const sample = samples.findLast((s) => s.t <= t && figure(s) !== null)
  return sample === undefined ? null : figure(sample)
}

const owedAt = (p: AttributionPartition, t: number): number | null => at(p.samples, t, (s) => s.owed)
const lagAt = (p: AttributionPartition, t: number): number | null => at(p.samples, t, (s) => s.lag)

export interface Growth {
  readonly partition: AttributionPartition
  readonly owed: number
  readonly lag: number
}

export interface Onset {
  /** Null: nothing grows. */
  readonly t: number | null
  readonly growth: number
  readonly partitions: readonly Growth[]
  readonly leftOut: number
}

/** When the sum of what is owed left its lowest point of the last hour, and what each partition added since. */
export function onsetOf({ partitions, now, settings }: AttributionInputs): Onset {
  const times = [...new Set(partitions.flatMap((p) => p.samples.map((s) => s.t)))]
    .filter((t) => t >= now - HOUR && t <= now)
    .toSorted((a, b) => a - b)
  const first = times[0] ?? now
  const complete = partitions.filter((p) => owedAt(p, first) !== null && owedAt(p, now) !== null)
  const total = (t: number): number => complete.reduce((sum, p) => sum + (owedAt(p, t) ?? 0), 0)
  const totals = times.map(total)
  const lowest = Math.min(...totals)
  const growth = total(now) - lowest
  if (complete.length === 0 || growth < Math.max(settings.growthMin, 0.05 * lowest))
    return { t: null, growth: 0, partitions: [], leftOut: partitions.length - complete.length }
  const t = times[totals.findLastIndex((sum) => sum <= lowest + 0.02 * growth)] ?? first
  const grown = complete.map((partition) => ({
    partition,
    owed: Math.max(0, (owedAt(partition, now) ?? 0) - (owedAt(partition, t) ?? 0)),
    lag: Math.max(0, (lagAt(partition, now) ?? 0) - (lagAt(partition, t) ?? 0)),
  }))
  return { t, growth: grown.reduce((sum, g) => sum + g.owed, 0), partitions: grown, leftOut: partitions.length - complete.length }
}

const SPAN = 600

/** Mean rate of an offset over a span, msg/s; null with less than a minute of readings. */
function meanRate(p: AttributionPartition, from: number, to: number, offset: (s: AttributionSample) => number | null): number | null {
  const inside = p.samples.filter((s) => s.t >= from && s.t <= to && offset(s) !== null)
  const a = inside[0]
  const b = inside.at(-1)
  if (a === undefined || b === undefined || b.t - a.t < 60) return null
  return ((offset(b) ?? 0) - (offset(a) ?? 0)) / (b.t - a.t)
}

export interface Change {
  readonly before: number
  readonly after: number
}

/** Rates of a set of partitions before and after the onset; null where a partition lacks readings. */
export function changeOf(partitions: readonly AttributionPartition[], onset: number, now: number, what: 'in' | 'out'): Change | null {
  const offset = what === 'in' ? (s: AttributionSample): number | null => s.end : (s: AttributionSample): number | null => s.committed
  let before = 0
  let after = 0
  for (const p of partitions) {
    const was = meanRate(p, onset - SPAN, onset, offset)
    const is = meanRate(p, onset, Math.min(now, onset + SPAN), offset)
    if (was === null || is === null) return null
    before += was
    after += is
  }
  return { before, after }
}
