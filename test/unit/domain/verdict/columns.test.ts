import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lagDefaults } from '../../../../shared/domain/lag-defaults.ts'
import { createRowJudge, type RowSetting } from '../../../../shared/domain/verdict/columns.ts'
import { createEnvelope } from '../../../../shared/domain/verdict/envelope.ts'
import type { VerdictInputs } from '../../../../shared/domain/verdict/inputs.ts'
import { judgePartition } from '../../../../shared/domain/verdict/partition.ts'
import { bitsOf, verdictAt } from '../../../../shared/domain/verdict/ranks.ts'
import { lowerEnvelope, theilSen } from '../../../../shared/domain/verdict/trend.ts'

/** A step of a row: seconds since the one before, what was written and read meanwhile, and what could not be read. */
const step = fc.record({
  after: fc.constantFrom(1, 5, 30, 30, 30, 60, 200),
  written: fc.oneof(fc.constant(300), fc.integer({ min: 0, max: 600 }), fc.integer({ min: -50, max: 3 })),
  read: fc.oneof(fc.constant(0), fc.constant(300), fc.integer({ min: 0, max: 600 }), fc.integer({ min: -30, max: 3 })),
  hidden: fc.constantFrom('none', 'none', 'none', 'none', 'none', 'commit', 'end', 'no commit'),
})

/** The same for a while: what grows or shrinks for good. */
const steady = fc
  .record({ times: fc.integer({ min: 8, max: 30 }), written: fc.nat({ max: 300 }), read: fc.oneof(fc.constant(0), fc.nat({ max: 900 })) })
  .map(({ times, written, read }) => Array.from({ length: times }, () => ({ after: 30, written, read, hidden: 'none' })))

const row = fc.record({
  steps: fc.oneof(fc.array(step, { minLength: 1, maxLength: 40 }), steady),
  behind: fc.oneof(fc.constant(0), fc.nat({ max: 5 }), fc.nat({ max: 90 }), fc.nat({ max: 50_000 })),
  start: fc.constantFrom(Number.NaN, 0, 500),
  interval: fc.constantFrom(5, 10, 30, 600),
  commitGap: fc.constantFrom(5, 20, 120),
  usualPause: fc.constantFrom(0, 0, 200, 4_000),
  ownedSince: fc.option(fc.nat({ max: 2_000 }), { nil: null }),
  state: fc.constantFrom('Stable', 'Stable', 'Empty', 'Dead', 'PreparingRebalance'),
  owner: fc.constantFrom<VerdictInputs['owner']>('assigned', 'none', 'unreadable'),
  rebalancingFor: fc.constantFrom(0, 0, 30, 100, 700),
  rebalances: fc.constantFrom(0, 0, 2, 6),
  timeLag: fc.option(fc.record({ seconds: fc.constantFrom(0, 4, 9, 60, 400, 90_000), error: fc.constantFrom(0, 0.5, 5) }), { nil: null }),
})
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never

/** Columns with another row before and after, so that a wrong place shows. */
function columnsOf({ steps, behind, start }: Row) {
  const count = steps.length
  const t = new Float64Array(3 * count + 2).fill(3)
  const committed = new Float64Array(3 * count).fill(7)
  const ends = new Float64Array(3 * count).fill(9)
  let now = 1_000_000
  let c = 60_000 - behind
  let e = 60_000
  for (const [i, { after, written, read, hidden }] of steps.entries()) {
    now += after
    e = Math.max(500, e + written)
    c = Math.max(500, c + read)
    // The newest sample is complete, as it has to be here.
    const seen = i === count - 1 ? 'none' : hidden
    t[3 * i + 2] = now
    committed[3 * i + 1] = seen === 'commit' ? Number.NaN : seen === 'no commit' ? -1 : c
    ends[3 * i + 1] = seen === 'end' ? Number.NaN : e
  }
  return {
    t,
    tFrom: 2,
    committed,
    ends,
    starts: null,
    startsFrom: 0,
    start,
    from: 1,
    stride: 3,
    count,
    steadySince: steadySince(
      timesOf(t, count),
      committed.filter((_, i) => i % 3 === 1),
      ends.filter((_, i) => i % 3 === 1),
    ),
  }
}

const timesOf = (t: Float64Array, count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => t[3 * i + 2] ?? 0)

/** The first time from which on all was read and nothing fell. */
function steadySince(t: Float64Array, committed: Float64Array, ends: Float64Array): number {
  let first = t.length - 1
  const goesOn = (i: number): boolean =>
    (committed[i - 1] ?? -1) >= 0 && (committed[i - 1] ?? 0) <= (committed[i] ?? -1) && (ends[i - 1] ?? 0) <= (ends[i] ?? -1)
  while (first > 0 && goesOn(first)) first -= 1
  return t[first] ?? Number.NaN
}

const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value)

function inputsOf(one: Row, columns: ReturnType<typeof columnsOf>): VerdictInputs {
  const { t, committed, ends, from, stride, count, start } = columns
  const times = timesOf(t, count)
  const newest = times[count - 1] ?? 0
  return {
    samples: Array.from(times, (at, i) => ({
      t: at,
      committed: known(committed[from + i * stride]),
      end: known(ends[from + i * stride]),
      start: known(start),
      stable: null,
    })),
    askedAt: newest,
    interval: one.interval,
    group: { state: one.state, rebalancingFor: one.rebalancingFor, rebalances: one.rebalances },
    owner: one.owner,
    ownedSince: one.ownedSince === null ? null : newest - one.ownedSince,
    leaderless: false,
    topicGone: false,
    lastCommitAt: null,
    commitGap: one.commitGap,
    usualPause: one.usualPause,
    timeLag: one.timeLag,
    timeLagGrowth: null,
    deletes: true,
    retention: null,
    logStartRate: null,
    trimming: false,
    markersFrom: null,
    goals: { timeLag: null, lag: null },
    settings: lagDefaults,
  }
}

function settingOf(one: Row, inputs: VerdictInputs): RowSetting {
  const empty = one.state === 'Empty' || one.state === 'Dead'
  return {
    interval: one.interval,
    commitGap: one.commitGap,
    usualPause: one.usualPause,
    ownedSince: inputs.ownedSince ?? Number.NaN,
    ownerless: empty || one.owner === 'none',
    empty,
    rebalancingFor: one.rebalancingFor,
    rebalances: one.rebalances,
    age: one.timeLag?.seconds ?? Number.NaN,
    ageError: one.timeLag?.error ?? 0,
  }
}

describe('verdicts in columns', () => {
  it('says what the rules say of every row, whatever was read before it', () => {
    const judge = createRowJudge(lagDefaults)
    const met = new Set<string>()
    fc.assert(
      fc.property(row, (one) => {
        const columns = columnsOf(one)
        const inputs = inputsOf(one, columns)
        const rules = judgePartition(inputs)
        met.add(rules.verdict)
        // With what is known of its steadiness and without: the short way and the long way.
        for (const since of [columns.steadySince, Number.NaN]) {
          judge.begin()
          judge.judge({ ...columns, steadySince: since }, settingOf(one, inputs))
          const { found } = judge
          expect({ ...found, code: verdictAt(found.code) }).toEqual({
            code: rules.verdict,
            urgent: rules.urgent,
            also: bitsOf(rules.also),
            allowed: rules.window?.allowed,
            width: rules.window?.width,
            patience: rules.window?.patience,
          })
        }
      }),
      { numRuns: 3_000 },
    )
    // What was made reaches every rule that columns know.
    const all = ['AHEAD', 'REWIND', 'OK', 'REBALANCING', 'STOPPED', 'STALLED', 'LEARNING', 'FALLING_BEHIND', 'CATCHING_UP', 'BEHIND']
    expect([...met].sort()).toEqual(all.sort())
  })

  it('the trend of the lower envelope is that of its points', () => {
    const envelope = createEnvelope()
    const points = fc.array(fc.record({ after: fc.constantFrom(0, 10, 30, 45), y: fc.nat({ max: 6 }) }), { maxLength: 30 })
    fc.assert(
      fc.property(points, fc.constantFrom(0, 0.01, 0.05, 0.2), (steps, threshold) => {
        let now = 5_000
        const all = steps.map(({ after, y }) => ({ t: (now += after), y }))
        const within = all.filter((p) => p.t >= now - 300)
        const slots = lowerEnvelope(within, now, 300)
        envelope.clear()
        for (const { t, y } of within) envelope.add(t, y, now, 300)
        for (const first of [0, 5]) {
          const filled = slots.slice(first).filter((p) => p !== undefined)
          const slope = theilSen(filled)
          expect(envelope.filled(first)).toBe(filled.length)
          expect(envelope.slope(first)).toBe(slope ?? Number.NaN)
          expect(envelope.isSteeper(first, 1, threshold)).toBe(slope !== null && slope > threshold)
          expect(envelope.isSteeper(first, -1, threshold)).toBe(slope !== null && -slope > threshold)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
