import type { ReactNode } from 'react'
import { placeOf, useApp } from '../../app/actions.ts'
import type { PartitionRow } from '../../../shared/contract/topics.ts'
import { en } from '../../text/en.ts'
import { Ref } from '../../ui/badge.tsx'
import type { FilterFields } from '../../ui/filter/filter.ts'
import { bytes, count, offset, UNKNOWN } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import type { Column } from '../../ui/table/types.ts'
import { Replicas } from './replicas.tsx'
import styles from './style.module.css'

const t = en.topic.partitions

function BrokerRef({ id }: { readonly id: number }) {
  const app = useApp()
  return <Ref onOpen={(how) => app.open(placeOf('brokers', String(id)), how)}>{String(id)}</Ref>
}

/** Exact, or the word for why it is not there. */
function offsetCell(row: PartitionRow, value: string | null): ReactNode {
  if (value !== null) return <span className={styles['offset']}>{offset(value)}</span>
  return <span className={styles['quiet']}>{row.offsets === 'read' ? UNKNOWN : t.offsets[row.offsets]}</span>
}

const leaderSize = (row: PartitionRow): number | null => row.replicas.find((replica) => replica.broker === row.leader)?.sizeBytes ?? null

/** `offsets`: the width that the longest offset needs. */
export const partitionColumns = (offsets: number): readonly Column<PartitionRow>[] => [
  {
    id: 'partition',
    title: t.column.partition,
    width: 92,
    value: (row) => row.partition,
    cell: (row) => <b className={styles['strong']}>p{row.partition}</b>,
  },
  {
    id: 'leader',
    title: t.column.leader,
    width: 92,
    value: (row) => (row.leader < 0 ? null : row.leader),
    cell: (row) => (row.leader < 0 ? <span className={styles['bad']}>{t.noLeader}</span> : <BrokerRef id={row.leader} />),
  },
  {
    id: 'preferred',
    title: t.column.preferred,
    description: t.about.preferred,
    width: 86,
    value: (row) => row.preferredLeader,
    cell: (row) => (
      <span className={styles['small']} data-tone={row.leader >= 0 && row.leader !== row.preferredLeader ? 'warn' : undefined}>
        {row.preferredLeader}
      </span>
    ),
  },
  {
    id: 'replicas',
    title: t.column.replicas,
    description: t.about.replicas,
    width: 150,
    grow: 1,
    value: (row) => row.replicas.map((replica) => replica.broker).join(', '),
    cell: (row) => <Replicas row={row} />,
  },
  {
    id: 'inSync',
    title: t.column.inSync,
    width: 76,
    align: 'end',
    value: (row) => row.inSync,
    cell: (row) => (
      <span className={styles['small']} data-tone={row.inSync < row.replicas.length ? 'warn' : undefined}>
        {row.inSync}/{row.replicas.length}
      </span>
    ),
  },
  {
    id: 'start',
    title: t.column.start,
    width: offsets,
    grow: 1,
    align: 'end',
    value: (row) => row.start,
    cell: (row) => offsetCell(row, row.start),
  },
  {
    id: 'end',
    title: t.column.end,
    width: offsets,
    grow: 1,
    align: 'end',
    value: (row) => row.end,
    cell: (row) => offsetCell(row, row.end),
  },
  {
    id: 'messages',
    title: t.column.messages,
    description: t.about.messages,
    width: 130,
    grow: 1,
    align: 'end',
    value: (row) => row.messages,
    cell: (row) => <b className={styles['strong']}>{count(row.messages)}</b>,
  },
  {
    id: 'size',
    title: t.column.size,
    description: t.about.size,
    width: 100,
    grow: 1,
    align: 'end',
    value: leaderSize,
    cell: (row) => <span className={styles['offset']}>{bytes(leaderSize(row))}</span>,
  },
  { id: 'epoch', title: t.column.epoch, width: 98, align: 'end', hidden: true, value: (row) => row.leaderEpoch },
  {
    id: 'asOf',
    title: t.column.asOf,
    width: 96,
    align: 'end',
    hidden: true,
    value: (row) => row.asOf,
    cell: (row) => <Age at={row.asOf} />,
  },
]

export const partitionFields: FilterFields<PartitionRow> = {
  partition: (row) => row.partition,
  broker: (row) => row.replicas.map((replica) => String(replica.broker)),
  leader: (row) => (row.leader < 0 ? null : row.leader),
  online: (row) => row.leader >= 0,
  urp: (row) => row.inSync < row.replicas.length,
  preferred: (row) => row.leader === row.preferredLeader,
  messages: (row) => row.messages,
  size: leaderSize,
}
