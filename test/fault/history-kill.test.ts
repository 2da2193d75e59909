import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { backfilledOf } from '../../electron/core/history/backfilled/store.ts'
import { openHistory } from '../../electron/core/history/database.ts'
import { momentAt } from '../../electron/core/history/moments/log.ts'
import { offsetsAt } from '../../electron/core/history/moments/offsets-at.ts'
import { finest } from '../../electron/core/history/tiers.ts'
import { howMany } from '../support/how-many.ts'
import { createRandom } from '../support/random.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { BEGIN, backfilledAt, cellsOf, STEP_MS } from './history-kill-steps.ts'

const KILLS = howMany('SAMSA_KILLS', { usual: 40, long: 200 })
const seed = Number(process.env['SAMSA_SEED'] ?? Date.now() % 1_000_000)
const child = fileURLToPath(new URL('history-kill-child.ts', import.meta.url))

/** The number of the last step that was acknowledged before the kill; −1: none. */
async function runAndKill(file: string, start: number, delay: number): Promise<number> {
  const killed = spawn(process.execPath, [child, file, String(start)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  let failed = ''
  let timer: NodeJS.Timeout | null = null
  killed.stderr.on('data', (text: Buffer) => (failed += text.toString()))
  killed.stdout.on('data', (text: Buffer) => {
    told += text.toString()
    timer ??= setTimeout(() => killed.kill('SIGKILL'), delay)
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => killed.once('close', (...end) => resolve(end)))
  if (signal !== 'SIGKILL') throw new Error(`The child ended by itself with ${code}: ${failed}`)
  return Number([...told.matchAll(/^stored (\d+)$/gm)].at(-1)?.[1] ?? -1)
}

/** What a start after the kill finds: sound, and which step is the newest of each kind. */
function inspect(file: string) {
  const db = openHistory(file)
  try {
    const found = momentAt(db.moments, BEGIN + 1e12)
    const moment = found === null ? -1 : Math.round((found.time - BEGIN) / STEP_MS)
    const cells = found?.cells.get('topics')
    const { ends } = offsetsAt(db, BEGIN + moment * STEP_MS)
    const first = ends.values[0] ?? Number.NaN
    const backfilled = backfilledOf(db, 'orders', 0, Number.MAX_SAFE_INTEGER)
    return {
      backfilled: backfilled.length - 1,
      isBackfilled: backfilled.every(({ time, values }, n) => time === backfilledAt(n) && values.every((end, p) => end === n + p)),
      sound: db.isSound(),
      moment,
      whole: cells !== undefined && [...(cellsOf(moment).get('topics') ?? [])].every(([key, value]) => cells.get(key) === value),
      offsets: Number.isNaN(first) ? -1 : Math.floor(first / 1_000),
      isOneReading: ends.values.every((end, p) => end === first + p),
      packed: db.packed('ends', finest.tier, 0, Number.MAX_SAFE_INTEGER).count,
    }
  } finally {
    db.close()
  }
}

describe('F-08 kill -9 while history is recorded', () => {
  it(
    `${KILLS} kills: opens every time, sound, nothing acknowledged is lost, no half-written moment`,
    { timeout: 120_000 + KILLS * 15_000 },
    async () => {
      const folder = await tempFolder()
      const file = join(folder, 'cluster.db')
      const random = createRandom(seed)
      let next = 0
      let locks = 0
      let pages = 0
      for (let n = 0; n < KILLS; n += 1) {
        const acknowledged = await runAndKill(file, next, random.between(0, 120))
        if (existsSync(`${file}.lock`)) locks += 1
        const { sound, moment, whole, offsets, isOneReading, packed, backfilled, isBackfilled } = inspect(file)
        const where = { seed, n, acknowledged }
        expect({ ...where, sound, whole, isOneReading, isBackfilled }).toEqual({
          ...{ ...where, sound: true, whole: true, isOneReading: true, isBackfilled: true },
        })
        pages = Math.max(pages, packed)
        // The newest is the last acknowledged one, or the one under way.
        expect([acknowledged, acknowledged + 1]).toContain(moment)
        expect([acknowledged, acknowledged + 1]).toContain(offsets)
        expect([acknowledged, acknowledged + 1]).toContain(backfilled)
        next = moment + 1
      }
      console.log(`${KILLS} kills, ${next} steps recorded, ${locks} locks left behind, ${pages} blocks packed`)
      // Kills did leave locks behind, there were packed pages, and nothing was put aside.
      expect(pages).toBeGreaterThan(0)
      expect(locks).toBeGreaterThan(0)
      expect((await readdir(folder)).filter((name) => /damaged|salvag/.test(name))).toEqual([])
    },
  )
})
