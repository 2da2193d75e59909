import { rmSync } from 'node:fs'
import sqlite from 'node-sqlite3-wasm'

/**
 * One cluster's history on disk: packed blocks by subject, tier and time, in SQLite. Used by the history worker alone.
 *
 * Write-ahead log in exclusive locking mode: with a rollback journal this build of SQLite never rolls back a commit that a kill
 * interrupted, because it takes its own stale lock folder for another program's.
 */
export interface HistoryDatabase {
  /** All of them or none, synced to disk when it returns. A block with the same subject, tier and start replaces the stored one. */
  write(blocks: readonly StoredBlock[]): void
  /** Blocks that overlap [from, to], in order of time. */
  read(subject: Subject, tier: Tier, from: number, to: number): readonly Uint8Array[]
  subjects(kind: SubjectKind): readonly string[]
  /** Oldest and newest moment kept in any tier; null: nothing is. */
  extent(): Extent | null
  /** Drops blocks of the tier that end before the moment. */
  drop(tier: Tier, before: number): void
  /** Bytes of the file. */
  size(): number
  close(): void
}

export type SubjectKind = 'commits' | 'ends' | 'starts'

/** A group's commits, or a topic's log ends or starts. */
export interface Subject {
  readonly kind: SubjectKind
  readonly name: string
}

/** Planned seconds between two moments: 10 s for 2 h, 1 min for 48 h, 10 min for 30 d. */
export type Tier = 10 | 60 | 600

export interface StoredBlock extends Subject {
  readonly tier: Tier
  /** Wall clock ms of its first and last moment. */
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

export interface Extent {
  readonly from: number
  readonly to: number
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS subject (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name));
  CREATE TABLE IF NOT EXISTS block (
    subject INTEGER NOT NULL, tier INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (subject, tier, start)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS block_by_age ON block (tier, end);
  PRAGMA user_version = 1;
`

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const asNumber = (value: unknown): number => (typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : 0)

/**
 * Opens or makes the file. Removes the lock folder that a killed process left behind: only the owner of the data folder may call this.
 */
export function openHistory(file: string): HistoryDatabase {
  rmSync(`${file}.lock`, { recursive: true, force: true })
  const db = new sqlite.Database(file)
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;')
  db.exec(SCHEMA)

  const ids = new Map<string, number>()
  const findSubject = db.prepare('SELECT id FROM subject WHERE kind = ? AND name = ?')
  const addSubject = db.prepare('INSERT INTO subject (kind, name) VALUES (?, ?)')
  const readBlocks = db.prepare('SELECT bytes FROM block WHERE subject = ? AND tier = ? AND end >= ? AND start <= ? ORDER BY start')
  const statements = [findSubject, addSubject, readBlocks]

  const idOf = ({ kind, name }: Subject, make: boolean): number | null => {
    const key = `${kind} ${name}`
    const cached = ids.get(key)
    if (cached !== undefined) return cached
    const found = findSubject.get([kind, name])
    if (!found && !make) return null
    const id = found ? asNumber(found['id']) : asNumber(addSubject.run([kind, name]).lastInsertRowid)
    ids.set(key, id)
    return id
  }

  return {
    write(blocks) {
      // Prepared anew each time: a statement that failed once cannot be reset in this library.
      const addBlock = db.prepare('INSERT OR REPLACE INTO block (subject, tier, start, end, bytes) VALUES (?, ?, ?, ?, ?)')
      db.exec('BEGIN IMMEDIATE')
      try {
        for (const block of blocks) addBlock.run([idOf(block, true), block.tier, block.start, block.end, block.bytes])
        db.exec('COMMIT')
      } catch (error) {
        // Ids made in a transaction that is taken back are not there.
        ids.clear()
        if (db.inTransaction) db.exec('ROLLBACK')
        throw error
      } finally {
        addBlock.finalize()
      }
    },
    read(subject, tier, from, to) {
      const id = idOf(subject, false)
      if (id === null) return []
      return readBlocks.all([id, tier, from, to]).flatMap((row) => (row['bytes'] instanceof Uint8Array ? [row['bytes']] : []))
    },
    subjects: (kind) => db.all('SELECT name FROM subject WHERE kind = ? ORDER BY name', [kind]).map((row) => asText(row['name'])),
    extent() {
      const row = db.get('SELECT MIN(start) AS first, MAX(end) AS last FROM block')
      return row?.['first'] == null ? null : { from: asNumber(row['first']), to: asNumber(row['last']) }
    },
    drop(tier, before) {
      db.run('DELETE FROM block WHERE tier = ? AND end < ?', [tier, before])
    },
    size: () => asNumber(db.get('PRAGMA page_count')?.['page_count']) * asNumber(db.get('PRAGMA page_size')?.['page_size']),
    close() {
      for (const statement of statements) statement.finalize()
      db.close()
    },
  }
}
