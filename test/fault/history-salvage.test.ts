import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import { describe, expect, it } from 'vitest'
import { historyWorker } from '../../electron/core/history/history-worker.ts'
import { stepsBytes } from '../support/steps-bytes.ts'
import { putAside } from '../../electron/core/history/salvage.ts'
import { createRandom } from '../support/random.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { cellsOfTold } from '../support/told-moment.ts'
import { BEGIN, backfilledAt, backfilledOf, STEP_MS } from './history-kill-steps.ts'

const TOPICS = 20
const STEPS = 90
/** A keyframe is written every five minutes. */
const STEPS_A_KEYFRAME = 30

const key = (i: number): string => `"topic ${i}"`
/** What step n says of its topic. */
type Value = (n: number) => string
/** Step n tells one topic anew: what there is after it hangs on every step before. */
const changedBy = (n: number, value: Value = String): ReadonlyMap<string, ReadonlyMap<string, string>> =>
  new Map([['topics', new Map([[key(n % TOPICS), value(n)]])]])
const all = new Map([['topics', new Map(Array.from({ length: TOPICS }, (_, i) => [key(i), '"first"']))]])

function truthAt(step: number, value: Value = String): ReadonlyMap<string, string> {
  const cells = new Map(all.get('topics'))
  for (let n = 1; n <= step; n += 1) cells.set(key(n % TOPICS), value(n))
  return cells
}

async function record(file: string, value: Value = String): Promise<void> {
  const worker = historyWorker()
  for (let n = 0; n < STEPS; n += 1) {
    const text = stepsBytes([{ time: BEGIN + n * STEP_MS, tables: n === 0 ? all : changedBy(n, value) }])
    await worker.recordMoment({ file, whole: n === 0, text, happened: [] })
  }
  await worker.close({ file })
}

/** Far more than there is to do. */
const MOST_PIECES = 200

async function tidied(worker: ReturnType<typeof historyWorker>, file: string, now: number): Promise<boolean> {
  for (let n = 0; n < MOST_PIECES; n += 1) if (!(await worker.tidy({ file, now }))) return true
  return false
}

const PAGE = 8_192
/** The first byte of a page with rows of a table. */
const LEAF = 0x0d

/** Each two of the pages with rows that lie beside one another, by where they begin. */
function neighbours(bytes: Buffer): readonly (readonly [number, number])[] {
  const leaves = Array.from({ length: Math.floor(bytes.length / PAGE) }, (_, n) => n * PAGE).filter((at) => bytes[at] === LEAF)
  return leaves.slice(1).map((at, i) => [leaves[i] ?? 0, at])
}

describe('F-08 what is brought back of a damaged history', () => {
  for (const lost of [1, 7, STEPS_A_KEYFRAME - 1, STEPS_A_KEYFRAME + 12])
    it(`without the changes of step ${lost} nothing is shown that was not so: what hangs on them goes, up to the next keyframe`, async () => {
      const folder = await tempFolder()
      const file = join(folder, 'cluster.db')
      await record(file)
      const db = new sqlite.Database(file)
      db.exec('PRAGMA locking_mode = EXCLUSIVE')
      expect(db.run('DELETE FROM moment WHERE start = ?', [BEGIN + lost * STEP_MS]).changes).toBe(1)
      db.close()
      putAside(file)
      const worker = historyWorker()
      const later = BEGIN + 2 * STEPS * STEP_MS
      await worker.recordMoment({ file, whole: true, text: stepsBytes([{ time: later, tables: all }]), happened: [] })
      expect(await tidied(worker, file, later)).toBe(true)
      const shown: number[] = []
      for (let n = 0; n < STEPS; n += 1) {
        const told = await worker.moment({ file, time: BEGIN + n * STEP_MS, known: [], of: 'facts' })
        if (told === null) continue
        const step = Math.round((told.time - BEGIN) / STEP_MS)
        expect({ n, step, cells: cellsOfTold(told).get('topics') }).toEqual({ n, step, cells: truthAt(step) })
        shown.push(step)
      }
      const next = STEPS_A_KEYFRAME * Math.ceil((lost + 1) / STEPS_A_KEYFRAME)
      const gone = Array.from({ length: next - lost }, (_, i) => lost + i)
      expect(new Set(shown)).toEqual(new Set(Array.from({ length: STEPS }, (_, n) => n).filter((n) => !gone.includes(n))))
      await worker.close({ file })
    })

  it('pages that changed places: reading ends, and nothing is shown that was not so', async () => {
    const folder = await tempFolder()
    await record(join(folder, 'whole.db'))
    const whole = await readFile(join(folder, 'whole.db'))
    const pairs = neighbours(whole)
    expect(pairs.length).toBeGreaterThan(3)
    for (const [a, b] of pairs) {
      const file = join(folder, String(b), 'cluster.db')
      await mkdir(join(folder, String(b)))
      const bytes = Buffer.from(whole)
      whole.copy(bytes, a, b, b + PAGE)
      whole.copy(bytes, b, a, a + PAGE)
      await writeFile(file, bytes)
      putAside(file)
      const worker = historyWorker()
      const later = BEGIN + 2 * STEPS * STEP_MS
      await worker.recordMoment({ file, whole: true, text: stepsBytes([{ time: later, tables: all }]), happened: [] })
      expect({ a, b, ends: await tidied(worker, file, later) }).toEqual({ a, b, ends: true })
      for (let n = 0; n < STEPS; n += 10) {
        const told = await worker.moment({ file, time: BEGIN + n * STEP_MS, known: [], of: 'facts' })
        if (told === null) continue
        const step = Math.round((told.time - BEGIN) / STEP_MS)
        expect({ a, b, n, cells: cellsOfTold(told).get('topics') }).toEqual({ a, b, n, cells: truthAt(step) })
      }
      await worker.close({ file })
    }
  })

  it('a file that was cut short: what stood before the cut comes back', async () => {
    const folder = await tempFolder()
    // Nothing that packs: each step fills some of a page.
    const random = createRandom(8)
    const texts = Array.from({ length: STEPS }, () =>
      JSON.stringify(Array.from({ length: 600 }, () => random.below(1e9).toString(36)).join('')),
    )
    const value: Value = (n) => texts[n] ?? ''
    await record(join(folder, 'whole.db'), value)
    const whole = await readFile(join(folder, 'whole.db'))
    const back: number[] = []
    for (const left of [0.9, 0.7, 0.5]) {
      const file = join(folder, String(left), 'cluster.db')
      await mkdir(join(folder, String(left)))
      const bytes = whole.subarray(0, Math.floor(whole.length * left))
      await writeFile(file, bytes)
      const worker = historyWorker()
      const later = BEGIN + 2 * STEPS * STEP_MS
      // As at a start: SQLite refuses it, it is put aside, and recording begins anew.
      await worker.recordMoment({ file, whole: true, text: stepsBytes([{ time: later, tables: all }]), happened: [] })
      expect(await tidied(worker, file, later)).toBe(true)
      const told = await worker.moment({ file, time: BEGIN + STEPS * STEP_MS, known: [], of: 'facts' })
      const step = told === null ? -1 : Math.round((told.time - BEGIN) / STEP_MS)
      expect({ left, cells: told && cellsOfTold(told).get('topics') }).toEqual({ left, cells: truthAt(step, value) })
      back.push(step)
      await worker.close({ file })
      // What it came from stays as it was.
      expect((await readFile(`${file}.salvaged`)).equals(bytes)).toBe(true)
    }
    // The longer, the more.
    expect(Math.min(...back)).toBeGreaterThan(10)
    expect(back).toEqual(back.toSorted((a, b) => b - a))
  })

  it('what was backfilled comes back beside what was asked for since', async () => {
    const file = join(await tempFolder(), 'cluster.db')
    const worker = historyWorker()
    const ends = (steps: readonly number[]) => steps.map(backfilledOf)
    await worker.backfill({ file, ends: ends([0, 1, 13]) })
    await worker.close({ file })
    putAside(file)
    const again = historyWorker()
    await again.backfill({ file, ends: ends([2]) })
    expect(await tidied(again, file, BEGIN)).toBe(true)
    const lacks = await again.lacking({ file, topics: ['orders'], times: [0, 1, 2, 3, 4].map(backfilledAt) })
    expect(lacks).toEqual([{ topic: 'orders', times: [3, 4].map(backfilledAt) }])
    expect(await again.backfilledReach({ file, topic: 'orders', from: BEGIN, to: backfilledAt(20) })).toMatchObject({ count: 4 })
    await again.close({ file })
  })
})
