import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyState } from '../../../shared/domain/cluster-state.ts'
import { openHistory, type HistoryDatabase } from '../../../electron/core/history/database.ts'
import { offsetsAt } from '../../../electron/core/history/moments/offsets-at.ts'
import { createOpenMinute, type OpenMinute } from '../../../electron/core/history/open-minute.ts'
import { packSettled } from '../../../electron/core/history/packing.ts'
import { momentsOf, type GroupMoment } from '../../../electron/core/history/playback.ts'
import { addReadings, createWholeTopics } from '../../../electron/core/history/readings.ts'
import { rollUp } from '../../../electron/core/history/roll-up.ts'
import { createSampleBuffer, type SampleBuffer } from '../../../electron/core/history/sample-batch.ts'
import { seriesOf } from '../../../electron/core/history/series.ts'
import { BEGIN, GROUPS, liveLag, ticks, type Tick } from '../../support/history-world.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const DAY = 86_400_000
const run = (steps: Iterable<undefined>): void => {
  for (const _ of steps);
}

/** Records ticks as the core does, flushing now and then and beginning anew in between as after a restart. */
function record(db: HistoryDatabase, seen: readonly Tick[], restartEvery: number): void {
  const buffer = createSampleBuffer()
  const into = { buffer, whole: createWholeTopics() }
  let minute = createOpenMinute(db)
  let before = emptyState
  for (const [n, { state }] of seen.entries()) {
    run(addReadings(into, before, state))
    before = state
    if (n % 3 !== 2 && n !== seen.length - 1) continue
    if (n % restartEvery === restartEvery - 1) {
      minute = createOpenMinute(db)
      buffer.forgetLayouts()
    }
    store(db, buffer, minute)
  }
}

/** Flushes what was read up to now. */
function store(db: HistoryDatabase, buffer: SampleBuffer, minute: OpenMinute): void {
  const batch = buffer.batch()
  if (batch === null) return
  expect(minute.take(batch)).toBe(true)
  db.write(minute.changed())
  minute.saved()
  buffer.stored()
}

const playedBack = (db: HistoryDatabase, group: string): { at: number; lag: number[] }[] =>
  [...momentsOf(db, group, BEGIN - DAY, BEGIN + 40 * DAY)].map(({ committedAt, lag }) => ({ at: committedAt, lag: [...lag] }))

const live = (seen: readonly Tick[], group: string): { at: number; lag: number[] }[] =>
  seen
    .filter(({ groups }) => groups.includes(group))
    .map(({ state }) => ({ at: state.samples.get(group)?.committedAt ?? 0, lag: [...liveLag(state, group)] }))

/** A history of its own for each run of a property; the library has room for a few open files only. */
async function withHistories(act: (using: (work: (db: HistoryDatabase) => void) => void) => void): Promise<void> {
  const folder = await tempFolder()
  let n = 0
  act((work) => {
    const db = openHistory(join(folder, `${n++}.db`))
    try {
      work(db)
    } finally {
      db.close()
    }
  })
}

/** A tier is rolled up when the next finer one is whole up to there: recording went on until the end of the day. */
const recordedLater = (db: HistoryDatabase): void =>
  db.write([
    {
      kind: 'starts',
      name: 'later',
      tier: 10,
      slot: Math.floor((BEGIN + DAY / 2) / 60_000),
      n: 0,
      start: 0,
      end: 0,
      bytes: new Uint8Array(),
    },
  ])

const distinct = <M extends { readonly at: number }>(moments: readonly M[]): readonly M[] =>
  moments.filter(({ at }, i) => at !== moments[i - 1]?.at)

/** Of the readings of each step the last. */
const lastOf = <M extends { readonly at: number }>(moments: readonly M[], ms: number): readonly M[] =>
  moments.filter(({ at }, i) => Math.floor((moments[i + 1]?.at ?? Infinity) / ms) !== Math.floor(at / ms))

function expectOneTier(db: HistoryDatabase, seen: readonly Tick[], group: string): void {
  const moments = playedBack(db, group)
  const times = moments.map((m) => m.at)
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
  const oldest = db.oldest(10)
  if (oldest === null) return
  const fine = (m: { readonly at: number }): boolean => m.at >= oldest * 60_000
  expect(moments.filter(fine)).toEqual(live(seen, group).filter(fine))
}

const isKnown = (value: number): boolean => !Number.isNaN(value)
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

const unread = ({ committed, lag }: GroupMoment): number => lag.filter((l, i) => !isKnown(l) && (committed[i] ?? -1) >= 0).length

function expectLargestTotals(db: HistoryDatabase, seen: readonly Tick[], group: string, points: number): void {
  const from = BEGIN
  const to = (seen.at(-1)?.time ?? BEGIN) + 1_000
  const moments = [...momentsOf(db, group, from, to)]
  const { lag, leftOut, step, topics } = seriesOf(moments, from, to, points)
  const stepOf = (time: number): number => Math.min(lag.length - 1, Math.floor((time - from) / step))
  for (const [n, value] of lag.entries()) {
    const known = moments.filter((m) => stepOf(m.time) === n && m.lag.some(isKnown))
    const fewest = Math.min(...known.map(unread))
    const totals = known.filter((m) => unread(m) === fewest).map((m) => sum([...m.lag].filter(isKnown)))
    if (known.length > 0) expect([value, leftOut[n]]).toEqual([Math.max(...totals), fewest])
    else if (isKnown(value)) expect(value).toBe(lag.slice(0, n).findLast(isKnown))
    if (isKnown(value)) expect(sum(topics.map((t) => t.lag[n] ?? NaN).filter(isKnown))).toBe(value)
  }
}

describe('lag through history', () => {
  it('is what it was live, for every group, partition and moment, whatever restarts lie between', async () => {
    await withHistories((using) => {
      fc.assert(
        fc.property(ticks(40), fc.integer({ min: 3, max: 12 }), (seen, restartEvery) => {
          using((db) => {
            record(db, seen, restartEvery)
            for (const group of GROUPS) expect(playedBack(db, group)).toEqual(live(seen, group))
          })
        }),
        { numRuns: 12 },
      )
    })
  })

  it('counts from a log start that was read between two readings of the group, or soon after the first', async () => {
    await withHistories((using) => {
      using((db) => {
        const buffer = createSampleBuffer()
        const minute = createOpenMinute(db)
        const whole = createWholeTopics()('t', 1)
        const add = (kind: 'commits' | 'ends' | 'starts', at: number, offset: number): void =>
          buffer.add({ kind, name: kind === 'commits' ? 'g' : 't' }, BEGIN + at, whole).set([offset])
        // In minutes of its own each: a group that nobody is in is read now and then.
        for (const at of [5_000, 125_000, 245_000]) {
          add('commits', at, 100)
          add('ends', at + 100, 1_000)
          if (at === 5_000) add('starts', at + 30_000, 400)
          if (at === 245_000) add('starts', at - 1_000, 500)
          store(db, buffer, minute)
        }
        expect(playedBack(db, 'g').map(({ lag }) => lag)).toEqual([[600], [600], [500]])
      })
    })
  })

  it('is the same in coarser tiers: the last reading of each minute, and of each ten minutes', async () => {
    await withHistories((using) => {
      fc.assert(
        fc.property(ticks(60), (seen) => {
          using((db) => {
            record(db, seen, 1_000)
            recordedLater(db)
            run(rollUp(db, BEGIN + DAY))
            while (db.drop(10, Number.MAX_SAFE_INTEGER, 1_000));
            for (const group of GROUPS) expect(playedBack(db, group)).toEqual(lastOf(live(seen, group), 60_000))
            while (db.drop(60, Number.MAX_SAFE_INTEGER, 1_000));
            for (const group of GROUPS) expect(playedBack(db, group)).toEqual(lastOf(live(seen, group), 600_000))
          })
        }),
        { numRuns: 10 },
      )
    })
  })

  it('is the same when what is over is packed, in every tier, at once or bit by bit', async () => {
    await withHistories((using) => {
      fc.assert(
        fc.property(
          ticks(60),
          fc.integer({ min: 3, max: 40 }),
          fc.array(fc.nat({ max: 600 }), { minLength: 1, maxLength: 6 }),
          (seen, half, at) => {
            using((db) => {
              const known = (): unknown => [GROUPS.map((group) => playedBack(db, group)), at.map((s) => offsetsAt(db, BEGIN + s * 1_000))]
              record(db, seen.slice(0, half), 5)
              run(packSettled(db, BEGIN + DAY))
              // Late readings of a minute that was packed.
              record(db, seen, 7)
              for (const group of GROUPS) expect(distinct(playedBack(db, group))).toEqual(live(seen, group))
              const before = known()
              run(packSettled(db, BEGIN + DAY))
              expect(db.oldestLoose(10)).toBeNull()
              expect(known()).toEqual(before)
              recordedLater(db)
              run(rollUp(db, BEGIN + DAY))
              while (db.drop(10, Number.MAX_SAFE_INTEGER, 1_000));
              const coarse = known()
              run(packSettled(db, BEGIN + 2 * DAY))
              expect(known()).toEqual(coarse)
              for (const group of GROUPS) expect(playedBack(db, group)).toEqual(lastOf(live(seen, group), 60_000))
            })
          },
        ),
        { numRuns: 10 },
      )
    })
  })

  it('keeps the log ends of commits that came in just before the hour, of a topic that was never read before', async () => {
    await withHistories((using) => {
      using((db) => {
        const [before, after] = [Date.UTC(2026, 10, 24, 11, 59, 59, 990), Date.UTC(2026, 10, 24, 12)]
        const buffer = createSampleBuffer()
        const layout = [{ topic: 'orders', partitions: new Int32Array([0]) }]
        buffer.add({ kind: 'commits', name: 'billing' }, before, layout).set([900])
        buffer.add({ kind: 'ends', name: 'orders' }, after, layout).set([1_000])
        // The next reading would be the one that is kept of these ten minutes.
        buffer.add({ kind: 'ends', name: 'orders' }, after + 300_000, layout).set([9_000])
        store(db, buffer, createOpenMinute(db))
        recordedLater(db)
        run(rollUp(db, BEGIN + DAY))
        while (db.drop(10, Number.MAX_SAFE_INTEGER, 1_000));
        expect(playedBack(db, 'billing')).toEqual([{ at: before, lag: [100] }])
        while (db.drop(60, Number.MAX_SAFE_INTEGER, 1_000));
        expect(playedBack(db, 'billing')).toEqual([{ at: before, lag: [100] }])
      })
    })
  })

  it('takes each stretch of time from one tier only', async () => {
    await withHistories((using) => {
      fc.assert(
        fc.property(ticks(60), (seen) => {
          using((db) => {
            record(db, seen, 1_000)
            run(rollUp(db, BEGIN + DAY))
            // The first minutes are gone from the finest tier.
            while (db.drop(10, Math.ceil((BEGIN + 90_000) / 60_000), 1_000));
            for (const group of GROUPS) expectOneTier(db, seen, group)
          })
        }),
        { numRuns: 6 },
      )
    })
  })

  it('a series has, in each step, the largest total of its moments, and nothing that was not recorded', async () => {
    await withHistories((using) => {
      fc.assert(
        fc.property(ticks(50), fc.integer({ min: 2, max: 120 }), (seen, points) => {
          using((db) => {
            record(db, seen, 1_000)
            for (const group of GROUPS) expectLargestTotals(db, seen, group, points)
          })
        }),
        { numRuns: 10 },
      )
    })
  })
})
