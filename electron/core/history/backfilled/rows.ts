import type { Sql } from '../moments/rows.ts'

/**
 * Log ends that the brokers' time index told later, in a table of their own: nothing that was observed is read from it, and nothing that is
 * read from it passes for observed.
 */
export interface BackfilledRows {
  /** Blocks of a topic in hours `from` to `to`, as they were packed. */
  read(topic: string, from: number, to: number): readonly Uint8Array[]
  /** In the place of all there was of those hours. Synced to disk when it returns. */
  replace(hours: readonly BackfilledHour[]): void
  /** Topics with a block in hours `from` to `to`. */
  topics(from: number, to: number): readonly string[]
  /** The first hour of which there is something. */
  oldest(): number | null
  /** Drops what lies before an hour. */
  drop(before: number): void
}

export interface BackfilledHour {
  readonly topic: string
  readonly hour: number
  /** One a layout: partitions that were added meanwhile begin another. */
  readonly blocks: readonly Uint8Array[]
}

/** What a block is packed under, so that it cannot pass for another topic's, or for one that was observed. */
export const backfilledLabel = (topic: string): string => `backfilled ${topic}`

export const BACKFILLED_SCHEMA = `
  CREATE TABLE IF NOT EXISTS backfilled (
    id INTEGER PRIMARY KEY, topic TEXT NOT NULL, hour INTEGER NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS backfilled_place ON backfilled (topic, hour, n);
`

export const backfilledRows = ({ all, run, inTransaction }: Sql): BackfilledRows => ({
  read: (topic, from, to) =>
    all('SELECT bytes FROM backfilled WHERE topic = ? AND hour BETWEEN ? AND ? ORDER BY hour, n', [topic, from, to]).flatMap(({ bytes }) =>
      bytes instanceof Uint8Array ? [bytes] : [],
    ),
  replace(hours) {
    inTransaction(() => {
      for (const { topic, hour, blocks } of hours) {
        run('DELETE FROM backfilled WHERE topic = ? AND hour = ?', [topic, hour])
        for (const [n, bytes] of blocks.entries())
          run('INSERT INTO backfilled (topic, hour, n, bytes) VALUES (?, ?, ?, ?)', [topic, hour, n, bytes])
      }
    })
  },
  topics: (from, to) =>
    all('SELECT DISTINCT topic FROM backfilled WHERE hour BETWEEN ? AND ? ORDER BY topic', [from, to]).flatMap(({ topic }) =>
      typeof topic === 'string' ? [topic] : [],
    ),
  oldest() {
    const hour = all('SELECT MIN(hour) AS hour FROM backfilled', [])[0]?.['hour']
    return hour == null ? null : Number(hour)
  },
  drop: (before) => void run('DELETE FROM backfilled WHERE hour < ?', [before]),
})
