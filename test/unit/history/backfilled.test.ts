import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { addBackfilled, backfilledOf, lacking } from '../../../electron/core/history/backfilled/store.ts'
import { backfilledRates } from '../../../electron/core/history/backfilled/series.ts'
import { openHistory, type HistoryDatabase } from '../../../electron/core/history/database.ts'
import { looseBlocks } from '../../../electron/core/history/loose-blocks.ts'
import { tidy } from '../../../electron/core/history/tidy.ts'
import { STEP_MS } from '../../../shared/domain/backfill.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const BEGIN = Date.UTC(2026, 10, 29, 12)

async function opened(): Promise<HistoryDatabase> {
  const db = openHistory(join(await tempFolder(), 'cluster.db'))
  onTestFinished(() => db.close())
  return db
}

const at = (step: number): number => BEGIN + step * STEP_MS
const ends = (topic: string, steps: readonly number[], of: (step: number, partition: number) => number, partitions = [0, 1]) => ({
  topic,
  partitions,
  times: steps.map(at),
  values: Float64Array.from(steps.flatMap((step) => partitions.map((p) => of(step, p)))),
})
const told = (db: HistoryDatabase, topic: string) =>
  backfilledOf(db, topic, BEGIN, BEGIN + DAY).map(({ time, values }) => [(time - BEGIN) / STEP_MS, [...values]])
const rows = (topic: string, times: readonly number[]) =>
  times.map((time) => ({ time, layout: [{ topic, partitions: Int32Array.of(0) }], values: Float64Array.of(7) }))

describe('log ends that the time index told', () => {
  it('are kept by topic and hour; more of an hour joins what is there, also with other partitions', async () => {
    const db = await opened()
    addBackfilled(db, [ends('a', [0, 1, 13], (s, p) => 100 * s + p), ends('b', [0], () => Number.NaN)])
    addBackfilled(db, [ends('a', [2], (s, p) => 100 * s + p, [0, 1, 2]), ends('a', [1], () => 1_000)])
    expect(told(db, 'a')).toEqual([
      [0, [0, 1]],
      [1, [1_000, 1_000]],
      [2, [200, 201, 202]],
      [13, [1_300, 1_301]],
    ])
    expect(told(db, 'b')).toEqual([[0, [Number.NaN, Number.NaN]]])
    expect(told(db, 'c')).toEqual([])
    expect(db.backfilled.topics(0, Number.MAX_SAFE_INTEGER)).toEqual(['a', 'b'])
  })

  it('never pass for what was observed, and what was observed never for them', async () => {
    const db = await opened()
    addBackfilled(db, [ends('a', [0, 1, 2], (s) => s)])
    expect([db.oldest(10), db.oldest(60), db.newest(), db.first({ kind: 'ends', name: 'a' })]).toEqual([null, null, null, null])
    expect(db.subjectsIn(10, 0, Number.MAX_SAFE_INTEGER)).toEqual([])
    db.write(looseBlocks({ kind: 'ends', name: 'b' }, 10, rows('b', [at(0)]), 0))
    expect(told(db, 'b')).toEqual([])
  })

  it('are lacking only where neither an own reading is near nor it was asked before, also in vain', async () => {
    const db = await opened()
    const hour = Array.from({ length: 12 }, (_, i) => at(i))
    addBackfilled(db, [ends('a', [0], () => Number.NaN), ends('a', [11], () => 5)])
    db.write(looseBlocks({ kind: 'ends', name: 'a' }, 10, rows('a', [at(3) + 100_000, at(5) - 140_000, at(7) + 160_000]), 0))
    const lacks = lacking(db, 'a', hour).map((time) => (time - BEGIN) / STEP_MS)
    // Step 8 has the reading of 160 s after step 7, 140 s before it.
    expect(lacks).toEqual([1, 2, 4, 6, 7, 9, 10])
    expect(lacking(db, 'other', hour)).toEqual(hour)
  })

  it('make a rate of neighbours five minutes apart, leave out what is not told and say so', async () => {
    const db = await opened()
    addBackfilled(db, [
      ends('a', [0, 1, 2, 4, 5], (s, p) => (p === 1 && s < 2 ? Number.NaN : s * 300)),
      // Made anew meanwhile: a fall is no rate.
      ends('b', [0, 1], (s) => 500 - s, [0]),
    ])
    const wanted = new Map([
      ['a', new Set([0, 1])],
      ['b', new Set([0])],
    ])
    const observed = new Float64Array(6).fill(Number.NaN)
    observed[4] = 12
    const { in: rates, leftOut } = backfilledRates(db, wanted, { from: BEGIN, step: STEP_MS, count: 6 }, observed)
    expect([...rates]).toEqual([1, 1, Number.NaN, Number.NaN, Number.NaN, Number.NaN])
    expect([...leftOut]).toEqual([2, 2, Number.NaN, Number.NaN, Number.NaN, Number.NaN])
    const fine = backfilledRates(db, wanted, { from: BEGIN, step: STEP_MS / 10, count: 10 }, new Float64Array(10).fill(Number.NaN))
    expect([...fine.in].every((rate) => Math.abs(rate - 1) < 1e-9)).toBe(true)
  })

  it('cost a damaged block only itself', async () => {
    const db = await opened()
    addBackfilled(db, [ends('a', [0, 13], (s) => s)])
    const [bytes] = db.backfilled.read('a', 0, Number.MAX_SAFE_INTEGER)
    if (!bytes) throw new Error('nothing is stored')
    const flipped = bytes.map((byte, i) => (i === 4 ? byte ^ 1 : byte))
    db.backfilled.replace([{ topic: 'a', hour: Math.floor(BEGIN / HOUR), blocks: [flipped] }])
    // Under another topic's name it is damaged as well.
    db.backfilled.replace([{ topic: 'b', hour: Math.floor(BEGIN / HOUR), blocks: [bytes] }])
    expect(told(db, 'a')).toEqual([[13, [13, 13]]])
    expect(told(db, 'b')).toEqual([])
  })

  it('go after thirty days', async () => {
    const db = await opened()
    addBackfilled(db, [ends('a', [0], () => 1), ends('b', [12], () => 1)])
    for (const _ of tidy(db, BEGIN + 30 * DAY + HOUR)) continue
    expect([told(db, 'a'), told(db, 'b').length]).toEqual([[], 1])
  })
})
