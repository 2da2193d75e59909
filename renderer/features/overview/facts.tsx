import type { ReactNode } from 'react'
import type { ClusterRow } from '../../../shared/contract/cluster.ts'
import { en } from '../../text/en.ts'
import { bytes, count, UNKNOWN } from '../../ui/format/numbers.ts'
import styles from './style.module.css'

const t = en.overview
const f = t.fact

/** Facts as they arrive: what is not there yet is grey while reading, and a dash when it will not come. */
export function ClusterFacts({ row, loading }: { readonly row: ClusterRow | undefined; readonly loading: boolean }) {
  const releases = row && row.releases.length > 0 ? t.kafka(row.releases.join(', ')) : null
  return (
    <section aria-label={t.cluster}>
      <header className={styles['h2']}>
        <h2>{t.cluster}</h2>
        <small>{[row?.clusterId, releases].filter(Boolean).join(' · ')}</small>
      </header>
      <div className={styles['facts']}>
        {factsOf(row).map((fact) => (
          <Fact key={fact.id} {...fact} loading={loading} />
        ))}
      </div>
    </section>
  )
}

interface FactProps {
  readonly id: string
  /** Null: not read. */
  readonly value: string | null
  readonly unit?: string | undefined
  readonly label: string
  readonly tone?: 'warn' | 'bad' | undefined
}

function Fact({ value, unit, label, tone, loading }: FactProps & { readonly loading: boolean }): ReactNode {
  return (
    <div className={styles['fact']}>
      <b data-tone={tone}>
        {value ?? (loading ? <span className={styles['wait']} aria-label={f.reading} /> : <span title={f.notRead}>{UNKNOWN}</span>)}
        {value !== null && unit !== undefined && <span className={styles['unit']}>{unit}</span>}
      </b>
      <span>{label}</span>
    </div>
  )
}

const figure = (value: number | null | undefined): string | null => (value === null || value === undefined ? null : count(value))
const warn = (value: number | null | undefined): 'warn' | undefined => ((value ?? 0) > 0 ? 'warn' : undefined)
const bad = (value: number | null | undefined): 'bad' | undefined => ((value ?? 0) > 0 ? 'bad' : undefined)

function factsOf(row: ClusterRow | undefined): readonly FactProps[] {
  const brokers = row?.brokers
  return [
    {
      id: 'brokers',
      value: brokers ? `${count(brokers.up)} / ${count(brokers.known)}` : null,
      unit: f.brokersUnit,
      label: f.brokers,
      tone: brokers && brokers.up < brokers.known ? 'bad' : undefined,
    },
    {
      id: 'partitions',
      value: figure(row?.partitions),
      unit: f.inTopics(count(row?.topics)),
      label: f.partitionsWith(count(row?.replicas)),
    },
    { id: 'underReplicated', value: figure(row?.underReplicated), label: f.underReplicated, tone: warn(row?.underReplicated) },
    { id: 'offline', value: figure(row?.offline), label: f.offline, tone: bad(row?.offline) },
    ...groupFacts(row),
    diskFact(row?.disk),
    {
      id: 'controller',
      value: row && row.controller !== null ? t.broker(row.controller) : null,
      label: row && row.controller === null ? f.controllerUnknown : f.controller,
    },
    { id: 'notPreferred', value: figure(row?.notPreferred), label: f.notPreferred, tone: warn(row?.notPreferred) },
  ]
}

function groupFacts(row: ClusterRow | undefined): readonly FactProps[] {
  const groups = row?.groups
  const lag = row?.lag
  return [
    {
      id: 'groups',
      value: figure(groups?.total),
      unit: groups ? f.withMembers(count(groups.withMembers)) : undefined,
      label: groups && groups.forbidden > 0 ? f.forbidden(count(groups.forbidden)) : f.groups,
    },
    {
      id: 'lag',
      value: lag ? (lag.partial ? `${en.groupWords.atLeast}\u202F` : '') + count(lag.total) : null,
      unit: f.lagUnit,
      label: lag?.partial ? f.lagPartial : f.lag,
    },
  ]
}

function diskFact(disk: ClusterRow['disk'] | undefined): FactProps {
  if (!disk) return { id: 'disk', value: null, label: f.disk }
  const label = disk.partial ? f.diskPartial : disk.largest === null ? f.disk : f.diskLargest(disk.largest)
  return { id: 'disk', value: (disk.partial ? `${en.groupWords.atLeast}\u202F` : '') + bytes(disk.usedBytes), label }
}
