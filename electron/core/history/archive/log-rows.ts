import { crc32cText } from '../../lib/crc32c.ts'
import type { LogLine } from '../../lib/log-lines.ts'
import type { Sql } from '../moments/rows.ts'

/** The log of Samsa that goes with a recording; of a cluster's own history there is none here. */
export interface LogRows {
  add(lines: readonly LogLine[]): void
  /** In [from, to], oldest first. A damaged line is left out. */
  read(from: number, to: number): readonly LogLine[]
  count(): number
}

export const LOG_SCHEMA = `
  CREATE TABLE IF NOT EXISTS log (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL, about TEXT NOT NULL, sum INTEGER NOT NULL
  );
`

const sumOf = ({ at, level, message, about }: LogLine): number => crc32cText(JSON.stringify([at, level, message, about]))

export const logRows = ({ all, run, inTransaction }: Sql): LogRows => ({
  add(lines) {
    if (lines.length === 0) return
    inTransaction(() => {
      for (const line of lines)
        run('INSERT INTO log (at, level, message, about, sum) VALUES (?, ?, ?, ?, ?)', [
          ...[line.at, line.level, line.message, line.about],
          sumOf(line),
        ])
    })
  },
  read: (from, to) =>
    all('SELECT at, level, message, about, sum FROM log WHERE at BETWEEN ? AND ? ORDER BY at, id', [from, to]).flatMap((row) => {
      const { at, level, message, about, sum } = row
      if (!isLevel(level) || typeof message !== 'string' || typeof about !== 'string') return []
      const line = { at: Number(at), level, message, about }
      return sumOf(line) === Number(sum) ? [line] : []
    }),
  count: () => Number(all('SELECT COUNT(*) AS n FROM log')[0]?.['n'] ?? 0),
})

const isLevel = (level: unknown): level is LogLine['level'] => level === 'info' || level === 'warn' || level === 'error'
