import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import { describe, expect, it } from 'vitest'
import { historyWorker } from '../../electron/core/history/history-worker.ts'
import { howMany } from '../support/how-many.ts'
import { createRandom } from '../support/random.ts'
import { stepsBytes } from '../support/steps-bytes.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { cellsOfTold } from '../support/told-moment.ts'
import { BEGIN, STEP_MS } from './history-kill-steps.ts'

/** A file whose pages are all in order, of which some rows are not there: SQLite finds nothing wrong with it. */

const CASES = howMany('SAMSA_LOST_ROWS', { usual: 40, long: 400 })
const seed = Number(process.env['SAMSA_SEED'] ?? Date.now() % 1_000_000)
const STEPS = 390
const KEYS = 9
const HOUR = 3_600_000

type Worker = ReturnType<typeof historyWorker>

/** Each step changes two values and leaves the others as they were, so that a step that is left out is missed by those after it. */
const changedAt = (n: number): ReadonlyMap<string, string> =>
  new Map([n % KEYS, (n * 4) % KEYS].map((key) => [`"topic ${key}"`, JSON.stringify({ n, key })]))

function truthAt(n: number): ReadonlyMap<string, string> {
  const cells = new Map<string, string>()
  for (let step = 0; step <= n; step += 1) for (const [key, value] of changedAt(step)) cells.set(key, value)
  return cells
}

async function record(file: string): Promise<void> {
  const worker = historyWorker()
  const partitions = Int32Array.of(0)
  for (let n = 0; n < STEPS; n += 1) {
    const time = BEGIN + n * STEP_MS
    await worker.recordMoment({
      file,
      whole: n === 0,
      text: stepsBytes([{ time, tables: new Map([['topics', changedAt(n)]]) }]),
      happened: [],
    })
    const layouts =
      n === 0 ? [{ id: 1, subject: { kind: 'ends' as const, name: 'orders' }, layout: [{ topic: 'orders', partitions }] }] : []
    if (n % 6 === 0)
      await worker.record({
        file,
        batch: { layouts, subjects: Int32Array.of(1), times: Float64Array.of(time), values: Float64Array.of(n) },
      })
  }
  await worker.close({ file })
}

/** Answers how many there were. */
function lose(file: string, random: ReturnType<typeof createRandom>, table: 'moment' | 'block' | 'pack' = 'moment'): number {
  const db = new sqlite.Database(file)
  db.exec('PRAGMA locking_mode = EXCLUSIVE')
  const ids = db.all(`SELECT id FROM ${table} ORDER BY id`).map((row) => Number(row['id']))
  const from = random.below(ids.length)
  const lost = ids.slice(from, from + 1 + random.below(3))
  db.run(`DELETE FROM ${table} WHERE id IN (${lost.join()})`)
  expect(db.get('PRAGMA integrity_check')?.['integrity_check']).toBe('ok')
  db.close()
  return lost.length
}

/** How many moments were older than what was recorded up to then; fails where one is what there never was. */
async function olderThanAsked(worker: Worker, file: string, where: object, grainMs: number): Promise<number> {
  let older = 0
  for (let n = 0; n < STEPS; n += 7) {
    const found = await worker.moment({ file, time: BEGIN + n * STEP_MS, known: [], of: 'facts' })
    if (found === null) continue
    const step = Math.round((found.time - BEGIN) / STEP_MS)
    const cells = cellsOfTold(found).get('topics')
    expect({ ...where, asked: n, step, cells }).toEqual({ ...where, asked: n, step, cells: truthAt(step) })
    if (step < n - grainMs / STEP_MS) older += 1
  }
  return older
}

/** How many moments have offsets older than those that were read up to then; fails where one was never read. */
async function olderOffsets(worker: Worker, file: string, where: object): Promise<number> {
  let older = 0
  for (let n = 0; n < STEPS; n += 7) {
    const found = await worker.momentOffsets({ file, time: BEGIN + n * STEP_MS })
    const [at, value] = [found?.ends.times[0], found?.ends.values[0]]
    const step = at === undefined ? null : Math.round((at - BEGIN) / STEP_MS)
    // What was read then, and says when: a row that is gone takes nothing but its own readings with it.
    expect({ ...where, asked: n, value: value ?? null }).toEqual({ ...where, asked: n, value: step })
    if (step === null || step < n - 6) older += 1
    expect(step ?? 0).toBeLessThanOrEqual(n)
  }
  return older
}

describe('F-08 F-10 rows that are gone', () => {
  it.each(['block', 'pack'] as const)('offsets hang on no other row: without any %s what is shown was read when it says', async (table) => {
    const folder = await tempFolder()
    const whole = join(folder, 'whole.db')
    await record(whole)
    const first = historyWorker()
    if (table === 'pack') while (await first.tidy({ file: whole, now: BEGIN + HOUR }));
    await first.close({ file: whole })
    const random = createRandom(seed)
    let older = 0
    for (let n = 0; n < 8; n += 1) {
      const file = join(folder, `${table}-${n}.db`)
      await copyFile(whole, file)
      const where = { seed, n, table, lost: lose(file, random, table) }
      const worker = historyWorker()
      older += await olderOffsets(worker, file, where)
      await worker.close({ file })
    }
    expect(older).toBeGreaterThan(0)
  })

  it(`${CASES} times: no moment is shown without what was in them, in no tier`, { timeout: 120_000 + CASES * 3_000 }, async () => {
    const folder = await tempFolder()
    const whole = join(folder, 'whole.db')
    await record(whole)
    const random = createRandom(seed)
    let [older, olderLater] = [0, 0]
    for (let n = 0; n < CASES; n += 1) {
      const file = join(folder, `case-${n}.db`)
      await copyFile(whole, file)
      const where = { seed, n, lost: lose(file, random) }
      const worker = historyWorker()
      older += await olderThanAsked(worker, file, { ...where, tier: 'by reading' }, 0)
      // What minutes are made of lacks them too.
      while (await worker.tidy({ file, now: BEGIN + 4 * HOUR }));
      olderLater += await olderThanAsked(worker, file, { ...where, tier: 'by the minute' }, 60_000)
      await worker.close({ file })
    }
    console.log(`${CASES} times rows were lost: ${older} moments were older than asked for, and ${olderLater} of those by the minute`)
    expect(older).toBeGreaterThan(0)
    expect(olderLater).toBeGreaterThan(0)
  })
})
