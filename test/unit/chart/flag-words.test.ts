import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeAbove, placeCrowds, placeWords } from '../../../renderer/ui/chart/total-marks.ts'

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

  it('that have no room are counted: beside or between their flags, else behind the words of one beside them', () => {
    const room = { from: 0, to: 500 }
    // The words on both sides leave nothing for the one between them.
    const flags = [100, 110, 120].map((x) => ({ x, width: 50 }))
    expect(placeCrowds(flags, placeWords(flags, room), room, () => 14)).toEqual({
      words: [{ from: 30.5, to: 94.5, more: 1 }, null, { from: 131, to: 181 }],
      crowds: [],
    })
    const apart = [100, 140, 180].map((x) => ({ x, width: 200 }))
    expect(placeCrowds(apart, placeWords(apart, room), room, () => 14)).toEqual({
      words: [null, null, { from: 191, to: 391 }],
      crowds: [{ from: 151, to: 165, flags: 2 }],
    })
    // Not even those have room for it: they go, and are counted in.
    const tight = { from: 35, to: 190 }
    expect(placeCrowds(flags, placeWords(flags, tight), tight, () => 14)).toEqual({
      words: [null, null, { from: 131, to: 181 }],
      crowds: [{ from: 80.5, to: 94.5, flags: 2 }],
    })
    expect(placeCrowds([], [], room, () => 14)).toEqual({ words: [], crowds: [] })
  })

  it('are all told or counted where a count fits anywhere, and nothing touches anything', () => {
    const flags = fc.array(fc.record({ x: fc.integer({ min: 0, max: 850 }), width: fc.integer({ min: 1, max: 120 }) }), { maxLength: 40 })
    const room = { from: 0, to: 900 }
    fc.assert(
      fc.property(flags, (list) => {
        const sorted = list.toSorted((a, b) => a.x - b.x)
        const placed = placeCrowds(sorted, placeWords(sorted, room), room, (n) => 7 + 7 * String(n).length)
        const words = placed.words.filter((one) => one !== null)
        const counted = [...words.map(({ more = 0 }) => more), ...placed.crowds.map((one) => one.flags)]
        expect(words.length + counted.reduce((sum, n) => sum + n, 0)).toBe(list.length)
        const told = [...words, ...placed.crowds].toSorted((a, b) => a.from - b.from)
        for (const [i, one] of told.entries()) {
          expect(one.from).toBeGreaterThanOrEqual(i === 0 ? 0 : (told[i - 1]?.to ?? 0))
          expect(one.to).toBeLessThanOrEqual(900)
          for (const { x } of sorted) expect(one.to <= x || one.from >= x + GAP).toBe(true)
        }
      }),
    )
  })
})

describe('words above a line', () => {
  const flat = [50, 50, 50, 50, 50, 50]
  const above = (at: number): number => (flat[at] ?? 0) - 14

  it('stand at its beginning, or behind what passes there', () => {
    expect(freeAbove([[90, 90, 90, 90, 90, 90], flat], 0, 2, above, 9)).toBe(0)
    expect(freeAbove([[40, 38, 90, 90, 90, 90], flat], 0, 2, above, 9)).toBe(2)
    expect(freeAbove([[null, 38, null, 90, 90, 90], flat], 0, 2, above, 9)).toBe(2)
  })

  it('stand at its beginning where there is no room at all, and never where it has no value', () => {
    expect(freeAbove([[36, 36, 36, 36, 36, 36], flat], 1, 2, above, 9)).toBe(1)
    expect(freeAbove([flat.map(() => 90), [50, 36, null, 50, 50, 50]], 0, 2, above, 9)).toBe(3)
  })
})
