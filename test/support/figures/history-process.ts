import { existsSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { historyBounds } from '../../../electron/core/history/bounds.ts'
import { historyWorker } from '../../../electron/core/history/history-worker.ts'
import { createWholeTopics } from '../../../electron/core/history/readings.ts'
import { createSampleBuffer } from '../../../electron/core/history/sample-batch.ts'
import { lagSizes, type LagSizeName } from '../../emulators/kafka/lag-sizes.ts'

/**
 * Hours of readings of a cluster through the code of the history worker, as fast as it goes: how large it becomes, in memory and on disk.
 * A day of a whole cluster takes that code half an hour and longer; of a part of it, in that part of the room, minutes.
 */

export interface HistoryRun {
  readonly hours: number
  /** Bytes of the file and its log, at the end and at most. */
  readonly disk: number
  readonly diskMost: number
  /** Growth of the process over the empty one, in bytes: heap, buffers and SQLite. */
  readonly memory: number
  readonly memoryMost: number
  /** ms of CPU for the readings of an hour. */
  readonly cpuPerHour: number
}

const EVERY_MS = 30_000
const HOUR_MS = 3_600_000
/** Whole hours: tidying rolls up what is complete. */
const BEGIN = Date.UTC(2026, 10, 24)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void // the flag above makes it so

const inUse = (): number => {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const bytesOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0)
/** SQLite's log is as long for a part of a cluster as for the whole. */
const diskOf = (file: string, parts: number): number => parts * bytesOf(file) + bytesOf(`${file}-wal`)

/** 0 to 1, the same in every run. */
const hash = (a: number, b: number): number => ((Math.imul(Math.imul(a + 7, 0x9e3779b1) ^ (b + 13), 0x85ebca6b) >>> 8) % 65_536) / 65_536

/**
 * Offsets that move as those of the emulated clusters do: a topic gets 1 to 50 records a second over its partitions, every seventh none,
 * with the noise that chance makes; commits a little behind.
 */
function createOffsets(count: number, partitionsPerTopic: number) {
  const ends = new Float64Array(count).fill(1_000_000)
  const commits = new Float64Array(count).fill(999_000)
  return {
    ends,
    commits,
    tick(n: number): void {
      for (let i = 0; i < count; i++) {
        const topic = Math.floor(i / partitionsPerTopic)
        if (topic % 7 === 0) continue
        const pace = (((topic % 50) + 1) * EVERY_MS) / 1_000 / partitionsPerTopic
        // Uniform with the standard deviation of chance, √pace.
        const chance = (2 * hash(i, n) - 1) * Math.sqrt(3 * pace)
        ends[i] = (ends[i] ?? 0) + Math.max(0, Math.round(pace + chance))
        commits[i] = Math.max(commits[i] ?? 0, (ends[i] ?? 0) - Math.round(hash(n, i) * 0.3 * pace))
      }
    },
  }
}

/** @param parts the cluster is one of so many parts: the disk and the CPU are scaled to the whole, memory is as it is */
async function run(size: LagSizeName, hours: number, parts: number): Promise<HistoryRun> {
  const { partitionsPerTopic, topicsPerGroup } = lagSizes[size]
  const topics = lagSizes[size].topics / parts
  const groups = lagSizes[size].groups / parts
  const folder = await mkdtemp(join(tmpdir(), 'samsa-history-figures-'))
  const file = join(folder, 'history.db')
  const worker = historyWorker({ bytes: historyBounds.bytes / parts })
  const buffer = createSampleBuffer()
  const whole = createWholeTopics()
  const { ends, commits, tick } = createOffsets(
    Math.max(topics * partitionsPerTopic, groups * topicsPerGroup * partitionsPerTopic),
    partitionsPerTopic,
  )
  const name = (t: number): string => `orders.events.${String(t % topics).padStart(5, '0')}`
  const layouts = Array.from({ length: groups }, (_, g) =>
    Array.from({ length: topicsPerGroup }, (_, n) => whole(name(topicsPerGroup * g + n), partitionsPerTopic)).flat(),
  )
  const width = topicsPerGroup * partitionsPerTopic
  const empty = inUse()
  let memoryMost = 0
  let diskMost = 0
  const from = process.cpuUsage()
  const readings = (hours * HOUR_MS) / EVERY_MS
  try {
    for (let n = 0; n < readings; n++) {
      const at = BEGIN + n * EVERY_MS
      tick(n)
      for (let t = 0; t < topics; t++)
        buffer
          .add({ kind: 'ends', name: name(t) }, at + 40, whole(name(t), partitionsPerTopic))
          .set(ends.subarray(t * partitionsPerTopic, (t + 1) * partitionsPerTopic))
      for (const [g, layout] of layouts.entries())
        buffer.add({ kind: 'commits', name: `consumer-${g}` }, at, layout).set(commits.subarray(g * width, (g + 1) * width))
      for (let batch = buffer.batch(); batch !== null; batch = buffer.batch()) {
        await worker.record({ file, batch })
        buffer.stored()
      }
      if (n % 2 === 1) while (await worker.tidy({ file, now: at }));
      if (n % 240 !== 239 && n !== readings - 1) continue
      memoryMost = Math.max(memoryMost, inUse() - empty)
      diskMost = Math.max(diskMost, diskOf(file, parts))
    }
    const { user, system } = process.cpuUsage(from)
    const cpuPerHour = (parts * (user + system)) / 1_000 / hours
    return { hours, disk: diskOf(file, parts), diskMost, memory: inUse() - empty, memoryMost, cpuPerHour }
  } finally {
    await worker.close({ file })
    await rm(folder, { recursive: true, force: true })
  }
}

process.on('message', (message) => {
  if (typeof message !== 'object') return
  // Said by lag-figures.ts.
  const { size, hours, parts } = message as { readonly size: LagSizeName; readonly hours: number; readonly parts: number }
  run(size, hours, parts).then(
    (done) => process.send?.({ done }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : 'unknown' }),
  )
})
process.channel?.ref()
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
