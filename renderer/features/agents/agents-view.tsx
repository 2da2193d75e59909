import { usePlace } from '../../app/actions.ts'
import type { AgentRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { ListArea } from '../../ui/page/list-area.tsx'
import { DataArea } from '../../ui/states/data-area.tsx'
import { agentColumns, agentFields } from './agent-columns.tsx'
import { RackView } from './rack-view.tsx'
import type { Listed, ViewProps } from './view-props.ts'
import styles from './style.module.css'

const t = en.agents
const keyOf = (row: AgentRow): string => row.id
/** More agents than this are too many to look through for the few that matter. */
const MANY = 50

export interface AgentsViewProps extends ViewProps {
  readonly view: Listed<AgentRow>
  readonly asMap: boolean
  readonly selected: string | null
  onSelect(id: string): void
}

/** Agents as a list or as a map of racks. In a large cluster those that matter to Kafka, until all are asked for. */
export function AgentsView({ view, asMap, selected, onSelect, filter, setFilter, setShown, onRetry, onAction }: AgentsViewProps) {
  const place = usePlace()
  const { rows, about, error } = view
  const relevant = rows.filter((row) => row.relevant)
  const cut = rows.length > MANY && relevant.length > 0 && relevant.length < rows.length && filter === '' && !place.query.has('all')
  const shown = cut ? relevant : rows
  const area = { about, error, noun: t.noun, empty: { sentence: t.empty }, onRetry, onAction }
  return (
    <>
      {cut && (
        <p className={styles['cut']} title={t.relevantWhy}>
          {t.only(count(relevant.length))}
          <Button tone="link" onClick={() => place.setQuery({ all: '1' })}>
            {t.showAll(count(rows.length))}
          </Button>
        </p>
      )}
      {asMap ? (
        <DataArea {...area} rows={rows.length}>
          <RackView agents={shown} selected={selected} onSelect={onSelect} />
        </DataArea>
      ) : (
        <ListArea
          {...area}
          onClearFilter={() => setFilter('')}
          label={t.agents}
          rows={shown}
          columns={agentColumns}
          rowKey={keyOf}
          lines={2}
          filter={filter}
          fields={agentFields}
          selected={selected}
          onSelect={onSelect}
          initialSort={{ column: 'host', descending: false }}
          rowTone={({ state }) => (state === 'unreachable' || state === 'disconnected' ? 'bad' : state === 'gone' ? 'dim' : 'normal')}
          onShown={setShown}
          saveAs="agents"
          storageKey="agents"
          foot={<Foot rows={rows} shown={shown.length} />}
        />
      )}
    </>
  )
}

function Foot({ rows, shown }: { readonly rows: readonly AgentRow[]; readonly shown: number }) {
  const away = rows.filter(({ state }) => state !== 'active').length
  const withBrokers = rows.filter(({ brokers }) => brokers.length > 0).length
  const parts = [
    t.foot(count(shown), count(rows.length)),
    t.footBrokers(count(withBrokers)),
    ...(away > 0 ? [t.footAway(count(away))] : []),
  ]
  return (
    <>
      <span>{parts.join(', ')}</span>
      <span className={styles['keys']}>
        <Kbd keys="a" /> {t.key.agents} <Kbd keys="t" /> {t.key.tasks} <Kbd keys="m" /> {t.key.racks} <Kbd keys="i" /> {t.key.inspector}
      </span>
    </>
  )
}
