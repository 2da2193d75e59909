import { memo, useMemo, useState } from 'react'
import { placeOf, useApp, useAt, useErrorAction, useMayChange, usePlace } from '../../app/actions.ts'
import { useFilter } from '../../app/actions-filter.ts'
import { useTooOld } from '../../app/actions-needs.ts'
import { NEEDS, topicActs } from '../../app/actions-topic.ts'
import type { TopicRow } from '../../../shared/contract/topics.ts'
import { useView } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { Chip } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { hasTerm, toggleTerm } from '../../ui/filter/terms.ts'
import { bytes, count } from '../../ui/format/numbers.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { ListArea } from '../../ui/page/list-area.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { Chips, PageHead, Toolbar } from '../../ui/page/page-head.tsx'
import { AsOf } from '../../ui/states/strips.tsx'
import { topicColumns, topicFields } from './columns.tsx'
import styles from './style.module.css'

const t = en.topics
const k = en.pageKeys
const keyOf = (row: TopicRow): string => row.name
const ready = [
  ['urp>0', t.ready.underReplicated, (row: TopicRow) => row.underReplicated > 0],
  ['offline>0', t.ready.offline, (row: TopicRow) => row.offline > 0],
  ['rf:1', t.ready.rf1, (row: TopicRow) => row.replication === 1],
  ['groups:0', t.ready.unread, (row: TopicRow) => row.groupCount === 0],
] as const

export function TopicsScreen() {
  const at = useAt()
  const app = useApp()
  const place = usePlace()
  const view = useView('topics', 'list', at)
  const readNow = useReadNow(at.cluster)
  const may = useMayChange()
  const tooOld = useTooOld()
  const onAction = useErrorAction()
  const [shown, setShown] = useState(0)
  const { filter, setFilter, type, settle } = useFilter()
  const internal = place.query.get('internal') === '1'
  const rows = useMemo(() => (internal ? view.rows : view.rows.filter((row) => !row.internal)), [view.rows, internal])
  const hidden = view.rows.length - rows.length
  const createOff = may === true ? tooOld(NEEDS.topics) : may
  const create = (): void => app.form('topics.create')
  usePageKeys({ n: () => createOff === undefined && create() }, [['n', k.newTopic]])
  const unread = view.about.state !== 'live' && view.rows.length === 0
  return (
    <>
      <PageHead title={t.title} note={unread ? undefined : count(rows.length)}>
        <AsOf about={view.about} />
        <FilterBox value={filter} onChange={type} onLeave={settle} shown={shown} total={rows.length} hint={t.filterHint} />
        <Button icon="plus" off={createOff} onClick={create}>
          {en.topicChanges.newTopic}
        </Button>
      </PageHead>
      {(view.rows.length > 0 || view.about.state === 'loading') && (
        <Toolbar>
          <Ready rows={unread ? null : rows} filter={filter} onFilter={setFilter} />
          <Chip on={internal} onClick={() => place.setQuery({ internal: internal ? null : '1' })}>
            {t.showInternal}
          </Chip>
        </Toolbar>
      )}
      <ListArea
        about={view.about}
        error={view.error}
        noun={t.noun}
        empty={
          hidden > 0
            ? { sentence: t.emptyInternal, action: { title: t.showInternal, run: () => place.setQuery({ internal: '1' }) } }
            : { sentence: t.empty }
        }
        onRetry={readNow}
        onAction={onAction}
        onClearFilter={() => setFilter('')}
        label={t.title}
        rows={rows}
        columns={topicColumns}
        rowKey={keyOf}
        filter={filter}
        fields={topicFields}
        onOpen={(row, how) => app.open(placeOf('topics', row.name), how)}
        initialSort={{ column: 'topic', descending: false }}
        rowTone={(row) => (row.offline > 0 ? 'bad' : 'normal')}
        actions={(row, marked) => topicActs(app, may, tooOld, row, marked)}
        onShown={setShown}
        saveAs="topics"
        storageKey="topics"
        foot={<Foot rows={rows} hidden={hidden} />}
      />
    </>
  )
}

interface ReadyProps {
  /** Null: not read yet. */
  readonly rows: readonly TopicRow[] | null
  readonly filter: string
  onFilter(next: string): void
}

function Ready({ rows, filter, onFilter }: ReadyProps) {
  const counts = useMemo(() => rows && ready.map(([, , holds]) => rows.filter(holds).length), [rows])
  return (
    <Chips label={en.groups.facet.label}>
      {ready.map(([term, title], at) => (
        <Chip key={term} on={hasTerm(filter, term)} onClick={() => onFilter(toggleTerm(filter, term))}>
          {title} {counts && <span className={styles['chipCount']}>{count(counts[at])}</span>}
        </Chip>
      ))}
    </Chips>
  )
}

const Foot = memo(function Foot({ rows, hidden }: { readonly rows: readonly TopicRow[]; readonly hidden: number }) {
  const partitions = rows.reduce((sum, row) => sum + row.partitions, 0)
  const sizes = rows.flatMap((row) => (row.sizeBytes === null ? [] : [row.sizeBytes]))
  const total = sizes.length > 0 ? bytes(sizes.reduce((a, b) => a + b, 0)) : null
  const size = total !== null && sizes.length < rows.length ? `${en.groupWords.atLeast}\u202F${total}` : total
  return (
    <>
      <span>{t.foot(count(rows.length), count(partitions), size)}</span>
      {hidden > 0 && <span>{t.hidden(count(hidden))}</span>}
      <span className={styles['keys']}>
        <Kbd keys="Enter" /> {t.key.open}
      </span>
    </>
  )
})
