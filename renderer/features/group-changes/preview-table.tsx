import { useMemo } from 'react'
import type { ResetRow } from '../../../shared/contract/group-changes.ts'
import { en } from '../../text/en.ts'
import { count, offset, UNKNOWN } from '../../ui/format/numbers.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { cx } from '../../ui/cx.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { Column } from '../../ui/table/types.ts'
import { keyOf, moves } from './reset-form.ts'
import styles from './style.module.css'

const t = en.groupChanges.reset

/** `14:02` at the end of a moment. */
const CLOCK = 5

export interface PreviewTableProps {
  readonly rows: readonly ResetRow[]
  /** Rows that were unticked. */
  readonly left: ReadonlySet<string>
  onToggle(key: string): void
}

function DeltaCell({ row }: { readonly row: ResetRow }) {
  if (!moves(row)) return <span className={styles['quiet']}>{row.next === null ? UNKNOWN : t.unchanged}</span>
  if ((row.skip ?? 0) > 0) return <span className={styles['warn']}>{t.skip(count(row.skip))}</span>
  if ((row.replay ?? 0) > 0) return <span>{t.replay(count(row.replay))}</span>
  return <span className={styles['quiet']}>{row.skip === null ? UNKNOWN : '0'}</span>
}

function TimesCell({ row }: { readonly row: ResetRow }) {
  const zone = useZone()
  const now = useNow()
  if (row.timeNow === null && row.timeNext === null) return <span className={styles['quiet']}>{UNKNOWN}</span>
  const [from, to] = [dateTime(row.timeNow, zone, now), dateTime(row.timeNext, zone, now)]
  const sameDay = from.slice(0, -CLOCK) === to.slice(0, -CLOCK)
  return (
    <span className={styles['quiet']}>
      {from} → {sameDay ? to.slice(-CLOCK) : to}
    </span>
  )
}

const noteOf = (row: ResetRow): string | null =>
  row.problem === null ? (row.clamped === null ? null : t.clamped[row.clamped]) : t.problem[row.problem]

const facts: readonly Column<ResetRow>[] = [
  { id: 'topic', title: t.column.topic, width: 100, grow: 1, value: (row) => row.topic },
  { id: 'partition', title: t.column.partition, width: 76, align: 'end', value: (row) => row.partition },
  { id: 'now', title: t.column.now, width: 92, align: 'end', value: (row) => row.now, cell: (row) => offset(row.now) },
  {
    id: 'next',
    title: t.column.next,
    width: 92,
    align: 'end',
    value: (row) => row.next,
    cell: (row) => <b className={moves(row) ? styles['strong'] : styles['quiet']}>{offset(row.next)}</b>,
  },
  {
    id: 'delta',
    title: t.column.delta,
    description: t.aboutDelta,
    width: 122,
    align: 'end',
    value: (row) => row.replay ?? row.skip,
    cell: (row) => <DeltaCell row={row} />,
  },
  {
    id: 'times',
    title: t.column.times,
    width: 178,
    value: (row) => row.timeNext,
    cell: (row) => <TimesCell row={row} />,
  },
  {
    id: 'note',
    title: t.column.note,
    description: t.column.noteAbout,
    width: 152,
    grow: 2,
    value: noteOf,
    cell: (row) => (
      <span className={cx(styles['note'], row.problem === null ? styles['quiet'] : styles['warn'])} title={noteOf(row) ?? undefined}>
        {noteOf(row)}
      </span>
    ),
  },
]

/** Partition by partition: where it stands, where it would stand, what that skips or replays; each can be left out. */
export function PreviewTable({ rows, left, onToggle }: PreviewTableProps) {
  const columns = useMemo<readonly Column<ResetRow>[]>(
    () => [
      {
        id: 'pick',
        title: t.column.pick,
        description: t.column.pickAbout,
        width: 44,
        value: (row) => (left.has(keyOf(row)) ? null : 1),
        cell: (row) => (
          <input
            type="checkbox"
            aria-label={t.pick(row.topic, row.partition)}
            checked={moves(row) && !left.has(keyOf(row))}
            disabled={!moves(row)}
            onChange={() => onToggle(keyOf(row))}
          />
        ),
      },
      ...facts,
    ],
    [left, onToggle],
  )
  return (
    <div className={styles['preview']}>
      <DataTable label={t.label} rows={rows} columns={columns} rowKey={keyOf} storageKey="groups.reset" />
    </div>
  )
}
