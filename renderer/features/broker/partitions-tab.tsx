import { useState } from 'react'
import { useFilter } from '../../app/actions-filter.ts'
import { placeOf, useApp, useAt, useErrorAction } from '../../app/actions.ts'
import type { BrokerPartitionRow } from '../../../shared/contract/brokers.ts'
import { useView } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { Ref } from '../../ui/badge.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import type { FilterFields } from '../../ui/filter/filter.ts'
import { bytes, count } from '../../ui/format/numbers.ts'
import { ListArea } from '../../ui/page/list-area.tsx'
import { Toolbar } from '../../ui/page/page-head.tsx'
import { TermChips } from '../../ui/page/term-chips.tsx'
import type { Column } from '../../ui/table/types.ts'
import styles from './style.module.css'

const t = en.broker.partitions

function BrokerRef({ id }: { readonly id: number }) {
  const app = useApp()
  return <Ref onOpen={(how) => app.open(placeOf('brokers', String(id)), how)}>{String(id)}</Ref>
}

function TopicRef({ topic }: { readonly topic: string }) {
  const app = useApp()
  return <Ref onOpen={(how) => app.open(placeOf('topics', topic), how)}>{topic}</Ref>
}

const columns: readonly Column<BrokerPartitionRow>[] = [
  { id: 'topic', title: t.column.topic, width: 220, grow: 2, value: (row) => row.topic, cell: (row) => <TopicRef topic={row.topic} /> },
  {
    id: 'partition',
    title: t.column.partition,
    width: 80,
    align: 'end',
    value: (row) => row.partition,
    cell: (row) => <b className={styles['strong']}>{row.partition}</b>,
  },
  {
    id: 'role',
    title: t.column.role,
    width: 120,
    grow: 1,
    value: (row) => row.role,
    cell: (row) => (
      <span className={styles['role']} data-role={row.role}>
        {t.role[row.role]}
      </span>
    ),
  },
  {
    id: 'preferred',
    title: t.column.preferred,
    description: t.about.preferred,
    width: 90,
    grow: 1,
    value: (row) => (row.preferred ? t.yes : t.no),
    cell: (row) => <span className={styles['quiet']}>{row.preferred ? t.yes : t.no}</span>,
  },
  {
    id: 'leader',
    title: t.column.leader,
    width: 100,
    grow: 1,
    value: (row) => (row.leader < 0 ? null : row.leader),
    cell: (row) => (row.leader < 0 ? <span data-tone="bad">{t.noLeader}</span> : <BrokerRef id={row.leader} />),
  },
  {
    id: 'size',
    title: t.column.size,
    description: t.about.size,
    width: 110,
    align: 'end',
    value: (row) => row.sizeBytes,
    cell: (row) => bytes(row.sizeBytes),
  },
  {
    id: 'replicaLag',
    title: t.column.replicaLag,
    description: t.about.replicaLag,
    width: 110,
    align: 'end',
    value: (row) => row.replicaLag,
  },
]

const fields: FilterFields<BrokerPartitionRow> = {
  topic: (row) => row.topic,
  partition: (row) => row.partition,
  role: (row) => row.role,
  leader: (row) => (row.leader < 0 ? null : row.leader),
  insync: (row) => row.role === 'leader' || row.role === 'inSync',
  home: (row) => row.preferred === (row.role === 'leader'),
  size: (row) => row.sizeBytes,
  lag: (row) => row.replicaLag,
}
const keyOf = (row: BrokerPartitionRow): string => row.key
const ready = [
  ['role:leader', t.onlyLed],
  ['insync:no', t.onlyOutOfSync],
  ['home:no', t.onlyNotPreferred],
] as const

export function PartitionsTab({ broker }: { readonly broker: number }) {
  const at = useAt()
  const app = useApp()
  const { rows, about, error } = useView('brokers', 'partitions', { ...at, broker })
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const [shown, setShown] = useState(0)
  const { filter, setFilter, type, settle } = useFilter()
  return (
    <>
      <Toolbar>
        <TermChips label={en.groups.facet.label} terms={ready} filter={filter} onFilter={setFilter} />
        <FilterBox value={filter} onChange={type} onLeave={settle} shown={shown} total={rows.length} hint={t.filterHint} />
      </Toolbar>
      <ListArea
        about={about}
        error={error}
        noun={t.noun}
        empty={{ sentence: t.empty }}
        onRetry={readNow}
        onAction={onAction}
        onClearFilter={() => setFilter('')}
        label={en.broker.tabs.partitions}
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        filter={filter}
        fields={fields}
        onOpen={(row, how) => app.open(placeOf('topics', row.topic), how)}
        initialSort={{ column: 'size', descending: true }}
        rowTone={(row) => (row.leader < 0 ? 'bad' : 'normal')}
        onShown={setShown}
        saveAs={`broker-${broker}-partitions`}
        storageKey="broker.partitions"
        foot={<span>{t.foot(count(rows.length), count(rows.filter((row) => row.role === 'leader').length))}</span>}
      />
    </>
  )
}
