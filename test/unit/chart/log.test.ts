import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageAt, arrowsOf, distanceAt, logGeometry, xOf, xOfAge, type ArrowText } from '../../../renderer/ui/chart/log/log-layout.ts'
import { groupsOf, inOrder } from '../../../renderer/ui/chart/log/log-order.ts'
import { behindOf, keptOf, type LogRow } from '../../../renderer/ui/chart/log/log-row.ts'
import { axisMost, decades, logDistance, logShare } from '../../../renderer/ui/chart/log/log-scale.ts'
import { knownAge, quietAge, retentionAge, startAge, timeMost } from '../../../renderer/ui/chart/log/log-time.ts'
import { cellsIn } from '../../../renderer/ui/chart/log/lens-paint.ts'

const row = (change: Partial<LogRow> = {}): LogRow => ({
  key: '0',
  partition: 0,
  leader: 1,
  replicas: [],
  start: '1000',
  end: '401000',
  in: 10,
  groups: [],
  moreGroups: 0,
  ...change,
})
const group = (name: string, committed: string, change: object = {}) => ({
  group: name,
  committed,
  lag: 401_000 - Number(committed),
  lost: 0,
  ...change,
})

const text: ArrowText = {
  measure: (words) => words.length * 6,
  label: (name, lag, focused) => (focused ? `${name} -${lag}` : `-${lag}`),
  lost: (name, lost) => `${name} lost ${lost}`,
  age: (name, age, focused) => (focused ? `${name} ${age} s` : `${age} s`),
  loses: (name, at) => `${name} loses ${at}`,
}

describe('Axis of the partitioned log', () => {
  it('is near linear at the end and logarithmic far from it', () => {
    expect(logShare(0, 4e8)).toBe(0)
    expect(logShare(4e8, 4e8)).toBe(1)
    // x = end − U(d) · width, U(d) = log(1 + d/50) / log(1 + dmax/50)
    expect(logShare(402_118, 4e8)).toBeCloseTo(Math.log(1 + 402_118 / 50) / Math.log(1 + 4e8 / 50), 12)
  })

  it('goes both ways, and a larger distance stands farther left', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.nat(2 ** 40), fc.integer({ min: 1000, max: 2 ** 41 }), (a, b, most) => {
        expect(logDistance(logShare(a, most), most)).toBeCloseTo(a, -1 - Math.log10(1 + a) / 3)
        expect(Math.sign(logShare(a, most) - logShare(b, most))).toBe(Math.sign(a - b))
      }),
    )
  })

  it('does not move with every message', () => {
    expect(axisMost(3)).toBe(1000)
    expect(axisMost(260_560_703)).toBe(400_000_000)
    expect(axisMost(260_560_999)).toBe(400_000_000)
    expect(decades(5000)).toEqual([100, 1000])
  })

  it('tells what stands under the pointer, on both axes', () => {
    for (const axis of ['end', 'offset'] as const) {
      const geometry = logGeometry(1240, 400_000, axis)
      for (const distance of [0, 40, 1234, 400_000]) {
        expect(distanceAt(geometry, row(), xOf(geometry, row(), distance))).toBeCloseTo(distance, 3)
      }
      expect(distanceAt(geometry, row(), geometry.end + 1)).toBeNull()
    }
  })

  it('counts offsets beyond 2^53 exactly', () => {
    const far = row({ start: '9007199254740993', end: '9007199254741000', groups: [] })
    expect(keptOf(far)).toBe(7)
    expect(behindOf(far, group('a', '9007199254740994'))).toBe(6)
    expect(keptOf(row({ start: null }))).toBeNull()
    expect(behindOf(row({ end: null }), group('a', '1'))).toBeNull()
  })
})

describe('Arrows of consumers', () => {
  const geometry = logGeometry(1240, 400_000, 'end')

  it('stand at the committed offset, all ends on one line', () => {
    const [near, far] = arrowsOf(geometry, row({ groups: [group('far', '2000'), group('near', '401000')] }), null, text)
    expect(near?.x).toBe(geometry.end)
    expect(far?.x).toBe(xOf(geometry, row(), 399_000))
  })

  it('write a number only where it covers no other arrow or number; the focused group always', () => {
    const groups = ['400990', '400988', '400986', '400984'].map((at, k) => group(`g${k}`, at))
    const arrows = arrowsOf(geometry, row({ groups }), 'g2', text)
    expect(arrows.find((a) => a.group === 'g2')?.label).toBe('g2 -14')
    const spans = arrows
      .filter((a) => a.label !== '')
      .map((a): [number, number] => [a.x - 8 - a.label.length * 6, a.x - 8])
      .sort((a, b) => a[0] - b[0])
    for (let k = 1; k < spans.length; k++) expect(spans[k]?.[0]).toBeGreaterThanOrEqual(spans[k - 1]?.[1] ?? 0)
  })

  it('never overlap for any positions, but for what must be said', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1000, max: 401_000 }), { minLength: 1, maxLength: 12 }), (offsets) => {
        const groups = offsets.map((at, k) => group(`g${k}`, String(at)))
        const arrows = arrowsOf(geometry, row({ groups }), null, text)
        const spans = arrows
          .filter((a) => a.label !== '')
          .map((a): [number, number] =>
            a.labelAt === 'left' ? [a.x - 8 - a.label.length * 6, a.x - 8] : [a.x + 8, a.x + 8 + a.label.length * 6],
          )
        for (const [from, to] of spans) {
          expect(from).toBeGreaterThanOrEqual(geometry.x0)
          expect(spans.filter(([a, b]) => a < to && b > from)).toHaveLength(1)
        }
      }),
    )
  })

  it('stand at the torn edge when records were deleted before they were read', () => {
    const [arrow] = arrowsOf(geometry, row({ groups: [group('late', '400', { lag: 400_000, lost: 600 })] }), null, text)
    expect(arrow).toMatchObject({ lost: 600, label: 'late lost 600', labelAt: 'right', x: xOf(geometry, row(), 400_000) - 5 })
  })

  it('say from when a group loses what it did not read, within the hour only', () => {
    const at = 1_700_000_000_000
    const late = (seconds: number) =>
      arrowsOf(geometry, row({ asOf: at, groups: [group('late', '2000', { edge: { kind: 'in', seconds } })] }), null, text)[0]
    expect(late(1_800)).toMatchObject({ losesAt: at + 1_800_000, label: `late loses ${at + 1_800_000}` })
    expect(late(3_601)).toMatchObject({ losesAt: null })
    const read = group('read', '401000', { edge: { kind: 'in', seconds: 5 } })
    expect(arrowsOf(geometry, row({ asOf: at, groups: [read] }), null, text)[0]?.losesAt).toBeNull()
  })

  it('of a partition whose end is unknown are not drawn', () => {
    expect(arrowsOf(geometry, row({ end: null, groups: [group('a', '5')] }), 'a', text)).toEqual([])
  })
})

describe('Log by time', () => {
  const at = 1_700_000_000_000
  const times = (change: object = {}) => ({
    points: [
      { offset: '1000', t: at - 7_200_000 },
      { offset: '300000', t: at - 60_000 },
    ],
    quietSince: null,
    retention: 14_400,
    ...change,
  })
  const late = (seconds: number) => ({ timeLag: { kind: 'value' as const, seconds, error: 1, atLeast: false } })
  const one = (change: Partial<LogRow> = {}) => row({ asOf: at, times: times(), ...change })

  it('goes both ways, and what is older stands farther left', () => {
    const geometry = logGeometry(1240, 86_400, 'time')
    for (const age of [0, 5, 61, 3_600, 80_000]) expect(ageAt(geometry, xOfAge(geometry, age))).toBeCloseTo(age, 4)
    expect(ageAt(geometry, geometry.end + 1)).toBeNull()
    expect(distanceAt(geometry, one(), 500)).toBeNull()
  })

  it('places groups by the age of their next record; what is not known stands nowhere, and never at now', () => {
    const geometry = logGeometry(1240, 86_400, 'time')
    const groups = [group('late', '2000', late(600)), group('done', '401000'), group('unknown', '5000', { timeLag: { kind: 'unknown' } })]
    const arrows = arrowsOf(geometry, one({ groups }), null, text)
    expect(arrows.map((a) => [a.group, a.x, a.label])).toEqual([
      ['done', geometry.end, '0 s'],
      ['late', xOfAge(geometry, 600), '600 s'],
    ])
  })

  it('begins where the time of its start is known, and ends where nothing was written since', () => {
    expect(startAge(one())).toBe(7_200)
    expect(startAge(one({ start: '900' }))).toBeNull()
    expect(knownAge(one({ start: '900' }))).toBe(7_200)
    expect(startAge(row())).toBeNull()
    expect(quietAge(one({ in: 0, times: times({ quietSince: at - 5_000 }) }))).toBe(5)
    // More comes: the end is now.
    expect(quietAge(one({ in: 3, times: times({ quietSince: at - 5_000 }) }))).toBe(0)
  })

  it('shows from which age on records go within the hour', () => {
    expect(retentionAge(one())).toBe(10_800)
    expect(retentionAge(one({ times: times({ retention: null }) }))).toBeNull()
  })

  it('has an axis that holds all of it and does not move with each second', () => {
    expect(timeMost([one()])).toBe(6 * 3_600)
    expect(timeMost([one({ asOf: at + 1_000 })])).toBe(6 * 3_600)
    expect(timeMost([one({ groups: [group('old', '2000', late(90_000))] })])).toBe(7 * 86_400)
    expect(timeMost([row()])).toBe(600)
  })
})

describe('Order of strips', () => {
  const rows = [
    row({ key: '0', partition: 0, leader: 2, in: null, groups: [group('a', '400000')] }),
    row({ key: '1', partition: 1, leader: 1, in: 5, end: null, groups: [{ group: 'a', committed: '5', lag: null, lost: null }] }),
    row({ key: '2', partition: 2, leader: 1, in: 50, groups: [group('a', '1000'), group('b', '401000')] }),
  ]
  const keys = (order: Parameters<typeof inOrder>[1], focus: string | null): string =>
    inOrder(rows, order, focus)
      .map((r) => r.key)
      .join('')

  it('puts what is unknown last', () => {
    expect(keys('partition', null)).toBe('012')
    expect(keys('lag', 'a')).toBe('201')
    expect(keys('leader', null)).toBe('120')
    expect(keys('rate', null)).toBe('210')
    expect(keys('size', null)).toBe('021')
  })

  it('names the group with most lag first', () => expect(groupsOf(rows)).toEqual(['a', 'b']))

  it('shows as many messages as fit', () => {
    expect(cellsIn(1240)).toBe(30)
    expect(cellsIn(10)).toBe(1)
  })
})
