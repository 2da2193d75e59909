import type { ReactNode } from 'react'
import { placeOf, useApp } from '../../app/actions.ts'
import type { TopicRow } from '../../../shared/contract/topics.ts'
import { en } from '../../text/en.ts'
import { Ref } from '../../ui/badge.tsx'
import type { FilterFields } from '../../ui/filter/filter.ts'
import { bytes, count, UNKNOWN } from '../../ui/format/numbers.ts'
import { RefList } from '../../ui/kafka/ref-list.tsx'
import { LongName } from '../../ui/long-name.tsx'
import type { Column } from '../../ui/table/types.ts'
import styles from './style.module.css'

const t = en.topics

/** A figure that should be 0: grey when it is, in its tone when it is not. */
const trouble = (value: number, tone: 'warn' | 'bad'): ReactNode => (
  <span className={styles['small']} data-tone={value > 0 ? tone : undefined}>
    {count(value)}
  </span>
)

function GroupsCell({ row }: { readonly row: TopicRow }) {
  const app = useApp()
  if (row.groupCount === 0) return <span className={styles['quiet']}>{t.nobody}</span>
  const items = row.groups.map(({ group, lag }) => ({ name: group, title: `${group}: ${count(lag)}` }))
  return <RefList items={items} more={row.groupCount - items.length} onOpen={(group, how) => app.open(placeOf('groups', group), how)} />
}

function LeadersCell({ row }: { readonly row: TopicRow }) {
  const app = useApp()
  if (row.leaders.length === 0) return <span className={styles['quiet']}>{UNKNOWN}</span>
  const shown = row.leaders.slice(0, 4)
  return (
    <span className={styles['leaders']}>
      {shown.map((id) => (
        <Ref key={id} onOpen={(how) => app.open(placeOf('brokers', String(id)), how)}>
          {String(id)}
        </Ref>
      ))}
      {row.leaders.length > shown.length && <span className={styles['more']}>+{row.leaders.length - shown.length}</span>}
    </span>
  )
}

export const topicColumns: readonly Column<TopicRow>[] = [
  {
    id: 'topic',
    title: t.column.topic,
    width: 220,
    grow: 3,
    value: (row) => row.name,
    cell: (row) => (
      <span className={styles['name']}>
        <b title={row.name}>
          <LongName>{row.name}</LongName>
        </b>
        {row.internal && <i>{t.internal}</i>}
      </span>
    ),
  },
  { id: 'partitions', title: t.column.partitions, width: 84, align: 'end', value: (row) => row.partitions },
  {
    id: 'replication',
    title: t.column.replication,
    description: t.about.replication,
    width: 78,
    align: 'end',
    value: (row) => row.replication,
    cell: (row) => (
      <span className={styles['small']} data-tone={row.replication === 1 ? 'warn' : undefined}>
        {count(row.replication)}
      </span>
    ),
  },
  {
    id: 'underReplicated',
    title: t.column.underReplicated,
    description: t.about.underReplicated,
    width: 122,
    align: 'end',
    value: (row) => row.underReplicated,
    cell: (row) => trouble(row.underReplicated, 'warn'),
  },
  {
    id: 'offline',
    title: t.column.offline,
    description: t.about.offline,
    width: 86,
    align: 'end',
    value: (row) => row.offline,
    cell: (row) => trouble(row.offline, 'bad'),
  },
  {
    id: 'notPreferred',
    title: t.column.notPreferred,
    description: t.about.notPreferred,
    width: 104,
    align: 'end',
    hidden: true,
    value: (row) => row.notPreferred,
    cell: (row) => trouble(row.notPreferred, 'warn'),
  },
  {
    id: 'size',
    title: t.column.size,
    description: t.about.size,
    width: 96,
    align: 'end',
    value: (row) => row.sizeBytes,
    cell: (row) =>
      row.sizeBytes === null ? (
        <span className={styles['quiet']} title={t.sizeUnknown}>
          {UNKNOWN}
        </span>
      ) : (
        <b className={styles['strong']}>{bytes(row.sizeBytes)}</b>
      ),
  },
  {
    id: 'messages',
    title: t.column.messages,
    description: t.about.messages,
    width: 132,
    align: 'end',
    value: (row) => row.messages,
    cell: (row) => (
      <span className={styles['second']} title={row.messagesPartial ? t.messagesPartial : undefined}>
        {row.messagesPartial && `${en.groupWords.atLeast}\u202F`}
        {count(row.messages)}
      </span>
    ),
  },
  {
    id: 'groups',
    title: t.column.groups,
    description: t.about.groups,
    width: 170,
    grow: 2,
    value: (row) => row.groupCount,
    cell: (row) => <GroupsCell row={row} />,
  },
  {
    id: 'leaders',
    title: t.column.leaders,
    description: t.about.leaders,
    width: 140,
    hidden: true,
    value: (row) => row.leaders.length,
    cell: (row) => <LeadersCell row={row} />,
  },
]

export const topicFields: FilterFields<TopicRow> = {
  topic: (row) => row.name,
  partitions: (row) => row.partitions,
  rf: (row) => row.replication,
  urp: (row) => row.underReplicated,
  offline: (row) => row.offline,
  moved: (row) => row.notPreferred,
  size: (row) => row.sizeBytes,
  messages: (row) => row.messages,
  groups: (row) => row.groupCount,
  group: (row) => row.groups.map((group) => group.group),
  broker: (row) => row.leaders.map(String),
}
