import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offsetAt, quietSince, startAfter, timePoints } from '../../../shared/domain/log-edge.ts'

const HOUR = 3_600
const points = [
  { offset: 100, t: 0 },
  { offset: 200, t: 1_000 },
  { offset: 400, t: 2_000 },
]
const base = { start: 100, end: 1_000, now: 10_000, startRate: null, retention: null, points: [] }

describe('where a log will start', () => {
  it('by how its start advanced', () => expect(startAfter(HOUR, { ...base, startRate: 0.1 })).toBe(460))
  it('by the age of its records: what is older than the retention time in an hour goes', () =>
    // In an hour all before 10 000 + 3 600 − 12 100 = 1 500 is too old.
    expect(startAfter(HOUR, { ...base, retention: 12_100, points })).toBe(300))
  it('the farther of both', () => expect(startAfter(HOUR, { ...base, startRate: 0.01, retention: 12_100, points })).toBe(300))
  it('never past its end', () => expect(startAfter(HOUR, { ...base, startRate: 5 })).toBe(1_000))
  it('says nothing where nothing is known, or nothing goes', () => {
    expect(startAfter(HOUR, base)).toBeNull()
    expect(startAfter(HOUR, { ...base, retention: 12_100 })).toBeNull()
    expect(startAfter(HOUR, { ...base, startRate: 0 })).toBeNull()
    expect(startAfter(HOUR, { ...base, retention: 100 * HOUR, points })).toBeNull()
  })
})

describe('known times of a log', () => {
  it('an offset is between two records; outside of them nothing is known', () => {
    expect(offsetAt(points, 1_500)).toBe(300)
    expect(offsetAt(points, 1_000)).toBe(200)
    expect(offsetAt(points, -5)).toBeNull()
    expect(offsetAt(points, 2_001)).toBeNull()
  })

  it('are in order by offset and time, whatever producers wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ asked: fc.nat(99), offset: fc.nat(99), t: fc.option(fc.nat(99)) })), (facts) => {
        const found = timePoints(facts, 90)
        for (const [at, point] of found.entries()) {
          const next = found[at + 1]
          expect(point.offset).toBeLessThan(90)
          if (next) expect(next.offset > point.offset && next.t >= point.t).toBe(true)
        }
      }),
    )
  })

  it('nothing was written since the earliest time at which there was nothing', () => {
    const facts = [
      { asked: 500, offset: 90, t: null },
      { asked: 300, offset: 90, t: null },
      { asked: 100, offset: 80, t: null },
      { asked: 90, offset: 40, t: 95 },
    ]
    expect(quietSince(facts, 90)).toBe(300)
    expect(quietSince(facts, 91)).toBeNull()
  })
})
