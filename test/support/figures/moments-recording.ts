import { join } from 'node:path'
import { createHistories } from '../../../electron/core/history/histories.ts'
import type { HistoryJobs } from '../../../electron/core/history/jobs.ts'
import { noHiding } from '../../../electron/core/history/moments/json.ts'
import { stepsBytes } from '../steps-bytes.ts'
import { createWatcher } from '../../../electron/core/history/moments/watcher.ts'
import { createWholeTopics } from '../../../electron/core/history/readings.ts'
import { createSampleBuffer } from '../../../electron/core/history/sample-batch.ts'
import { systemClock } from '../../../electron/core/lib/clock.ts'
import { silentLog } from '../../../electron/core/lib/log.ts'
import { inSlices } from '../../../electron/core/lib/slices.ts'
import { createWorkerPool, workerLimits } from '../../../electron/core/workers/pool.ts'
import { workerFile } from '../worker-file.ts'
import { READ_MS, roundsOf, type Grains } from './moments-rounds.ts'
import { createMomentsWorld, groupName, topicName, topicsOf, type MomentsSize } from './moments-world.ts'

/** Hours of a cluster that is made up, through the recorder and the history worker. */

export const CLUSTER = 'xl'
export const HOUR_MS = 3_600_000
export const BEGIN = Date.UTC(2026, 10, 24)

export const cpuMs = (from?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1_000
}

export function openHistories(folder: string) {
  // The first reading of a day is made in one go here, which the deadline of a real one need not bear.
  const limits = {
    ...workerLimits,
    deadlineMs: 600_000,
    silenceMs: 600_000,
    residentBytes: 8 * 2 ** 30,
    bytes: 4 * 2 ** 30,
    oldSpaceMb: 4_096,
  }
  const pool = createWorkerPool({ workerFile, clock: systemClock, log: silentLog, limits })
  const histories = createHistories({
    lane: pool.lane<HistoryJobs>('history'),
    fileOf: (id) => join(folder, `${id}.db`),
    clock: systemClock,
    log: silentLog,
  })
  return { histories, pool }
}

export type Asked = Pick<ReturnType<typeof createHistories>, 'ask'>

export interface Recorded {
  /** ms of CPU that recording the part took that is read at full grain: both threads. */
  readonly cpu: number
  /** Hours of that part. */
  readonly full: number
  readonly rounds: number
}

/** Records through a worker of its own. */
export async function record(folder: string, size: MomentsSize, hours: number, grains: Grains): Promise<Recorded> {
  const { histories, pool } = openHistories(folder)
  try {
    return await recordInto(histories, size, hours, grains)
  } finally {
    await histories.stop()
    await pool.stop()
  }
}

export async function recordInto(histories: Asked, size: MomentsSize, hours: number, grains: Grains): Promise<Recorded> {
  const world = createMomentsWorld(size)
  const offsets = createOffsetsWorld(size)
  const watcher = createWatcher(noHiding)
  const buffer = createSampleBuffer(16_000_000)
  const whole = createWholeTopics()
  const { partitionsPerTopic } = size
  const layouts = Array.from({ length: size.groups }, (_, g) => topicsOf(size, g).flatMap((t) => whole(topicName(t), partitionsPerTopic)))
  const storeReadings = async (): Promise<void> => {
    for (let batch = buffer.batch(); batch !== null; batch = buffer.batch()) {
      await histories.ask('record', CLUSTER, { batch })
      buffer.stored()
    }
  }
  let [rounds, cpu, fullFrom] = [0, 0, Number.POSITIVE_INFINITY]
  for (const { time, reads, tier } of roundsOf(BEGIN, hours, grains)) {
    const isFirst = rounds === 0
    const { state, figures } = world.at(time, tier)
    if (reads.has('offsets')) offsets.goTo(time)
    const from = process.cpuUsage()
    if (reads.has('moment')) {
      const changes = await inSlices(watcher.changes({ state, figures, summary: null }, time, 0, false))
      if (changes !== null) {
        const { step, flat } = changes
        await histories.ask('recordMoment', CLUSTER, { text: stepsBytes([step]), flat, whole: isFirst, happened: [] })
      }
    }
    if (reads.has('starts'))
      for (let t = 0; t < size.topics; t++)
        buffer.add({ kind: 'starts', name: topicName(t) }, time + 40, whole(topicName(t), partitionsPerTopic)).fill(1_000)
    if (reads.has('offsets')) {
      for (let t = 0; t < size.topics; t++)
        buffer.add({ kind: 'ends', name: topicName(t) }, time + 40, whole(topicName(t), partitionsPerTopic)).set(offsets.endsOf(t))
      for (const [g, layout] of layouts.entries()) offsets.commitsOf(g, buffer.add({ kind: 'commits', name: groupName(g) }, time, layout))
    }
    await storeReadings()
    if (reads.has('tidy')) while (await histories.ask('tidy', CLUSTER, { now: time }));
    if (tier === 10) {
      cpu += cpuMs(from)
      fullFrom = Math.min(fullFrom, time)
    }
    rounds += 1
  }
  return { cpu, full: (BEGIN + hours * HOUR_MS - fullFrom) / HOUR_MS, rounds }
}

/** Log ends that move on with every reading that there would be, also when only some are made, and commits a little behind them. */
export function createOffsetsWorld(size: MomentsSize) {
  const { partitionsPerTopic } = size
  const ends = Float64Array.from({ length: size.topics * partitionsPerTopic }, (_, i) => 1_000_000 + i)
  let next = BEGIN
  /** Of the newest reading, in steps of ten seconds. */
  let n = 0
  return {
    goTo(time: number): void {
      for (; next <= time; next += READ_MS) {
        n = (next - BEGIN) / 10_000
        for (let i = 0; i < ends.length; i++) ends[i] = (ends[i] ?? 0) + (Math.floor(i / partitionsPerTopic) % 7) * ((n * 7 + i) % 29)
      }
    },
    endsOf: (t: number): Float64Array => ends.subarray(t * partitionsPerTopic, (t + 1) * partitionsPerTopic),
    commitsOf(g: number, row: Float64Array): void {
      let at = 0
      for (const t of topicsOf(size, g))
        for (let p = 0; p < partitionsPerTopic; p++) row[at++] = (ends[t * partitionsPerTopic + p] ?? 0) - ((g + p + n) % 50)
    },
  }
}
