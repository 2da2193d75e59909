import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLagSummer, lagFigures, sumOfComplete, sumOfSums, type LagSum } from '../../../shared/domain/lag.ts'

const unknown = Number.NaN
const figures = (committed: number, start: number, end: number, stable = unknown) => lagFigures({ committed, start, end, stable })

describe('lag of a partition, worked examples', () => {
  it.each([
    // committed, start, end, stable → lag, owed, lost, ahead, blocked
    ['A1', 900, 0, 1000, unknown, 100, 100, 0, 0, unknown],
    ['A2', 1000, 0, 1000, unknown, 0, 0, 0, 0, unknown],
    ['A3 never negative', 1010, 0, 1000, unknown, 0, 0, 0, 10, unknown],
    ['A4 the Java tool says 900', 100, 400, 1000, unknown, 600, 600, 300, 0, unknown],
    ['A5 all of it is lost', 100, 400, 400, unknown, 0, 0, 300, 0, unknown],
    ['A6 no commit', -1, 0, 1000, unknown, unknown, unknown, unknown, unknown, unknown],
    ['A6 −2 alike', -2, 0, 1000, unknown, unknown, unknown, unknown, unknown, unknown],
    ['A7 end unknown', 900, 0, unknown, unknown, unknown, unknown, 0, unknown, unknown],
    ['A8 held', 1000, 0, 1500, 1000, 500, 0, 0, 0, 500],
    ['A9 not held', 900, 0, 1500, 1000, 600, 600, 0, 0, 500],
    ['A10 start unknown', 900, unknown, 1000, unknown, 100, 100, unknown, 0, unknown],
    ['beyond 2^53 unknown', 2 ** 53 + 2, 0, 2 ** 53 + 100, unknown, unknown, unknown, unknown, unknown, unknown],
  ])('%s', (_name, committed, start, end, stable, lag, owed, lost, ahead, blocked) => {
    const { position: _, ...got } = figures(committed, start, end, stable)
    expect(got).toEqual({ lag, owed, lost, ahead, blocked })
  })
})

describe('sums of lag', () => {
  const sum = (add: (s: ReturnType<typeof createLagSummer>) => void): LagSum => {
    const summer = createLagSummer()
    add(summer)
    return summer.sum()
  }

  it('A11: without a commit is left out, and the sum is whole', () => {
    const got = sum((s) => {
      s.add(0, 900, 0, 1000)
      s.add(1, 1000, 0, 1000)
      s.add(2, -1, 0, 1000)
    })
    expect(got).toMatchObject({ lag: 100, partial: false, complete: 2, leftOut: { noCommit: 1, noLeader: 0, topicGone: 0, notRead: 0 } })
  })

  it('A12: without a leader is left out, and the sum is partial', () => {
    const got = sum((s) => {
      s.add(0, 1000, 0, 1000)
      s.leaveOut('noLeader')
    })
    expect(got).toMatchObject({ lag: 0, partial: true, leftOut: { noLeader: 1 } })
  })

  it('of nothing is unknown, not 0', () => {
    expect(sum((s) => s.leaveOut('notRead'))).toMatchObject({ lag: null, max: null, lost: null, partial: true })
    expect(sum(() => undefined)).toMatchObject({ lag: null, partial: false })
  })
})

describe('properties of lag', () => {
  const offset = fc.integer({ min: 0, max: 1e12 })
  const maybe = fc.oneof({ weight: 4, arbitrary: offset }, { weight: 1, arbitrary: fc.constant(unknown) })
  const commit = fc.oneof({ weight: 6, arbitrary: maybe }, { weight: 1, arbitrary: fc.constantFrom(-1, -2) })

  it('no figure is negative, owed is at most lag, lost and ahead are not both above 0 where the log has an end after its start', () => {
    fc.assert(
      fc.property(commit, maybe, maybe, maybe, (committed, start, end, stable) => {
        const f = figures(committed, start, end, stable)
        for (const value of [f.lag, f.owed, f.lost, f.ahead, f.blocked]) expect(value < 0).toBe(false)
        expect(f.owed > f.lag).toBe(false)
        if (start <= end) expect(f.lost > 0 && f.ahead > 0).toBe(false)
      }),
    )
  })

  it('adding one number to every offset changes no figure but the position', () => {
    fc.assert(
      fc.property(maybe, maybe, maybe, maybe, fc.integer({ min: 0, max: 1e9 }), (committed, start, end, stable, more) => {
        const { position: _a, ...before } = figures(committed, start, end, stable)
        const { position: _b, ...after } = figures(committed + more, start + more, end + more, stable + more)
        expect(after).toEqual(before)
      }),
    )
  })

  it('a sum of sums is the sum of the parts, in any order', () => {
    const partition = fc.tuple(commit, maybe, maybe)
    fc.assert(
      fc.property(fc.array(partition), fc.array(partition), (a, b) => {
        const of = (...lists: (readonly [number, number, number])[][]): LagSum => {
          const summer = createLagSummer()
          for (const list of lists) for (const [i, [c, l, e]] of list.entries()) summer.add(i, c, l, e)
          return summer.sum()
        }
        const { worst: _w, ...whole } = of(a, b)
        const { worst: _v, ...parts } = sumOfSums([{ sum: of(b) }, { sum: of(a) }])
        expect(parts).toEqual(whole)
      }),
    )
  })

  it('the sum in one go is the sum one by one, and there is none where something is missing', () => {
    const offset = fc.oneof({ weight: 8, arbitrary: fc.nat({ max: 500 }) }, fc.constantFrom(-1, Number.NaN, 2 ** 53))
    const row = fc.record({ committed: offset, end: offset })
    const starts = fc.option(fc.array(fc.oneof(fc.nat({ max: 300 }), fc.constant(Number.NaN))), { nil: undefined })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), starts, (rows, own) => {
        const summer = createLagSummer()
        const logStarts = own && Float64Array.from(own)
        for (const [p, { committed, end }] of rows.entries()) summer.add(p, committed, logStarts?.[p] ?? Number.NaN, end)
        const column = (name: 'committed' | 'end') => Float64Array.from(rows, (one) => one[name])
        const sample = { partitions: Int32Array.from(rows.keys()), committed: column('committed'), ends: column('end') }
        const sum = sumOfComplete(sample, rows.length, logStarts)
        if (rows.length > 0) expect(sumOfComplete(sample, rows.length - 1, logStarts)).toBeNull()
        const isWhole = rows.length > 0 && summer.sum().complete === rows.length
        expect(sum).toEqual(isWhole ? summer.sum() : null)
      }),
      { numRuns: 1_000 },
    )
  })
})
