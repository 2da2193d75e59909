import { en } from '../../text/en.ts'
import type { CsvCell } from '../../ui/chart/export.ts'
import { groupIn, keptOf, type LogRow } from '../../ui/chart/log/log-row.ts'

const c = en.lag.log.column

export const logHead = [c.partition, c.leader, c.start, c.next, c.in, c.group, c.committed, c.lag, c.lost]

/** One line a partition and group; a partition that nobody reads has one of its own. */
export const logCsv = (rows: readonly LogRow[]): readonly (readonly CsvCell[])[] =>
  rows.flatMap((row) => {
    const own = [row.partition, row.leader < 0 ? null : row.leader, row.start, row.end, row.in]
    return row.groups.length === 0
      ? [[...own, null, null, null, null]]
      : row.groups.map(({ group, committed, lag, lost }) => [...own, group, committed, lag, lost])
  })

/** The picture's row as the table shows it: the same values, of the group in focus. */
export interface LogTableRow {
  readonly row: LogRow
  readonly kept: number | null
  readonly committed: string | null
  readonly lag: number | null
  readonly lost: number | null
}

export function tableRow(row: LogRow, focus: string | null): LogTableRow {
  const found = groupIn(row, focus)
  return { row, kept: keptOf(row), committed: found?.committed ?? null, lag: found?.lag ?? null, lost: found?.lost ?? null }
}
