import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lagDefaults } from '../../../../shared/domain/lag-defaults.ts'
import type { Verdict, VerdictInputs, VerdictSample } from '../../../../shared/domain/verdict/inputs.ts'
import { judgePartition } from '../../../../shared/domain/verdict/partition.ts'

type Series = (t: number) => number | null

interface World {
  readonly times?: readonly number[]
  readonly start?: Series
  readonly stable?: Series
  readonly cutAt?: number
  readonly besides?: Partial<VerdictInputs>
}

const every30 = Array.from({ length: 11 }, (_, i) => i * 30)
const group = { state: 'Stable', rebalancingFor: 0, rebalances: 0 }

function inputsOf(committed: Series, end: Series, world: World = {}): VerdictInputs {
  const samples: VerdictSample[] = (world.times ?? every30).map((t) => ({
    t,
    committed: committed(t),
    end: end(t),
    start: (world.start ?? (() => 0))(t),
    stable: world.stable ? world.stable(t) : null,
    ...(world.cutAt === t ? { cut: true } : {}),
  }))
  return {
    samples,
    askedAt: samples.at(-1)?.t ?? 0,
    interval: 30,
    group,
    owner: 'assigned',
    ownedSince: null,
    leaderless: false,
    topicGone: false,
    lastCommitAt: null,
    usualPause: 0,
    timeLag: null,
    timeLagGrowth: null,
    deletes: true,
    retention: null,
    logStartRate: null,
    trimming: false,
    markersFrom: null,
    goals: { timeLag: null, lag: null },
    settings: lagDefaults,
    ...world.besides,
  }
}

interface Figures {
  readonly lag?: number
  readonly owed?: number
  readonly allowed?: number
  readonly quiet?: readonly [number, number]
  readonly slope?: readonly [number, number]
  readonly threshold?: number
  readonly lost?: number
  readonly ahead?: number
  readonly edge?: number
  readonly share?: number
  readonly also?: readonly Verdict[]
  readonly urgent?: true
  readonly notice?: true
}

const empty = { group: { ...group, state: 'Empty' } }
const stuckEnd: Series = (t) => 1500 + 10 * t
const still: Series = () => 1000
const timeLag = (seconds: number, error: number) => ({ seconds, error })
const at4 = { lag: 3500, allowed: 70, quiet: [300, 300] } as const
const at10 = { lag: 11000, allowed: 700, slope: [20, 20], threshold: 5 } as const
const rewound: Series = (t) => (t <= 150 ? 5000 + 10 * t : 2000 + 10 * (t - 180))
const surge: readonly [Series, Series] = [(t) => 5000 + 80 * t, (t) => 10000 + 100 * t]
const recover: readonly [Series, Series] = [(t) => 5000 + 140 * t, (t) => 55000 + 100 * t]
const small: readonly [Series, Series] = [(t) => 960 + t, (t) => 1000 + t]
const tenMinutes = { interval: 600, ...empty }

const table: readonly (readonly [number, VerdictInputs, Verdict, Figures])[] = [
  [
    1,
    inputsOf(
      (t) => 1000 + 10 * t,
      (t) => 1000 + 10 * t,
    ),
    'OK',
    { lag: 0, allowed: 70 },
  ],
  [
    2,
    inputsOf(
      (t) => 950 + 10 * t,
      (t) => 1000 + 10 * t,
    ),
    'OK',
    { lag: 50, allowed: 70 },
  ],
  [
    3,
    inputsOf(
      (t) => 10 * t,
      (t) => 5000 + 10 * t,
    ),
    'BEHIND',
    { lag: 5000, allowed: 70, slope: [0, 0], threshold: 0.5 },
  ],
  [4, inputsOf(still, stuckEnd), 'STALLED', at4],
  [5, inputsOf(still, stuckEnd, { besides: empty }), 'STOPPED', at4],
  [6, inputsOf(still, stuckEnd, { besides: { owner: 'none' } }), 'STOPPED', at4],
  [7, inputsOf(still, stuckEnd, { besides: { owner: 'unreadable' } }), 'STALLED', at4],
  [8, inputsOf(still, stuckEnd, { besides: { owner: 'none', lastCommitAt: 300 } }), 'STALLED', at4],
  [9, inputsOf(still, stuckEnd, { besides: { lastCommitAt: -100 } }), 'STOPPED', at4],
  [10, inputsOf(...surge), 'FALLING_BEHIND', at10],
  [
    11,
    inputsOf((t) => 5000 + 80 * t + (t >= 150 ? 1000 : 0), surge[1]),
    'FALLING_BEHIND',
    { lag: 10000, allowed: 700, slope: [16.296, 20] },
  ],
  [12, inputsOf(...recover), 'CATCHING_UP', { lag: 38000, allowed: 700, slope: [-40, -40], threshold: 7 }],
  [13, inputsOf((t) => (t === 120 ? 22000 : 5000 + 80 * t), surge[1]), 'OK', { lag: 11000, allowed: 700 }],
  [14, inputsOf(rewound, (t) => 9000 + 10 * t), 'REWIND', { lag: 8800, allowed: 70 }],
  [
    15,
    inputsOf(
      (t) => (t === 150 ? 5500 : 5000 + 10 * t),
      (t) => 9000 + 10 * t,
    ),
    'BEHIND',
    { lag: 4000, allowed: 70, slope: [0, 0] },
  ],
  [16, inputsOf(rewound, (t) => 9000 + 10 * t, { cutAt: 180 }), 'BEHIND', { lag: 8800, allowed: 70, slope: [0, 0], threshold: 0.5 }],
  [
    17,
    inputsOf(still, (t) => 9000 + 10 * t, { start: () => 4000, besides: empty }),
    'DATA_LOST',
    { lost: 3000, edge: 0, also: ['STOPPED'] },
  ],
  [
    18,
    inputsOf(
      (t) => 1000 + 10 * t,
      (t) => 9000 + 10 * t,
      { start: (t) => (t === 300 ? 4500 : 0) },
    ),
    'LOSS_RISK',
    { lag: 7500, allowed: 70, lost: 500, edge: 0, share: 1, urgent: true },
  ],
  [
    19,
    inputsOf(still, (t) => 9000 + 10 * t, { start: (t) => (t >= 270 ? 4500 : 0) }),
    'DATA_LOST',
    { lost: 3500, edge: 0, also: ['STALLED'] },
  ],
  [20, inputsOf(() => 1200, still), 'AHEAD', { ahead: 200 }],
  [21, inputsOf((t) => (t === 300 ? 1010 : 1000), still), 'OK', { lag: 0, allowed: 0, ahead: 10 }],
  [22, inputsOf(still, () => null, { besides: { leaderless: true } }), 'NO_LEADER', {}],
  [23, inputsOf(still, () => null, { besides: { topicGone: true, owner: 'none' } }), 'TOPIC_GONE', { notice: true }],
  [
    24,
    inputsOf(
      () => -1,
      () => 5000,
    ),
    'NO_COMMIT',
    { notice: true },
  ],
  [
    25,
    inputsOf(
      () => -1,
      () => 700,
      { start: () => 700 },
    ),
    'OK',
    {},
  ],
  [26, inputsOf(still, stuckEnd, { times: [0, 30] }), 'LEARNING', { lag: 800, allowed: 70 }],
  [
    27,
    inputsOf(
      () => 1500,
      () => 1500,
      { times: [0] },
    ),
    'OK',
    { lag: 0, allowed: 0 },
  ],
  [
    28,
    inputsOf(still, () => 1500, { times: [0], besides: { ...empty, timeLag: timeLag(10_800, 10) } }),
    'STOPPED',
    { lag: 500, allowed: 0, quiet: [0, 300] },
  ],
  [
    29,
    inputsOf(
      (t) => Math.min(2800, 1000 + 10 * t),
      (t) => 9000 + 10 * t,
      {
        besides: { group: { state: 'PreparingRebalance', rebalancingFor: 110, rebalances: 1 } },
      },
    ),
    'REBALANCING',
    { lag: 9200, allowed: 320, quiet: [120, 300] },
  ],
  [
    30,
    inputsOf(
      (t) => Math.min(3700, 1000 + 10 * t),
      (t) => 9000 + 10 * t,
      {
        besides: { group: { state: 'PreparingRebalance', rebalancingFor: 30, rebalances: 1 } },
      },
    ),
    'BEHIND',
    { lag: 8300, allowed: 70, slope: [0, 0], threshold: 0.5 },
  ],
  [31, inputsOf(still, stuckEnd, { besides: { group: { ...group, rebalances: 5 } } }), 'REBALANCING', { ...at4, also: ['STALLED'] }],
  [32, inputsOf(still, () => 1500, { stable: still }), 'OK', { lag: 500, owed: 0, allowed: 0 }],
  [
    33,
    inputsOf(still, (t) => 50_000 + 10 * t, { besides: { retention: 3600, timeLag: timeLag(3000, 20) } }),
    'LOSS_RISK',
    { lag: 52_000, allowed: 70, edge: 580, share: 0.981, also: ['STALLED'], urgent: true },
  ],
  [
    34,
    inputsOf(
      (t) => 600 + 5 * t,
      (t) => 9000 + 5 * t,
      { start: () => 500, besides: { trimming: true } },
    ),
    'LOSS_RISK',
    { lag: 8400, allowed: 35, share: 0.84 },
  ],
  [35, inputsOf(still, stuckEnd, { besides: { usualPause: 3600 } }), 'BEHIND', { lag: 3500, allowed: 70, slope: [10, 10], threshold: 0.5 }],
  [
    36,
    inputsOf(
      (t) => 950 + 10 * t,
      (t) => 1000 + 10 * t,
      { besides: { timeLag: timeLag(90, 1), goals: { timeLag: 60, lag: null } } },
    ),
    'BEHIND',
    { lag: 50, allowed: 70, slope: [0, 0], threshold: 0.5 },
  ],
  [37, inputsOf(...small, { besides: { timeLag: timeLag(4, 0.5) } }), 'OK', { lag: 40, allowed: 7 }],
  [38, inputsOf(...small, { besides: { timeLag: timeLag(40, 0.5) } }), 'BEHIND', { lag: 40, allowed: 7, slope: [0, 0], threshold: 0.115 }],
  [39, inputsOf(surge[0], (t) => (t >= 60 && t <= 120 ? null : 10000 + 100 * t)), 'FALLING_BEHIND', at10],
  [
    40,
    inputsOf(still, () => 1500, { times: [0, 600, 1200, 1800], besides: tenMinutes }),
    'STOPPED',
    { lag: 500, allowed: 0, quiet: [1800, 1800] },
  ],
  [41, inputsOf(still, () => 1500, { times: [0, 600, 1200], besides: tenMinutes }), 'LEARNING', { lag: 500, allowed: 0 }],
  [
    42,
    inputsOf(
      (t) => 1500 + 6000 * Math.floor((t + 25) / 60),
      (t) => 4000 + 100 * t,
    ),
    'OK',
    { lag: 2500, allowed: 3200 },
  ],
  [43, inputsOf(still, () => 1001), 'STALLED', { lag: 1, allowed: 0, quiet: [300, 300] }],
  [44, inputsOf(still, () => 1001, { besides: { markersFrom: 1000 } }), 'OK', { lag: 1, owed: 0, allowed: 0 }],
  [
    45,
    inputsOf(
      (t) => 1000 + 2 * Math.floor(t / 60),
      (t) => 1200 + 2 * Math.floor(t / 30),
    ),
    'FALLING_BEHIND',
    { lag: 210, allowed: 2, slope: [0.033, 0.033], threshold: 0.0298 },
  ],
  [
    46,
    inputsOf(
      (t) => (t <= 150 ? 5000 + 10 * t : 100),
      (t) => (t <= 150 ? 9000 + 10 * t : 200 + 10 * (t - 180)),
    ),
    'BEHIND',
    { lag: 1300, allowed: 70, slope: [10, 10], threshold: 0.5 },
  ],
  [
    47,
    inputsOf(
      (t) => 1000 + Math.floor(0.92 * t),
      (t) => 6000 + t,
    ),
    'BEHIND',
    { lag: 5024, allowed: 7, slope: [0.08, 0.076], threshold: 0.115 },
  ],
  [
    48,
    inputsOf(...recover, { besides: { retention: 3600, timeLag: timeLag(3000, 20), timeLagGrowth: -0.4 } }),
    'CATCHING_UP',
    { lag: 38000, allowed: 700, slope: [-40, -40], threshold: 7, edge: Infinity },
  ],
  [
    49,
    inputsOf(
      (t) => 20 * t,
      (t) => 40_000 + 50 * t,
      { besides: { retention: 3600, timeLag: timeLag(2000, 20), timeLagGrowth: 0.5 } },
    ),
    'LOSS_RISK',
    { lag: 49_000, allowed: 350, edge: 3160, share: 0.891 },
  ],
]

const close = (value: number | null | undefined, expected: number | undefined): void => {
  if (expected === undefined) return
  if (Number.isFinite(expected)) expect(value).toBeCloseTo(expected, 3)
  else expect(value).toBe(expected)
}

describe('verdict on a partition: the worked examples', () => {
  it.each(table)('%i', (_, inputs, verdict, figures) => {
    const judged = judgePartition(inputs)
    expect(judged.verdict).toBe(verdict)
    expect(judged.urgent).toBe(figures.urgent ?? false)
    expect(judged.notice).toBe(figures.notice ?? false)
    if (figures.also) expect(judged.also).toEqual(figures.also)
    const { window } = judged
    close(window?.newest.lag, figures.lag)
    close(window?.newest.owed, figures.owed)
    close(window?.newest.lost, figures.lost)
    close(window?.newest.ahead, figures.ahead)
    close(window?.allowed, figures.allowed)
    close(window?.threshold, figures.threshold)
    close(judged.retention.edge, figures.edge)
    close(judged.retention.share, figures.share)
    if (figures.quiet) expect([window?.quiet, window?.patience]).toEqual(figures.quiet)
    close(window?.slope, figures.slope?.[0])
    close(window?.halfSlope, figures.slope?.[1])
  })
})

const offsets = fc.array(
  fc.record({ commit: fc.integer({ min: -3, max: 400 }), produce: fc.integer({ min: 0, max: 400 }), unread: fc.boolean() }),
  {
    minLength: 1,
    maxLength: 30,
  },
)

/** A partition whose end grows and whose commit moves about, sometimes unread. */
const worlds = fc
  .record({
    steps: offsets,
    start: fc.integer({ min: 0, max: 900 }),
    state: fc.constantFrom('Stable', 'Empty', 'Dead', 'PreparingRebalance'),
  })
  .map(({ steps, start, state }) => {
    let committed = 500
    let end = 1000
    const samples = steps.map((step, i) => {
      committed += step.commit
      end += step.produce
      return { t: i * 30, committed: step.unread ? null : committed, end, start, stable: null }
    })
    return { ...inputsOf(still, still), samples, askedAt: samples.at(-1)?.t ?? 0, group: { ...group, state } }
  })

describe('verdict on a partition: properties', () => {
  it('2: shifting all offsets or all times changes no verdict', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: -1e6, max: 1e6 }), (inputs, offset, time) => {
        const moved = inputs.samples.map((s) => ({
          ...s,
          t: s.t + time,
          committed: s.committed === null ? null : s.committed + offset,
          end: s.end === null ? null : s.end + offset,
          start: s.start === null ? null : s.start + offset,
        }))
        expect(judgePartition({ ...inputs, samples: moved, askedAt: inputs.askedAt + time }).verdict).toBe(judgePartition(inputs).verdict)
      }),
    )
  })

  it('3: removing an incomplete sample changes no verdict', () => {
    fc.assert(
      fc.property(worlds, (inputs) => {
        const complete = inputs.samples.filter((s) => s.committed !== null)
        expect(judgePartition({ ...inputs, samples: complete }).verdict).toBe(judgePartition(inputs).verdict)
      }),
    )
  })

  it('4: nothing owed now allows only the calm verdicts and those about the past', () => {
    const calm = new Set<Verdict>(['OK', 'NO_LEADER', 'TOPIC_GONE', 'DATA_LOST', 'AHEAD', 'REWIND', 'LEARNING'])
    fc.assert(
      fc.property(worlds, (inputs) => {
        const judged = judgePartition(inputs)
        if (judged.window === null || judged.window.newest.owed > 0) return
        if (judged.verdict === 'LOSS_RISK') expect(judged.window.newest.lost).toBeGreaterThan(0)
        else expect(calm).toContain(judged.verdict)
      }),
    )
  })

  it('5: stopped needs a group without consumers, stalled one with', () => {
    fc.assert(
      fc.property(worlds, (inputs) => {
        const { verdict } = judgePartition(inputs)
        const nobody = inputs.group.state === 'Empty' || inputs.group.state === 'Dead'
        if (verdict === 'STOPPED') expect(nobody).toBe(true)
        if (verdict === 'STALLED') expect(nobody).toBe(false)
      }),
    )
  })
})
