import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { JobHandlers } from '../workers/serve-jobs.ts'
import { JobFailure } from '../workers/messages.ts'
import { createAged, type AgedPartitions } from './bands.ts'
import { noTopics } from './blocks.ts'
import { commitsAt } from './commits-at.ts'
import { backfilledJobs } from './backfilled/jobs.ts'
import { backfilledEnds, createSeenLayouts } from './backfilled/series.ts'
import { archiveJobs } from './archive/jobs.ts'
import { openHistory, type HistoryDatabase } from './database.ts'
import { binned } from './heat-bins.ts'
import { heatGridOf } from './heat-map.ts'
import type { HistoryJobs } from './jobs.ts'
import { momentJobs } from './moments/jobs.ts'
import { createMomentLog, type MomentLog } from './moments/log.ts'
import { createOpenMinute, type OpenMinute } from './open-minute.ts'
import { ownersOf } from './ownership.ts'
import { momentsOf, since, type HistoryReader } from './playback.ts'
import { positionsOf } from './positions.ts'
import { putAside, removeHistory, salvage } from './salvage.ts'
import { seriesOf } from './series.ts'
import { storyOf } from './story.ts'
import { historyBounds, type Bounds } from './bounds.ts'
import { tidy } from './tidy.ts'
import { HOUR_MS, whyOf } from './why.ts'

/** What the history worker does. It owns the open files; nothing else in the program opens them. */

interface Opened {
  readonly db: HistoryDatabase
  readonly minute: OpenMinute
  readonly log: MomentLog
  chores: Generator<undefined, void> | null
}

/** Nothing is recorded of a cluster without a file, and reading makes none. */
const nothing: HistoryReader = {
  read: () => [],
  topics: noTopics,
  oldest: () => null,
  newestSlot: () => null,
  first: () => null,
  backfilled: { read: () => [] },
}

/** A piece of tidying, so that recording never waits long. */
const PIECE_MS = 250

const isDamage = (error: unknown): boolean => error instanceof Error && /malformed|not a database|corrupt/i.test(error.message)
const isDisk = (error: unknown): boolean =>
  error instanceof Error && /full|disk I\/O|readonly|read-only|unable to open|ENOSPC|EDQUOT|EACCES|EROFS/i.test(error.message)

/** @param bounds of each file */
export function historyWorker(bounds: Bounds = historyBounds): JobHandlers<HistoryJobs> {
  const files = new Map<string, Opened>()

  const open = (file: string): Opened => {
    const known = files.get(file)
    if (known) return known
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const db = openSound(file)
    const opened = { db, minute: createOpenMinute(db), log: createMomentLog(db.moments), chores: null }
    files.set(file, opened)
    return opened
  }
  const close = (file: string): void => {
    const opened = files.get(file)
    files.delete(file)
    opened?.db.close()
  }
  /** A file that turns out to be damaged is put aside, and the work is done once more with a new one. */
  const withFile = <T>(file: string, work: (opened: Opened) => T): T => {
    try {
      return work(open(file))
    } catch (error) {
      if (!isDamage(error)) throw asFailure(error)
      closeQuietly(() => close(file))
      putAside(file)
    }
    try {
      return work(open(file))
    } catch (error) {
      throw asFailure(error)
    }
  }
  const reading = <T>(file: string, work: (db: HistoryReader) => T): T =>
    files.has(file) || existsSync(file) ? withFile(file, ({ db }) => work(db)) : work(nothing)

  return {
    record: ({ file, batch }) =>
      withFile(file, ({ db, minute }) => {
        if (!minute.take(batch)) return 'unknownLayouts'
        try {
          db.write(minute.changed())
        } catch (error) {
          // They are told again, by whom they came from.
          minute.clear()
          throw error
        }
        minute.saved()
        return 'stored'
      }),
    ...archiveJobs(withFile),
    ...backfilledJobs(withFile),
    ...momentJobs({ withFile, isThere: (file) => files.has(file) || existsSync(file) }),
    series: ({ file, group, from, to, points }) =>
      reading(file, (db) => {
        const seen = createSeenLayouts()
        const series = seriesOf(seen.of(momentsOf(db, group, from, to)), from, to, points, agedBefore(db, group, from, to))
        return { ...series, since: since(db, group), backfilled: seen.rates(db, group, series) }
      }),
    commitsAt: ({ file, group, at }) => reading(file, (db) => commitsAt(db, group, at)),
    heatMap: ({ file, group, from, to, metric, order, columns, rows, ownership }) =>
      reading(file, (db) => {
        const grid = heatGridOf(
          momentsOf(db, group, from, to),
          ...([from, to, columns, metric] as const),
          metric === 'timeLag' ? agedBefore(db, group, from, to) : undefined,
        )
        const ownerOf = ownersOf(ownership)
        const bins = binned(
          grid,
          ({ topic, partition }) => {
            const { leader, agent, member } = ownerOf(topic, partition)
            return { leader, agent, member: member?.member ?? null }
          },
          order,
          rows,
        )
        return { from, step: grid.step, columns: grid.columns, rows: bins, partitions: grid.rows.length }
      }),
    why: ({ file, group, now, circumstances }) =>
      reading(file, (db) => whyOf(momentsOf(db, group, now - HOUR_MS, now), now, circumstances)),
    positions: ({ file, group, topic, partition, from, to, points }) =>
      reading(file, (db) => {
        const positions = positionsOf(momentsOf(db, group, from, to), topic, partition, { from, to, points })
        const { step, ends } = positions
        return { ...positions, backfilled: backfilledEnds(db, topic, partition, { from, step, count: ends.length }, ends) }
      }),
    story: ({ file, group, from, to }) =>
      reading(file, (db) => ({ moments: [...storyOf(momentsOf(db, group, from, to))], since: since(db, group) })),
    tidy: ({ file, now, bytes = bounds.bytes }) =>
      withFile(file, (opened) => tidyPiece(opened, () => chores(file, opened.db, now, { bytes }))),
    wholeFile({ file }) {
      if (!files.has(file) && !existsSync(file)) return null
      // Opened and closed: SQLite takes in what lies beside the file. Nobody else opens it meanwhile.
      withFile(file, () => undefined)
      close(file)
      return new Uint8Array(readFileSync(file))
    },
    close({ file }) {
      close(file)
      return null
    },
    forget({ file }) {
      close(file)
      removeHistory(file)
      return null
    },
  }
}

/** A short span says little of how old its positions are: what was recorded before it does. */
const LOOK_BACK_MS = 6 * HOUR_MS
/** Between two moments of it. */
const BACK_STEP_MS = 120_000
/** More partitions than this would take long to read back. */
const MOST_BACK = 500

function agedBefore(db: HistoryReader, group: string, from: number, to: number): AgedPartitions {
  const aged = createAged()
  if (to - from >= LOOK_BACK_MS) return aged
  let kept = Number.NEGATIVE_INFINITY
  for (const moment of momentsOf(db, group, from - LOOK_BACK_MS, from - 1)) {
    if (moment.lag.length > MOST_BACK) break
    if (moment.time - kept < BACK_STEP_MS) continue
    kept = moment.time
    aged.before(moment)
  }
  return aged
}

function tidyPiece(opened: Opened, begin: () => Generator<undefined, void>): boolean {
  opened.chores ??= begin()
  const end = performance.now() + PIECE_MS
  try {
    while (performance.now() < end) {
      if (!opened.chores.next().done) continue
      opened.chores = null
      return false
    }
  } catch (error) {
    opened.chores = null
    throw error
  }
  return true
}

function* chores(file: string, db: HistoryDatabase, now: number, bounds: Bounds): Generator<undefined, void> {
  yield* salvage(file, db)
  yield* tidy(db, now, bounds)
}

function openSound(file: string): HistoryDatabase {
  try {
    return openHistory(file)
  } catch (error) {
    if (!isDamage(error)) throw error
    putAside(file)
    return openHistory(file)
  }
}

const asFailure = (error: unknown): unknown =>
  isDisk(error) && error instanceof Error ? new JobFailure('disk', error.message, { cause: error }) : error

function closeQuietly(act: () => void): void {
  try {
    act()
  } catch {
    // What is damaged may not close either; its file is put aside all the same.
  }
}
