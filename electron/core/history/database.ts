import { rmSync } from 'node:fs'
import sqlite from 'node-sqlite3-wasm'
import { MOMENT_SCHEMA, momentRow, momentRows, type MomentRows, type StoredMoment } from './moments/rows.ts'
import { asNumber, createSubjects, type Subject, type SubjectKind } from './subjects.ts'
import type { Tier } from './tiers.ts'

/**
 * One cluster's history on disk: packed blocks by time, tier and subject, in SQLite. Used by the history worker alone.
 *
 * Write-ahead log in exclusive locking mode: with a rollback journal this build of SQLite never rolls back a commit that a kill
 * interrupted, because it takes its own stale lock folder for another program's.
 */
export interface HistoryDatabase {
  readonly moments: MomentRows
  /** All of them or none, synced to disk when it returns. A block in the same place replaces the stored one. */
  write(blocks: readonly StoredBlock[]): void
  /** Blocks of slots `from` to `to`, in order of time. */
  read(subject: Subject, tier: Tier, from: number, to: number): readonly Uint8Array[]
  /** All blocks of a kind in a slot, by subject; those of subjects with several are in order. */
  slot(kind: SubjectKind, tier: Tier, slot: number): readonly SlotBlock[]
  /** Ids and names of all subjects of a kind, in the order of names. */
  named(kind: SubjectKind): ReadonlyMap<number, string>
  /** The newest slot from `from` to `to` in which a subject has a block, by its id. */
  newestSlots(tier: Tier, from: number, to: number): ReadonlyMap<number, number>
  /** Those with a block in slots `from` to `to`. */
  subjectsIn(tier: Tier, from: number, to: number): readonly Subject[]
  /** The number of blocks of a subject in a slot. */
  count(subject: Subject, tier: Tier, slot: number): number
  /** The oldest slot of a tier that is not before `from`. */
  oldest(tier: Tier, from?: number): number | null
  newestSlot(tier: Tier): number | null
  /** When a subject was first recorded. */
  first(subject: Subject): number | null
  /** Newest moment in any tier. */
  newest(): number | null
  /** The slot of a tier up to which it was made from the finer one; that slot itself is still to come. */
  rolledTo(tier: Tier): number
  setRolledTo(tier: Tier, slot: number): void
  /** Drops a tier's blocks before a slot, at most `slots` of them. Answers whether some are left. */
  drop(tier: Tier, before: number, slots: number): boolean
  /** Forgets subjects without a block since a moment. */
  forgetSubjects(before: number): void
  /** Gives freed pages back to the disk. */
  shrink(pages: number): void
  /** Bytes in use. */
  size(): number
  isSound(): boolean
  close(): void
}

export interface SlotBlock {
  /** Its subject's id. */
  readonly subject: number
  readonly bytes: Uint8Array
}

export interface StoredBlock extends Subject {
  readonly tier: Tier
  /** Its place in time, in units of the tier's span. */
  readonly slot: number
  /** Among the subject's blocks of that slot, from 0. */
  readonly n: number
  /** Wall clock ms of its first and last moment. */
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

/** What a block is packed under, so that it cannot pass for another's. */
export const labelOf = ({ kind, name }: Subject, tier: Tier): string => `${kind} ${tier} ${name}`

// Rows lie in the order in which they were first written, which is that of time: a flush touches few pages, and a damaged page costs
// neighbours in time.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS subject (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, UNIQUE (kind, name)
  );
  CREATE TABLE IF NOT EXISTS block (
    id INTEGER PRIMARY KEY, tier INTEGER NOT NULL, slot INTEGER NOT NULL, subject INTEGER NOT NULL, n INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, bytes BLOB NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS block_place ON block (tier, slot, subject, n);
  CREATE TABLE IF NOT EXISTS rolled (tier INTEGER PRIMARY KEY, slot INTEGER NOT NULL);
  PRAGMA user_version = 1;
`

const SETTINGS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA page_size = 8192;
  PRAGMA auto_vacuum = INCREMENTAL;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -32768;
  PRAGMA cell_size_check = ON;
  PRAGMA journal_size_limit = 16777216;
`

const ADD_BLOCK = `
  INSERT INTO block (tier, slot, subject, n, start, end, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (tier, slot, subject, n) DO UPDATE SET start = excluded.start, end = excluded.end, bytes = excluded.bytes
`

// Answers with tens of thousands of rows as one row: each row of its own costs more than what is in it. Bytes are put together as a text that
// nobody looks into, which for SQLite is the same.
const SLOT = `
  SELECT group_concat(subject) AS subjects, group_concat(length(bytes)) AS lengths, CAST(group_concat(CAST(bytes AS TEXT), '') AS BLOB) AS bytes
  FROM (SELECT subject, bytes FROM block WHERE tier = ? AND slot = ? AND subject IN (SELECT id FROM subject WHERE kind = ?) ORDER BY subject, n)
`
const NEWEST = `
  SELECT group_concat(subject) AS subjects, group_concat(slot) AS slots
  FROM (SELECT subject, MAX(slot) AS slot FROM block WHERE tier = ? AND slot BETWEEN ? AND ? GROUP BY subject)
`
const numbersIn = (text: unknown): readonly number[] =>
  typeof text === 'string' && text !== '' ? text.split(',').map(Number) : asNumber(text) > 0 ? [asNumber(text)] : []

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const asKind = (value: unknown): SubjectKind => (value === 'ends' || value === 'starts' ? value : 'commits')

/**
 * Opens or makes the file. Removes the lock folder that a killed process left behind: only the owner of the data folder may call this.
 */
export function openHistory(file: string): HistoryDatabase {
  rmSync(`${file}.lock`, { recursive: true, force: true })
  const db = new sqlite.Database(file)
  try {
    db.exec(SETTINGS)
    db.exec(SCHEMA + MOMENT_SCHEMA)
    return historyOf(db)
  } catch (error) {
    db.close()
    throw error
  }
}

function historyOf(db: sqlite.Database): HistoryDatabase {
  const subjects = createSubjects(db)
  const readBlocks = db.prepare('SELECT bytes FROM block WHERE tier = ? AND slot = ? AND subject = ? ORDER BY n')
  const number = (sql: string, values: readonly number[] = []): number | null => {
    const value = db.get(sql, [...values])?.['value']
    return value == null ? null : asNumber(value)
  }

  const inTransaction = (act: () => void): void => {
    db.exec('BEGIN IMMEDIATE')
    try {
      act()
      db.exec('COMMIT')
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK')
      throw error
    }
  }

  return {
    moments: momentRows({
      all: (sql, values = []) => db.all(sql, [...values]),
      run: (sql, values) => void db.run(sql, [...values]),
      inTransaction,
    }),
    write(blocks) {
      // Prepared anew each time: a statement that failed once cannot be reset in this library.
      const addBlock = db.prepare(ADD_BLOCK)
      try {
        inTransaction(() => {
          for (const b of blocks) addBlock.run([b.tier, b.slot, subjects.idFor(b, b.start, b.end), b.n, b.start, b.end, b.bytes])
          subjects.save()
        })
      } catch (error) {
        // Ids made in a transaction that is taken back are not there.
        subjects.clear()
        throw error
      } finally {
        addBlock.finalize()
      }
    },
    read(subject, tier, from, to) {
      const id = subjects.id(subject)
      if (id === null) return []
      const found: Uint8Array[] = []
      for (let slot = from; slot <= to; slot++)
        for (const { bytes } of readBlocks.all([tier, slot, id])) if (bytes instanceof Uint8Array) found.push(bytes)
      return found
    },
    slot(kind, tier, slot) {
      const row = db.get(SLOT, [tier, slot, kind])
      const bytes = row?.['bytes']
      if (!(bytes instanceof Uint8Array)) return []
      const lengths = numbersIn(row?.['lengths'])
      let at = 0
      return numbersIn(row?.['subjects']).map((subject, i) => {
        const from = at
        at += lengths[i] ?? 0
        return { subject, bytes: bytes.subarray(from, at) }
      })
    },
    named: (kind) => subjects.named(kind),
    newestSlots(tier, from, to) {
      const row = db.get(NEWEST, [tier, from, to])
      const slots = numbersIn(row?.['slots'])
      return new Map(numbersIn(row?.['subjects']).map((subject, i) => [subject, slots[i] ?? 0]))
    },
    subjectsIn(tier, from, to) {
      const sql =
        'SELECT kind, name FROM subject WHERE id IN (SELECT subject FROM block WHERE tier = ? AND slot BETWEEN ? AND ?) ORDER BY kind, name'
      return db.all(sql, [tier, from, to]).map(({ kind, name }) => ({ kind: asKind(kind), name: asText(name) }))
    },
    count(subject, tier, slot) {
      const id = subjects.id(subject)
      if (id === null) return 0
      return number('SELECT MAX(n) + 1 AS value FROM block WHERE tier = ? AND slot = ? AND subject = ?', [tier, slot, id]) ?? 0
    },
    oldest: (tier, from = 0) => number('SELECT MIN(slot) AS value FROM block WHERE tier = ? AND slot >= ?', [tier, from]),
    newestSlot: (tier) => number('SELECT MAX(slot) AS value FROM block WHERE tier = ?', [tier]),
    first: (subject) => subjects.first(subject),
    newest: () => number('SELECT MAX(end) AS value FROM block WHERE (tier, slot) IN (SELECT tier, MAX(slot) FROM block GROUP BY tier)'),
    rolledTo: (tier) => number('SELECT slot AS value FROM rolled WHERE tier = ?', [tier]) ?? 0,
    setRolledTo: (tier, slot) => void db.run('INSERT OR REPLACE INTO rolled (tier, slot) VALUES (?, ?)', [tier, slot]),
    drop(tier, before, slots) {
      const oldest = number('SELECT MIN(slot) AS value FROM block WHERE tier = ?', [tier])
      if (oldest === null || oldest >= before) return false
      const to = Math.min(before, oldest + slots)
      db.run('DELETE FROM block WHERE tier = ? AND slot < ?', [tier, to])
      return to < before
    },
    forgetSubjects(before) {
      db.run('DELETE FROM subject WHERE last < ? AND id NOT IN (SELECT subject FROM block)', [before])
      subjects.clear()
    },
    shrink: (pages) => db.exec(`PRAGMA incremental_vacuum(${pages})`),
    size() {
      const page = (name: string): number => asNumber(db.get(`PRAGMA ${name}`)?.[name])
      return (page('page_count') - page('freelist_count')) * page('page_size')
    },
    isSound: () => db.get('PRAGMA integrity_check')?.['integrity_check'] === 'ok',
    close() {
      readBlocks.finalize()
      subjects.close()
      db.close()
    },
  }
}

/** A file that may be damaged, for what can still be read of it. */
export interface StoredBlocks {
  /** Null: that cannot be told. */
  lastId(): number | null
  /** At most `most` rows from `from` on, and the first row that was left. Null: a row among them cannot be read. */
  blocks(from: number, to: number, most: number): { readonly blocks: readonly StoredBlock[]; readonly next: number | null } | null
  /** The same of moments, by their ids. */
  moments(from: number, to: number, most: number): { readonly moments: readonly StoredMoment[]; readonly next: number | null } | null
  close(): void
}

const READ_BLOCKS = `
  SELECT block.id, tier, slot, n, start, end, bytes, kind, name FROM block JOIN subject ON subject.id = block.subject
  WHERE block.id BETWEEN ? AND ? ORDER BY block.id LIMIT ?
`

export function openStored(file: string): StoredBlocks {
  rmSync(`${file}.lock`, { recursive: true, force: true })
  const db = new sqlite.Database(file)
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA cell_size_check = ON;')
  const tryTo = <T>(act: () => T): T | null => {
    try {
      return act()
    } catch {
      return null
    }
  }
  return {
    lastId: () => tryTo(() => asNumber(db.get('SELECT MAX(id) AS value FROM block')?.['value'])),
    blocks: (from, to, most) =>
      tryTo(() => {
        const rows = db.all(READ_BLOCKS, [from, to, most])
        const next = rows.length < most ? null : asNumber(rows.at(-1)?.['id']) + 1
        return { blocks: rows.flatMap(storedBlock), next }
      }),
    moments: (from, to, most) =>
      tryTo(() => {
        const rows = db.all('SELECT * FROM moment WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?', [from, to, most])
        const next = rows.length < most ? null : asNumber(rows.at(-1)?.['id']) + 1
        return { moments: rows.flatMap((row) => momentRow(row) ?? []), next }
      }),
    close: () => db.close(),
  }
}

function storedBlock(row: sqlite.QueryResult): readonly StoredBlock[] {
  const { bytes } = row
  const tier = asNumber(row['tier'])
  if (!(bytes instanceof Uint8Array) || (tier !== 10 && tier !== 60 && tier !== 600)) return []
  const of = (name: string): number => asNumber(row[name])
  return [
    { kind: asKind(row['kind']), name: asText(row['name']), tier, slot: of('slot'), n: of('n'), start: of('start'), end: of('end'), bytes },
  ]
}
