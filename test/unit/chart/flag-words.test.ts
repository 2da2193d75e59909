import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeWords } from '../../../renderer/ui/chart/total-marks.ts'

const GAP = 11

describe('words of flags', () => {
  it('stand right of their flag, left of it before the next flag or now, or nowhere', () => {
    const placed = placeWords(
      [
        { x: 100, width: 50 },
        { x: 400, width: 50 },
        { x: 420, width: 50 },
        { x: 600, width: 50 },
      ],
      { from: 0, to: 620 },
    )
    expect(placed).toEqual([{ from: 111, to: 161 }, { from: 339, to: 389 }, { from: 431, to: 481 }, { from: 539, to: 589 }]) // prettier-ignore
    const close = placeWords(
      [
        { x: 10, width: 50 },
        { x: 20, width: 50 },
      ],
      { from: 0, to: 300 },
    )
    expect(close).toEqual([null, { from: 31, to: 81 }])
    expect(placeWords([100, 110, 120].map((x) => ({ x, width: 50 })), { from: 0, to: 500 })).toEqual([{ from: 39, to: 89 }, null, { from: 131, to: 181 }]) // prettier-ignore
  })

  it('never touch each other, a flag, or the line of now', () => {
    const flags = fc.array(fc.record({ x: fc.integer({ min: 0, max: 900 }), width: fc.integer({ min: 1, max: 120 }) }), { maxLength: 20 })
    fc.assert(
      fc.property(flags, (list) => {
        const sorted = list.toSorted((a, b) => a.x - b.x)
        const placed = placeWords(sorted, { from: 0, to: 900 })
        const words = placed.filter((one) => one !== null)
        for (const [i, one] of words.entries()) {
          for (const other of words.slice(i + 1)) expect(one.to <= other.from || other.to <= one.from).toBe(true)
          for (const { x } of sorted) expect(one.to <= x || one.from >= Math.min(x + GAP, 900)).toBe(true)
          expect(one.from).toBeGreaterThanOrEqual(0)
          expect(one.to).toBeLessThanOrEqual(900)
        }
      }),
    )
  })
})
