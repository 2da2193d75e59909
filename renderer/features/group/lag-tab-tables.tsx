import { useMemo } from 'react'
import type { HeatMap, LagHistory } from '../../../shared/contract/lag.ts'
import { en } from '../../text/en.ts'
import type { CsvCell } from '../../ui/chart/export.ts'
import { change, count, UNKNOWN } from '../../ui/format/numbers.ts'
import { clockTime } from '../../ui/format/times.ts'
import { useZone } from '../../ui/format/zone.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { Column } from '../../ui/table/types.ts'

const t = en.lag.tab
const c = t.column

interface Moment {
  readonly at: number
  readonly lag: number | null
  /** Partitions that the lag leaves out. */
  readonly leftOut: number | null
  readonly in: number | null
  readonly out: number | null
  /** What came in where nothing was observed, and how many partitions it leaves out. */
  readonly backfilled: number | null
  readonly backfilledLeftOut: number | null
}

export const momentsOf = (history: LagHistory): readonly Moment[] =>
  history.lag.map((lag, at) => ({
    at: history.from + at * history.step,
    lag,
    leftOut: history.leftOut[at] ?? null,
    in: history.in[at] ?? null,
    out: history.out[at] ?? null,
    backfilled: history.backfilled.in[at] ?? null,
    backfilledLeftOut: history.backfilled.leftOut[at] ?? null,
  }))

export const historyHead = [c.time, c.lag, c.in, c.out, c.leftOut, c.backfilled, c.backfilledLeftOut]
export const historyCsv = (history: LagHistory): readonly (readonly CsvCell[])[] =>
  momentsOf(history).map((row) => [
    new Date(row.at).toISOString(),
    row.lag,
    row.in,
    row.out,
    row.leftOut,
    row.backfilled,
    row.backfilledLeftOut,
  ])

const lagCell = ({ lag, leftOut }: Moment): string => ((leftOut ?? 0) > 0 ? `${en.groupWords.atLeast} ${count(lag)}` : count(lag))

const backfilledCell = ({ backfilled, backfilledLeftOut }: Moment): string =>
  (backfilledLeftOut ?? 0) > 0 ? `${en.groupWords.atLeast} ${count(backfilled)}` : count(backfilled)

const keyOfMoment = (row: Moment): string => String(row.at)

/** The curves value for value. */
export function HistoryTable({ history }: { readonly history: LagHistory }) {
  const zone = useZone()
  const rows = useMemo(() => momentsOf(history), [history])
  const columns = useMemo<readonly Column<Moment>[]>(
    () => [
      { id: 'time', title: c.time, width: 110, grow: 1, value: (row) => row.at, cell: (row) => clockTime(row.at, zone) },
      { id: 'lag', title: c.lag, width: 130, align: 'end', value: (row) => row.lag, cell: lagCell },
      { id: 'in', title: c.in, width: 110, align: 'end', value: (row) => row.in },
      { id: 'out', title: c.out, width: 110, align: 'end', value: (row) => row.out },
      { id: 'leftOut', title: c.leftOut, width: 110, align: 'end', value: (row) => row.leftOut },
      { id: 'backfilled', title: c.backfilled, width: 130, align: 'end', value: (row) => row.backfilled, cell: backfilledCell },
    ],
    [zone],
  )
  return (
    <DataTable
      label={t.total}
      rows={rows}
      columns={columns}
      rowKey={keyOfMoment}
      initialSort={{ column: 'time', descending: true }}
      storageKey="group.lag.history"
    />
  )
}

type Row = HeatMap['rows'][number]

const newestOf = (row: Row): number | null => row.values.at(-1) ?? null
const mostOf = (row: Row): number | null =>
  row.values.reduce<number | null>((most, value) => (value === null ? most : Math.max(most ?? value, value)), null)
const growthOf = (row: Row): number | null => {
  const first = row.values.find((value) => value !== null)
  const last = newestOf(row)
  return first == null || last === null ? null : last - first
}

export const heatHead = (map: HeatMap): readonly string[] => [
  c.topic,
  c.partition,
  c.leader,
  c.agent,
  c.member,
  ...Array.from({ length: map.columns }, (_, at) => new Date(map.from + at * map.step).toISOString()),
]
export const heatCsv = (map: HeatMap): readonly (readonly CsvCell[])[] =>
  map.rows.map((row) => [row.topic, t.partition(row.partition, row.last), row.leader, row.agent, row.member, ...row.values])

const heatColumns: readonly Column<Row>[] = [
  { id: 'topic', title: c.topic, width: 150, grow: 2, value: (row) => row.topic },
  {
    id: 'partition',
    title: c.partition,
    width: 90,
    align: 'end',
    value: (row) => row.partition,
    cell: (row) => <b>{t.partition(row.partition, row.last)}</b>,
  },
  { id: 'leader', title: c.leader, width: 80, value: (row) => row.leader },
  { id: 'agent', title: c.agent, width: 130, hidden: true, value: (row) => row.agent },
  { id: 'member', title: c.member, width: 150, grow: 2, value: (row) => row.member },
  { id: 'now', title: c.now, width: 120, align: 'end', value: newestOf, cell: (row) => <b>{count(newestOf(row))}</b> },
  { id: 'most', title: c.most, width: 120, align: 'end', value: mostOf },
  {
    id: 'growth',
    title: c.growth,
    width: 120,
    align: 'end',
    value: growthOf,
    cell: (row) => (growthOf(row) === null ? UNKNOWN : change(growthOf(row))),
  },
]

const keyOfRow = (row: Row): string => `${row.topic} ${row.partition}`

/** The heat map's rows with where they stand, where they stood highest, and what they changed. */
export const HeatTable = ({ map }: { readonly map: HeatMap }) => (
  <DataTable
    label={t.partitions}
    rows={map.rows}
    columns={heatColumns}
    rowKey={keyOfRow}
    initialSort={{ column: 'now', descending: true }}
    storageKey="group.lag.heat"
  />
)
