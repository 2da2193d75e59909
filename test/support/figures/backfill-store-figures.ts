import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHistory } from '../../../electron/core/history/database.ts'
import { addBackfilled } from '../../../electron/core/history/backfilled/store.ts'
import { tidy } from '../../../electron/core/history/tidy.ts'
import { hoursBack, STEP_MS } from '../../../shared/domain/backfill.ts'
import { BEGIN, cpuMs, createOffsetsWorld, HOUR_MS } from './moments-recording.ts'
import { topicName, xlMoments, type MomentsSize } from './moments-world.ts'

/** A day of log ends that the time index told of so many topics of XL, stored as a run stores them: hour by hour, the newest first. */
export interface BackfillStore {
  /** Bytes that the file is larger than without. */
  readonly bytes: number
  /** ms of CPU: storing, and looking at its bounds once more with all of it in the file, as it is done each minute. */
  readonly storing: number
  readonly tidying: number
}

const HOURS = 24
/** Of a run. */
const TOPICS_AT_A_TIME = 100

export async function measureBackfillStore(topics: number, size: MomentsSize = xlMoments): Promise<BackfillStore> {
  const folder = await mkdtemp(join(tmpdir(), 'samsa-backfill-figures-'))
  const db = openHistory(join(folder, 'xl.db'))
  try {
    const empty = db.size()
    const now = BEGIN + HOURS * HOUR_MS
    const { partitionsPerTopic } = size
    const partitions = Array.from({ length: partitionsPerTopic }, (_, p) => p)
    const told = endsByStep(size, topics)
    const began = process.cpuUsage()
    for (let first = 0; first < topics; first += TOPICS_AT_A_TIME)
      for (const times of hoursBack(now)) {
        const names = Array.from({ length: Math.min(TOPICS_AT_A_TIME, topics - first) }, (_, n) => first + n)
        addBackfilled(
          db,
          names.map((t) => ({ topic: topicName(t), partitions, times, values: valuesOf(told, times, t, partitionsPerTopic) })),
        )
      }
    const storing = cpuMs(began)
    const tidied = process.cpuUsage()
    const steps = tidy(db, now)
    while (!steps.next().done);
    return { bytes: db.size() - empty, storing, tidying: cpuMs(tidied) }
  } finally {
    db.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Ends of the first topics at each step of the day. */
function endsByStep(size: MomentsSize, topics: number): readonly Float64Array[] {
  const world = createOffsetsWorld(size)
  return Array.from({ length: (HOURS * HOUR_MS) / STEP_MS + 1 }, (_, n) => {
    world.goTo(BEGIN + n * STEP_MS)
    const all = new Float64Array(topics * size.partitionsPerTopic)
    for (let t = 0; t < topics; t++) all.set(world.endsOf(t), t * size.partitionsPerTopic)
    return all
  })
}

function valuesOf(told: readonly Float64Array[], times: readonly number[], topic: number, partitions: number): Float64Array {
  const values = new Float64Array(times.length * partitions)
  for (const [i, time] of times.entries())
    values.set(told[(time - BEGIN) / STEP_MS]?.subarray(topic * partitions, (topic + 1) * partitions) ?? [], i * partitions)
  return values
}
