import { useMemo } from 'react'
import { en } from '../../text/en.ts'
import { dateTime, fullTime } from '../format/times.ts'
import { useNow, useZone } from '../format/zone.tsx'
import { DataTable } from '../table/data-table.tsx'
import type { Column, DataTableProps } from '../table/types.ts'
import styles from './page.module.css'

const t = en.eventTable

export interface EventRow {
  readonly key: string
  readonly at: number
  readonly what: string
  readonly about: string
  /** The place that shows it. */
  readonly path: string
}

export interface EventTableProps extends Pick<DataTableProps<EventRow>, 'label' | 'rows' | 'onOpen' | 'storageKey'> {
  /** How far back it was looked. */
  readonly note: string
}

const keyOf = (row: EventRow): string => row.key

/** What happened to a thing, newest first; Enter opens the place that shows it. */
export function EventTable({ note, ...table }: EventTableProps) {
  const zone = useZone()
  const now = useNow()
  const columns = useMemo<readonly Column<EventRow>[]>(
    () => [
      {
        id: 'time',
        title: t.time,
        width: 150,
        value: (row) => row.at,
        cell: (row) => <span title={fullTime(row.at, zone)}>{dateTime(row.at, zone, now)}</span>,
      },
      { id: 'what', title: t.what, width: 320, grow: 2, value: (row) => row.what, cell: (row) => <b>{row.what}</b> },
      { id: 'about', title: t.about, width: 160, grow: 1, value: (row) => row.about },
    ],
    [zone, now],
  )
  return (
    <>
      <p className={styles['eventNote']}>{note}</p>
      {table.rows.length > 0 && (
        <DataTable {...table} columns={columns} rowKey={keyOf} initialSort={{ column: 'time', descending: true }} />
      )}
    </>
  )
}
