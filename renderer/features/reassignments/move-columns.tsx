import type { MovingRow, ProposedMove } from '../../../shared/contract/reassignments.ts'
import { en } from '../../text/en.ts'
import { bytes, percent, UNKNOWN } from '../../ui/format/numbers.ts'
import { MeterCell } from '../../ui/meter.tsx'
import type { Column } from '../../ui/table/types.ts'
import { ReplicaChange } from './replica-change.tsx'
import styles from './style.module.css'

const t = en.reassignments.column
const r = en.reassignments.running

/** Topics by name, partitions of one by number. */
const partitionKey = ({ topic, partition }: { readonly topic: string; readonly partition: number }): string =>
  `${topic}-${String(partition).padStart(6, '0')}`

const partition = <Row extends { readonly topic: string; readonly partition: number }>(): Column<Row> => ({
  id: 'partition',
  title: t.partition,
  width: 180,
  grow: 2,
  value: partitionKey,
  cell: (row) => (
    <b className={styles['name']} title={`${row.topic}-${row.partition}`}>
      {row.topic}-{row.partition}
    </b>
  ),
})

export const moveColumns: readonly Column<ProposedMove>[] = [
  partition(),
  {
    id: 'replicas',
    title: t.replicas,
    width: 170,
    grow: 1,
    value: (move) => `${move.from.join(', ')} → ${move.to.join(', ')}`,
    cell: ({ from, to }) => (
      <ReplicaChange to={to} adding={to.filter((id) => !from.includes(id))} removing={from.filter((id) => !to.includes(id))} />
    ),
  },
  {
    id: 'bytes',
    title: t.bytes,
    width: 100,
    align: 'end',
    value: (move) => move.bytes,
    cell: (move) => <span className={styles['number']}>{bytes(move.bytes)}</span>,
  },
  {
    id: 'warnings',
    title: t.warnings,
    width: 200,
    grow: 2,
    value: (move) => move.warnings.join(', '),
    cell: (move) => (
      <span className={styles['warnCell']} title={move.warnings.join(', ')}>
        {move.warnings.join(', ')}
      </span>
    ),
  },
]

const share = ({ bytes: { copied, total } }: MovingRow): number | null => (total === null ? null : total === 0 ? 1 : copied / total)

export const movingColumns: readonly Column<MovingRow>[] = [
  partition(),
  {
    id: 'replicas',
    title: t.replicas,
    width: 170,
    grow: 1,
    value: (row) => row.replicas.join(', '),
    cell: (row) => (
      <ReplicaChange to={row.replicas.filter((id) => !row.removing.includes(id))} adding={row.adding} removing={row.removing} />
    ),
  },
  {
    id: 'progress',
    title: t.progress,
    width: 190,
    grow: 1,
    value: share,
    cell: (row) => {
      const part = share(row)
      return (
        <MeterCell
          value={part === null ? UNKNOWN : percent(part)}
          parts={part === null ? [] : [{ share: part, tone: row.problem === null ? 'calm' : 'warn' }]}
        />
      )
    },
  },
  {
    id: 'bytes',
    title: t.bytes,
    width: 100,
    align: 'end',
    value: (row) => row.bytes.total,
    cell: (row) => <span className={styles['number']}>{bytes(row.bytes.total)}</span>,
  },
  { id: 'by', title: t.by, width: 110, value: (row) => (row.run === '' ? r.by.other : r.by.ours) },
  {
    id: 'problem',
    title: t.problem,
    width: 170,
    grow: 2,
    value: (row) => row.problem,
    cell: (row) => (
      <span className={styles['warnCell']} title={row.problem ?? undefined}>
        {row.problem ?? ''}
      </span>
    ),
  },
]
