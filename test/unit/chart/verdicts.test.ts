import { describe, expect, it } from 'vitest'
import { bySeverity, severityOf, type Severe } from '../../../renderer/ui/kafka/severity.ts'
import { etaText, timeLagText, type TimeLagLike } from '../../../renderer/ui/kafka/time-lag.ts'
import { forecast, recentRate } from '../../../renderer/ui/chart/forecast.ts'
import { heatLayout, rowAt } from '../../../renderer/ui/chart/heat-layout.ts'
import { NONE } from '../../../renderer/ui/chart/lag-steps.ts'
import { forecastOf, lagMost, partialSpans, rateRange } from '../../../renderer/ui/chart/total-data.ts'
import { chosenRows } from '../../../renderer/features/wall/choice.ts'
import { verdictCounts } from '../../../renderer/features/wall/head.tsx'
import { bigFigure, chipOf, outlook, tileClass } from '../../../renderer/features/wall/tile-model.ts'
import { gridOf } from '../../../renderer/features/wall/tiles.tsx'
import { treemap } from '../../../renderer/features/wall/treemap-layout.ts'
import { fakeGroup, fakeGroups } from '../../support/fake-rows.ts'
import { timeLagView, verdictView } from '../../support/fake-lag.ts'

const plain = (text: string): string => text.replaceAll('\u202F', ' ')
const value = (seconds: number, change: object = {}): TimeLagLike => ({
  kind: 'value',
  seconds,
  error: 0,
  method: 'record',
  atLeast: false,
  ...change,
})

const backfilled = { in: [], leftOut: [] }

describe('Time lag in words', () => {
  it.each([
    [value(42), '42 s'],
    [value(42, { method: 'index', error: 5 }), '42 s ±5'],
    [value(42, { method: 'index', error: 0.4 }), '42 s'],
    [value(246, { method: 'interp', error: 15 }), '≈4 m 06 s ±15 s'],
    [value(0.2), '0.2 s'],
    [value(0), '0 s'],
    [value(7200), '2 h'],
    [value(259_200, { method: 'index', error: 1296 }), '3 d ±21 m'],
    [value(60, { atLeast: true }), '≥ 1 m'],
    [{ kind: 'moreThan', seconds: 21_600 } as const, '> 6 h'],
    [{ kind: 'unknown' } as const, '—'],
  ])('%o is %s', (timeLag, text) => expect(plain(timeLagText(timeLag))).toBe(text))

  it('unknown, never and caught up are three things', () => {
    const eta = (seconds: number) => ({ kind: 'in', seconds, from: seconds, to: seconds, atLeast: false }) as const
    expect([etaText({ kind: 'unknown' }), etaText({ kind: 'never' }), etaText(eta(0)), plain(etaText(eta(135)))]).toEqual([
      '—',
      'never',
      'caught up',
      '2 m 15 s',
    ])
  })
})

describe('Order by severity', () => {
  const row = (verdict: Parameters<typeof verdictView>[0] | null, change: Partial<Severe> = {}): Severe => ({
    verdict: verdict === null ? null : verdictView(verdict, 0),
    dormant: false,
    timeLag: timeLagView(10, 0),
    lag: 5,
    ...change,
  })

  it('is rank, then time lag, then lag; dormant last', () => {
    const rows = [
      row(null),
      row('STOPPED', { dormant: true }),
      row('OK'),
      row('LEARNING'),
      row('STALLED', { timeLag: timeLagView(null, 0) }),
      row('STALLED', { lag: 9 }),
      row('STALLED'),
      row('STALLED', { timeLag: timeLagView(99, 0) }),
      row('NO_LEADER'),
    ]
    const ordered = rows.toSorted(bySeverity)
    expect(ordered.map((each) => rows.indexOf(each))).toEqual([8, 7, 5, 6, 4, 2, 3, 0, 1])
  })

  it('is the same as a figure to sort a column by; what is not judged is unknown', () => {
    const rows = fakeGroups(0).filter((each) => each.verdict !== null)
    const figures = rows.toSorted(bySeverity).map((each) => severityOf(each) ?? -1)
    expect(figures).toEqual(figures.toSorted((a, b) => b - a))
    expect(severityOf(row(null))).toBeNull()
  })
})

describe('Forecast', () => {
  it('lies between what the last minute and the last five minutes lead to, and never below 0', () => {
    const both = [
      { in: 100, out: 40 },
      { in: 100, out: 60 },
    ]
    expect(forecast(1000, both, 10_000)).toEqual({ low: 1400, high: 1600, middle: 1500, clears: null })
    expect(forecast(100, [{ in: 0, out: 50 }], 10_000)).toEqual({ low: 0, high: 0, middle: 0, clears: 2000 })
    expect(forecast(100, [], 10_000)).toBeNull()
  })

  it('takes no rate that was not read', () => {
    expect(recentRate([1, null, 3], 30_000, 60_000)).toBe(3)
    expect(recentRate([1, null, null], 30_000, 60_000)).toBeNull()
    const series = { from: 0, step: 30_000, lag: [5, null, null], leftOut: [0, null, null], in: [1, 1, 1], out: [1, 1, 1], backfilled }
    expect(forecastOf(series, 1000)).toBeNull()
  })

  it('foretells nothing from a sum that leaves partitions out, and says where that was', () => {
    const series = { from: 0, step: 1_000, lag: [9, 5, 4, 9], leftOut: [0, 1, 2, 0], in: [1, 1, 1, 1], out: [2, 2, 2, 2], backfilled }
    expect(partialSpans(series)).toEqual([[1_000, 3_000]])
    expect(forecastOf(series, 1_000)).not.toBeNull()
    expect(forecastOf({ ...series, leftOut: [0, 1, 2, 1] }, 1_000)).toBeNull()
    expect(partialSpans({ from: 0, step: 1_000, leftOut: [1, 0, null, 3] })).toEqual([
      [0, 1_000],
      [3_000, 4_000],
    ])
  })

  it('leaves rates the lower third, and lets no cone press the past to the ground', () => {
    const [from, to] = rateRange({ in: [41_000, 42_000], out: [38_000, null], backfilled })
    expect((42_000 - from) / (to - from)).toBeLessThan(1 / 3)
    expect(rateRange({ in: [null], out: [], backfilled })).toEqual([0, 1])
    // What was backfilled has its place on the same axis.
    expect(rateRange({ in: [null], out: [], backfilled: { in: [90, null], leftOut: [0, null] } })[0]).toBeGreaterThan(0)
    expect(lagMost({ lag: [100, 200] }, { low: 0, high: 1e9, middle: 1e9, clears: null })).toBeLessThan(600)
  })
})

describe('Heat map', () => {
  const heat = (partition: number, leader: number | null, values: (number | null)[]) => ({
    topic: 't',
    partition,
    last: partition,
    leader,
    agent: null,
    member: null,
    values,
  })
  const rows = [heat(0, 3, [0, 100, 400_000]), heat(1, 3, [0, null, 50]), heat(2, null, [0, 0, 0])]
  const layout = heatLayout(rows, { order: 'leader', metric: 'lag', columns: 3, step: 60_000 })

  it('has a block for each leader, with its total and share', () => {
    expect(layout.blocks.map(({ key, total, first }) => ({ key, total, first }))).toEqual([
      { key: '3', total: 400_050, first: 0 },
      { key: '', total: 0, first: 2 },
    ])
    expect(layout.blocks[0]?.share).toBe(1)
  })

  it('keeps steps row after row; what was not recorded is no step', () => {
    expect([...layout.steps]).toEqual([0, 1, 8, 0, NONE, 0, 0, 0, 0])
  })

  it('finds the row under the pointer by arithmetic', () => {
    const [first, second] = layout.blocks
    expect(rowAt(layout, (first?.y ?? 0) + 11)?.row.partition).toBe(1)
    expect(rowAt(layout, (second?.y ?? 0) + 1)?.index).toBe(2)
    expect(rowAt(layout, (second?.y ?? 0) - 1)).toBeNull()
  })
})

describe('Lag wall', () => {
  const now = 1_000_000_000_000
  const judged = (verdict: Parameters<typeof verdictView>[0], change: object = {}) =>
    fakeGroup('g', { lag: 5000, verdict: verdictView(verdict, 0), timeLag: timeLagView(60, 0), ...change }, now)
  const eta = (seconds: number) => ({ kind: 'in', seconds, from: seconds, to: seconds, atLeast: false }) as const

  it.each([
    ['OK', { eta: { kind: 'never' } }, 'calm'],
    ['FALLING_BEHIND', { eta: { kind: 'never' } }, 'never'],
    ['DATA_LOST', { eta: eta(5) }, 'never'],
    ['CATCHING_UP', { eta: eta(59) }, 'calm'],
    ['CATCHING_UP', { eta: eta(300) }, 'soon'],
    ['CATCHING_UP', { eta: eta(3600) }, 'slow'],
    ['CATCHING_UP', { eta: eta(7201) }, 'never'],
    ['FALLING_BEHIND', { eta: { kind: 'unknown' } }, 'slow'],
    ['BEHIND', { eta: { kind: 'never' }, lag: 99, timeLag: timeLagView(9, 0) }, 'calm'],
    ['STOPPED', { eta: { kind: 'never' }, dormant: true }, 'calm'],
  ] as const)('%s, %o is %s', (verdict, change, kind) => expect(tileClass(judged(verdict, change))).toBe(kind))

  it('says what becomes of a group, and nothing of one that keeps up', () => {
    const say = (row: ReturnType<typeof judged>): string => plain(outlook(row, tileClass(row)))
    expect(say(judged('DATA_LOST'))).toBe('losing now')
    expect(say(judged('FALLING_BEHIND', { eta: { kind: 'never' } }))).toBe('never clears')
    expect(say(judged('CATCHING_UP', { eta: eta(135) }))).toBe('clears in 2 m 15 s')
    expect(say(judged('OK'))).toBe('')
  })

  it('writes the figure large and its units small; unknown is a dash', () => {
    expect(bigFigure(judged('STALLED', { timeLag: { ...timeLagView(246, 0), method: 'interp' } }))).toEqual([
      { figure: '≈4', unit: 'm' },
      { figure: '06', unit: 's' },
    ])
    expect(bigFigure(judged('NO_LEADER', { timeLag: { kind: 'unknown' } }))).toEqual([{ figure: '—', unit: '' }])
    expect(chipOf(judged('STOPPED', { members: 0 }))).toBe('no members')
  })

  it('keeps unknown last in every order, also turned round', () => {
    const rows = [fakeGroup('a', { lag: null }), fakeGroup('b', { lag: 1 }), fakeGroup('c', { lag: 2 })]
    const names = (reverse: boolean): string =>
      chosenRows(rows, { sort: 'lag', reverse, verdict: null, watched: null, matches: null, hideEmpty: false })
        .map((each) => each.group)
        .join('')
    expect(names(false)).toBe('cba')
    expect(names(true)).toBe('bca')
    expect(rows.map((each) => each.group).join('')).toBe('abc')
  })

  it('counts verdicts worst first', () => {
    expect(verdictCounts(fakeGroups(now)).map(({ verdict, n }) => `${verdict} ${n}`)).toEqual([
      'NO_LEADER 1',
      'DATA_LOST 1',
      'STOPPED 1',
      'STALLED 1',
      'FALLING_BEHIND 1',
      'REBALANCING 1',
      'BEHIND 1',
      'CATCHING_UP 1',
      'OK 28',
      'LEARNING 1',
    ])
  })

  it('has six by five tiles on a screen of 1440 by 900', () => expect(gridOf(1416, 800)).toEqual({ columns: 6, lines: 5 }))

  it('fills the treemap by weight without overlaps', () => {
    const weights = [60, 30, 5, 3, 2]
    const cells = treemap(
      weights.map((weight) => ({ item: weight, weight })),
      { x: 0, y: 0, width: 400, height: 100 },
    )
    for (const { item, width, height } of cells) expect(width * height).toBeCloseTo(item * 400, 6)
    for (const a of cells) {
      for (const b of cells) {
        const apart =
          a === b ||
          a.x + a.width <= b.x + 1e-9 ||
          b.x + b.width <= a.x + 1e-9 ||
          a.y + a.height <= b.y + 1e-9 ||
          b.y + b.height <= a.y + 1e-9
        expect(apart).toBe(true)
      }
    }
  })
})
