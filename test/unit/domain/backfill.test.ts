import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askingOrder, createFilling, endAt, hourOf, hoursBack, REACH_MS, STEP_MS, withoutDeleted } from '../../../shared/domain/backfill.ts'

const NOW = Date.UTC(2026, 10, 30, 19, 38, 12)

/** A log: when each record was written, of which the oldest are deleted. */
interface Scene {
  readonly times: readonly number[]
  readonly start: number
}

const STEPS = 12
const at = (step: number): number => step * STEP_MS
const scene: fc.Arbitrary<Scene> = fc
  .array(fc.integer({ min: -2 * STEP_MS, max: at(STEPS) }), { maxLength: 60 })
  .chain((times) => fc.record({ times: fc.constant(times), start: fc.nat({ max: times.length }) }))

/** As a broker answers: the first record that is there and not older. */
const found = ({ times, start }: Scene, time: number): number => times.findIndex((t, offset) => offset >= start && t >= time)

describe('log ends by the time index', () => {
  it('asks for the last day in steps of five minutes, by hours, the newest first', () => {
    const hours = hoursBack(NOW)
    const all = hours.flat()
    expect(all.length).toBe(REACH_MS / STEP_MS)
    expect(Math.max(...all)).toBeLessThanOrEqual(NOW)
    expect(Math.min(...all)).toBeGreaterThanOrEqual(NOW - REACH_MS)
    expect(hours.map((times) => hourOf(times[0] ?? 0))).toEqual(hours.map((_, i) => hourOf(NOW) - i))
    expect(hours.every((times) => new Set(times.map(hourOf)).size === 1)).toBe(true)
  })

  it('asks for each time once, its ends first', () => {
    for (let steps = 1; steps <= STEPS; steps += 1) {
      const order = askingOrder(steps)
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: steps }, (_, i) => i))
      expect(order[0]).toBe(steps - 1)
    }
  })

  it('never tells an end that was not: of logs in the order of their times all that is told is true, and what is deleted is not told', () => {
    fc.assert(
      fc.property(scene, ({ times, start }) => {
        const log = { times: [...times].sort((a, b) => a - b), start }
        const end = log.times.length
        const filling = createFilling(STEPS)
        let questions = 0
        for (const step of askingOrder(STEPS)) {
          if (!filling.wants(step)) continue
          questions += 1
          filling.tell(step, endAt(found(log, at(step)), { start, end }))
        }
        for (let step = 0; step < STEPS; step += 1) {
          expect(filling.wants(step)).toBe(false)
          const told = filling.ends[step] ?? Number.NaN
          const truth = log.times.filter((t) => t < at(step)).length
          if (Number.isNaN(told)) expect(truth).toBeLessThanOrEqual(start)
          else expect(told).toBe(truth)
        }
        // A log at rest is told by two questions.
        if (new Set(filling.ends).size === 1) expect(questions).toBeLessThanOrEqual(2)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is the same by bisection as by asking for every time, also of records that are out of order', () => {
    fc.assert(
      fc.property(scene, (log) => {
        const facts = { start: log.start, end: log.times.length }
        const filling = createFilling(STEPS)
        for (const step of askingOrder(STEPS)) if (filling.wants(step)) filling.tell(step, endAt(found(log, at(step)), facts))
        expect([...filling.ends]).toEqual(Array.from({ length: STEPS }, (_, step) => endAt(found(log, at(step)), facts)))
      }),
      { numRuns: 2_000 },
    )
  })

  it('tells nothing false while records are deleted between two questions', () => {
    fc.assert(
      fc.property(scene, fc.array(fc.nat({ max: 5 }), { minLength: STEPS, maxLength: STEPS }), ({ times, start }, deleted) => {
        const sorted = [...times].sort((a, b) => a - b)
        const end = sorted.length
        const filling = createFilling(STEPS)
        let now = start
        for (const [n, step] of askingOrder(STEPS).entries()) {
          now = Math.min(end, now + (deleted[n] ?? 0))
          if (filling.wants(step)) filling.tell(step, endAt(found({ times: sorted, start: now }, at(step)), { start, end }))
        }
        for (const [step, told] of withoutDeleted(filling.ends, now).entries())
          if (!Number.isNaN(told)) expect(told).toBe(sorted.filter((t) => t < at(step)).length)
      }),
      { numRuns: 2_000 },
    )
  })
})
