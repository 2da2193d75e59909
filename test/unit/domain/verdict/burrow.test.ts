import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { burrow, type BurrowCommit } from '../../../support/burrow.ts'
import { differences } from '../../../support/burrow-differences.ts'
import { agree, anyTraces, byBurrow, byUs, comparableTraces, TICK_S, type Tick } from '../../../support/lag-traces.ts'

describe('Burrow’s rules, as its documentation has them', () => {
  const commits = (offsets: readonly number[], lags: readonly number[]): BurrowCommit[] =>
    offsets.map((offset, i) => ({ t: i * 10, offset, lag: lags[i] ?? 0 }))
  const ten = Array.from({ length: 10 }, (_, i) => i)
  it.each([
    ['no lag now', 90, ten, ten.map(() => 5), [9], 'OK'],
    ['silent for longer than the window is long', 181, ten, ten.map(() => 5), [100], 'STOP'],
    ['silent for as long as the window', 180, ten, ten.map(() => 5), [100], 'WARN'],
    ['silent, and caught up lately', 181, ten, ten.map(() => 5), [9, 100], 'WARN'],
    ['went back', 90, [5, 6, 7, 2, 3, 4], [5, 5, 5, 9, 9, 9], [100], 'REWIND'],
    ['went back and came again', 90, [5, 6, 7, 2, 3, 7], [5, 5, 5, 9, 9, 5], [100], 'OK'],
    ['was without lag once', 25, [5, 5, 5], [0, 5, 9], [100], 'OK'],
    ['no progress', 25, [5, 5, 5], [1, 5, 9], [100], 'STALL'],
    ['never less', 25, [5, 6, 7], [1, 1, 2], [100], 'WARN'],
    ['less once', 25, [5, 6, 7], [2, 1, 2], [100], 'OK'],
  ] as const)('%s', (_what, now, offsets, lags, ends, verdict) => {
    expect(burrow({ now, commits: commits(offsets, lags), ends })).toBe(verdict)
  })
})

const TRACES = Number(process.env['SAMSA_TRACES'] ?? 500)

describe('verdicts against Burrow’s rules on shared traces', () => {
  it('OK, STALL, REWIND and STOP are equal on every trace whose end lasted longer than both windows', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(comparableTraces, (trace) => {
        const [ours, theirs] = [byUs(trace), byBurrow(trace)]
        seen.set(theirs, (seen.get(theirs) ?? 0) + 1)
        if (!agree(ours, theirs)) throw new Error(`${ours} here, ${theirs} there`)
      }),
      { numRuns: TRACES },
    )
    // Each of the four was met, and more than once.
    for (const verdict of ['OK', 'STALL', 'REWIND', 'STOP', 'WARN']) expect(seen.get(verdict) ?? 0).toBeGreaterThan(TRACES / 50)
  })

  it('with pauses before it, they differ only where the windows differ (B3)', () => {
    fc.assert(
      fc.property(anyTraces, (trace) => {
        if (!agree(byUs(trace), byBurrow(trace))) expect(windowsDiffer(trace)).toBe(true)
      }),
      { numRuns: TRACES },
    )
  })

  it.each(differences)('$id: $reason', ({ trace, besides, ours, theirs }) => {
    expect([byUs(trace, besides), byBurrow(trace)]).toEqual([ours, theirs])
  })

  it('each deliberate difference is told in burrow.md, with its reason', () => {
    const told = readFileSync(new URL('../../../../shared/domain/verdict/burrow.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ')
    for (const { id, reason } of differences) expect(told).toContain(`| ${id} | ${reason} |`)
  })
})

/** Ten commits reach back over a pause there; the window follows the rhythm of commits here. */
function windowsDiffer(trace: readonly Tick[]): boolean {
  const commits = trace.filter((tick) => tick.commits).slice(-10)
  const reach = (commits.at(-1)?.t ?? 0) - (commits[0]?.t ?? 0)
  const pauses = trace.some((tick, i) => i > 0 && tick.committed === trace[i - 1]?.committed)
  return reach > 9 * TICK_S || pauses
}
