import type { AuditRow } from '../../../shared/contract/audit.ts'
import { en } from '../../text/en.ts'
import { EnvBadge } from '../../ui/env.tsx'
import type { FilterFields } from '../../ui/filter/filter.ts'
import { duration } from '../../ui/format/times.ts'
import { Time } from '../../ui/format/time.tsx'
import type { Column } from '../../ui/table/types.ts'
import { Result, resultWord, undoWord } from './result.tsx'
import styles from './style.module.css'

const t = en.activity

const time: Column<AuditRow> = {
  id: 'at',
  title: t.column.at,
  width: 112,
  value: (row) => row.at,
  cell: (row) => <Time at={row.at} form="date" />,
}

const profile: Column<AuditRow> = {
  id: 'profile',
  title: t.column.profile,
  width: 190,
  value: (row) => row.profile,
  cell: (row) => (
    <span className={styles['profile']}>
      {row.profile} <EnvBadge environment={row.environment} />
    </span>
  ),
}

const rest: readonly Column<AuditRow>[] = [
  {
    id: 'title',
    title: t.column.title,
    width: 156,
    grow: 3,
    value: (row) => row.title,
    cell: (row) => (
      <b className={styles['title']} title={row.title}>
        {row.title}
      </b>
    ),
  },
  {
    id: 'level',
    title: t.column.level,
    description: t.about.level,
    width: 122,
    value: (row) => row.level,
    cell: (row) => <span className={styles['second']}>{row.level && t.levels[row.level]}</span>,
  },
  { id: 'result', title: t.column.result, width: 118, value: resultWord, cell: (row) => <Result row={row} /> },
  {
    id: 'ms',
    title: t.column.ms,
    description: t.about.ms,
    width: 80,
    align: 'end',
    value: (row) => row.ms,
    cell: (row) => <span className={styles['second']}>{duration(row.ms)}</span>,
  },
  {
    id: 'undo',
    title: t.column.undo,
    width: 104,
    value: undoWord,
    cell: (row) => (
      <span className={row.undo.can ? undefined : styles['quiet']} title={row.undo.why ?? undefined}>
        {undoWord(row)}
      </span>
    ),
  },
  { id: 'user', title: t.column.user, description: t.about.user, width: 104, value: (row) => row.user },
  {
    id: 'reason',
    title: t.column.reason,
    description: t.about.reason,
    width: 140,
    grow: 2,
    value: (row) => row.reason,
    cell: (row) => (
      <span className={styles['reason']} title={row.reason ?? undefined}>
        {row.reason ?? ''}
      </span>
    ),
  },
  { id: 'object', title: t.column.object, width: 120, hidden: true, value: (row) => row.object },
  { id: 'via', title: t.column.via, width: 90, hidden: true, value: (row) => t.via[row.via] },
  { id: 'command', title: t.column.command, width: 150, hidden: true, value: (row) => row.command },
]

/** One cluster's acts need not say which. */
export const columnsOf = (all: boolean): readonly Column<AuditRow>[] => (all ? withProfile : withoutProfile)
const withProfile = [time, profile, ...rest]
const withoutProfile = [time, ...rest]

export const actFields: FilterFields<AuditRow> = {
  what: (row) => row.title,
  object: (row) => row.object,
  command: (row) => row.command,
  level: (row) => row.level && [row.level, t.levels[row.level]],
  result: (row) => [row.seen === undefined ? row.state : 'seen', resultWord(row)],
  from: (row) => (row.seen === undefined ? 'here' : 'elsewhere'),
  user: (row) => row.user,
  reason: (row) => row.reason,
  cluster: (row) => row.profile,
  env: (row) => row.environment,
  via: (row) => t.via[row.via],
  undo: (row) => row.undo.can,
}
