import { useMemo } from 'react'
import type { LagHistory } from '../../../shared/contract/lag.ts'
import { en } from '../../text/en.ts'
import { change, short, UNKNOWN } from '../../ui/format/numbers.ts'
import { clockTime } from '../../ui/format/times.ts'
import { seconds as ageText } from '../../ui/kafka/time-lag.ts'
import { useZone } from '../../ui/format/zone.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { Column } from '../../ui/table/types.ts'
import styles from './lag-tab.module.css'

const t = en.lag.tab

interface Row {
  readonly at: number
  readonly values: readonly (number | null)[]
}

const keyOf = (row: Row): string => String(row.at)
const rowsOf = ({ from, step, lag }: LagHistory, series: readonly (readonly (number | null)[])[]): readonly Row[] =>
  lag.map((_, i) => ({ at: from + i * step, values: series.map((values) => values[i] ?? null) }))

interface TwinProps {
  readonly label: string
  readonly rows: readonly Row[]
  readonly titles: readonly string[]
  readonly word: (value: number, column: number, row: Row) => string
  readonly storageKey: string
}

/** A picture's values, a row a moment. */
function Twin({ label, rows, titles, word, storageKey }: TwinProps) {
  const zone = useZone()
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      { id: 'time', title: t.column.time, width: 110, grow: 1, value: (row) => row.at, cell: (row) => clockTime(row.at, zone) },
      ...titles.map((title, i): Column<Row> => {
        const value = (row: Row): number | null => row.values[i] ?? null
        return { id: `c${i}`, title, width: 120, align: 'end', value, cell: (row) => wordOf(value(row), i, word, row) }
      }),
    ],
    [zone, titles, word],
  )
  return (
    <div className={styles['twin']}>
      <DataTable
        label={label}
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        initialSort={{ column: 'time', descending: true }}
        storageKey={storageKey}
      />
    </div>
  )
}

const wordOf = (value: number | null, column: number, word: TwinProps['word'], row: Row): string =>
  value === null ? UNKNOWN : word(value, column, row)

const ageTitles = [t.key.worst, t.key.p90, t.key.median, t.key.error]
const rateTitles = [t.column.in, t.column.out, t.column.net, t.column.backfilled]
const NET = 2
const BACKFILLED = 3
/** Beside the columns: how many partitions a backfilled rate leaves out, which makes it a least one. */
const LEFT_OUT = 4
function rateWord(value: number, column: number, { values }: Row): string {
  if (column === NET) return change(value)
  return column === BACKFILLED && (values[LEFT_OUT] ?? 0) > 0 ? `${en.groupWords.atLeast} ${short(value)}` : short(value)
}

export function AgesTable({ history }: { readonly history: LagHistory }) {
  const rows = useMemo(() => {
    const { worst, p90, median, error } = history.timeLag
    return rowsOf(history, [worst, p90, median, error])
  }, [history])
  return <Twin label={t.ages} rows={rows} titles={ageTitles} word={ageText} storageKey="group.lag.ages" />
}

export function RatesTable({ history, net }: { readonly history: LagHistory; readonly net: readonly (number | null)[] }) {
  const rows = useMemo(
    () => rowsOf(history, [history.in, history.out, net, history.backfilled.in, history.backfilled.leftOut]),
    [history, net],
  )
  return <Twin label={t.rates} rows={rows} titles={rateTitles} word={rateWord} storageKey="group.lag.rates" />
}

const positionTitles = [en.group.positions.committed, en.group.positions.end, en.group.positions.backfilled]

interface PositionSeries {
  readonly from: number
  readonly step: number
  readonly committed: readonly (number | null)[]
  readonly ends: readonly (number | null)[]
  readonly backfilled: readonly (number | null)[]
}

export function PositionsTable({ positions }: { readonly positions: PositionSeries }) {
  const rows = useMemo(
    () =>
      positions.committed.map((value, i) => ({
        at: positions.from + i * positions.step,
        values: [value, positions.ends[i] ?? null, positions.backfilled[i] ?? null],
      })),
    [positions],
  )
  // Offsets are never shortened.
  return <Twin label={en.group.tabs.positions} rows={rows} titles={positionTitles} word={String} storageKey="group.positions" />
}
