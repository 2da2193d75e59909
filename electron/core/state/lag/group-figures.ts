import type { VerdictView } from '../../../../shared/contract/figures.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import type { Envelope } from '../../../../shared/domain/verdict/envelope.ts'
import type { GroupTally, Tallied } from '../../../../shared/domain/verdict/group-tally.ts'
import { besideOf, CODES, rankAt, verdictAt, VERDICTS } from '../../../../shared/domain/verdict/ranks.ts'
import type { GroupLagFigures } from './figures.ts'
import type { GroupBlock } from './group-block.ts'
import { TREND_MINUTES } from './row-pages.ts'
import { timeAt, totalAt } from './samples.ts'
import type { GroupSums } from './group-sums.ts'

const FIVE_MINUTES = 300

/** msg/min by which the total grew over five minutes. */
function slopeOf({ samples }: GroupBlock, now: number, envelope: Envelope): number | null {
  const { count } = samples
  let first = count
  while (first > 0 && timeAt(samples, first - 1) >= now - FIVE_MINUTES) first -= 1
  envelope.clear()
  for (let i = first; i < count; i += 1) {
    const y = totalAt(samples, i)
    if (!Number.isNaN(y)) envelope.add(timeAt(samples, i), y, now, FIVE_MINUTES)
  }
  const slope = envelope.slope(0)
  return Number.isNaN(slope) ? null : 60 * slope
}

/** Notes the total of the present minute; minutes without a sample stay unknown. */
export function noteTrend(block: GroupBlock, t: number, total: number): void {
  const minute = Math.floor(t / 60)
  const { trend, trendFrom, trendMinute } = block
  const passed = trendMinute < 0 ? TREND_MINUTES : minute - trendMinute
  if (passed > 0) {
    const shift = Math.min(TREND_MINUTES, passed)
    trend.copyWithin(trendFrom, trendFrom + shift, trendFrom + TREND_MINUTES)
    trend.fill(Number.NaN, trendFrom + TREND_MINUTES - shift, trendFrom + TREND_MINUTES)
    block.trendMinute = minute
  }
  trend[trendFrom + TREND_MINUTES - 1] = total
}

function trendOf({ trend, trendFrom }: GroupBlock, before: readonly (number | null)[]): GroupLagFigures['trend'] {
  const to = trendFrom + TREND_MINUTES
  let first = trendFrom
  while (first < to && Number.isNaN(trend[first] ?? Number.NaN)) first += 1
  if (isTrend(trend, first, to, before)) return before as GroupLagFigures['trend']
  const told: (number | null)[] = []
  for (let i = first; i < to; i += 1) told.push(minuteOf(trend, i))
  return told
}

function minuteOf(trend: Float32Array, i: number): number | null {
  const value = trend[i] ?? Number.NaN
  return Number.isNaN(value) ? null : Math.round(value)
}

function isTrend(trend: Float32Array, first: number, to: number, told: readonly (number | null)[]): boolean {
  if (told.length !== to - first) return false
  for (let i = told.length - 1; i >= 0; i -= 1) if (told[i] !== minuteOf(trend, first + i)) return false
  return true
}

export interface GroupCase {
  readonly block: GroupBlock
  readonly tally: GroupTally
  readonly sums: GroupSums
  readonly envelope: Envelope
  readonly state: string
  readonly t: number
  readonly total: number
  readonly before: GroupLagFigures | undefined
  readonly settings: LagSettings
}

export function groupFigures({ block, tally, sums, envelope, state, t, total, before, settings }: GroupCase): GroupLagFigures {
  const quietFor = t - block.aliveAt
  const idleFor = quietFor >= settings.dormantAfter ? quietFor : null
  const judged = tally.result({ state, idleFor, settings })
  const { topic, partition, row } = tally.representative
  return {
    t,
    lag: Number.isNaN(total) ? null : total,
    verdict: judged && groupVerdictView(judged, judged.hasRepresentative && row >= 0 ? (block.shown.also[row] ?? 0) : 0, before, t),
    representative: judged?.hasRepresentative ? sameOr(before?.representative, topic, partition) : null,
    counts: countsOf(tally, before?.counts ?? NO_COUNTS),
    complete: judged?.complete ?? null,
    atLeast: judged?.atLeast ?? false,
    dormant: judged?.dormant ?? false,
    timeLag: sums.timeLag(t * 1_000),
    in: sums.rateIn(),
    out: sums.rateOut(),
    slope: slopeOf(block, t, envelope),
    skew: sums.skew(),
    eta: sums.eta(),
    edge: sums.edge(),
    trend: trendOf(block, before?.trend ?? NO_TREND),
  }
}

function groupVerdictView({ code, urgent, notice }: Tallied, also: number, before: GroupLagFigures | undefined, t: number): VerdictView {
  const verdict = verdictAt(code) ?? 'LEARNING'
  const was = before?.verdict
  if (was?.verdict !== verdict) return { verdict, urgent, notice, since: t * 1_000, also: besideOf(also) }
  const beside = besideOf(also)
  // Most say what they said before, and that is the object they said it with.
  return was.urgent === urgent && was.notice === notice && was.also === beside
    ? was
    : { verdict, urgent, notice, since: was.since, also: beside }
}

const NO_TREND: readonly (number | null)[] = []
const NO_COUNTS: GroupLagFigures['counts'] = []

const sameOr = (
  before: GroupLagFigures['representative'] | undefined,
  topic: string,
  partition: number,
): GroupLagFigures['representative'] => (before?.topic === topic && before.partition === partition ? before : { topic, partition })

/** In the order in which they are told: worst first, then by name. */
const TOLD = VERDICTS.map((verdict) => ({ verdict, code: CODES[verdict], rank: rankAt(CODES[verdict], 0) || 99 })).sort(
  (a, b) => a.rank - b.rank || (a.verdict < b.verdict ? -1 : 1),
)

function countsOf(tally: GroupTally, before: GroupLagFigures['counts']): GroupLagFigures['counts'] {
  if (areCounts(tally, before)) return before
  const counts: GroupLagFigures['counts'] = []
  for (const { verdict, code } of TOLD) {
    const n = tally.countOf(code)
    if (n > 0) counts.push({ verdict, n })
  }
  return counts
}

function areCounts(tally: GroupTally, before: GroupLagFigures['counts']): boolean {
  let told = 0
  for (const { verdict, code } of TOLD) {
    const n = tally.countOf(code)
    if (n === 0) continue
    const one = before[told]
    if (one?.verdict !== verdict || one.n !== n) return false
    told += 1
  }
  return told === before.length
}
