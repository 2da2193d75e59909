import type { TaskRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { taskReason, taskStates } from '../../text/task-reasons.ts'
import { Badge, StateDot, type Tone } from '../../ui/badge.tsx'
import type { FilterFields } from '../../ui/filter/filter.ts'
import { UNKNOWN } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import { Host } from '../../ui/mesos/host.tsx'
import { TwoLines } from '../../ui/table/two-lines.tsx'
import type { Column, RowGroup } from '../../ui/table/types.ts'
import { MIB_A_GIB } from './agent-columns.tsx'
import styles from './style.module.css'

const t = en.agents.task

const failed: ReadonlySet<string> = new Set([
  'TASK_FAILED',
  'TASK_LOST',
  'TASK_ERROR',
  'TASK_DROPPED',
  'TASK_GONE',
  'TASK_GONE_BY_OPERATOR',
  'TASK_UNREACHABLE',
])

export function taskTone({ state, ended, orphan }: Pick<TaskRow, 'state' | 'ended' | 'orphan'>): Tone {
  if (failed.has(state)) return 'bad'
  if (ended) return 'unknown'
  if (orphan === true) return 'warn'
  return state === 'TASK_RUNNING' ? 'ok' : 'info'
}

export const taskKind = ({ kind, broker }: Pick<TaskRow, 'kind' | 'broker'>): string =>
  kind === 'broker' && broker !== null ? t.kind.broker(broker) : kind === 'broker' ? t.kind.other : t.kind[kind]

/** Beside brokers and agents, whose states begin so; in a sentence it is the word as it is. */
export const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

function TaskState({ row }: { readonly row: TaskRow }) {
  const tone = taskTone(row)
  return (
    <span className={styles['state']} data-tone={tone} title={row.state}>
      <StateDot tone={tone} hollow={row.ended} pulse={tone === 'info'} />
      <TwoLines note={row.state}>
        {capital(taskStates[row.state] ?? row.state)}
        {row.healthy === false && ` · ${t.unhealthy}`}
      </TwoLines>
    </span>
  )
}

const text = (id: keyof typeof t.column, width: number, value: (row: TaskRow) => string | null): Column<TaskRow> => ({
  id,
  title: t.column[id],
  width,
  hidden: true,
  value,
  cell: (row) => <span className={styles['clip']}>{value(row) ?? UNKNOWN}</span>,
})

export const whyOf = ({ reason, message }: TaskRow): string | null =>
  reason === null ? (message === '' ? null : message) : (taskReason(reason)?.means ?? reason)

export const taskColumns: readonly Column<TaskRow>[] = [
  {
    id: 'name',
    title: t.column.name,
    width: 176,
    grow: 1,
    value: (row) => row.name ?? row.id,
    cell: (row) => (
      <TwoLines note={<span title={row.id}>{row.id}</span>}>
        <b className={styles['strong']}>{taskKind(row)}</b>{' '}
        {row.orphan === true && (
          <Badge tone="warn" title={t.orphanWhy}>
            {t.orphan}
          </Badge>
        )}
      </TwoLines>
    ),
  },
  { id: 'state', title: t.column.state, width: 136, value: (row) => row.state, cell: (row) => <TaskState row={row} /> },
  {
    id: 'agent',
    title: t.column.agent,
    width: 104,
    value: (row) => row.agent?.host ?? row.agent?.id ?? null,
    cell: (row) => <Host name={row.agent?.host ?? row.agent?.id ?? null} short />,
  },
  {
    id: 'started',
    title: t.column.started,
    width: 84,
    align: 'end',
    value: (row) => row.startedAt,
    cell: (row) => <span className={styles['second']}>{row.startedAt === null ? UNKNOWN : <Age at={row.startedAt} />}</span>,
  },
  {
    id: 'ended',
    title: t.column.ended,
    width: 84,
    align: 'end',
    value: (row) => row.endedAt,
    cell: (row) => <span className={styles['second']}>{row.endedAt === null ? UNKNOWN : <Age at={row.endedAt} />}</span>,
  },
  {
    id: 'why',
    title: t.column.why,
    width: 156,
    grow: 2,
    value: whyOf,
    cell: (row) => (
      <span className={styles['clip']} title={row.message ?? undefined}>
        {whyOf(row) ?? UNKNOWN}
      </span>
    ),
  },
  {
    id: 'cpus',
    title: t.column.cpus,
    width: 56,
    align: 'end',
    value: (row) => row.cpus,
    cell: (row) => <TwoLines note={en.brokers.cores}>{row.cpus === null ? UNKNOWN : row.cpus.toFixed(1)}</TwoLines>,
  },
  {
    id: 'mem',
    title: t.column.mem,
    width: 76,
    align: 'end',
    value: (row) => row.mem,
    cell: (row) => <TwoLines note="GiB">{row.mem === null ? UNKNOWN : (row.mem / MIB_A_GIB).toFixed(1)}</TwoLines>,
  },
  text('ports', 90, (row) => row.ports || null),
  text('framework', 110, (row) => row.framework.name ?? row.framework.id),
  text('executor', 200, (row) => row.executor),
  text('container', 220, (row) => row.container),
  text('id', 240, (row) => row.id),
]

export const taskFields: FilterFields<TaskRow> = {
  id: (row) => row.id,
  name: (row) => row.name,
  kind: (row) => row.kind,
  broker: (row) => row.broker,
  state: (row) => [row.state, taskStates[row.state] ?? row.state],
  agent: (row) => row.agent?.host ?? row.agent?.id ?? null,
  why: whyOf,
  reason: (row) => row.reason,
  orphan: (row) => row.orphan,
  ended: (row) => row.ended,
  framework: (row) => row.framework.name,
}

/** What runs, then what ended. */
export const taskGroup = ({ ended }: TaskRow): RowGroup =>
  ended ? { key: 'ended', title: t.completed, rank: 1 } : { key: 'running', title: t.current, rank: 0 }
