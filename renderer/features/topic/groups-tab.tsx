import { useState } from 'react'
import { placeOf, useApp, useAt, useErrorAction, usePlace } from '../../app/actions.ts'
import type { TopicGroupRow } from '../../../shared/contract/topics.ts'
import type { ViewState } from '../../host/view-store.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { explainedText } from '../../state/explained.ts'
import { en } from '../../text/en.ts'
import { count, UNKNOWN } from '../../ui/format/numbers.ts'
import { GroupState } from '../../ui/kafka/group-state.tsx'
import { LagSum } from '../../ui/kafka/lag.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { ListArea } from '../../ui/page/list-area.tsx'
import type { Column } from '../../ui/table/types.ts'
import styles from './style.module.css'

const t = en.topic.groups
const k = en.pageKeys

const columns: readonly Column<TopicGroupRow>[] = [
  {
    id: 'group',
    title: t.column.group,
    width: 200,
    grow: 2,
    value: (row) => row.group,
    cell: (row) => (
      <b className={styles['strong']} title={row.group}>
        {row.group}
      </b>
    ),
  },
  {
    id: 'state',
    title: t.column.state,
    width: 140,
    grow: 1,
    value: (row) => row.state || null,
    cell: (row) => <GroupState state={row.state} />,
  },
  { id: 'members', title: t.column.members, width: 86, align: 'end', value: (row) => row.members },
  { id: 'partitions', title: t.column.partitions, width: 86, align: 'end', value: (row) => row.partitions },
  {
    id: 'lag',
    title: t.column.lag,
    description: t.about.lag,
    width: 130,
    grow: 1,
    align: 'end',
    value: (row) => row.lag,
    cell: (row) => (
      <LagSum lag={row.lag} partial={row.leftOut > 0} leftOut={{ noCommit: 0, noLeader: 0, topicGone: 0, notRead: row.leftOut }} />
    ),
  },
  {
    id: 'worst',
    title: t.column.worst,
    width: 160,
    grow: 1,
    align: 'end',
    value: (row) => row.worst?.lag ?? null,
    cell: (row) => <span className={styles['offset']}>{row.worst ? t.worst(row.worst.partition, count(row.worst.lag)) : UNKNOWN}</span>,
  },
  {
    id: 'leftOut',
    title: t.column.leftOut,
    description: t.about.leftOut,
    width: 86,
    align: 'end',
    value: (row) => row.leftOut,
    cell: (row) => (
      <span className={styles['small']} data-tone={row.leftOut > 0 ? 'warn' : undefined}>
        {count(row.leftOut)}
      </span>
    ),
  },
]

const keyOf = (row: TopicGroupRow): string => row.group

/** The groups with commits in this topic, with their lag in it alone. */
export function GroupsTab({ topic, view }: { readonly topic: string; readonly view: ViewState<TopicGroupRow> }) {
  const app = useApp()
  const { setQuery } = usePlace()
  const [selected, setSelected] = useState<string | null>(null)
  const explain = (group: string): void => setQuery({ explain: explainedText({ group, partition: null }) })
  usePageKeys({ e: () => selected !== null && explain(selected) }, [['e', k.explain]])
  const readNow = useReadNow(useAt().cluster)
  const onAction = useErrorAction()
  return (
    <ListArea
      about={view.about}
      error={view.error}
      noun={t.noun}
      empty={{ sentence: t.empty }}
      onRetry={readNow}
      onAction={onAction}
      label={en.topic.tabs.groups}
      rows={view.rows}
      columns={columns}
      rowKey={keyOf}
      onOpen={(row, how) => app.open(placeOf('groups', row.group), how)}
      initialSort={{ column: 'lag', descending: true }}
      selected={selected}
      onSelect={setSelected}
      actions={(row) => [{ id: 'explain', title: en.group.explain, icon: 'info', keys: 'e', run: () => explain(row.group) }]}
      saveAs={`${topic}-groups`}
      storageKey="topic.groups"
    />
  )
}
