import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLongestEta, eta, type Eta } from '../../../shared/domain/catch-up.ts'
import { lagDefaults as settings } from '../../../shared/domain/lag-defaults.ts'
import { advance, advanceAll, advanceAt, newRate, newRateColumns, rateAt, type Reading } from '../../../shared/domain/rates.ts'
import { hotPartitions, skew } from '../../../shared/domain/skew.ts'
import { retentionRisk, type RetentionInputs } from '../../../shared/domain/retention.ts'

const run = (readings: readonly Reading[], interval = 30) =>
  readings.reduce((tracker, reading) => advance(tracker, reading, interval, settings), newRate)

describe('rates', () => {
  it('R1: one reading gives no rate', () => expect(run([{ t: 0, offset: 1000 }])).toMatchObject({ short: null, long: null }))

  it('R2–R4: the first rate sets both, later ones smooth', () => {
    const first = run([
      { t: 0, offset: 1000 },
      { t: 30, offset: 1300 },
    ])
    expect(first).toMatchObject({ short: 10, long: 10 })
    const second = advance(first, { t: 60, offset: 1900 }, 30, settings)
    expect(second.short).toBeCloseTo(12.929, 3)
    expect(second.long).toBeCloseTo(10.67, 3)
    const third = advance(second, { t: 90, offset: 2500 }, 30, settings)
    expect(third.short).toBeCloseTo(15, 3)
    expect(third.long).toBeCloseTo(11.294, 3)
  })

  it('R5: half-lives hold for long intervals', () => {
    const tracker = run(
      [
        { t: 0, offset: 0 },
        { t: 600, offset: 6000 },
        { t: 1200, offset: 7200 },
      ],
      600,
    )
    expect(tracker.short).toBeCloseTo(2.008, 3)
    expect(tracker.long).toBeCloseTo(4, 3)
  })

  it('R6: after a gap the next rate sets both anew', () => {
    const gap = run([
      { t: 0, offset: 0 },
      { t: 30, offset: 300 },
      { t: 130, offset: 400 },
    ])
    expect(gap.short).toBeNull()
    expect(advance(gap, { t: 160, offset: 460 }, 30, settings)).toMatchObject({ short: 2, long: 2 })
  })

  it('R7: an epoch cut gives no rate across it', () => {
    const before = run([
      { t: 0, offset: 1300 },
      { t: 30, offset: 1900 },
    ])
    const after = advance(before, { t: 60, offset: 1200 }, 30, settings)
    expect(after).toMatchObject({ short: null, long: null })
    expect(advance(after, { t: 90, offset: 1260 }, 30, settings)).toMatchObject({ short: 2, long: 2 })
  })

  it('R8: a fall of the commit gives no rate out', () => {
    const before = run([
      { t: 0, offset: 400 },
      { t: 30, offset: 500 },
    ])
    expect(advance(before, { t: 60, offset: 400 }, 30, settings).short).toBeNull()
  })

  it('a later reading within a second replaces the earlier', () => {
    expect(
      run([
        { t: 0, offset: 0 },
        { t: 0.5, offset: 10 },
        { t: 10.5, offset: 110 },
      ]).short,
    ).toBe(10)
  })

  it('is never negative and lies between the smallest and largest rate', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 40 }), (steps) => {
        let offset = 0
        const tracker = run(steps.map((step, i) => ({ t: i * 30, offset: (offset += step) })))
        const rates = steps.slice(1).map((step) => step / 30)
        expect(tracker.short).toBeGreaterThanOrEqual(Math.min(...rates) - 1e-9)
        expect(tracker.short).toBeLessThanOrEqual(Math.max(...rates) + 1e-9)
      }),
    )
  })
})

const rate = (long: number, short = long) => ({ long, short })

describe('rates in columns', () => {
  it('are those of a tracker of its own', () => {
    const reading = fc.record({ dt: fc.integer({ min: 0, max: 120 }), step: fc.integer({ min: -50, max: 5_000 }) })
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 40 }), (steps) => {
        const columns = newRateColumns(3)
        let tracker = newRate
        let t = 100
        let offset = 10_000
        for (const { dt, step } of steps) {
          t += dt
          offset += step
          tracker = advance(tracker, { t, offset }, 30, settings)
          advanceAt(columns, 1, t, offset, 30, settings)
          expect(rateAt(columns, 1)).toEqual({ short: tracker.short, long: tracker.long })
        }
        expect(rateAt(columns, 0)).toEqual({ short: null, long: null })
      }),
    )
  })
})

describe('rates of many places that are read at once', () => {
  it('are those of each place by itself, and it is told which rose', () => {
    const offset = fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 300 }) }, fc.constantFrom(-1, Number.NaN))
    const reading = fc.record({ dt: fc.constantFrom(0, 0.5, 1, 5, 30, 100), offsets: fc.tuple(offset, offset, offset) })
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 20 }), (readings) => {
        const [all, each] = [newRateColumns(5), newRateColumns(5)]
        const rose = new Uint8Array(3)
        let t = 100
        for (const { dt, offsets } of readings) {
          t += dt
          const before = Array.from(each.offset)
          const read = Float64Array.of(7, ...offsets)
          advanceAll(all, { from: 1, count: 3, read, at: 1, t, interval: 30 }, rose, settings)
          for (const [i, value] of offsets.entries()) if (value >= 0) advanceAt(each, 1 + i, t, value, 30, settings)
          expect([...rose]).toEqual(offsets.map((value, i) => (value > (before[1 + i] ?? Number.NaN) ? 1 : 0)))
          for (const column of ['t', 'offset', 'short', 'long'] as const) expect(all[column]).toEqual(each[column])
        }
      }),
    )
  })
})

describe('time to catch up', () => {
  it('T1: value from the 5-minute rates, range from both', () =>
    expect(eta(6000, 0, rate(100), rate(120, 130), settings)).toEqual({ kind: 'in', seconds: 300, from: 200, to: 300 }))
  it.each([
    ['T2', 6000, 98, 100],
    ['T3', 6000, 100, 104],
    ['T4', 6000, 120, 100],
    ['T5', 3e9, 100, 110],
  ])('%s: never', (_, owed, rateIn, rateOut) => expect(eta(owed, 0, rate(rateIn), rate(rateOut), settings)).toEqual({ kind: 'never' }))
  it('T6: nothing owed is 0', () => expect(eta(50, 70, rate(1), rate(1), settings)).toMatchObject({ seconds: 0 }))
  it('T7: never decides for the group, and its partition is named', () => {
    const three: Eta[] = [eta(6000, 0, rate(100), rate(120), settings), eta(0, 0, rate(1), rate(1), settings), { kind: 'never' }]
    const longest = createLongestEta(settings)
    expect(three.map((one) => longest.add(one))).toEqual([true, false, true])
    expect(longest).toMatchObject({ eta: { kind: 'never' }, atLeast: false })
  })
  it('is that of the rates where these stand in columns', () => {
    const rates = fc.constantFrom(Number.NaN, 0, 1, 50, 100, 103, 110, 400)
    const row = fc.record({ owed: fc.integer({ min: 1, max: 9_000 }), in: fc.tuple(rates, rates), out: fc.tuple(rates, rates) })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        const [byRow, byEta] = [createLongestEta(settings), createLongestEta(settings)]
        const [rateIn, rateOut] = [newRateColumns(6), newRateColumns(6)]
        for (const [i, one] of rows.entries()) {
          for (const [columns, [short, long]] of [
            [rateIn, one.in],
            [rateOut, one.out],
          ] as const) {
            columns.short[i] = short
            columns.long[i] = Number.isNaN(short) || Number.isNaN(long) ? short : long
          }
          byRow.addRow(one.owed, rateIn, i, rateOut, i)
          byEta.add(eta(one.owed, 0, rateAt(rateIn, i), rateAt(rateOut, i), settings))
        }
        expect([byRow.eta, byRow.atLeast]).toEqual([byEta.eta, byEta.atLeast])
        byRow.addRow(5, undefined, 0, rateOut, 0)
        expect(byRow.eta).toEqual(byEta.eta)
      }),
    )
  })
  it('an unknown partition makes it at least', () => {
    const longest = createLongestEta(settings)
    longest.add({ kind: 'unknown' })
    expect(longest).toMatchObject({ eta: { kind: 'unknown' }, atLeast: false })
    longest.add(eta(6000, 0, rate(100), rate(120), settings))
    expect(longest).toMatchObject({ eta: { kind: 'in', seconds: 300 }, atLeast: true })
    longest.clear()
    expect(longest).toMatchObject({ eta: { kind: 'unknown' }, atLeast: false })
  })
})

describe('skew', () => {
  it('K1: five times the mean of the others is not hot', () => {
    const values = [10, 10, 10, 50]
    expect(skew(values)?.peakToMean).toBeCloseTo(2.5)
    expect(skew(values)?.cv).toBeCloseTo(0.866, 3)
    expect(hotPartitions(values, settings)).toEqual([])
  })
  it('K2: more than that is', () => expect(hotPartitions([10, 10, 10, 51], settings)).toEqual([3]))
  it('K3: even', () => expect(skew([10, 10, 10, 10])).toEqual({ peakToMean: 1, cv: 0 }))
})

describe('retention risk', () => {
  const base: RetentionInputs = {
    deletes: true,
    committed: 1000,
    logStart: 400,
    logEnd: 5000,
    lag: 4000,
    lost: 0,
    logStartRate: null,
    consumed: 0,
    retention: null,
    timeLag: null,
    timeLagGrowth: null,
  }
  const offset = { logStartRate: 2, consumed: 0 }
  const time = { retention: 3600, timeLag: { seconds: 3000, error: 20 }, timeLagGrowth: 1 }
  it.each([
    ['E1', { ...base, ...offset }, 300, 'offset'],
    ['E2', { ...base, logStartRate: 2, consumed: 5 }, Infinity, 'offset'],
    ['E3', { ...base, ...time }, 580, 'time'],
    ['E4', { ...base, retention: 3600, timeLag: { seconds: 2000, error: 20 }, timeLagGrowth: 0.5 }, 3160, 'time'],
    ['E5', { ...base, ...time, timeLagGrowth: -0.2 }, Infinity, 'time'],
    ['E6', { ...base, ...offset, ...time }, 300, 'offset'],
  ])('%s', (_, inputs, edge, by) => expect(retentionRisk(inputs)).toMatchObject({ edge, by }))
  it('E7: compact-only topics have no edge', () =>
    expect(retentionRisk({ ...base, ...offset, deletes: false })).toEqual({ share: null, edge: null, by: null }))
  it('E8: share', () => expect(retentionRisk({ ...base, committed: 600, logStart: 500, logEnd: 1500, lag: 900 }).share).toBeCloseTo(0.9))
})
