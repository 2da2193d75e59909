import { statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import { openHistory } from '../../../electron/core/history/database.ts'
import { rowsOf } from '../../../electron/core/history/stored-rows.ts'
import { slotOf, slotStart, tiers, type TierFacts } from '../../../electron/core/history/tiers.ts'
import { BEGIN, CLUSTER, HOUR_MS, record } from './moments-recording.ts'
import { groupName, xlMoments, type MomentsSize } from './moments-world.ts'

/** Where the bytes of a history are, by a cluster of a part of the size of XL. */
export interface TierSize {
  readonly grain: number
  /** Of the commits alone, for one partition of one group at one moment. */
  readonly bytesASample: number
  /** Of an hour, as XL would have it: offsets that are packed, those that are not yet, moments. */
  readonly packed: number
  readonly loose: number
  readonly moments: number
}

export interface Sizes {
  readonly tiers: readonly TierSize[]
  /** Bytes of the file for each byte that is in it. */
  readonly overhead: number
}

const PARTS = 20
const size: MomentsSize = {
  ...xlMoments,
  ...{ brokers: xlMoments.brokers / PARTS, topics: xlMoments.topics / PARTS, groups: xlMoments.groups / PARTS },
}

export async function measureSizes(hours: number): Promise<Sizes> {
  const folder = await mkdtemp(join(tmpdir(), 'samsa-size-figures-'))
  const file = join(folder, `${CLUSTER}.db`)
  try {
    await record(folder, size, hours)
    const samples = samplesIn(file, hours)
    const db = new sqlite.Database(file)
    db.exec('PRAGMA locking_mode = EXCLUSIVE')
    const number = (sql: string, values: (number | string)[]): number => Number(db.get(sql, values)?.['value'] ?? 0)
    const inTier = (tier: TierFacts): TierSize & { readonly all: number } => {
      const [packed, loose, moments] = ['LENGTH(subjects) + LENGTH(bytes)', 'LENGTH(bytes)', 'LENGTH(bytes)'].map((bytes, i) =>
        number(`SELECT SUM(${bytes}) AS value FROM ${['pack', 'block', 'moment'][i] ?? ''} WHERE tier = ?`, [tier.tier]),
      )
      const commits = number('SELECT SUM(LENGTH(subjects) + LENGTH(bytes)) AS value FROM pack WHERE tier = ? AND kind = 0', [tier.tier])
      const { packedMs, looseMs, momentsMs, rows } = samples(tier)
      const anHour = (bytes: number | undefined, ms: number): number => (ms === 0 ? 0 : ((bytes ?? 0) * PARTS * HOUR_MS) / ms)
      return {
        grain: tier.tier,
        bytesASample: commits / (rows * size.groups * size.topicsPerGroup * size.partitionsPerTopic),
        packed: anHour(packed, packedMs),
        loose: anHour(loose, looseMs),
        moments: anHour(moments, momentsMs),
        all: (packed ?? 0) + (loose ?? 0) + (moments ?? 0),
      }
    }
    const measured = tiers.map(inTier)
    db.close()
    return { tiers: measured, overhead: statSync(file).size / measured.reduce((sum, { all }) => sum + all, 0) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** How long a tier's parts span, and how many readings of a group are packed in it. */
function samplesIn(file: string, hours: number) {
  const db = openHistory(file)
  const end = BEGIN + hours * HOUR_MS
  const found = new Map(
    tiers.map((tier) => {
      const [oldest, loose, moment] = [db.oldest(tier.tier), db.oldestLoose(tier.tier), db.moments.oldest(tier.tier)]
      const from = oldest === null ? end : slotStart(tier, oldest)
      const until = Math.max(
        from,
        loose === null ? (tier.tier === 10 ? end : slotStart(tier, db.rolledTo(tier.tier))) : slotStart(tier, loose),
      )
      const rows = rowsOf(db, { kind: 'commits', name: groupName(0) }, tier.tier, slotOf(tier, from), slotOf(tier, until) - 1)
      const momentsUntil = tier.tier === 10 ? end : slotStart(tier, db.rolledTo(tier.tier))
      return [
        tier.tier,
        {
          packedMs: until - from,
          looseMs: loose === null ? 0 : end - slotStart(tier, loose),
          momentsMs: moment === null ? 0 : momentsUntil - moment,
          rows: rows.length,
        },
      ] as const
    }),
  )
  db.close()
  return (tier: TierFacts) => found.get(tier.tier) ?? { packedMs: 0, looseMs: 0, momentsMs: 0, rows: 0 }
}
