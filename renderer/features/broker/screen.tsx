import { useMemo } from 'react'
import { useApp, useAt, useErrorAction, useMayChange, usePlace, type ScreenProps } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { useQuery, useView, useViewRow } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { isUneven } from '../../../shared/domain/preferred-leaders.ts'
import { en } from '../../text/en.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/clipboard.tsx'
import { ConfigTable } from '../../ui/config/config-table.tsx'
import { bytes, count, UNKNOWN } from '../../ui/format/numbers.ts'
import { Figure, Figures, Missing, PageHead, SubTabs } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { DataArea } from '../../ui/states/data-area.tsx'
import { AsOf } from '../../ui/states/strips.tsx'
import { BrokerSentence } from '../../ui/mesos/broker-sentence.tsx'
import { SchedulerSkew } from '../../ui/mesos/phase.tsx'
import { BrokerActs } from './acts.tsx'
import { EventsTab } from './events-tab.tsx'
import { LogsTab } from './logs-tab.tsx'
import { Life, MesosSummary, PlacementTab } from './mesos-summary.tsx'
import { MetricsTab } from './metrics-tab.tsx'
import { PartitionsTab } from './partitions-tab.tsx'
import { SummaryTab } from './summary-tab.tsx'
import styles from './style.module.css'

const t = en.broker
const k = en.pageKeys
const plainTabs = ['summary', 'partitions', 'config'] as const
const mesosTabs = ['summary', 'partitions', 'metrics', 'config', 'placement', 'logs', 'events'] as const
const tones: Readonly<Record<BrokerRow['state'], Tone>> = {
  up: 'ok',
  down: 'bad',
  unreachable: 'warn',
  connecting: 'unknown',
  absent: 'unknown',
}

export function BrokerScreen({ params }: ScreenProps) {
  const key = params['broker'] ?? ''
  const at = useAt()
  const app = useApp()
  const place = usePlace()
  const brokers = useView('brokers', 'list', at)
  const groups = useView('groups', 'list', at)
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const row = brokers.byKey.get(key)
  const onMesos = row !== undefined && (row.scheduler !== null || row.mesos !== null)
  const skew = useViewRow('mesos', 'systems', at, 'scheduler')?.skewMs ?? 0
  const tabs = onMesos ? mesosTabs : plainTabs
  const tab = tabs.find((name) => name === place.query.get('tab')) ?? 'summary'
  const setTab = (id: string): void => place.setQuery({ tab: id === 'summary' ? null : id, filter: null })
  usePageKeys(Object.fromEntries(tabs.map((name, nth) => [String(nth + 1), () => setTab(name)])), [[`1–${tabs.length}`, k.tabs]])
  if (!row && brokers.about.state === 'live') {
    return (
      <Missing title={t.title(key)} sentence={t.gone(key)} hint={t.goneHint}>
        <Button onClick={() => app.open('/brokers')}>{t.allBrokers}</Button>
      </Missing>
    )
  }
  return (
    <SchedulerSkew value={skew}>
      <PageHead
        title={t.title(key)}
        about={
          row && (
            <>
              <Badge tone={tones[row.state]}>{en.brokers.state[row.state]}</Badge>
              {row.controller && <Badge>{t.controller}</Badge>}
              <span className={styles['address']}>
                {row.host}:{row.port}
              </span>
              <CopyButton text={`${row.host}:${row.port}`} label={t.copyAddress} />
            </>
          )
        }
      >
        <AsOf about={brokers.about} alone />
        {row?.scheduler && <BrokerActs row={row} />}
      </PageHead>
      {row && onMesos && (
        <div className={styles['head']}>
          <p>
            <BrokerSentence row={row} />
          </p>
          <Life broker={row.id} />
        </div>
      )}
      {row && (
        <Figures>
          <BrokerFigures row={row} />
        </Figures>
      )}
      <SubTabs
        label={t.title(key)}
        current={tab}
        onChange={setTab}
        tabs={tabs.map((id) => ({ id, title: t.tabs[id], note: id === 'partitions' && row ? count(row.replicas) : undefined }))}
      />
      {tab === 'summary' && (
        <DataArea
          about={brokers.about}
          error={brokers.error}
          noun={en.brokers.noun}
          rows={row ? 1 : 0}
          empty={{ sentence: t.gone(key) }}
          skeleton="lines"
          onRetry={readNow}
          onAction={onAction}
        >
          {row && (
            <SummaryTab row={row} groups={groups.rows.filter((group) => group.coordinator === row.id)} more={<MesosSummary row={row} />} />
          )}
        </DataArea>
      )}
      {tab === 'partitions' && /^\d{1,9}$/.test(key) && <PartitionsTab broker={Number(key)} />}
      {tab === 'config' && /^\d{1,9}$/.test(key) && <ConfigTab broker={Number(key)} options={row?.scheduler?.options ?? NO_OPTIONS} />}
      {row && tab === 'metrics' && <MetricsTab row={row} />}
      {row && tab === 'placement' && <PlacementTab broker={row.id} />}
      {row && tab === 'logs' && <LogsTab row={row} />}
      {row && tab === 'events' && <EventsTab broker={row.id} />}
    </SchedulerSkew>
  )
}

const NO_OPTIONS: NonNullable<BrokerRow['scheduler']>['options'] = []

function ConfigTab({ broker, options }: { readonly broker: number; readonly options: typeof NO_OPTIONS }) {
  const config = useQuery('brokers', 'config', { ...useAt(), broker })
  const app = useApp()
  const may = useMayChange()
  // The executor puts the id in its place.
  const defined = useMemo(
    () => new Map(options.map(({ name, value }) => [name, value.replaceAll('$id', String(broker))])),
    [options, broker],
  )
  return (
    <ConfigTable
      answer={config.data ?? null}
      error={config.error}
      defined={defined}
      overrides={['dynamicBroker', 'dynamicDefault', 'staticBroker']}
      onRetry={() => void config.refetch()}
      storageKey="broker.config"
      action={
        <Button icon="settings" off={may === true ? undefined : may} onClick={() => app.form('brokers.configure', String(broker))}>
          {t.configure}
        </Button>
      }
    />
  )
}

function BrokerFigures({ row }: { readonly row: BrokerRow }) {
  const f = t.figure
  const { disk } = row
  return (
    <>
      <Figure label={f.leads} value={count(row.leaders)} unit={f.of(count(row.replicas))} />
      <Figure
        label={f.preferred}
        value={count(row.preferred.led)}
        unit={f.of(count(row.preferred.of))}
        tone={isUneven(row.preferred) ? 'warn' : 'normal'}
      />
      <Figure label={f.outOfSync} value={count(row.outOfSync)} tone={row.outOfSync > 0 ? 'warn' : 'normal'} />
      <Figure label={f.offline} value={count(row.offline)} tone={row.offline > 0 ? 'bad' : 'normal'} />
      <Figure label={f.groups} value={count(row.groups)} />
      <Figure
        label={f.size}
        value={disk ? bytes(disk.usedBytes) : UNKNOWN}
        unit={disk && disk.totalBytes !== null ? f.of(bytes(disk.totalBytes)) : undefined}
      />
    </>
  )
}
