import type { ClusterRow } from '../../../shared/contract/cluster.ts'
import { en } from '../../text/en.ts'
import { bytes, count } from '../../ui/format/numbers.ts'

const t = en.overview
const f = t.fact

export interface FactProps {
  readonly id: string
  /** Null: not read. */
  readonly value: string | null
  readonly unit?: string | undefined
  readonly label: string
  readonly tone?: 'warn' | 'bad' | undefined
}

const figure = (value: number | null | undefined): string | null => (value === null || value === undefined ? null : count(value))
const warn = (value: number | null | undefined): 'warn' | undefined => ((value ?? 0) > 0 ? 'warn' : undefined)
const bad = (value: number | null | undefined): 'bad' | undefined => ((value ?? 0) > 0 ? 'bad' : undefined)

/** The facts of a cluster, in the order in which they are shown. */
export function factsOf(row: ClusterRow | undefined): readonly FactProps[] {
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
