import type { MessageRow, Payload } from '../../../shared/contract/messages.ts'
import { en } from '../../text/en.ts'
import { bytes, count, offset } from '../../ui/format/numbers.ts'
import { fullTime } from '../../ui/format/times.ts'
import { useZone } from '../../ui/format/zone.tsx'
import type { Column } from '../../ui/table/types.ts'
import styles from './style.module.css'

const t = en.messages

/** One line is enough in a list. */
const LINE = 300

const lineOf = (payload: Payload | null): string | null => payload && payload.text.slice(0, LINE).replaceAll(/\s+/g, ' ')

function Line({ payload }: { readonly payload: Payload | null }) {
  if (payload === null) return <span className={styles['nothing']}>{t.nothing}</span>
  return (
    <span className={styles['line']} data-format={payload.format} title={payload.problem ?? undefined}>
      {lineOf(payload)}
    </span>
  )
}

/** To the second, and with the day: records may be old. */
function Stamp({ at }: { readonly at: number | null }) {
  return <span className={styles['second']}>{fullTime(at, useZone())}</span>
}

export const columns: readonly Column<MessageRow>[] = [
  { id: 'partition', title: t.column.partition, width: 92, align: 'end', value: (row) => row.partition },
  {
    id: 'offset',
    title: t.column.offset,
    width: 108,
    align: 'end',
    value: (row) => Number(row.offset),
    cell: (row) => <span className={styles['number']}>{offset(row.offset)}</span>,
  },
  {
    id: 'at',
    title: t.column.at,
    description: t.about.at,
    width: 192,
    value: (row) => row.at,
    cell: (row) => <Stamp at={row.at} />,
  },
  {
    id: 'key',
    title: t.column.key,
    width: 98,
    grow: 2,
    value: (row) => lineOf(row.key),
    cell: (row) => (row.unreadable === null ? <Line payload={row.key} /> : null),
  },
  {
    id: 'value',
    title: t.column.value,
    width: 150,
    grow: 8,
    value: (row) => lineOf(row.value),
    cell: (row) =>
      row.unreadable === null ? <Line payload={row.value} /> : <span className={styles['bad']}>{t.unreadable(row.unreadable)}</span>,
  },
  {
    id: 'headers',
    title: t.column.headers,
    width: 76,
    align: 'end',
    value: (row) => row.headerCount,
    cell: (row) => <span className={styles['second']}>{row.headerCount === 0 ? '' : count(row.headerCount)}</span>,
  },
  {
    id: 'size',
    title: t.column.size,
    description: t.about.size,
    width: 76,
    align: 'end',
    // What cannot be read has no size to tell.
    value: (row) => (row.unreadable === null ? row.size : null),
    cell: (row) => <span className={styles['second']}>{bytes(row.unreadable === null ? row.size : null)}</span>,
  },
]
