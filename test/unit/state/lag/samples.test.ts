import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createSamples,
  indexOf,
  makeRoom,
  noteSteadiness,
  setStart,
  timeAt,
  type Samples,
} from '../../../../electron/core/state/lag/samples.ts'

const NONE = new Map<number, never>()
const topic = (places: number) => ({
  partitions: Int32Array.from({ length: places }, (_, p) => p),
  committed: new Float64Array(places),
  ends: new Float64Array(places),
  endAt: new Float64Array(places),
  metadata: NONE,
  commitErrors: NONE,
  endErrors: NONE,
})

function push(samples: Samples, t: number): void {
  makeRoom(samples)
  const place = samples.count
  samples.committed[samples.at + place * samples.stride] = t
  for (let row = 0; row < samples.rows; row += 1) samples.committed[indexOf(samples, place, row)] = 1_000 * row + t
  samples.count += 1
}

const fill = (interval: number, seconds: number): Samples => {
  const samples = createSamples({ committedAt: 0, problem: null, topics: new Map([['t', topic(3)]]) })
  for (let t = 0; t <= seconds; t += interval) push(samples, t)
  return samples
}

describe('samples that are kept', () => {
  it('do not grow with time: all of the last minutes, one a minute before, none older than needed', () => {
    const day = fill(5, 86_400)
    const times = Array.from({ length: day.count }, (_, place) => timeAt(day, place))
    expect(day.capacity).toBeLessThanOrEqual(160)
    expect(fill(5, 7_200).capacity).toBe(day.capacity)
    const recent = times.filter((t) => t > 86_400 - 300)
    expect(recent).toEqual(Array.from({ length: 60 }, (_, i) => 86_105 + 5 * i))
    // One that is due to go leaves with the next tidying.
    expect(86_400 - (times[0] ?? 0)).toBeLessThan(1_200 + 400)
  })

  it('stay with their rows', () => {
    const samples = fill(30, 10_000)
    for (let row = 0; row < 3; row += 1)
      for (let i = 0; i < samples.count; i += 1) expect(samples.committed[indexOf(samples, i, row)]).toBe(1_000 * row + timeAt(samples, i))
  })

  it('100,000 partitions every 30 s take less than 150 MB', () => {
    const samples = fill(30, 7_200)
    const bytesARow = samples.capacity * 16
    expect(bytesARow * 100_000).toBeLessThan(110e6)
  })

  it('remember where the log started then, from when it first moved on', () => {
    const samples = fill(30, 90)
    setStart(samples, 1, 5)
    expect(samples.starts).toBeNull()
    setStart(samples, 1, 9)
    expect(samples.start[1]).toBe(9)
    expect(samples.starts?.[indexOf(samples, 0, 1) - samples.at]).toBe(5)
    setStart(samples, 1, Number.NaN)
    expect(samples.start[1]).toBe(9)
  })

  it('know since when a row was whole and never fell, whatever was read', () => {
    const read = fc.record({ c: fc.constantFrom(5, 6, 6, 7, 8, -1, Number.NaN), e: fc.constantFrom(8, 8, 9, 10, Number.NaN) })
    fc.assert(
      fc.property(fc.array(read, { minLength: 1, maxLength: 20 }), (reads) => {
        const samples = createSamples({ committedAt: 0, problem: null, topics: new Map([['t', topic(2)]]) })
        for (const [n, { c, e }] of reads.entries()) {
          makeRoom(samples)
          const place = samples.count
          samples.committed[samples.at + place * samples.stride] = 30 * n
          samples.committed[indexOf(samples, place, 1)] = c
          samples.ends[indexOf(samples, place, 1)] = e
          samples.count += 1
          noteSteadiness(samples, 1, place)
        }
        const last = reads.length - 1
        const isWhole = (n: number): boolean => (reads[n]?.c ?? -1) >= 0 && !Number.isNaN(reads[n]?.e)
        let first = last
        while (
          first > 0 &&
          isWhole(first - 1) &&
          (reads[first - 1]?.c ?? 0) <= (reads[first]?.c ?? 0) &&
          (reads[first - 1]?.e ?? 0) <= (reads[first]?.e ?? 0)
        )
          first -= 1
        expect(samples.steadySince[1]).toBe(isWhole(last) ? 30 * first : Number.NaN)
      }),
      { numRuns: 500 },
    )
  })
})
