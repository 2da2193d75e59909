import { useMemo, useState } from 'react'
import { useFilter } from '../../app/actions-filter.ts'
import { useAt, useErrorAction } from '../../app/actions.ts'
import type { PartitionRow } from '../../../shared/contract/topics.ts'
import type { ViewState } from '../../host/view-store.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { longestOffset, offsetWidth } from '../../ui/kafka/offset-width.ts'
import { ListArea } from '../../ui/page/list-area.tsx'
import { Toolbar } from '../../ui/page/page-head.tsx'
import { TermChips } from '../../ui/page/term-chips.tsx'
import { partitionColumns, partitionFields } from './partition-columns.tsx'
import { ReplicaLegend } from './replicas.tsx'

const t = en.topic.partitions
const keyOf = (row: PartitionRow): string => row.key
const ready = [
  ['urp:yes', t.onlyUnderReplicated],
  ['online:no', t.onlyOffline],
  ['preferred:no', t.onlyNotPreferred],
] as const

/** Without a filter this tab is not the topic's first. */
const onPartitions = { tab: 'partitions' }

export function PartitionsTab({ topic, view }: { readonly topic: string; readonly view: ViewState<PartitionRow> }) {
  const readNow = useReadNow(useAt().cluster)
  const onAction = useErrorAction()
  const [shown, setShown] = useState(0)
  const { filter, setFilter, type, settle } = useFilter(onPartitions)
  const digits = useMemo(() => longestOffset(view.rows.flatMap((row) => [row.start, row.end])), [view.rows])
  const columns = useMemo(() => partitionColumns(offsetWidth(digits)), [digits])
  return (
    <>
      <Toolbar>
        <TermChips label={en.groups.facet.label} terms={ready} filter={filter} onFilter={setFilter} />
        <FilterBox value={filter} onChange={type} onLeave={settle} shown={shown} total={view.rows.length} hint={t.filterHint} />
      </Toolbar>
      <ListArea
        about={view.about}
        error={view.error}
        noun={t.noun}
        empty={{ sentence: t.empty }}
        onRetry={readNow}
        onAction={onAction}
        onClearFilter={() => setFilter('')}
        label={en.topic.tabs.partitions}
        rows={view.rows}
        columns={columns}
        rowKey={keyOf}
        filter={filter}
        fields={partitionFields}
        initialSort={{ column: 'partition', descending: false }}
        rowTone={(row) => (row.leader < 0 ? 'bad' : 'normal')}
        onShown={setShown}
        saveAs={`${topic}-partitions`}
        storageKey="topic.partitions"
        foot={<ReplicaLegend />}
      />
    </>
  )
}
