import { useMemo, useState } from 'react'
import { useFilter } from '../../app/actions-filter.ts'
import { messagesFrom, placeOf, useApp, useAt, useErrorAction, usePlace } from '../../app/actions.ts'
import type { GroupPartitionRow } from '../../../shared/contract/groups.ts'
import { useView } from '../../host/hooks.ts'
import type { ViewState } from '../../host/view-store.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { explainedText } from '../../state/explained.ts'
import { en } from '../../text/en.ts'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { count } from '../../ui/format/numbers.ts'
import { longestOffset, offsetWidth } from '../../ui/kafka/offset-width.ts'
import { agentOf } from '../../ui/mesos/facts.ts'
import { ListArea } from '../../ui/page/list-area.tsx'
import { Toolbar } from '../../ui/page/page-head.tsx'
import { TermChips } from '../../ui/page/term-chips.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { groupings, groupOf, subtotal, type Grouping } from './partition-groups.ts'
import { LargestLag, partitionColumns, partitionFields } from './partition-columns.tsx'

const t = en.group.partitions
const k = en.pageKeys
const keyOf = (row: GroupPartitionRow): string => row.key
const ready = [
  ['lag>0', t.onlyLag],
  ['owned:no', t.onlyUnowned],
  ['reading:noCommit', t.onlyNoCommit],
  ['lost>0', t.onlyLost],
] as const

/** How many of the newest messages of a partition are opened at once. */
const NEWEST = 100

function newestFrom(end: string, start: string | null): string {
  const from = BigInt(end) - BigInt(NEWEST)
  const first = BigInt(start ?? 0)
  return String(from > first ? from : first)
}

/** The agent that each broker is on, or is to be on; empty without Mesos. */
function useAgents(): ReadonlyMap<number, string> {
  const { rows } = useView('brokers', 'list', useAt())
  return useMemo(() => {
    const found = rows.map((row) => [row.id, agentOf(row)] as const)
    return new Map(found.flatMap(([id, agent]) => (agent === null ? [] : [[id, agent] as const])))
  }, [rows])
}

/** Every partition that the group reads or has a commit for. */
export function PartitionsTab({ group, view }: { readonly group: string; readonly view: ViewState<GroupPartitionRow> }) {
  const { rows, about, error } = view
  const app = useApp()
  const place = usePlace()
  const readNow = useReadNow(useAt().cluster)
  const onAction = useErrorAction()
  const [shown, setShown] = useState(0)
  const [selected, setSelected] = useState<string | null>(null)
  const explain = ({ topic, partition }: GroupPartitionRow): void =>
    place.setQuery({ explain: explainedText({ group, partition: { topic, partition } }) })
  usePageKeys(
    {
      e: () => {
        const row = rows.find((each) => each.key === selected)
        if (row) explain(row)
      },
    },
    [['e', k.explain]],
  )
  const { filter, setFilter, type, settle } = useFilter()
  const sums = useMemo(() => {
    const lags = rows.flatMap((row) => (row.lag === null ? [] : [row.lag]))
    return { total: lags.length > 0 ? lags.reduce((a, b) => a + b, 0) : null, largest: lags.reduce((a, b) => Math.max(a, b), 0) }
  }, [rows])
  const digits = useMemo(() => longestOffset(rows.flatMap((row) => [row.start, row.committed, row.end])), [rows])
  const lost = useMemo(() => rows.some((row) => (row.lost ?? 0) > 0), [rows])
  const columns = useMemo(() => partitionColumns(offsetWidth(digits), lost), [digits, lost])
  const agents = useAgents()
  const asked = place.query.get('by')
  const by: Grouping = groupings.find((each) => each === asked) ?? 'flat'
  const grouped = useMemo(() => groupOf(by, agents), [by, agents])
  // Without Mesos nobody knows of agents.
  const possible = groupings.filter((each) => each !== 'agent' || by === 'agent' || agents.size > 0)
  return (
    <LargestLag value={sums.largest}>
      <Toolbar>
        <TermChips label={en.groups.facet.label} terms={ready} filter={filter} onFilter={setFilter} />
        <Segmented
          label={t.groupBy}
          value={by}
          options={possible.map((value) => ({ value, title: t.grouping[value] }))}
          onChange={(next) => place.setQuery({ by: next === 'flat' ? null : next })}
        />
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
        label={en.group.tabs.partitions}
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        filter={filter}
        fields={partitionFields}
        onOpen={(row, how) => app.open(`${placeOf('topics', row.topic)}?filter=partition%3A${row.partition}`, how)}
        actions={(row) => [
          { id: 'explain', title: en.group.explain, icon: 'info', keys: 'e', run: () => explain(row) },
          ...[
            ['committed', t.browseCommitted, row.committed, 0] as const,
            ['end', t.browseEnd, row.end === null ? null : newestFrom(row.end, row.start), NEWEST] as const,
          ].map(([id, title, offset, most]) => ({
            id,
            title,
            icon: 'file' as const,
            off: offset === null ? t.reading.notRead : undefined,
            run: () => offset !== null && app.open(messagesFrom(row.topic, row.partition, offset, most)),
          })),
        ]}
        {...(grouped ? { groupOf: grouped, groupNote: subtotal } : {})}
        selected={selected}
        onSelect={setSelected}
        initialSort={{ column: 'lag', descending: true }}
        onShown={setShown}
        saveAs={`${group}-partitions`}
        storageKey="group.partitions"
        foot={<span>{t.foot(count(rows.length), count(sums.total), count(sums.largest))}</span>}
      />
    </LargestLag>
  )
}
