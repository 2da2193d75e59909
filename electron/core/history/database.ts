import { rmSync } from 'node:fs'
import sqlite from 'node-sqlite3-wasm'
import { LOG_SCHEMA, logRows, type LogRows } from './archive/log-rows.ts'
import { BACKFILLED_SCHEMA, backfilledRows, type BackfilledRows } from './backfilled/rows.ts'
import { flatBlocks, noBlocks, type FlatBlocks } from './flat-blocks.ts'
import { MOMENT_SCHEMA, momentRows, type MomentRows, type Sql } from './moments/rows.ts'
import { PACK_SCHEMA, packRows } from './pack-rows.ts'
import type { Pack } from './packs.ts'
import { asNumber, createSubjects, type Subject, type SubjectKind } from './subjects.ts'
import { spanOf, type Tier } from './tiers.ts'
import { createTopicNumbers, TOPIC_SCHEMA, type TopicNames } from './topic-names.ts'

/**
 * One cluster's history on disk: packed blocks by time, tier and subject, in SQLite. Used by the history worker alone.
 *
 * Write-ahead log in exclusive locking mode: with a rollback journal this build of SQLite never rolls back a commit that a kill
 * interrupted, because it takes its own stale lock folder for another program's.
 */
export interface HistoryDatabase {
  readonly moments: MomentRows
  readonly backfilled: BackfilledRows
  readonly log: LogRows
  /** What the numbers in packed blocks mean. */
  readonly topics: TopicNames
  /** All of them or none, synced to disk when it returns. A block in the same place replaces the stored one. */
  write(blocks: readonly StoredBlock[]): void
  /** Puts packs in the place of the blocks of some subjects in slots `from` to `to`. All or nothing. */
  pack(from: number, to: number, made: PackMade): void
  /** Blocks with something of slots `from` to `to`, in order of time but for packs that came late; of the finest tier also with more. */
  read(subject: Subject, tier: Tier, from: number, to: number): readonly Uint8Array[]
  /** All packed blocks of a kind with something of slots `from` to `to`. */
  packed(kind: SubjectKind, tier: Tier, from: number, to: number): FlatBlocks
  /** Those that are not packed, by subject and in order. */
  loose(kind: SubjectKind, tier: Tier, from: number, to: number): FlatBlocks
  /** The oldest slot of a tier with blocks that are not packed. */
  oldestLoose(tier: Tier): number | null
  /** Ids and names of all subjects of a kind, in the order of names. */
  named(kind: SubjectKind): ReadonlyMap<number, string>
  /** Those with a block in slots `from` to `to`. */
  subjectsIn(tier: Tier, from: number, to: number): readonly Subject[]
  /** The number of blocks of a subject in a slot that are not packed. */
  count(subject: Subject, tier: Tier, slot: number): number
  /** The oldest slot of a tier that is not before `from`; what is packed begins with the first of its slots. */
  oldest(tier: Tier, from?: number): number | null
  newestSlot(tier: Tier): number | null
  /** When a subject was first recorded. */
  first(subject: Subject): number | null
  /** Newest moment in any tier. */
  newest(): number | null
  /** The slot of a tier up to which it was made from the finer one; that slot itself is still to come. */
  rolledTo(tier: Tier): number
  setRolledTo(tier: Tier, slot: number): void
  /** Drops a tier's blocks before a slot, about `slots` slots of them. Answers whether some are left. */
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

export interface PackMade {
  readonly tier: Tier
  readonly subjects: readonly number[]
  /** @param idFor numbers of topics, by the newest moment of the block that they are written in */
  packs(idFor: (topic: string, end: number) => number): readonly Pack[]
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
  PRAGMA user_version = 2;
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

// Blocks that are not packed. Answers with tens of thousands of rows as one row: each row of its own costs more than what is in it. Bytes are put together as a text that
// nobody looks into, which for SQLite is the same.
const LOOSE = `
  SELECT group_concat(subject) AS subjects, group_concat(length(bytes)) AS lengths, CAST(group_concat(CAST(bytes AS TEXT), '') AS BLOB) AS bytes
  FROM (SELECT subject, bytes FROM block WHERE tier = ? AND slot BETWEEN ? AND ?
    AND subject IN (SELECT id FROM subject WHERE kind = ?) ORDER BY subject, slot, n)
`
const numbersIn = (text: unknown): readonly number[] =>
  typeof text === 'string' && text !== '' ? text.split(',').map(Number) : asNumber(text) > 0 ? [asNumber(text)] : []

const OLDEST = 'SELECT MIN(slot) AS value FROM block WHERE tier = ? AND slot >= ?'
const NEWEST = 'SELECT MAX(end) AS value FROM block WHERE (tier, slot) IN (SELECT tier, MAX(slot) FROM block GROUP BY tier)'

const least = (values: readonly (number | null)[]): number | null => extreme(values, Math.min)
const largest = (values: readonly (number | null)[]): number | null => extreme(values, Math.max)
function extreme(values: readonly (number | null)[], of: (...values: number[]) => number): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : of(...known)
}

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
export const asKind = (value: unknown): SubjectKind => (value === 'ends' || value === 'starts' ? value : 'commits')

/**
 * Opens or makes the file. Removes the lock folder that a killed process left behind: only the owner of the data folder may call this.
 */
export function openHistory(file: string): HistoryDatabase {
  rmSync(`${file}.lock`, { recursive: true, force: true })
  const db = new sqlite.Database(file)
  try {
    db.exec(SETTINGS)
    db.exec(SCHEMA + PACK_SCHEMA + TOPIC_SCHEMA + MOMENT_SCHEMA + BACKFILLED_SCHEMA + LOG_SCHEMA)
    return historyOf(db)
  } catch (error) {
    db.close()
    throw error
  }
}

function historyOf(db: sqlite.Database): HistoryDatabase {
  const subjects = createSubjects(db)
  const topics = createTopicNumbers(db)
  const packs = packRows(db)
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

  const oldestLoose = (tier: Tier): number | null => number(OLDEST, [tier, 0])
  const loose = (kind: SubjectKind, tier: Tier, from: number, to: number): FlatBlocks => {
    const row = db.get(LOOSE, [tier, from, to, kind])
    const bytes = row?.['bytes']
    return bytes instanceof Uint8Array ? flatBlocks(bytes, numbersIn(row?.['subjects']), numbersIn(row?.['lengths'])) : noBlocks
  }

  const sql: Sql = {
    all: (text, values = []) => db.all(text, [...values]),
    run: (text, values) => db.run(text, [...values]).changes,
    inTransaction,
  }
  return {
    moments: momentRows(sql),
    backfilled: backfilledRows(sql),
    log: logRows(sql),
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
    topics,
    pack(from, to, { tier, subjects: own, packs: make }) {
      try {
        inTransaction(() => {
          packs.add(make((topic, end) => topics.idFor(topic, end)))
          db.run(`DELETE FROM block WHERE tier = ? AND slot BETWEEN ? AND ? AND subject IN (${own.join()})`, [tier, from, to])
        })
      } catch (error) {
        topics.clear()
        throw error
      }
    },
    read(subject, tier, from, to) {
      const id = subjects.id(subject)
      if (id === null) return []
      const found = [...packs.read(subject.kind, id, tier, from, to)]
      const oldest = oldestLoose(tier) ?? Number.POSITIVE_INFINITY
      for (let slot = Math.max(from, oldest); slot <= to; slot++)
        for (const { bytes } of readBlocks.all([tier, slot, id])) if (bytes instanceof Uint8Array) found.push(bytes)
      return found
    },
    packed: packs.slots,
    loose,
    oldestLoose,
    named: (kind) => subjects.named(kind),
    subjectsIn(tier, from, to) {
      const packed = packs.subjectsIn(tier, from, to)
      const sql = `SELECT kind, name FROM subject WHERE id IN (SELECT subject FROM block WHERE tier = ? AND slot BETWEEN ? AND ?)
        OR id IN (SELECT value FROM json_each(?)) ORDER BY kind, name`
      return db.all(sql, [tier, from, to, JSON.stringify(packed)]).map(({ kind, name }) => ({ kind: asKind(kind), name: asText(name) }))
    },
    count(subject, tier, slot) {
      const id = subjects.id(subject)
      if (id === null) return 0
      return number('SELECT MAX(n) + 1 AS value FROM block WHERE tier = ? AND slot = ? AND subject = ?', [tier, slot, id]) ?? 0
    },
    oldest: (tier, from = 0) => least([number(OLDEST, [tier, from]), packs.oldest(tier, from)]),
    newestSlot: (tier) => largest([number('SELECT MAX(slot) AS value FROM block WHERE tier = ?', [tier]), packs.newestSlot(tier)]),
    first: (subject) => subjects.first(subject),
    newest: () => largest([number(NEWEST), packs.newest()]),
    rolledTo: (tier) => number('SELECT slot AS value FROM rolled WHERE tier = ?', [tier]) ?? 0,
    setRolledTo: (tier, slot) => void db.run('INSERT OR REPLACE INTO rolled (tier, slot) VALUES (?, ?)', [tier, slot]),
    drop(tier, before, slots) {
      // A pack goes as a whole, with its last slot.
      const packed = packs.oldest(tier, 0)
      const oldest = least([oldestLoose(tier), packed === null ? null : packed + spanOf(tier) - 1])
      if (oldest === null || oldest >= before) return false
      const to = Math.min(before, oldest + slots)
      let gone = 0
      inTransaction(() => {
        gone = db.run('DELETE FROM block WHERE tier = ? AND slot < ?', [tier, to]).changes + packs.drop(tier, to)
      })
      // The index of a damaged file may name blocks that are not there: they are not waited for.
      return to < before && gone > 0
    },
    forgetSubjects(before) {
      db.run('DELETE FROM subject WHERE last < ? AND id NOT IN (SELECT subject FROM block)', [before])
      topics.forget(before)
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
      packs.close()
      subjects.close()
      db.close()
    },
  }
}

/** What can still be read of a file that may be damaged: a row that cannot fails. */
export interface OpenedRows {
  all(sql: string, values: readonly number[]): readonly Readonly<Record<string, unknown>>[]
  close(): void
}

export function openRows(file: string): OpenedRows {
  rmSync(`${file}.lock`, { recursive: true, force: true })
  const db = new sqlite.Database(file)
  // Nothing is written: by `writable_schema` SQLite opens a file that is shorter than it says, of which it else reads not one row.
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA cell_size_check = ON; PRAGMA writable_schema = ON;')
  return { all: (sql, values) => db.all(sql, [...values]), close: () => db.close() }
}
