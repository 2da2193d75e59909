import { existsSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import { openHistory } from '../../../electron/core/history/database.ts'
import { historyWorker } from '../../../electron/core/history/history-worker.ts'
import type { HistoryJobs } from '../../../electron/core/history/jobs.ts'
import { rowsOf } from '../../../electron/core/history/stored-rows.ts'
import { historyBounds } from '../../../electron/core/history/bounds.ts'
import { heldSince } from '../../../electron/core/history/tidy.ts'
import { slotOf, slotStart, tiers, type TierFacts } from '../../../electron/core/history/tiers.ts'
import { BEGIN, CLUSTER, HOUR_MS, recordInto, type Asked } from './moments-recording.ts'
import { everyRound } from './moments-rounds.ts'
import { groupName, xlMoments, type MomentsSize } from './moments-world.ts'

/** Where the bytes of a history are, by a cluster of a part of the size of XL that may take that part of the room. */
export interface TierSize {
  readonly grain: number
  /** Hours before the end that it reaches back. */
  readonly reach: number
  /** Of the commits alone, for one partition of one group at one moment. */
  readonly bytesASample: number
  /** Bytes of an hour, as XL would have it. */
  readonly offsets: number
  readonly moments: number
}

export interface Sizes {
  readonly tiers: readonly TierSize[]
  /** Bytes of the file and its log at most, as XL would have it. */
  readonly most: number
}

const PARTS = 40
const size: MomentsSize = {
  ...xlMoments,
  ...{
    brokers: xlMoments.brokers / PARTS,
    topics: xlMoments.topics / PARTS,
    groups: xlMoments.groups / PARTS,
  },
}

export async function measureSizes(hours: number): Promise<Sizes> {
  const folder = await mkdtemp(join(tmpdir(), 'samsa-size-figures-'))
  const file = join(folder, `${CLUSTER}.db`)
  try {
    const worker = historyWorker({ bytes: historyBounds.bytes / PARTS })
    let most = 0
    const ask: Asked['ask'] = async (job, _cluster, input) => {
      // Of that job, as the table of jobs says.
      const handler = worker[job] as (input: unknown) => unknown
      const output = (await handler({
        ...input,
        file,
      })) as HistoryJobs[typeof job]['output']
      if (job === 'tidy') most = Math.max(most, bytesOf(file) - LOG_BYTES, statSync(file).size)
      return output
    }
    await recordInto({ ask }, size, hours, everyRound)
    await worker.close({ file })
    return { tiers: tiersIn(file, hours), most: most * PARTS }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Of the write-ahead log, which is as large for a small cluster. */
const LOG_BYTES = 16 * 2 ** 20

const bytesOf = (file: string): number => [file, `${file}-wal`].reduce((sum, each) => sum + (existsSync(each) ? statSync(each).size : 0), 0)

function tiersIn(file: string, hours: number): readonly TierSize[] {
  const spans = spansIn(file, hours)
  const db = new sqlite.Database(file)
  db.exec('PRAGMA locking_mode = EXCLUSIVE')
  const sum = (what: string, where: string): number => Number(db.get(`SELECT SUM(${what}) AS value FROM ${where}`)?.['value'] ?? 0)
  const found = spans.map(({ grain, reach, packedHours, momentHours, rows }) => {
    const commits = sum('LENGTH(subjects) + LENGTH(bytes)', `pack WHERE tier = ${grain} AND kind = 0`)
    const anHour = (bytes: number, of: number): number => (of === 0 ? 0 : (bytes * PARTS) / of)
    return {
      ...{ grain, reach },
      bytesASample: commits / (rows * size.groups * size.topicsPerGroup * size.partitionsPerTopic),
      offsets: anHour(sum('LENGTH(subjects) + LENGTH(bytes)', `pack WHERE tier = ${grain}`), packedHours),
      moments: anHour(sum('LENGTH(bytes)', `moment WHERE tier = ${grain}`), momentHours),
    }
  })
  db.close()
  return found
}

interface Span {
  readonly grain: number
  readonly reach: number
  readonly packedHours: number
  readonly momentHours: number
  /** Readings of one group that are packed. */
  readonly rows: number
}

function spansIn(file: string, hours: number): readonly Span[] {
  const db = openHistory(file)
  const end = BEGIN + hours * HOUR_MS
  const spanOf = (tier: TierFacts): Span => {
    const oldest = db.oldest(tier.tier)
    const loose = db.oldestLoose(tier.tier)
    const rolled = tier === tiers[0] ? end : slotStart(tier, db.rolledTo(tier.tier))
    const from = oldest === null ? end : slotStart(tier, oldest)
    const until = Math.max(from, loose === null ? rolled : slotStart(tier, loose))
    const moment = db.moments.oldest(tier.tier) ?? rolled
    return {
      grain: tier.tier,
      reach: (end - (heldSince(db, tier) ?? end)) / HOUR_MS,
      packedHours: (until - from) / HOUR_MS,
      momentHours: (rolled - moment) / HOUR_MS,
      rows: rowsOf(db, { kind: 'commits', name: groupName(0) }, tier.tier, slotOf(tier, from), slotOf(tier, until) - 1).length,
    }
  }
  const spans = tiers.map(spanOf)
  db.close()
  return spans
}
