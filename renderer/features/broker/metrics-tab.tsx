import { useMemo, useState } from 'react'
import { useFilter } from '../../app/actions-filter.ts'
import { useAt, useErrorAction } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { MetricRow, SystemRow } from '../../../shared/contract/mesos-rows.ts'
import { brokerReadings, metricGroups, type MetricReading } from '../../../shared/domain/scheduler/broker-metrics.ts'
import { schedulerCapabilities } from '../../../shared/domain/scheduler/capabilities.ts'
import type { SchedulerLine } from '../../../shared/domain/scheduler/model.ts'
import { useView, useViewRow } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import type { FilterFields } from '../../ui/filter/filter.ts'
import { bytes, count, percent, rate } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import { duration } from '../../ui/format/times.ts'
import { ListArea } from '../../ui/page/list-area.tsx'
import { Toolbar } from '../../ui/page/page-head.tsx'
import type { Column } from '../../ui/table/types.ts'
import styles from './style.module.css'

const t = en.broker.metrics

const columns: readonly Column<MetricRow>[] = [
  {
    id: 'name',
    title: t.column.name,
    width: 420,
    grow: 3,
    value: (row) => row.name,
    cell: (row) => (
      <span className={styles['metricName']} title={row.name}>
        {row.name}
      </span>
    ),
  },
  { id: 'value', title: t.column.value, width: 140, align: 'end', value: (row) => row.value, cell: (row) => plain(row.value) },
]
const fields: FilterFields<MetricRow> = { name: (row) => row.name, value: (row) => row.value }
const keyOf = (row: MetricRow): string => row.name

/** As it came, but for digits that nobody measured. */
const plain = (value: number): string => (Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(6))))

function valueText({ id, unit, value }: MetricReading): string {
  if (id === 'activeController') return value > 0 ? t.yes : t.no
  switch (unit) {
    case 'bytesPerSecond':
      return `${bytes(value)}${t.perSecond}`
    case 'perSecond':
      return rate(value, t.perSecond)
    case 'ratio':
      return percent(value)
    case 'ms':
      return `${plain(Number(value.toFixed(1)))} ${t.ms}`
    case 'bytes':
      return bytes(value)
    case 'count':
      return count(value)
    case 'total':
      return `${count(value)} ${t.sinceStart}`
    case 'totalMs':
      return `${duration(value)} ${t.sinceStart}`
  }
}

type Sends = 'none' | 'three' | 'map' | null

/** What this release of the scheduler sends; null: not known. */
function sends(system: SystemRow | undefined): Sends {
  if (!system?.release) return null
  // The contract carries the line as text; one that this page does not know has everything that the newest has.
  const line = system.release.line as SchedulerLine
  return schedulerCapabilities({ line, version: system.version, kafkaVersion: system.release.kafka }).metrics
}

/** Why there are none: that nothing is told is not that all is quiet. */
function whyNone({ scheduler }: BrokerRow, told: Sends, version: string): string {
  if (told === 'none') return t.none(version)
  if (scheduler === null) return t.unknownBroker
  return scheduler.task?.state === 'running' ? t.noneYet : t.notRunning
}

/** What the broker reports through the scheduler: what it tells in words first, then every value as it came. */
export function MetricsTab({ row }: { readonly row: BrokerRow }) {
  const at = useAt()
  const { rows, about, error } = useView('mesos', 'metrics', { ...at, broker: row.id })
  const system = useViewRow('mesos', 'systems', at, 'scheduler')
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const [shown, setShown] = useState(0)
  const { filter, setFilter, type, settle } = useFilter()
  const told = sends(system)
  const version = system?.version ?? system?.release?.line ?? ''
  return (
    <>
      {rows.length > 0 && <Readings rows={rows} note={told === 'three' ? t.three(version) : null} />}
      {rows.length > 0 && (
        <Toolbar>
          <h2 className={styles['allValues']}>{t.all}</h2>
          <FilterBox value={filter} onChange={type} onLeave={settle} shown={shown} total={rows.length} hint={t.filterHint} />
        </Toolbar>
      )}
      <ListArea
        about={about}
        error={error}
        noun={t.noun}
        empty={{ sentence: whyNone(row, told, version) }}
        onRetry={readNow}
        onAction={onAction}
        onClearFilter={() => setFilter('')}
        label={t.all}
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        filter={filter}
        fields={fields}
        initialSort={{ column: 'name', descending: false }}
        onShown={setShown}
        storageKey="broker.metrics"
      />
    </>
  )
}

function Readings({ rows, note }: { readonly rows: readonly MetricRow[]; readonly note: string | null }) {
  const groups = useMemo(() => brokerReadings(new Map(rows.map(({ name, value }) => [name, value]))), [rows])
  return (
    <section className={styles['readings']} aria-label={en.broker.tabs.metrics}>
      <p className={styles['quiet']}>
        {t.reported} <Age at={rows[0]?.at ?? null} />, {t.grain} {note}
      </p>
      <div>
        {metricGroups.map((group) => {
          const own = groups.get(group) ?? []
          return (
            own.length > 0 && (
              <section key={group} className={styles['section']}>
                <h2>{t.group[group]}</h2>
                <dl>
                  {own.map((reading) => (
                    <div key={reading.id}>
                      <dt>{t.id[reading.id]}</dt>
                      <dd data-tone={reading.wrong ? 'warn' : undefined}>{valueText(reading)}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          )
        })}
      </div>
    </section>
  )
}
