import { useMemo, useState } from 'react'
import { placeOf, useApp, useAt, useErrorAction, usePlace } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { useView } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { ListArea } from '../../ui/page/list-area.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { AsOf } from '../../ui/states/strips.tsx'
import { brokerColumns, brokerFields, Largest } from './columns.tsx'
import { Inspector } from './inspector.tsx'
import styles from './style.module.css'

const t = en.brokers
const keyOf = (row: BrokerRow): string => row.key

export function BrokersScreen() {
  const at = useAt()
  const app = useApp()
  const place = usePlace()
  const { rows, byKey, about, error } = useView('brokers', 'list', at)
  const groups = useView('groups', 'list', at)
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const [shown, setShown] = useState(0)
  const [selected, setSelected] = useState<string | null>(null)
  const [inspect, setInspect] = useState(true)
  const filter = place.query.get('filter') ?? ''
  const setFilter = (next: string): void => place.setQuery({ filter: next === '' ? null : next })
  usePageKeys({ i: () => setInspect(!inspect) })
  const largest = useMemo(
    () => ({
      leaders: rows.reduce((most, row) => Math.max(most, row.leaders), 0),
      sizeBytes: rows.reduce((most, row) => Math.max(most, row.disk?.usedBytes ?? 0), 0),
    }),
    [rows],
  )
  const up = rows.filter((row) => row.state === 'up').length
  const row = selected === null ? undefined : byKey.get(selected)
  return (
    <>
      <PageHead title={t.title} note={rows.length > 0 ? t.upOf(count(up), count(rows.length)) : undefined}>
        <AsOf about={about} />
        <FilterBox value={filter} onChange={setFilter} shown={shown} total={rows.length} hint={t.filterHint} />
      </PageHead>
      <div className={styles['body']}>
        <Largest value={largest}>
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
            columns={brokerColumns}
            rowKey={keyOf}
            filter={filter}
            fields={brokerFields}
            selected={selected}
            onSelect={setSelected}
            onOpen={(opened, how) => app.open(placeOf('brokers', opened.key), how)}
            initialSort={{ column: 'id', descending: false }}
            rowTone={(broker) => (broker.state === 'down' ? 'bad' : 'normal')}
            onShown={setShown}
            storageKey="brokers"
            foot={<Foot rows={rows} up={up} />}
          />
        </Largest>
        {inspect && row && <Inspector row={row} groups={groups.rows} onClose={() => setInspect(false)} />}
      </div>
    </>
  )
}

function Foot({ rows, up }: { readonly rows: readonly BrokerRow[]; readonly up: number }) {
  const down = rows.filter((row) => row.state === 'down').length
  const silent = rows.filter((row) => row.state === 'unreachable').length
  const parts = [t.foot(count(rows.length), count(up)), down > 0 && t.footDown(count(down)), silent > 0 && t.footUnreachable(count(silent))]
  return (
    <>
      <span>{parts.filter(Boolean).join(', ')}</span>
      <span className={styles['keys']}>
        <Kbd keys="Enter" /> {t.key.open} <Kbd keys="i" /> {t.key.inspector}
      </span>
    </>
  )
}
