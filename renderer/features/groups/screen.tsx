import { useMemo, useState } from 'react'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { placeOf, useApp, useAt, useErrorAction, useMayChange, usePlace } from '../../app/actions.ts'
import { useFilter } from '../../app/actions-filter.ts'
import { groupActs, startReset } from '../../app/actions-group.ts'
import { useView } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { useToggleWatched, useWatched } from '../../host/watched.ts'
import { explainedText } from '../../state/explained.ts'
import { en } from '../../text/en.ts'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { ListArea } from '../../ui/page/list-area.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { AsOf } from '../../ui/states/strips.tsx'
import { groupColumns } from './columns.tsx'
import { FacetPanel } from './facet-panel.tsx'
import { facetsOf } from './facets.ts'
import { groupFields } from '../../ui/kafka/group-fields.ts'
import { footText } from './foot.ts'
import { Forbidden } from './forbidden.tsx'
import styles from './style.module.css'

const t = en.groups
const k = en.pageKeys
const keyOf = (row: GroupRow): string => row.group
const toneOf = (row: GroupRow): 'normal' | 'dim' => (row.access === 'forbidden' ? 'dim' : 'normal')
const fullRow = (row: GroupRow) => (row.access === 'forbidden' ? <Forbidden row={row} /> : null)

export function GroupsScreen() {
  const at = useAt()
  const app = useApp()
  const place = usePlace()
  const { rows, about, error } = useView('groups', 'list', at)
  const readNow = useReadNow(at.cluster)
  const may = useMayChange()
  const onAction = useErrorAction()
  const watched = useWatched(at.cluster)
  const toggle = useToggleWatched(at.cluster)
  const fields = useMemo(() => groupFields(watched), [watched])
  const facets = useMemo(() => facetsOf(rows, watched), [rows, watched])
  const foot = useMemo(() => footText(rows, facets), [rows, facets])
  const [shown, setShown] = useState(0)
  const [selected, setSelected] = useState<string | null>(null)
  const { filter, setFilter, type, settle } = useFilter()
  const explain = (group: string): void => place.setQuery({ explain: explainedText({ group, partition: null }) })
  usePageKeys(
    {
      e: () => selected !== null && explain(selected),
      '*': () => selected !== null && toggle(selected, !watched.has(selected)),
      R: () => {
        const row = rows.find((each) => each.group === selected)
        if (row) startReset(app, may, row)
      },
    },
    [
      ['e', k.explain],
      ['*', k.watch],
      ['R', k.reset],
    ],
  )
  return (
    <>
      <PageHead title={t.title} note={rows.length === 0 && about.state !== 'live' ? undefined : count(rows.length)}>
        <AsOf about={about} />
        <FilterBox value={filter} onChange={type} onLeave={settle} shown={shown} total={rows.length} hint={t.filterHint} />
      </PageHead>
      <div className={styles['body']}>
        {(rows.length > 0 || about.state === 'loading') && <FacetPanel facets={facets} filter={filter} onFilter={setFilter} />}
        <ListArea
          about={about}
          error={error}
          noun={t.noun}
          empty={{ sentence: t.empty }}
          onRetry={readNow}
          onAction={onAction}
          onClearFilter={() => setFilter('')}
          label={t.title}
          rows={rows}
          columns={groupColumns}
          rowKey={keyOf}
          filter={filter}
          fields={fields}
          selected={selected}
          onSelect={setSelected}
          onOpen={(row, how) => app.open(placeOf('groups', row.group), how)}
          initialSort={{ column: 'lag', descending: true }}
          rowTone={toneOf}
          fullRow={fullRow}
          actions={(row, marked) => [
            {
              id: 'watch',
              title: watched.has(row.group) ? t.unwatch(row.group) : t.watch(row.group),
              icon: 'star',
              keys: '*',
              run: () => toggle(row.group, !watched.has(row.group)),
            },
            {
              id: 'explain',
              title: en.group.explain,
              icon: 'info',
              keys: 'e',
              run: () => explain(row.group),
            },
            ...groupActs(app, may, row, marked),
          ]}
          onShown={setShown}
          saveAs="groups"
          storageKey="groups"
          foot={
            <>
              <span>{foot}</span>
              <span className={styles['keys']}>
                <Kbd keys="Enter" /> {t.key.open} <Kbd keys="*" /> {t.key.watch}
              </span>
            </>
          }
        />
      </div>
    </>
  )
}
