import { existsSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../electron/core/lib/clock.ts'
import { holdYoungGeneration } from '../../../electron/core/lib/young-generation.ts'
import { createMoments } from '../../../electron/core/playback/moments.ts'
import type { LiveCluster } from '../../../electron/core/state/live-cluster.ts'
import { createRandom } from '../random.ts'
import { BEGIN, CLUSTER, cpuMs, HOUR_MS, openHistories, record, type Recorded } from './moments-recording.ts'
import { heldRounds } from './moments-rounds.ts'
import { xlMoments } from './moments-world.ts'

/** Hours of a very large cluster through the recorder and the history worker, and how long it takes to go to a moment of them. */

export interface Cost {
  readonly wall: number
  /** ms of the whole process, workers included. */
  readonly cpu: number
}

/** Until every screen shows the moment, and until sizes of replicas have come too. */
export interface Jump extends Cost {
  readonly whole: Cost
}

export interface MomentsRun {
  readonly hours: number
  /** Bytes of the file and its log. */
  readonly disk: number
  /** How it was made; null: it was made before. */
  readonly made: Recorded | null
  /** By tier: hours before the end that it reaches back. */
  readonly held: readonly { readonly seconds: number; readonly hours: number }[]
  /** The first moment in a program that has read nothing. */
  readonly first: Jump
  /** Random moments of what is held by reading, by the minute and by ten minutes. */
  readonly far: readonly Jump[]
  readonly coarse: readonly Jump[]
  readonly coarsest: readonly Jump[]
  /** A minute on. */
  readonly near: readonly Jump[]
  /** Frames of ×600: ten minutes a second, four a second. */
  readonly play: readonly Jump[]
}

/** Of each kind. */
const COUNT = Number(process.env['SAMSA_BENCH_JUMPS'] ?? 40)
const MINUTE_MS = 60_000

const bytesOf = (file: string): number => [file, `${file}-wal`].reduce((sum, each) => sum + (existsSync(each) ? statSync(each).size : 0), 0)
/** When the moment is on the screen. */
const shown = (cluster: LiveCluster): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = new AbortController()
    const look = (): void => {
      const is = cluster.recorded?.().is ?? 'loading'
      if (is === 'loading') return
      end.abort()
      if (is === 'there') resolve()
      else reject(new Error('Nothing is recorded of that moment'))
    }
    cluster.store.watch(look, end.signal)
    look()
  })

type Held = MomentsRun['held']
type Jumps = Pick<MomentsRun, 'first' | 'far' | 'coarse' | 'coarsest' | 'near' | 'play'>

async function jumpsIn(folder: string, hours: number, held: Held): Promise<Jumps> {
  const { histories, pool } = openHistories(folder)
  // As the core does when it starts.
  const young = holdYoungGeneration()
  const moments = createMoments({ histories, clock: systemClock })
  const end = BEGIN + hours * HOUR_MS
  const jump = async (time: number): Promise<Jump> => {
    const [from, began] = [process.cpuUsage(), performance.now()]
    await shown(moments.at(CLUSTER, time))
    const made = { wall: performance.now() - began, cpu: cpuMs(from) }
    await moments.load(CLUSTER, time)
    return { ...made, whole: { wall: performance.now() - began, cpu: cpuMs(from) } }
  }
  const jumps = async (times: readonly number[]): Promise<readonly Jump[]> => {
    const made: Jump[] = []
    for (const time of times) made.push(await jump(time))
    return made
  }
  const random = createRandom(11)
  const between = (count: number, from: number, to: number): number[] =>
    Array.from({ length: count }, () => Math.floor(random.between(from, to)))
  try {
    const first = await jump(end - 90_000)
    const [fine, minutes, rest] = held.map((tier) => end - tier.hours * HOUR_MS)
    const from = fine ?? end
    const far = await jumps(between(COUNT, from + 5 * MINUTE_MS, end))
    const coarse =
      minutes !== undefined && from - minutes > HOUR_MS ? await jumps(between(COUNT, minutes + MINUTE_MS, from - MINUTE_MS)) : []
    const before = minutes ?? from
    const coarsest =
      rest !== undefined && before - rest > HOUR_MS ? await jumps(between(COUNT, rest + 10 * MINUTE_MS, before - 10 * MINUTE_MS)) : []
    const start = Math.max(BEGIN, from, end - 50 * MINUTE_MS) + MINUTE_MS
    await jump(start)
    const near = await jumps(Array.from({ length: COUNT }, (_, n) => start + (n + 1) * MINUTE_MS))
    const slow = Math.max(BEGIN + 60_000, end - 110 * 60_000)
    await jump(slow)
    const play = await jumps(Array.from({ length: COUNT }, (_, n) => slow + (n + 1) * 150_000))
    return { first, far, coarse, coarsest, near, play }
  } finally {
    young.stop()
    await histories.stop()
    await pool.stop()
  }
}

/** What the file itself says that it holds, and the grain of it. */
async function heldIn(folder: string, hours: number): Promise<Held> {
  const { histories, pool } = openHistories(folder)
  try {
    const { grains } = await histories.ask('reach', CLUSTER, {})
    return grains.map(({ seconds, since }) => ({ seconds, hours: (BEGIN + hours * HOUR_MS - since) / HOUR_MS }))
  } finally {
    await histories.stop()
    await pool.stop()
  }
}

/** Made under another name, so that half a record does not pass for a whole one. */
async function recordWhole(folder: string, hours: number): Promise<Recorded> {
  const half = join(folder, 'half')
  await mkdir(half, { recursive: true })
  const made = await record(half, xlMoments, hours, heldRounds)
  await rename(join(half, `${CLUSTER}.db`), join(folder, `${CLUSTER}.db`))
  await rm(half, { recursive: true, force: true })
  return made
}

/** @param kept a folder with a record made before, which is used and stays; when there is none yet, it is made there */
export async function runMoments(hours: number, kept: string | null): Promise<MomentsRun> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'samsa-moments-figures-')))
  const file = join(folder, `${CLUSTER}.db`)
  try {
    const made = existsSync(file) ? null : await recordWhole(folder, hours)
    const disk = bytesOf(file)
    const held = await heldIn(folder, hours)
    return { hours, disk, made, held, ...(await jumpsIn(folder, hours, held)) }
  } finally {
    if (kept === null) await rm(folder, { recursive: true, force: true })
  }
}

process.on('message', (message) => {
  if (typeof message !== 'object') return
  // Said by moments-figures.ts.
  const { hours, kept } = message as { readonly hours: number; readonly kept: string | null }
  runMoments(hours, kept).then(
    (done) => process.send?.({ done }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : 'unknown' }),
  )
})
process.channel?.ref()
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
