import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { narrow, newBracket, readBracket, type Bracket } from '../../../../shared/domain/time-lag/bracket.ts'
import { probedLog, probeRounds as search, type ProbeRound } from '../../../support/probed-log.ts'

/** Many more for a night: SAMSA_RUNS. */
const RUNS = Number(process.env['SAMSA_RUNS'] ?? 500)

/** A log by its records' times: answers as a broker does. */
const logOf = (times: readonly number[]) => probedLog(times.length, (offset) => times[offset] ?? 0)

const last = (rounds: readonly ProbeRound[]): Bracket => {
  const bracket = rounds.at(-1)?.bracket
  if (bracket === undefined) throw new Error('no round was needed')
  return bracket
}

describe('time lag by bracket and probe: the worked examples', () => {
  it('L2: an even log is hit in two rounds', () => {
    const even = Array.from({ length: 1000 }, (_, o) => 10 * o)
    const rounds = search(logOf(even), 400, 10_000, 1000)
    expect(rounds.map((r) => r.asked)).toEqual([
      [9985, 9760, 6160, 0],
      [expect.closeTo(4000), expect.any(Number), expect.any(Number), expect.any(Number)],
    ])
    expect(readBracket(last(rounds), 10_000)).toEqual({ seconds: 6000, error: 0 })
  })

  it('L3: a log that speeds up is bracketed in three', () => {
    const curve = Array.from({ length: 1000 }, (_, o) => o ** 2 / 100)
    const rounds = search(logOf(curve), 400, 10_000, 1000)
    expect(rounds).toHaveLength(3)
    expect(rounds[0]?.bracket).toMatchObject({ low: { t: 0, offset: 0 }, high: { t: 6160 } })
    expect(rounds[1]?.asked).toEqual([3138.854, 1540, 3080, 4620])
    expect(rounds[1]?.bracket).toMatchObject({ low: { t: 1544.49 }, high: { t: 3080 } })
    expect(rounds[2]?.asked).toEqual([1610.839, 1928.368, 2312.245, 2696.123])
    expect(rounds[2]?.bracket.high.t).toBe(1610.839)
    const reading = readBracket(last(rounds), 10_000)
    expect(Math.round(reading?.seconds ?? 0)).toBe(8422)
    expect(Math.round(reading?.error ?? 0)).toBe(33)
  })

  it('L6: an answer that contradicts an earlier one is ignored and marked', () => {
    const bracket = { ...newBracket(400, 1000, 1000), high: { t: 400, offset: 500 }, probed: true }
    expect(narrow(bracket, 300, { offset: 300, t: 500 }, 1000)).toEqual({ ...bracket, outOfOrder: true })
  })

  it('a record just before P that is of this very moment is no contradiction: P is of now', () => {
    const records = [1_000_000, 1_000_000]
    const bracket = last(search(logOf(records), 1, 1_000_000, 2))
    expect(bracket.outOfOrder).toBe(false)
    expect(readBracket(bracket, 1_000_000)).toEqual({ seconds: 0, error: 0 })
  })

  it('L7: a record from the future is no negative lag', () => {
    expect(readBracket(narrow(newBracket(5, 100, 10), 90, { offset: 5, t: 105 }, 10), 100)).toEqual({ seconds: 0, error: 0 })
  })
})

/** Gaps between records, seconds: steady, bursts, pauses. */
const logs = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 40 }),
      fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 60, max: 20_000 })),
    ),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((runs) => {
    let t = 1_000_000
    return runs.flatMap(([count, gap]) => Array.from({ length: count }, () => (t += gap)))
  })

describe('time lag by bracket and probe: properties', () => {
  it('8: the error bar holds the truth after every round, and six rounds are enough', () => {
    fc.assert(
      fc.property(logs, fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 100_000 }), (times, part, idle) => {
        const position = Math.floor(part * times.length)
        const now = (times.at(-1) ?? 0) + idle
        const truth = now - (times[position] ?? 0)
        const rounds = search(logOf(times), position, now, times.length)
        for (const { bracket } of rounds) {
          const reading = readBracket(bracket, now)
          if (reading) expect(Math.abs(reading.seconds - truth)).toBeLessThanOrEqual(reading.error + 0.002)
        }
        if (rounds.length > 0) {
          const reading = readBracket(last(rounds), now)
          expect(reading).not.toBeNull()
          expect(Math.abs((reading?.seconds ?? Infinity) - truth)).toBeLessThanOrEqual(Math.max(1, 0.02 * truth) + 0.002)
        }
      }),
      { numRuns: RUNS, examples: [[[1_000_000, 1_000_000], 0.5, 0]] },
    )
  })

  it('probes are whole milliseconds strictly inside the bracket, at most four, each once', () => {
    fc.assert(
      fc.property(logs, fc.double({ min: 0, max: 0.999, noNaN: true }), (times, part) => {
        const now = (times.at(-1) ?? 0) + 10
        let before = newBracket(Math.floor(part * times.length), now, times.length)
        for (const { asked, bracket } of search(logOf(times), before.position, now, times.length)) {
          expect(asked.length).toBeLessThanOrEqual(4)
          expect(new Set(asked).size).toBe(asked.length)
          for (const t of asked) {
            expect(Number.isInteger(Math.round(t * 1e6) / 1e3)).toBe(true)
            expect(t).toBeLessThan(before.high.t)
            if (before.low) expect(t).toBeGreaterThan(before.low.t)
            expect(t).toBeGreaterThanOrEqual(0)
          }
          before = bracket
        }
      }),
      { numRuns: RUNS },
    )
  })
})
