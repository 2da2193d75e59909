import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elapsedFor, feltTime, timeOf, valueAt, type Segment } from '../../emulators/world/flow.ts'
import { reading, wave } from '../../emulators/world/group.ts'

/** Records a millisecond: none, or one in an hour at least. */
const rates = fc.oneof(fc.constant(0), fc.double({ min: 1 / 3_600_000, max: 5, noNaN: true }))

/** Logs that grow at changing rates, with steps up between. */
const logs = fc
  .array(
    fc.record({
      lasts: fc.integer({ min: 1, max: 10_000 }),
      perMs: rates,
      step: fc.integer({ min: 0, max: 50 }),
    }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((parts) => {
    const segments: Segment[] = []
    let at = 0
    let value = 0
    for (const { lasts, perMs, step } of parts) {
      segments.push({ at, value: value + step, perMs })
      value = Math.floor(value + step + perMs * lasts)
      at += lasts
    }
    return { segments, until: at }
  })

const tides = fc.record({ periodMs: fc.integer({ min: 1000, max: 600_000 }), depth: fc.double({ min: 0, max: 1, noNaN: true }) })

describe('emulated logs', () => {
  test('the end never goes back', () => {
    fc.assert(
      fc.property(
        logs,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ segments, until }, a, b) => {
          const [early, late] = [Math.min(a, b) * until, Math.max(a, b) * until]
          expect(valueAt(segments, early)).toBeLessThanOrEqual(valueAt(segments, late))
        },
      ),
    )
  })

  test('a record is appended when the end passes it', () => {
    fc.assert(
      fc.property(logs, fc.nat(20_000), ({ segments, until }, offset) => {
        const at = timeOf(segments, offset)
        if (at === null) {
          expect(valueAt(segments, until * 1000)).toBeLessThanOrEqual(offset)
          return
        }
        expect(valueAt(segments, at + 0.001)).toBeGreaterThan(offset)
        if (at > 0.01) expect(valueAt(segments, at - 0.01)).toBeLessThanOrEqual(offset)
      }),
    )
  })

  test('tides are undone by their inverse, and never turn time back', () => {
    fc.assert(
      fc.property(tides, fc.integer({ min: -1e9, max: 1e9 }), (tide, elapsed) => {
        const felt = feltTime(elapsed, tide)
        expect(feltTime(elapsedFor(felt, tide), tide)).toBeCloseTo(felt, 1)
        expect(feltTime(elapsed + 10, tide)).toBeGreaterThanOrEqual(felt - 1e-3)
      }),
    )
  })

  test('readers never read ahead of the log, nor backwards', () => {
    const readers = fc.oneof(
      fc
        .tuple(fc.integer({ min: 0, max: 1e7 }), fc.double({ min: 0, max: 8, noNaN: true }))
        .map(([behind, speed]) => reading(1e9, behind, speed)),
      fc
        .tuple(fc.integer({ min: 60_000, max: 1e6 }), fc.double({ min: 0, max: 0.6, noNaN: true }))
        .map(([period, most]) => wave(period, period * most)),
    )
    fc.assert(
      fc.property(readers, fc.integer({ min: 0, max: 1e7 }), (position, since) => {
        const [before, after] = [position(1e9 + since), position(1e9 + since + 1000)]
        expect(before).toBeLessThanOrEqual(1e9 + since)
        expect(after).toBeGreaterThanOrEqual(before - 1e-3)
      }),
    )
  })
})
