import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell, toCsv } from '../../../renderer/ui/chart/export.ts'
import { geometry } from '../../../renderer/ui/chart/geometry.ts'
import { heldOrder } from '../../../renderer/ui/chart/held-order.ts'
import { lagStep, slopeStep, timeLagStep } from '../../../renderer/ui/chart/lag-steps.ts'
import { fade, seriesOf } from '../../../renderer/ui/chart/palette.ts'
import { sparklinePath } from '../../../renderer/ui/chart/sparkline-path.ts'
import { countTicks, numberTicks, timeTicks } from '../../../renderer/ui/chart/ticks.ts'

describe('Steps of the lag scale', () => {
  it.each([
    [0, 0],
    [99, 0],
    [100, 1],
    [281, 1],
    [283, 2],
    [399_999, 8],
    [400_000, 8],
    [9e9, 8],
  ])('lag %d is step %d', (lag, step) => expect(lagStep(lag)).toBe(step))

  it('time lag goes from 1 s to 1 h; a slope that shrinks is 0', () => {
    expect([0.9, 1, 3600, 9999].map(timeLagStep)).toEqual([0, 1, 8, 8])
    expect([-500, 0, 40_000].map(slopeStep)).toEqual([0, 0, 8])
  })

  it('never goes down while lag goes up', () => {
    fc.assert(fc.property(fc.nat(1e9), fc.nat(1e9), (a, b) => (a <= b ? lagStep(a) <= lagStep(b) : lagStep(b) <= lagStep(a))))
  })
})

describe('Sparkline', () => {
  it('leaves gaps where nothing was read, and has no dot when the newest is missing', () => {
    const path = sparklinePath([1, 2, null, 3], { width: 50, height: 20 })
    expect(path.line.match(/M/g)).toHaveLength(2)
    expect(path.last).not.toBeNull()
    expect(sparklinePath([1, null], { width: 50, height: 20 }).last).toBeNull()
    expect(sparklinePath([null], { width: 50, height: 20 }).line).toBe('')
  })

  it('stays in its box', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(1e9)), { minLength: 1, maxLength: 60 }), (values) => {
        const { line } = sparklinePath(values, { width: 80, height: 24 })
        for (const [, x, y] of line.matchAll(/[ML]([\d.]+) ([\d.]+)/g)) {
          expect(Number(x)).toBeLessThanOrEqual(80)
          expect(Number(y)).toBeLessThanOrEqual(24)
        }
        expect(line).not.toContain('NaN')
      }),
    )
  })
})

describe('Time axis shared by pictures', () => {
  it('puts now at a constant distance from the right end, and goes both ways', () => {
    const span = { from: 1000, to: 5000 }
    const at = geometry(1000, span)
    expect([at.x0, at.x1, at.end]).toEqual([124, 824, 980])
    expect(at.x(5000)).toBe(824)
    expect(at.time(at.x(3210))).toBeCloseTo(3210)
  })

  it('marks round moments of the zone', () => {
    const from = Date.UTC(2026, 10, 22, 13, 2, 11)
    const ticks = timeTicks(from, from + 3_600_000, 600, 'utc')
    expect(ticks.map((tick) => tick.text)).toEqual(['13:10', '13:20', '13:30', '13:40', '13:50', '14:00'])
    expect(timeTicks(from, from + 7 * 86_400_000, 600, 'utc').map((tick) => tick.text)[0]).toBe('23 Nov')
    expect(timeTicks(from, from, 600, 'utc')).toEqual([])
  })

  it('marks counts in steps of 1, 2 and 5', () => {
    expect(countTicks(5_600_000)).toEqual([0, 2_000_000, 4_000_000])
    expect(countTicks(0)).toEqual([0])
    expect(numberTicks(3_984_000, 4_404_000)).toEqual([4_000_000, 4_200_000, 4_400_000])
    expect(numberTicks(7, 9)).toEqual([7, 8, 9])
    expect(numberTicks(7, 7)).toEqual([7])
    expect(countTicks(10)).toEqual([0, 2, 4, 6, 8, 10])
  })
})

describe('Rows under the pointer', () => {
  it('keep their places; new ones go to the end, gone ones leave', () => {
    const keyOf = (key: string): string => key
    expect(heldOrder(['c', 'b', 'd', 'a'], ['a', 'b', 'gone', 'c'], keyOf)).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('Files', () => {
  it('quote as RFC 4180 says, leave unknown empty, and run no formula', () => {
    expect(csvCell('a,"b"\n')).toBe('"a,""b""\n"')
    expect(csvCell(null)).toBe('')
    expect(csvCell('=1+1')).toBe("'=1+1")
    expect(csvCell('-x')).toBe("'-x")
    expect(csvCell('-12')).toBe('-12')
    expect(csvCell(0)).toBe('0')
    expect(toCsv(['a', 'b'], [[1, null]])).toBe('a,b\r\n1,\r\n')
  })
})

describe('Colours', () => {
  it('a name keeps its series', () => {
    expect(seriesOf('billing')).toBe(seriesOf('billing'))
    fc.assert(fc.property(fc.string(), (name) => seriesOf(name) >= 0 && seriesOf(name) < 8))
  })
  it('fade only what they know', () => {
    expect(fade('#102030', 0.5)).toBe('#10203080')
    expect(fade('rgb(1 2 3)', 0.5)).toBe('rgb(1 2 3)')
  })
})
