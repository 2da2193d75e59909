import type { EdgeView, EtaView, TimeLagView, VerdictView } from '../../../../shared/contract/figures.ts'
import type { GroupRow } from '../../../../shared/contract/groups.ts'
import { eta, groupEta, type Eta } from '../../../../shared/domain/catch-up.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import type { TimeLag } from '../../../../shared/domain/time-lag/reading.ts'
import { rateAt, sumRates, type Rate } from '../../../../shared/domain/rates.ts'
import { judgeGroup, type GroupMemberPartition } from '../../../../shared/domain/verdict/group.ts'
import { signOf } from '../../../../shared/domain/verdict/rank.ts'
import { lowerEnvelope, theilSen, type Point } from '../../../../shared/domain/verdict/trend.ts'
import { TREND_MINUTES, type GroupBlock } from './group-block.ts'
import type { PlainRows } from './plain-rows.ts'
import { timeLagView, weightOf } from './time-lag.ts'

/** What the lag of a group comes to, with one sample. A new object with every sample. */
export type GroupLagFigures = Pick<
  GroupRow,
  | 'verdict'
  | 'representative'
  | 'counts'
  | 'complete'
  | 'atLeast'
  | 'dormant'
  | 'timeLag'
  | 'in'
  | 'out'
  | 'slope'
  | 'eta'
  | 'edge'
  | 'trend'
> & {
  /** Seconds: time of the sample. */
  readonly t: number
  readonly lag: number | null
}

export interface PartitionLagFigures {
  readonly verdict: VerdictView | null
  readonly timeLag: TimeLagView
  readonly in: number | null
  readonly out: number | null
  readonly eta: EtaView
  readonly edge: EdgeView
}

/** A row as it was judged with the newest sample. */
export interface JudgedRow {
  readonly topic: string
  readonly partition: number
  readonly row: number
  readonly view: VerdictView | null
  readonly timeLag: TimeLag
  /** NaN: not complete. */
  readonly lag: number
  readonly owed: number
  readonly rateIn: Rate
}

export const edgeView = (seconds: number, by: number): EdgeView =>
  Number.isNaN(seconds)
    ? { kind: 'unknown' }
    : seconds === Infinity
      ? { kind: 'never' }
      : { kind: 'in', seconds: Math.max(0, seconds), by: by === 2 ? 'time' : 'offset' }

export const etaView = (one: Eta, atLeast: boolean): EtaView => (one.kind === 'in' ? { ...one, atLeast } : { kind: one.kind })

export const rowEta = (block: GroupBlock, { row, lag, owed, rateIn }: JudgedRow, settings: LagSettings): Eta =>
  Number.isNaN(lag) ? { kind: 'unknown' } : eta(owed, block.allowed[row] ?? 0, rateIn, rateAt(block.out, row), settings)

function worstTimeLag(rows: readonly JudgedRow[], atMs: number): TimeLagView {
  let worst: TimeLag | null = null
  let unknown = false
  for (const { lag, timeLag } of rows) {
    if (!(lag > 0)) continue
    if (timeLag.kind === 'unknown') unknown = true
    else if (worst === null || weightOf(timeLag) > weightOf(worst)) worst = timeLag
  }
  if (worst === null) {
    const known = rows.some(({ lag }) => lag === 0)
    if (unknown || !known) return { kind: 'unknown' }
    return { kind: 'value', seconds: 0, error: 0, method: 'record', atLeast: false, at: atMs }
  }
  const view = timeLagView(worst, atMs)
  return unknown && view.kind === 'value' ? { ...view, atLeast: true } : view
}

function worstEdge(block: GroupBlock, rows: readonly JudgedRow[]): EdgeView {
  let worst = Number.NaN
  let by = 0
  for (const { row } of rows) {
    const edge = block.edge[row] ?? Number.NaN
    if (Number.isNaN(edge) || edge >= worst) continue
    worst = edge
    by = block.edgeBy[row] ?? 0
  }
  return edgeView(worst, by)
}

const FIVE_MINUTES = 300

/** msg/min by which the total grew over five minutes. */
function slopeOf({ samples }: GroupBlock, now: number): number | null {
  const points: Point[] = []
  for (let i = samples.count - 1; i >= 0; i -= 1) {
    const t = samples.t[i] ?? 0
    if (t < now - FIVE_MINUTES) break
    const y = samples.total[i] ?? Number.NaN
    if (!Number.isNaN(y)) points.push({ t, y })
  }
  const slots = lowerEnvelope(points.reverse(), now, FIVE_MINUTES).filter((p) => p !== undefined)
  const slope = theilSen(slots)
  return slope === null ? null : 60 * slope
}

/** Notes the total of the present minute; minutes without a sample stay unknown. */
export function noteTrend(block: GroupBlock, t: number, total: number): void {
  const minute = Math.floor(t / 60)
  const { trend, trendMinute } = block
  const passed = trendMinute < 0 ? TREND_MINUTES : minute - trendMinute
  if (passed > 0) {
    const shift = Math.min(TREND_MINUTES, passed)
    trend.copyWithin(0, shift)
    trend.fill(Number.NaN, TREND_MINUTES - shift)
    block.trendMinute = minute
  }
  trend[TREND_MINUTES - 1] = total
}

function trendOf({ trend }: GroupBlock): (number | null)[] {
  const first = trend.findIndex((value) => !Number.isNaN(value))
  return first < 0 ? [] : Array.from(trend.subarray(first), (value) => (Number.isNaN(value) ? null : Math.round(value)))
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value)

const forGroup = (one: JudgedRow): GroupMemberPartition => ({
  topic: one.topic,
  partition: one.partition,
  judged: one.view,
  timeLag: one.timeLag.kind === 'value' ? one.timeLag : null,
  lag: Number.isNaN(one.lag) ? null : one.lag,
  owed: Number.isNaN(one.owed) ? null : one.owed,
})

export interface GroupCase {
  readonly block: GroupBlock
  /** With those of the plain ones that may be named, `listed` of them. */
  readonly rows: readonly JudgedRow[]
  readonly plain: PlainRows
  readonly listed: number
  readonly state: string
  readonly members: number
  readonly t: number
  readonly total: number
  readonly before: GroupLagFigures | undefined
  readonly settings: LagSettings
}

export function groupFigures({ block, rows, plain, listed, state, members, t, total, before, settings }: GroupCase): GroupLagFigures {
  const quietFor = t - block.aliveAt
  const idleFor = quietFor >= settings.dormantAfter ? quietFor : null
  const judged = judgeGroup({ partitions: rows.map(forGroup), alsoOk: plain.count - listed, state, members, idleFor, settings })
  const rated = rows.filter((one) => one.row >= 0)
  const judgedOnes = rated.filter((one) => one.row !== plain.best?.row && one.row !== plain.slowest?.row)
  const caughtUp = groupEta(rated.filter((one) => !Number.isNaN(one.lag)).map((one) => [one, rowEta(block, one, settings)] as const))
  return {
    t,
    lag: Number.isNaN(total) ? null : total,
    verdict: judged && groupVerdictView(judged, before?.verdict ?? null, t),
    representative: judged?.representative ? { topic: judged.representative.topic, partition: judged.representative.partition } : null,
    counts: judged ? countsOf(judged.counts) : [],
    complete: judged?.complete ?? null,
    atLeast: judged?.atLeast ?? false,
    dormant: judged?.dormant ?? false,
    timeLag: worstTimeLag(rated, t * 1_000),
    in: sumRates([...judgedOnes.map((one) => one.rateIn.short), known(plain.in)]).value,
    out: sumRates([...judgedOnes.map((one) => rateAt(block.out, one.row).short), known(plain.out)]).value,
    slope: slopeOf(block, t),
    eta: etaView(caughtUp.eta, caughtUp.atLeast),
    edge: worstEdge(block, rated),
    trend: trendOf(block),
  }
}

function groupVerdictView(judged: NonNullable<ReturnType<typeof judgeGroup>>, before: VerdictView | null, t: number): VerdictView {
  const { verdict, urgent, notice, representative } = judged
  const also = (representative?.judged as VerdictView | null | undefined)?.also ?? [] // views are what `forGroup` hands in
  return { verdict, urgent, notice, since: before?.verdict === verdict ? before.since : t * 1_000, also: [...also] }
}

const countsOf = (counts: ReadonlyMap<VerdictView['verdict'], number>): GroupLagFigures['counts'] =>
  [...counts]
    .map(([verdict, n]) => ({ verdict, n }))
    .sort((a, b) => rankOf(a.verdict) - rankOf(b.verdict) || (a.verdict < b.verdict ? -1 : 1))

const rankOf = (verdict: VerdictView['verdict']): number => signOf({ verdict, urgent: false, notice: false }).rank ?? 99
