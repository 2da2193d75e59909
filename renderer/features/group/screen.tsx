import { placeOf, useApp, useAt, useErrorAction, useMayChange, usePlace, type ScreenProps } from '../../app/actions.ts'
import { startReset } from '../../app/actions-group.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { useView } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { Ref } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Missing, SubTabs } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { EventsTab } from './events-tab.tsx'
import { GroupHeader } from './header.tsx'
import { LagTab } from './lag-tab.tsx'
import { MembersTab } from './members-tab.tsx'
import { PartitionsTab } from './partitions-tab.tsx'
import { PositionsTab } from './positions-tab.tsx'
import styles from './style.module.css'

const t = en.group
const k = en.pageKeys
const tabs = ['lag', 'partitions', 'members', 'positions', 'events'] as const

export function GroupScreen({ params }: ScreenProps) {
  const name = params['group'] ?? ''
  const at = useAt()
  const app = useApp()
  const place = usePlace()
  const one = useView('groups', 'one', { ...at, group: name })
  const partitions = useView('groups', 'partitions', { ...at, group: name })
  const readNow = useReadNow(at.cluster)
  const may = useMayChange()
  const onAction = useErrorAction()
  const row = one.rows[0]
  const tab = tabs.find((each) => each === place.query.get('tab')) ?? (place.query.has('filter') ? 'partitions' : 'lag')
  const setTab = (id: string): void => place.setQuery({ tab: id === 'lag' ? null : id, filter: null, by: null })
  usePageKeys(
    {
      ...Object.fromEntries(tabs.map((id, n) => [String(n + 1), () => setTab(id)])),
      R: () => row && startReset(app, may, row),
    },
    [
      [`1–${tabs.length}`, k.tabs],
      ['R', k.reset],
    ],
  )
  if (row === undefined && one.about.state === 'live') {
    return (
      <Missing title={name} sentence={t.gone(name)} hint={t.goneHint}>
        <Button onClick={() => app.open('/groups')}>{t.allGroups}</Button>
      </Missing>
    )
  }
  return (
    <>
      <GroupHeader name={name} row={row} partitions={partitions.rows} about={one.about} />
      <SubTabs label={name} tabs={tabsOf(row, partitions.rows.length)} current={tab} onChange={setTab}>
        {row && <Coordinator row={row} />}
      </SubTabs>
      {row?.access === 'forbidden' ? (
        <div className={styles['forbidden']}>
          {row.error && <ErrorBlock error={row.error} kind="forbidden" onRetry={readNow} onAction={onAction} />}
        </div>
      ) : tab === 'lag' ? (
        <LagTab group={name} />
      ) : tab === 'positions' ? (
        <PositionsTab group={name} partitions={partitions.rows} />
      ) : tab === 'events' ? (
        <EventsTab group={name} />
      ) : tab === 'members' ? (
        <MembersTab name={name} row={row} />
      ) : (
        <PartitionsTab group={name} view={partitions} />
      )}
    </>
  )
}

const tabsOf = (row: GroupRow | undefined, partitions: number) => [
  { id: 'lag', title: en.lag.tab.title, note: undefined },
  { id: 'partitions', title: t.tabs.partitions, note: partitions > 0 ? count(partitions) : undefined },
  { id: 'members', title: t.tabs.members, note: row && row.members !== null ? count(row.members) : undefined },
  { id: 'positions', title: t.tabs.positions, note: undefined },
  { id: 'events', title: t.tabs.events, note: undefined },
]

function Coordinator({ row }: { readonly row: GroupRow }) {
  const app = useApp()
  const { coordinator } = row
  return (
    <span className={styles['coordinator']}>
      {t.coordinator}
      {coordinator === null ? (
        <span>{t.coordinatorUnknown}</span>
      ) : (
        <Ref stop onOpen={(how) => app.open(placeOf('brokers', String(coordinator)), how)}>
          {t.broker(coordinator)}
        </Ref>
      )}
    </span>
  )
}
