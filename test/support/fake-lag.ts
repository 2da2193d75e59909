import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { EdgeView, EtaView, TimeLagView, VerdictName, VerdictView } from '../../shared/contract/figures.ts'
import type { GroupPartitionRow, GroupRow } from '../../shared/contract/groups.ts'
import type { HeatMap, LagHistory, LagSampleEvent, LogStrip } from '../../shared/contract/lag.ts'
import { createCell } from './fake-cell.ts'

/** Figures about lag that look like a cluster in trouble, the same at every run. */

const MINUTE = 60_000

export const verdictView = (verdict: VerdictName, since: number, change: Partial<VerdictView> = {}): VerdictView => ({
  verdict,
  urgent: false,
  notice: verdict === 'NO_COMMIT',
  since,
  also: [],
  ...change,
})

export const timeLagView = (seconds: number | null, at: number): TimeLagView =>
  seconds === null
    ? { kind: 'unknown' }
    : { kind: 'value', seconds, error: seconds < 1 ? 0 : Math.max(0.5, seconds / 200), method: 'index', atLeast: false, at }

const unknown = { kind: 'unknown' } as const

interface Story {
  readonly verdict: VerdictName
  readonly seconds: number | null
  readonly in: number
  readonly out: number
  readonly slope: number
  readonly eta: EtaView
  readonly edge: EdgeView
}

const calm: Story = {
  verdict: 'OK',
  seconds: 2,
  in: 118,
  out: 118,
  slope: 0,
  eta: { kind: 'in', seconds: 0, from: 0, to: 0, atLeast: false },
  edge: unknown,
}
const never = { kind: 'never' } as const

const stories: Readonly<Record<string, Partial<Story>>> = {
  'ledger-sink': {
    verdict: 'DATA_LOST',
    seconds: 259_200,
    out: 0,
    slope: 7_080,
    eta: never,
    edge: { kind: 'in', seconds: 0, by: 'offset' },
  },
  'nightly-export': { verdict: 'STOPPED', seconds: 93_600, out: 0, slope: 2_400, eta: never },
  billing: { verdict: 'FALLING_BEHIND', seconds: 1_860, in: 2_400, out: 1_100, slope: 78_000, eta: never },
  'fraud-scoring': {
    verdict: 'STALLED',
    seconds: 2_940,
    out: 0,
    slope: 12_480,
    eta: never,
    edge: { kind: 'in', seconds: 540, by: 'time' },
  },
  'crm-sync': { verdict: 'REBALANCING', seconds: 190, out: 0 },
  'risk-replay': { verdict: 'NO_LEADER', seconds: null, slope: 0, eta: unknown },
  'audit-archive': { verdict: 'BEHIND', seconds: 800 },
  'search-indexer': {
    verdict: 'CATCHING_UP',
    seconds: 410,
    in: 80,
    out: 210,
    slope: -7_800,
    eta: { kind: 'in', seconds: 167, from: 150, to: 190, atLeast: false },
  },
  'bi-loader': { verdict: 'LEARNING', seconds: 700_000, eta: unknown },
}

const storyOf = (group: string): Story => ({ ...calm, ...stories[group] })

/** What a group's row says beside its sums. */
export function fakeGroupLag(group: string, lag: number | null, now: number) {
  const story = storyOf(group)
  const name = story.verdict
  const slope = story.slope
  return {
    verdict: verdictView(name, now - 50 * MINUTE, name === 'NO_LEADER' ? { also: ['STALLED'] } : {}),
    representative: name === 'LEARNING' ? null : { topic: 'orders.events', partition: 3 },
    counts:
      name === 'OK'
        ? [{ verdict: 'OK', n: 12 }]
        : [
            { verdict: name, n: 2 },
            { verdict: 'OK', n: 10 },
          ],
    complete: 1,
    atLeast: false,
    dormant: group === 'nightly-export',
    timeLag: timeLagView(story.seconds, now - 2000),
    in: story.in,
    out: story.out,
    slope,
    skew: { peakToMean: story.seconds === null ? 1.2 : 1 + (story.in % 7), cv: story.in / 9_000 },
    eta: story.eta,
    edge: story.edge,
    trend: Array.from({ length: 60 }, (_, at) =>
      lag === null || at === 17 ? null : Math.max(0, Math.round(lag - (slope * (59 - at)) / 10)),
    ),
  } satisfies Partial<GroupRow>
}

export const nothingJudged = {
  verdict: null,
  representative: null,
  counts: [],
  complete: null,
  atLeast: false,
  dormant: false,
  timeLag: unknown,
  in: null,
  out: null,
  slope: null,
  skew: null,
  eta: unknown,
  edge: unknown,
  trend: [],
} satisfies Partial<GroupRow>

export function fakePartitionLag(group: GroupRow | undefined, reading: GroupPartitionRow['reading'], partition: number, now: number) {
  const story = storyOf(group?.group ?? '')
  const name: VerdictName =
    reading === 'noLeader' ? 'NO_LEADER' : reading === 'noCommit' ? 'NO_COMMIT' : partition % 4 === 3 ? story.verdict : 'OK'
  const complete = reading === 'complete'
  return {
    blocked: complete ? 0 : null,
    verdict: verdictView(name, now - 50 * MINUTE),
    timeLag: timeLagView(complete ? story.seconds : null, now - 2000),
    in: complete ? story.in / 12 : null,
    out: complete ? story.out / 12 : null,
    eta: complete ? story.eta : unknown,
    edge: complete ? story.edge : unknown,
  } satisfies Partial<GroupPartitionRow>
}

const wave = (at: number, points: number, height: number): number =>
  Math.round(height * (1 + Math.sin((at / points) * 12)) * (0.3 + at / points))

function fakeHistory(span: { readonly from: number; readonly to: number }, points: number): LagHistory {
  const line = (height: number) => Array.from({ length: points }, (_, at) => (at % 97 === 40 ? null : wave(at, points, height)))
  return {
    from: span.from,
    step: (span.to - span.from) / points,
    lag: line(90_000),
    leftOut: Array.from({ length: points }, (_, at) => (at % 97 === 40 ? null : at % 97 === 41 ? 2 : 0)),
    topics: [
      { topic: 'orders.events', lag: line(70_000) },
      { topic: 'payments.settled', lag: line(20_000) },
    ],
    in: line(1_200),
    out: line(1_100),
    timeLag: { worst: line(1_860), p90: line(900), median: line(40), error: line(8), atLeast: false },
    backfilled: { in: line(0).map(() => null), leftOut: line(0).map(() => null) },
    since: span.from,
  }
}

function fakeHeatMap(span: { readonly from: number; readonly to: number }, columns: number, rows: number): HeatMap {
  const shown = Math.min(rows, 30)
  return {
    from: span.from,
    step: (span.to - span.from) / columns,
    columns,
    rows: Array.from({ length: shown }, (_, partition) => ({
      topic: 'orders.events',
      partition,
      last: partition,
      leader: partition % 5,
      agent: null,
      member: `consumer-${1 + (partition % 12)}`,
      values: Array.from({ length: columns }, (__, at) => (at === 9 ? null : wave(at + partition, columns, 4_000 * (1 + (partition % 5))))),
    })),
    partitions: 30,
  }
}

export function fakeStrips(partitions: number, now: number): readonly LogStrip[] {
  return Array.from({ length: partitions }, (_, partition): LogStrip => {
    const start = 4_000_000 + partition * 11_000
    const end = start + 1_000_000 + partition * 23_000
    const rate = 100 + partition
    const group = (name: string, lag: number, edge: EdgeView = { kind: 'never' }) => ({
      group: name,
      committed: String(end - lag),
      lag,
      lost: 0,
      edge,
      timeLag: timeLagView(lag === 0 ? 0 : lag / rate, now - 2000),
    })
    const point = (back: number) => ({ offset: String(end - back), t: now - 2000 - (back / rate) * 1_000 })
    return {
      key: String(partition),
      partition,
      leader: partition % 5,
      replicas: [0, 1, 2].map((n) => ({ broker: (partition + n) % 5, inSync: true })),
      start: String(start),
      end: String(end),
      in: rate,
      groups: [
        group('ledger-sink', 985_000, { kind: 'in', seconds: 1_500 + 60 * partition, by: 'offset' }),
        group('billing', 90_000 + partition * 700),
        group('invoice-mailer', 18),
      ],
      moreGroups: 0,
      startInHour: String(end - 940_000),
      times: {
        points: [end - start, 400_000, 90_000, 4_000].map(point),
        quietSince: null,
        retention: 4 * 3_600,
      },
      asOf: now - 2000,
    }
  })
}

export interface FakeLagWorld {
  readonly partitionsOf: (topic: string) => number
  readonly lagOf: (group: string) => number | null
  readonly now: number
}

/** Every member of the subject answers. `samples` tells one reading and then waits. */
export function fakeLagHandlers({ partitionsOf, lagOf, now }: FakeLagWorld): SamsaHandlers['lag'] {
  return {
    history: ({ span, points }) => fakeHistory(span, points),
    heatMap: ({ span, columns, rows }) => fakeHeatMap(span, columns, rows),
    positions: ({ span, points }) => ({
      from: span.from,
      step: (span.to - span.from) / points,
      committed: Array.from({ length: points }, (_, i) => 4_000_000 + i * 1_000 - (i > points / 2 ? 60_000 : 0)),
      ends: Array.from({ length: points }, (_, i) => 4_090_000 + i * 1_000),
      backfilled: Array.from({ length: points }, () => null),
      rewinds: [{ at: (span.from + span.to) / 2, from: 4_000_000 + points * 500, to: 3_940_000 + points * 500 }],
    }),
    events: ({ span }) => ({
      events: [{ at: span.from + (span.to - span.from) / 3, kind: 'rebalance', subject: '', partitions: null }],
      more: 0,
      since: span.from,
    }),
    samples: async function* ({ group }, { signal }): AsyncGenerator<LagSampleEvent> {
      const story = storyOf(group)
      yield { t: now, lag: lagOf(group), in: story.in, out: story.out, timeLag: timeLagView(story.seconds, now), verdict: story.verdict }
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    },
    why: () => ({
      onset: now - 50 * MINUTE,
      growth: 610_000,
      causes: [{ cause: 'consumerSlow', subject: 'consumer-3', confidence: 0.82 }],
      notExplained: 0.18,
      leftOut: 0,
      notTested: ['agents', 'metrics'],
    }),
    explain: () => ({
      committed: { offset: '4000212', at: now - 2400 },
      start: { offset: '3000000', at: now - 20_000 },
      end: { offset: '4000424', at: now - 2000 },
      stable: null,
      lines: [
        { name: 'lag', value: '212', how: '4000424 − max(4000212, 3000000)' },
        { name: 'verdict', value: 'OK', how: 'a sample of the last 5 min was within 70 messages' },
      ],
    }),
    log: ({ topic }) => createCell('key', fakeStrips(partitionsOf(topic), now), now - 2000).source,
  }
}
