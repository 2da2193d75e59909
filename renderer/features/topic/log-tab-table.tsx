import { useMemo, type ReactNode } from 'react'
import { en } from '../../text/en.ts'
import type { LogRow } from '../../ui/chart/log/log-row.ts'
import { count, offset, rate, UNKNOWN } from '../../ui/format/numbers.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { Column } from '../../ui/table/types.ts'
import { tableRow, type LogTableRow } from './log-tab-rows.ts'
import styles from './log-tab.module.css'

const t = en.lag.log
const c = t.column

const offsetCell = (value: string | null): ReactNode => <span className={styles[value === null ? 'quiet' : 'number']}>{offset(value)}</span>

const columnsFor = (focus: string | null): readonly Column<LogTableRow>[] => [
  {
    id: 'partition',
    title: c.partition,
    width: 90,
    value: ({ row }) => row.partition,
    cell: ({ row }) => <b className={styles['strong']}>p{row.partition}</b>,
  },
  {
    id: 'leader',
    title: c.leader,
    width: 80,
    value: ({ row }) => (row.leader < 0 ? null : row.leader),
    cell: ({ row }) => (row.leader < 0 ? <span className={styles['bad']}>{t.noLeader}</span> : String(row.leader)),
  },
  { id: 'start', title: c.start, width: 150, align: 'end', value: ({ row }) => row.start, cell: ({ row }) => offsetCell(row.start) },
  {
    id: 'committed',
    title: focus === null ? c.committed : `${c.committed}, ${focus}`,
    width: 180,
    grow: 1,
    align: 'end',
    value: (row) => row.committed,
    cell: (row) => offsetCell(row.committed),
  },
  { id: 'next', title: c.next, width: 150, align: 'end', value: ({ row }) => row.end, cell: ({ row }) => offsetCell(row.end) },
  {
    id: 'lag',
    title: c.lag,
    width: 130,
    align: 'end',
    value: (row) => row.lag,
    cell: (row) => <b className={styles['strong']}>{count(row.lag)}</b>,
  },
  {
    id: 'lost',
    title: c.lost,
    width: 100,
    align: 'end',
    value: (row) => row.lost,
    cell: (row) => <span className={(row.lost ?? 0) > 0 ? styles['bad'] : styles['number']}>{count(row.lost)}</span>,
  },
  { id: 'groups', title: c.groupCount, width: 90, align: 'end', value: ({ row }) => row.groups.length + row.moreGroups },
  {
    id: 'in',
    title: c.in,
    width: 100,
    align: 'end',
    value: ({ row }) => row.in,
    cell: ({ row }) => <span className={styles['number']}>{row.in === null ? UNKNOWN : rate(row.in, '').trim()}</span>,
  },
  {
    id: 'replicas',
    title: c.replicas,
    width: 180,
    grow: 1,
    value: ({ row }) => row.replicas.filter((replica) => replica.inSync).length,
    cell: ({ row }) => (
      <span className={styles['number']}>{row.replicas.map((r) => `${r.broker}${r.inSync ? '' : ` ${t.replicas.out}`}`).join(', ')}</span>
    ),
  },
]

const keyOf = (row: LogTableRow): string => row.row.key

/** The picture value for value. */
export function LogTable({ rows, focus }: { readonly rows: readonly LogRow[]; readonly focus: string | null }) {
  const listed = useMemo(() => rows.map((row) => tableRow(row, focus)), [rows, focus])
  const columns = useMemo(() => columnsFor(focus), [focus])
  return (
    <DataTable
      label={t.title}
      rows={listed}
      columns={columns}
      rowKey={keyOf}
      initialSort={{ column: 'partition', descending: false }}
      storageKey="topic.log"
    />
  )
}
