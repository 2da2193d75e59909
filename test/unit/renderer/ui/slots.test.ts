import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { takeSlots, type Slot } from '../../../../renderer/ui/table/slots.ts'

const range = (from: number, n: number): readonly number[] => Array.from({ length: n }, (_, i) => from + i)
const keys = (slots: readonly Slot[]): readonly number[] => slots.map((slot) => slot.key)

describe('Places of rows', () => {
  it('a row that stays in view keeps its place; one that came takes over a place that became free', () => {
    const first = takeSlots([], range(0, 4), false)
    const next = takeSlots(first, range(2, 4), false)
    expect(next).toEqual([
      { key: 0, at: 4 },
      { key: 1, at: 5 },
      { key: 2, at: 2 },
      { key: 3, at: 3 },
    ])
  })

  it('puts them into the order of their rows when the list rests', () => {
    const moved = takeSlots(takeSlots([], range(0, 4), false), range(2, 4), false)
    const rested = takeSlots(moved, range(2, 4), true)
    expect(rested.map((slot) => slot.at)).toEqual([2, 3, 4, 5])
    expect(keys(rested)).toEqual([2, 3, 0, 1])
  })

  it('each wanted row has one place, no place two rows, however the list moves', () => {
    const step = fc.record({ from: fc.nat(500), n: fc.integer({ min: 0, max: 40 }), settled: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let slots: readonly Slot[] = []
        for (const { from, n, settled } of steps) {
          const before = new Map(slots.map((slot) => [slot.at, slot.key]))
          slots = takeSlots(slots, range(from, n), settled)
          expect(slots.map((slot) => slot.at).toSorted((a, b) => a - b)).toEqual(range(from, n))
          expect(new Set(keys(slots)).size).toBe(n)
          for (const { at, key } of slots) if (before.has(at)) expect(key).toBe(before.get(at))
        }
      }),
    )
  })
})
