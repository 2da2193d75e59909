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
import { createMomentsWorld, groupName, topicName, topicsOf, type MomentsSize } from './moments-world.ts'

/** Hours of a cluster that is made up, through the recorder and the history worker. */

export const CLUSTER = 'xl'
export const HOUR_MS = 3_600_000
export const BEGIN = Date.UTC(2026, 10, 24)
const STEP_MS = 10_000
export const READ_MS = 30_000

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

/** Records through a worker of its own, and answers ms of CPU. */
export async function record(folder: string, size: MomentsSize, hours: number): Promise<number> {
  const { histories, pool } = openHistories(folder)
  try {
    return await recordInto(histories, size, hours)
  } finally {
    await histories.stop()
    await pool.stop()
  }
}

export async function recordInto(histories: Asked, size: MomentsSize, hours: number): Promise<number> {
  const world = createMomentsWorld(size)
  const watcher = createWatcher(noHiding)
  const buffer = createSampleBuffer(16_000_000)
  const whole = createWholeTopics()
  const { partitionsPerTopic } = size
  const layouts = Array.from({ length: size.groups }, (_, g) => topicsOf(size, g).flatMap((t) => whole(topicName(t), partitionsPerTopic)))
  const ends = Float64Array.from({ length: size.topics * partitionsPerTopic }, (_, i) => 1_000_000 + i)
  let cpu = 0
  const measured = async (act: () => Promise<unknown>): Promise<void> => {
    const from = process.cpuUsage()
    await act()
    cpu += cpuMs(from)
  }
  for (let n = 0; n * STEP_MS < hours * HOUR_MS; n++) {
    const time = BEGIN + n * STEP_MS
    const { state, figures } = world.at(time)
    await measured(async () => {
      const step = await inSlices(watcher.changes({ state, figures, summary: null }, time, 0, false))
      if (step) await histories.ask('recordMoment', CLUSTER, { text: stepsBytes([step]), whole: n === 0, happened: [] })
    })
    if (time % READ_MS === 0) {
      for (let i = 0; i < ends.length; i++) ends[i] = (ends[i] ?? 0) + (Math.floor(i / partitionsPerTopic) % 7) * ((n * 7 + i) % 29)
      await measured(async () => {
        for (let t = 0; t < size.topics; t++) {
          const own = ends.subarray(t * partitionsPerTopic, (t + 1) * partitionsPerTopic)
          buffer.add({ kind: 'ends', name: topicName(t) }, time + 40, whole(topicName(t), partitionsPerTopic)).set(own)
          if (time % (10 * 60_000) === 0)
            buffer.add({ kind: 'starts', name: topicName(t) }, time + 40, whole(topicName(t), partitionsPerTopic)).fill(1_000)
        }
        for (const [g, layout] of layouts.entries()) {
          const row = buffer.add({ kind: 'commits', name: groupName(g) }, time, layout)
          let at = 0
          for (const t of topicsOf(size, g))
            for (let p = 0; p < partitionsPerTopic; p++) row[at++] = (ends[t * partitionsPerTopic + p] ?? 0) - ((g + p + n) % 50)
        }
        for (let batch = buffer.batch(); batch !== null; batch = buffer.batch()) {
          await histories.ask('record', CLUSTER, { batch })
          buffer.stored()
        }
      })
    }
    if (n % 6 === 5)
      await measured(async () => {
        while (await histories.ask('tidy', CLUSTER, { now: time }));
      })
  }
  return cpu
}
