import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patchLines, patchOf, patched, patchedValues } from '../../../electron/core/history/moments/patches.ts'
import { linesOf } from '../../../electron/core/history/moments/steps.ts'

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value))
/** Two values of a kind that differ here and there. */
const alike = fc
  .record({ list: fc.array(fc.nat({ max: 99 }), { maxLength: 30 }), lag: fc.nat(), note: fc.string(), shift: fc.nat({ max: 6 }) })
  .chain(({ list, lag, note, shift }) =>
    fc
      .tuple(fc.constant(JSON.stringify({ lag, note, trend: list })), fc.nat(), fc.array(fc.nat({ max: 99 }), { maxLength: 3 }))
      .map(([before, next, more]): [string, string] => [
        before,
        JSON.stringify({ lag: next, note, trend: [...list.slice(shift), ...more] }),
      ]),
  )

describe('F-08 values as patches of older ones', () => {
  it('are what they were, whatever they are patches of', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(json, json), alike), ([before, now]) => {
        expect(patched(before, patchOf(before, now))).toBe(now)
      }),
      { numRuns: 500 },
    )
  })

  it('a whole table comes back, with values that are new in it and without those that are gone', () => {
    const cells = fc
      .dictionary(fc.string(), json)
      .map((all) => new Map(Object.entries(all).map(([key, value]) => [JSON.stringify(key), value])))
    fc.assert(
      fc.property(cells, cells, (before, now) => {
        fc.pre(now.size > 0)
        expect([...patchedValues([linesOf(before)], [patchLines(before, now)])]).toEqual([...now])
      }),
    )
  })

  it('take little room where a list goes on by one and a number changes', () => {
    const trend = Array.from({ length: 30 }, (_, i) => 1_000 + i * 37)
    const before = JSON.stringify({ lag: 5, verdict: { verdict: 'OK', since: 1 }, trend })
    const now = JSON.stringify({ lag: 6, verdict: { verdict: 'OK', since: 1 }, trend: [...trend.slice(1), 9] })
    expect(patchOf(before, now).length).toBeLessThan(40)
    expect(patchOf(now, now)).toBe('')
  })
})
