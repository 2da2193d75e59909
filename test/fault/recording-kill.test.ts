import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openHistory } from '../../electron/core/history/database.ts'
import { historyFile } from '../../electron/core/history/histories.ts'
import { momentsOf } from '../../electron/core/history/playback.ts'
import { howMany } from '../support/how-many.ts'
import { createRandom } from '../support/random.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { CLUSTER, GROUPS, isTrue } from './recording-kill-world.ts'

const KILLS = howMany('SAMSA_RECORDING_KILLS', { usual: 6, long: 200 })
const LANES = 2
/** Of five one dies at a random moment of its start, one after its first reading, the others when something was stored. */
const MOMENTS = [
  { from: 'stored', within: 2_500 },
  { from: 'read', within: 2_500 },
  { from: 'stored', within: 2_500 },
  { from: 'start', within: 1_500 },
  { from: 'stored', within: 2_500 },
] as const
const LOST_AT_MOST_MS = 10_000

const child = fileURLToPath(new URL('recording-kill-child.ts', import.meta.url))
const seed = Number(process.env['SAMSA_SEED'] ?? Date.now() % 1_000_000)

interface Life {
  readonly read: readonly number[]
  /** Up to where it said that all is stored; 0: never. */
  readonly stored: number
  readonly killedAt: number
}

/** Lets a child record in `folder` and kills it, `delay` ms after its start, its first reading or the first that was stored. */
async function liveAndDie(folder: string, from: 'start' | 'read' | 'stored', delay: number): Promise<Life> {
  const process_ = spawn(process.execPath, [child, folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  let failed = ''
  let killedAt = 0
  let timer: NodeJS.Timeout | null = null
  const killSoon = (): void => {
    timer ??= setTimeout(() => {
      killedAt = Date.now()
      process_.kill('SIGKILL')
    }, delay)
  }
  process_.stderr.on('data', (text: Buffer) => (failed += text.toString()))
  process_.stdout.on('data', (text: Buffer) => {
    told += text.toString()
    if (new RegExp(`^${from} `, 'm').test(told)) killSoon()
  })
  if (from === 'start') killSoon()
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => process_.once('close', (...end) => resolve(end)))
  // It is killed or the test is broken: a child that ends by itself must not count.
  if (signal !== 'SIGKILL') throw new Error(`The child ended by itself with ${code}: ${failed}`)
  const all = (what: string): number[] => [...told.matchAll(new RegExp(`^${what} (\\d+)$`, 'gm'))].map((match) => Number(match[1]))
  return { read: all('read'), stored: all('stored').at(-1) ?? 0, killedAt }
}

interface Found {
  readonly sound: boolean
  /** Times of the readings of all groups; a reading that not every group has counts as none. */
  readonly times: ReadonlySet<number>
  readonly wrong: number
}

/** What the next start finds, which opens the file as the owner of the data folder does. */
function openedAgain(folder: string): Found {
  const db = openHistory(historyFile(folder)(CLUSTER))
  try {
    const seen = new Map<number, number>()
    let wrong = 0
    for (const group of GROUPS)
      for (const { committedAt, committed, ends } of momentsOf(db, group, 0, Number.MAX_SAFE_INTEGER)) {
        seen.set(committedAt, (seen.get(committedAt) ?? 0) + 1)
        if (!isTrue(committedAt, committed, ends)) wrong += 1
      }
    const times = new Set([...seen].filter(([, groups]) => groups === GROUPS.length).map(([at]) => at))
    return { sound: db.isSound(), times, wrong }
  } finally {
    db.close()
  }
}

describe('F-08 kill -9 while a cluster is recorded', () => {
  const title = `${KILLS} kills: it opens every time without help, nothing stored is lost or wrong, and at most 10 s of readings are`
  it(title, { timeout: 120_000 + KILLS * 15_000 }, async () => {
    let mostLost = 0
    let stored = 0
    const lane = async (number: number): Promise<void> => {
      const folder = await tempFolder()
      const random = createRandom(seed + number)
      let promised: readonly number[] = []
      for (let n = 0; n < KILLS / LANES; n += 1) {
        const { from, within } = MOMENTS[n % MOMENTS.length] ?? MOMENTS[0]
        const life = await liveAndDie(folder, from, random.between(0, within))
        if (promised.length === 0 && life.stored === 0) continue
        const { sound, times, wrong } = openedAgain(folder)
        // What was said to be stored is there, of this life and of all before it.
        promised = [...promised, ...life.read.filter((at) => at <= life.stored)]
        expect({ seed, number, n, sound, wrong, missing: promised.filter((at) => !times.has(at)) }).toEqual({
          ...{ seed, number, n, sound: true, wrong: 0, missing: [] },
        })
        const lost = life.read.filter((at) => !times.has(at))
        const longest = lost.length === 0 ? 0 : life.killedAt - Math.min(...lost)
        expect({ seed, number, n, lost: longest }).toEqual({ seed, number, n, lost: Math.min(longest, LOST_AT_MOST_MS) })
        mostLost = Math.max(mostLost, longest)
        stored += life.stored > 0 ? 1 : 0
      }
    }
    await Promise.all(Array.from({ length: LANES }, (_, n) => lane(n)))
    console.log(`${KILLS} kills, ${stored} of them after something was stored; most lost ${mostLost} ms of readings`)
    // The kills did hit recordings under way.
    expect(stored).toBeGreaterThanOrEqual(KILLS / MOMENTS.length)
    if (KILLS >= 50) expect(mostLost).toBeGreaterThan(0)
  })
})
