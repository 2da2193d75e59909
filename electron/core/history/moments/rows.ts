import type { Tier } from '../tiers.ts'
import type { Happening, HappeningKind } from './happenings.ts'

/** What a row of moments holds: everything there is at its start, or what changed from its start to its end. */
export type MomentKind = 'keyframe' | 'changes'

export interface MomentRow {
  readonly tier: Tier
  readonly kind: MomentKind
  /** Wall clock ms of its first and last step. */
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

/** Ids grow with the time of writing, also when the clock is set back. */
export interface StoredMoment extends MomentRow {
  readonly id: number
}

/** Rows of moments in a history file, in order of time. */
export interface MomentRows {
  /** Synced to disk when it returns. */
  add(rows: readonly MomentRow[], happened?: readonly Happening[]): void
  /** What happened in [from, to], newest first, and how much more there was. */
  happened(from: number, to: number, most: number, of?: HappenedTo): { readonly events: readonly Happening[]; readonly more: number }
  /** The newest keyframes of a tier at or before a moment, newest first. */
  keyframesAt(tier: Tier, time: number, most: number): Iterable<StoredMoment>
  /** Rows that begin in (from, to], in order, written after the one with that id. */
  after(tier: Tier, from: number, to: number, id?: number): readonly StoredMoment[]
  oldest(tier: Tier): number | null
  /** The newest recorded moment of any tier. */
  newest(): number | null
  /** Drops those that end before; at most `most` of them. Answers whether some are left. */
  drop(tier: Tier, before: number, most: number): boolean
  /** Rows that begin in [from, to), by equal spans of time. */
  density(from: number, to: number, columns: number): readonly number[]
}

/** Only what is of one of these kinds and subjects. */
export interface HappenedTo {
  readonly kinds: readonly HappeningKind[]
  readonly subjects: readonly string[]
}

export const momentLabel = ({ tier, kind, start }: Pick<MomentRow, 'tier' | 'kind' | 'start'>): string => `moment ${kind} ${tier} ${start}`

/** Of SQLite as much as is needed here. */
export interface Sql {
  all(sql: string, values?: readonly (number | string | Uint8Array)[]): readonly Readonly<Record<string, unknown>>[]
  /** Answers how many rows it changed. */
  run(sql: string, values: readonly (number | string | Uint8Array)[]): number
  /** All or nothing. */
  inTransaction(act: () => void): void
}

export const MOMENT_SCHEMA = `
  CREATE TABLE IF NOT EXISTS moment (
    id INTEGER PRIMARY KEY, tier INTEGER NOT NULL, kind INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, bytes BLOB NOT NULL
  );
  CREATE INDEX IF NOT EXISTS moment_place ON moment (tier, kind, start);
  CREATE TABLE IF NOT EXISTS happened (at INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS happened_at ON happened (at);
`

/** What happened is kept as long as the coarsest tier. */
const COARSEST: Tier = 600
const KEYFRAME = 0
const CHANGES = 1
const KINDS = [KEYFRAME, CHANGES]
const COLUMNS = 'tier, kind, start, end, bytes'
const READ = `id, ${COLUMNS}`

const places = (values: readonly string[]): string => values.map(() => '?').join()
const number = (value: unknown): number => (typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : 0)
const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : number(value))

export function momentRow(row: Readonly<Record<string, unknown>>): StoredMoment | null {
  const { bytes } = row
  const tier = number(row['tier'])
  if (!(bytes instanceof Uint8Array) || (tier !== 10 && tier !== 60 && tier !== 600)) return null
  return {
    id: number(row['id']),
    tier,
    kind: number(row['kind']) === KEYFRAME ? 'keyframe' : 'changes',
    start: number(row['start']),
    end: number(row['end']),
    bytes,
  }
}

// Written from a `Happening`.
const happeningOf = (row: Readonly<Record<string, unknown>>): Happening =>
  ({ at: number(row['at']), kind: row['kind'], subject: row['subject'] }) as Happening

const rows = (found: readonly Readonly<Record<string, unknown>>[]): readonly StoredMoment[] => found.flatMap((row) => momentRow(row) ?? [])

export const momentRows = (sql: Sql): MomentRows => ({
  add(added, happened = []) {
    sql.inTransaction(() => {
      for (const { at, kind, subject } of happened)
        sql.run('INSERT INTO happened (at, kind, subject) VALUES (?, ?, ?)', [at, kind, subject])
      for (const { tier, kind, start, end, bytes } of added)
        sql.run(`INSERT INTO moment (${COLUMNS}) VALUES (?, ?, ?, ?, ?)`, [
          tier,
          kind === 'keyframe' ? KEYFRAME : CHANGES,
          start,
          end,
          bytes,
        ])
    })
  },
  *keyframesAt(tier, time, most) {
    // One after the other: the first is large, and mostly good enough.
    for (let n = 0; n < most; n++) {
      const [found] = rows(
        sql.all(`SELECT ${READ} FROM moment WHERE tier = ? AND kind = ? AND start <= ? ORDER BY start DESC, id DESC LIMIT 1 OFFSET ?`, [
          tier,
          KEYFRAME,
          time,
          n,
        ]),
      )
      if (found === undefined) return
      yield found
    }
  },
  after: (tier, from, to, id = 0) =>
    rows(
      sql.all(
        `SELECT ${READ} FROM moment WHERE tier = ? AND kind IN (${KINDS.join()}) AND start > ? AND start <= ? AND id > ? ORDER BY start, id`,
        [tier, from, to, id],
      ),
    ),
  oldest(tier) {
    const firsts = KINDS.flatMap(
      (kind) =>
        numberOrNull(sql.all('SELECT MIN(start) AS value FROM moment WHERE tier = ? AND kind = ?', [tier, kind])[0]?.['value']) ?? [],
    )
    return firsts.length === 0 ? null : Math.min(...firsts)
  },
  newest: () => numberOrNull(sql.all('SELECT MAX(end) AS value FROM moment')[0]?.['value']),
  drop(tier, before, most) {
    const old = sql.all('SELECT id FROM moment WHERE tier = ? AND kind IN (0, 1) AND start < ? AND end < ? ORDER BY start LIMIT ?', [
      tier,
      before,
      before,
      most + 1,
    ])
    const ids = old.slice(0, most).map((row) => number(row['id']))
    if (tier === COARSEST && ids.length > 0) sql.run('DELETE FROM happened WHERE at < ?', [before])
    const gone = ids.length === 0 ? 0 : sql.run(`DELETE FROM moment WHERE id IN (${ids.join()})`, [])
    // The index of a damaged file may name rows that are not there: they are not waited for.
    return old.length > most && gone > 0
  },
  happened(from, to, most, of) {
    const limit = of ? ` AND kind IN (${places(of.kinds)}) AND subject IN (${places(of.subjects)})` : ''
    const values = [from, to, ...(of ? [...of.kinds, ...of.subjects] : [])]
    const found = sql.all(`SELECT at, kind, subject FROM happened WHERE at BETWEEN ? AND ?${limit} ORDER BY at DESC LIMIT ?`, [
      ...values,
      most,
    ])
    const count = number(sql.all(`SELECT COUNT(*) AS value FROM happened WHERE at BETWEEN ? AND ?${limit}`, values)[0]?.['value'])
    return { events: found.map(happeningOf), more: count - found.length }
  },
  density(from, to, columns) {
    const step = Math.max(1, (to - from) / columns)
    const counts = Array.from({ length: columns }, () => 0)
    const found = sql.all(
      'SELECT CAST((start - ?) / ? AS INTEGER) AS place, COUNT(*) AS n FROM moment WHERE start >= ? AND start < ? GROUP BY place',
      [from, step, from, to],
    )
    for (const row of found) counts[Math.min(columns - 1, number(row['place']))] = number(row['n'])
    return counts
  },
})
