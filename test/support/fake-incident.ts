import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { GroupRow } from '../../shared/contract/groups.ts'
import type { HeatMap, LagEvent, LagHistory, LogStrip } from '../../shared/contract/lag.ts'
import { createCell } from './fake-cell.ts'
import { fakeGroup, numbers } from './fake-rows.ts'

/** One incident, told alike by every picture: broker 3 slows down 21 minutes ago, and `billing` falls behind on what it leads. */

const MINUTE = 60_000
const SLOW = 21
const REBALANCE = 44
const FINAL = [402_118, 389_400, 371_220, 344_900, 361_800, 296_400]
const leaders = [3, 0, 1, 2, 4]
const topics = ['orders.events', 'payments.settled', 'refunds']

interface Part {
  readonly topic: string
  readonly partition: number
  readonly leader: number
  readonly at: number
}

const parts: readonly Part[] = leaders.flatMap((leader, b) =>
  Array.from({ length: 6 }, (_, k) => ({ topic: topics[k % 3] ?? '', partition: b * 2 + Math.floor(k / 3), leader, at: b * 6 + k })),
)

/** Lag of a partition so many minutes ago. */
function lagAt({ leader, at }: Part, minutes: number): number {
  const random = numbers(at * 977 + Math.round(minutes * 60))
  const calm = 8 + (random(1000) / 1000) ** 5 * 260
  const rebalance = minutes <= REBALANCE && minutes > REBALANCE - 2 ? 5200 * ((minutes - REBALANCE + 2) / 2) ** 1.6 : 0
  const slow = leader === 3 && minutes < SLOW ? (FINAL[at] ?? 0) * ((SLOW - minutes) / SLOW) ** 1.5 : 0
  const moved = leader !== 3 && at % 3 === 1 && minutes < 9 && minutes > 5 ? 38_000 * Math.exp(-(9 - minutes) / 0.8) : 0
  return Math.round(calm + rebalance + slow + moved)
}

const series = (span: { readonly from: number; readonly to: number }, points: number, now: number, value: (minutes: number) => number) => {
  const step = (span.to - span.from) / points
  return Array.from({ length: points }, (_, i) => {
    const minutes = (now - (span.from + (i + 1) * step)) / MINUTE
    // Recording began three hours ago, and once stopped for two minutes.
    return minutes > 180 || (minutes > 30 && minutes < 32) ? null : value(Math.max(0, minutes))
  })
}

/** Before the recording, by log ends five minutes apart; further back one topic's records are deleted. */
function before(span: { readonly from: number; readonly to: number }, points: number, now: number): LagHistory['backfilled'] {
  const step = (span.to - span.from) / points
  const minutes = Array.from({ length: points }, (_, i) => (now - (span.from + (i + 1) * step)) / MINUTE)
  const told = (m: number): boolean => m > 183 && m < 24 * 60
  return {
    in: minutes.map((m) => (told(m) ? 39_000 + Math.sin(Math.floor(m / 5) / 30) * 5_000 + (numbers(Math.floor(m / 5))(1000) - 500) : null)),
    leftOut: minutes.map((m) => (told(m) ? (m > 900 ? 12 : 0) : null)),
  }
}

/** Seconds, as if each partition got 1,400 messages a second. */
function agesAt(minutes: number): { readonly worst: number; readonly p90: number; readonly median: number } {
  const ages = parts.map((part) => lagAt(part, minutes) / 1_400).sort((a, b) => a - b)
  return { worst: ages.at(-1) ?? 0, p90: ages[Math.floor(ages.length * 0.9)] ?? 0, median: ages[Math.floor(ages.length / 2)] ?? 0 }
}

function history(span: { from: number; to: number }, points: number, now: number): LagHistory {
  const total = (minutes: number): number => parts.reduce((sum, part) => sum + lagAt(part, minutes), 0)
  const noise = (minutes: number, seed: number): number => (numbers(seed + Math.round(minutes * 60))(1000) - 500) * 0.9
  return {
    from: span.from,
    step: (span.to - span.from) / points,
    lag: series(span, points, now, total),
    // Broker 5 restarts.
    leftOut: series(span, points, now, (m) => (m < 9 && m > 7.5 ? 2 : 0)),
    topics: topics.map((topic) => ({
      topic,
      lag: series(span, points, now, (m) => parts.reduce((sum, part) => sum + (part.topic === topic ? lagAt(part, m) : 0), 0)),
    })),
    in: series(span, points, now, (m) => 41_200 + Math.sin(m / 8) * 700 + noise(m, 3)),
    out: series(span, points, now, (m) =>
      m > REBALANCE - 2 && m <= REBALANCE ? 36_000 : (m < SLOW ? 38_400 : 41_200) + Math.sin(m / 8) * 700 + noise(m, 5),
    ),
    timeLag: {
      worst: series(span, points, now, (m) => 2 + agesAt(m).worst),
      p90: series(span, points, now, (m) => 1 + agesAt(m).p90),
      median: series(span, points, now, (m) => 0.6 + agesAt(m).median),
      error: series(span, points, now, () => 5),
      atLeast: false,
    },
    backfilled: before(span, points, now),
    since: now - 180 * MINUTE,
  }
}

const valueOf = (metric: string, part: Part, m: number): number =>
  metric === 'slope' ? lagAt(part, m) - lagAt(part, m + 1) : metric === 'timeLag' ? lagAt(part, m) / 1_400 : lagAt(part, m)

const incidentEvents = (now: number): LagEvent[] => [
  { at: now - REBALANCE * MINUTE, kind: 'rebalance', subject: '', partitions: null },
  { at: now - (REBALANCE - 1) * MINUTE, kind: 'settled', subject: '', partitions: null },
  { at: now - 9 * MINUTE, kind: 'broker', subject: '5', partitions: null },
  { at: now - 9 * MINUTE, kind: 'leaders', subject: '', partitions: 6 },
]

function heatMap(span: { from: number; to: number }, columns: number, order: string, metric: string, now: number): HeatMap {
  const sorted = [...parts].sort((a, b) =>
    order === 'lag'
      ? lagAt(b, 0) - lagAt(a, 0)
      : order === 'topic'
        ? a.topic.localeCompare(b.topic) || a.partition - b.partition
        : order === 'member'
          ? (a.at % 12) - (b.at % 12)
          : leaders.indexOf(a.leader) - leaders.indexOf(b.leader),
  )
  return {
    from: span.from,
    step: (span.to - span.from) / columns,
    columns,
    partitions: parts.length,
    rows: sorted.map((part) => ({
      topic: part.topic,
      partition: part.partition,
      last: part.partition,
      leader: part.leader,
      agent: `agent-${11 + part.leader}.eu.example.org`,
      member: `client-${part.at % 12}`,
      values: series(span, columns, now, (m) => valueOf(metric, part, m)),
    })),
  }
}

const behind: Readonly<Record<string, (p: number) => number>> = {
  billing: (p) => (p % 4 === 3 ? 402_118 - (p % 60) * 4000 : 640 + (p % 90) * 310),
  'shipping-plan': (p) => 40 + ((p * 71) % 300),
  'invoice-mailer': (p) => 3 + ((p * 13) % 60),
  'loyalty-points': (p) => 8 + ((p * 17) % 50),
  'bi-loader': (p) => 61_000_000 + (p % 50) * 300_000,
  'orders-backfill': (p) => 121_000_000 + (p % 60) * 700_000,
}

const NO_TIME = { kind: 'unknown' } as const
const NO_EDGE = { kind: 'never' } as const
const AT_ONCE = { kind: 'in', seconds: 0, by: 'offset' } as const

export function incidentStrips(partitions: number, now: number): readonly LogStrip[] {
  return Array.from({ length: partitions }, (_, p): LogStrip => {
    const end = 395_004_218n + BigInt((p * 2_731_117) % 25_000_000)
    const kept = 256_004_118n + BigInt((p * 911_317) % 30_000_000)
    const start = end - kept
    const leader = leaders[(p + 1) % 5] ?? 0
    const lost = p === 5 ? 118_204 : 0
    return {
      key: String(p),
      partition: p,
      leader,
      replicas: [leader, (leader + 1) % 6, (leader + 3) % 6].map((broker) => ({ broker, inSync: broker !== 5 })),
      start: String(start),
      end: String(end),
      in: 1700 + ((p * 137) % 900),
      groups: Object.entries(behind).map(([group, lag]) =>
        group === 'orders-backfill' && lost > 0
          ? { group, committed: String(start - BigInt(lost)), lag: Number(kept), lost, edge: AT_ONCE, timeLag: NO_TIME }
          : { group, committed: String(end - BigInt(lag(p))), lag: lag(p), lost: 0, edge: NO_EDGE, timeLag: NO_TIME },
      ),
      moreGroups: 0,
      startInHour: null,
      times: null,
      asOf: now - 2000,
    }
  })
}

export const withIncident =
  (now: number, partitions = 12) =>
  (handlers: SamsaHandlers): SamsaHandlers => ({
    ...handlers,
    lag: {
      ...handlers.lag,
      history: ({ span, points }) => history(span, points, now),
      heatMap: ({ span, columns, order, metric }) => heatMap(span, columns, order, metric, now),
      why: () => ({
        onset: now - SLOW * MINUTE,
        growth: 2_274_880,
        causes: [
          { cause: 'brokerSaturated', subject: '3', confidence: 0.92 },
          { cause: 'hostSlow', subject: '10.1.2.4', confidence: 0.41 },
          { cause: 'consumerSlow', subject: 'client-7', confidence: 0.12 },
        ],
        notExplained: 0.06,
        leftOut: 0,
        notTested: ['agentTrouble', 'throttled'],
      }),
      events: ({ span }) => ({
        events: incidentEvents(now).filter((each) => each.at >= span.from && each.at <= span.to),
        more: 0,
        since: now - 60 * MINUTE,
      }),
      log: () => createCell('key', incidentStrips(partitions, now), now - 2000).source,
    },
  })

/** A young history: nothing recorded, or only for some minutes. */
export const withYoungHistory =
  (now: number, minutes: number | null) =>
  (handlers: SamsaHandlers): SamsaHandlers => {
    const told = withIncident(now)(handlers)
    const cut = (from: number, step: number, values: readonly (number | null)[]): (number | null)[] =>
      values.map((value, at) => (minutes === null || from + at * step < now - minutes * MINUTE ? null : value))
    return {
      ...told,
      lag: {
        ...told.lag,
        history: ({ span, points }) => {
          const all = history(span, points, now)
          const short = (values: readonly (number | null)[]) => cut(all.from, all.step, values)
          return {
            ...all,
            lag: short(all.lag),
            in: short(all.in),
            out: short(all.out),
            timeLag: { ...all.timeLag, worst: short(all.timeLag.worst), p90: short(all.timeLag.p90), median: short(all.timeLag.median) },
            since: minutes === null ? null : now - minutes * MINUTE,
          }
        },
        heatMap: ({ span, columns, order, metric }) => {
          const all = heatMap(span, columns, order, metric, now)
          return {
            ...all,
            rows: minutes === null ? [] : all.rows.map((row) => ({ ...row, values: cut(all.from, all.step, row.values) })),
          }
        },
      },
    }
  }

/** As many groups as asked for, most of them calm. */
export function manyGroups(n: number, now: number): readonly GroupRow[] {
  const names = ['ledger-sink', 'billing', 'fraud-scoring', 'search-indexer', 'audit-archive']
  return Array.from({ length: n }, (_, at) => {
    const story = fakeGroup(at % 40 === 0 ? (names[(at / 40) % names.length] ?? '') : `worker-${at}`, { lag: numbers(at)(9000) }, now)
    const trend = Array.from({ length: 60 }, (_v, i) => 80 + numbers(at * 61 + i)(90))
    return { ...story, group: `${story.group}-${at}`, trend: at % 40 === 0 ? story.trend : trend }
  })
}
