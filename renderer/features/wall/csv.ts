import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import type { CsvCell } from '../../ui/chart/export.ts'
import { secondsOf } from '../../ui/kafka/severity.ts'
import { unownedOf } from './tile-model.ts'

const c = en.wall.column
export const wallHead = [
  c.group,
  c.verdict,
  c.state,
  c.lag,
  `${c.timeLag} (s)`,
  c.in,
  c.out,
  c.slope,
  `${c.eta} (s)`,
  c.skew,
  c.members,
  c.unowned,
]

export const wallCsv = (rows: readonly GroupRow[]): readonly (readonly CsvCell[])[] =>
  rows.map((row) => [
    row.group,
    row.verdict?.verdict ?? null,
    row.state,
    row.lag,
    row.timeLag.kind === 'unknown' ? null : secondsOf(row.timeLag),
    row.in,
    row.out,
    row.slope,
    row.eta.kind === 'in' ? row.eta.seconds : row.eta.kind === 'never' ? en.lag.never : null,
    row.skew?.peakToMean ?? null,
    row.members,
    unownedOf(row),
  ])
