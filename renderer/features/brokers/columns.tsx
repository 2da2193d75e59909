import { createContext, use, type ReactNode } from 'react'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { isUneven } from '../../../shared/domain/preferred-leaders.ts'
import { en } from '../../text/en.ts'
import { Badge, StateDot, type Tone } from '../../ui/badge.tsx'
import { bytes, count, percent, UNKNOWN } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import { duration } from '../../ui/format/times.ts'
import { ShareBar } from '../../ui/kafka/lag.tsx'
import type { Column } from '../../ui/table/types.ts'
import styles from './style.module.css'

const t = en.brokers

/** The largest figures of the list: bars are shares of them. */
export const Largest = createContext({ leaders: 0, sizeBytes: 0 })

const tones: Readonly<Record<BrokerRow['state'], Tone>> = {
  up: 'ok',
  down: 'bad',
  unreachable: 'warn',
  connecting: 'unknown',
  absent: 'unknown',
}

function StateCell({ row }: { readonly row: BrokerRow }) {
  return (
    <span className={styles['state']} data-state={row.state} title={t.stateWhy[row.state]}>
      <StateDot tone={tones[row.state]} hollow={row.state === 'down' || row.state === 'absent'} pulse={row.state === 'connecting'} />
      {t.state[row.state]}
      {row.controller && <Badge>{t.controller}</Badge>}
      {row.disk && row.disk.failedDirs > 0 && <Badge tone="bad">{t.dirsFailed(row.disk.failedDirs)}</Badge>}
    </span>
  )
}

function LeadersCell({ row }: { readonly row: BrokerRow }) {
  const { leaders } = use(Largest)
  return (
    <span className={styles['barred']}>
      <ShareBar share={leaders > 0 ? row.leaders / leaders : 0} />
      <b>{count(row.leaders)}</b>
    </span>
  )
}

function SizeCell({ row }: { readonly row: BrokerRow }) {
  const { sizeBytes } = use(Largest)
  if (!row.disk) return quiet(UNKNOWN)
  return (
    <span className={styles['barred']}>
      <ShareBar share={sizeBytes > 0 ? row.disk.usedBytes / sizeBytes : 0} />
      <span className={styles['second']}>{bytes(row.disk.usedBytes)}</span>
    </span>
  )
}

const quiet = (text: ReactNode): ReactNode => <span className={styles['quiet']}>{text}</span>
const share = ({ preferred }: BrokerRow): number | null => (preferred.of > 0 ? preferred.led / preferred.of : null)
const trouble = (value: number, tone: 'warn' | 'bad'): ReactNode => (
  <span className={styles['small']} data-tone={value > 0 ? tone : undefined}>
    {count(value)}
  </span>
)

export const brokerColumns: readonly Column<BrokerRow>[] = [
  { id: 'id', title: t.column.id, width: 62, value: (row) => row.id, cell: (row) => <b className={styles['strong']}>{row.id}</b> },
  { id: 'state', title: t.column.state, width: 148, value: (row) => row.state, cell: (row) => <StateCell row={row} /> },
  {
    id: 'address',
    title: t.column.address,
    width: 232,
    grow: 4,
    value: (row) => `${row.host}:${row.port}`,
    cell: (row) => (
      <span className={styles['address']} title={`${row.host}:${row.port}`}>
        <span>{row.host}</span>
        <i>:{row.port}</i>
      </span>
    ),
  },
  { id: 'rack', title: t.column.rack, width: 66, value: (row) => row.rack, cell: (row) => quiet(row.rack ?? UNKNOWN) },
  {
    id: 'leaders',
    title: t.column.leaders,
    description: t.about.leaders,
    width: 110,
    grow: 1,
    align: 'end',
    value: (row) => row.leaders,
    cell: (row) => <LeadersCell row={row} />,
  },
  {
    id: 'preferred',
    title: t.column.preferred,
    description: t.about.preferred,
    width: 82,
    align: 'end',
    value: share,
    cell: (row) => (
      <span className={styles['small']} data-tone={isUneven(row.preferred) ? 'warn' : undefined}>
        {percent(share(row))}
      </span>
    ),
  },
  {
    id: 'replicas',
    title: t.column.replicas,
    width: 78,
    align: 'end',
    value: (row) => row.replicas,
    cell: (row) => <span className={styles['second']}>{count(row.replicas)}</span>,
  },
  {
    id: 'outOfSync',
    title: t.column.outOfSync,
    description: t.about.outOfSync,
    width: 92,
    align: 'end',
    value: (row) => row.outOfSync,
    cell: (row) => trouble(row.outOfSync, 'warn'),
  },
  {
    id: 'offline',
    title: t.column.offline,
    description: t.about.offline,
    width: 82,
    align: 'end',
    value: (row) => row.offline,
    cell: (row) => trouble(row.offline, 'bad'),
  },
  {
    id: 'groups',
    title: t.column.groups,
    description: t.about.groups,
    width: 70,
    align: 'end',
    value: (row) => row.groups,
    cell: (row) => <span className={styles['second']}>{count(row.groups)}</span>,
  },
  {
    id: 'size',
    title: t.column.size,
    description: t.about.size,
    width: 124,
    grow: 1,
    align: 'end',
    value: (row) => row.disk?.usedBytes ?? null,
    cell: (row) => <SizeCell row={row} />,
  },
  {
    id: 'usable',
    title: t.column.usable,
    description: t.about.usable,
    width: 92,
    align: 'end',
    hidden: true,
    value: (row) => row.disk?.usableBytes ?? null,
    cell: (row) => quiet(bytes(row.disk?.usableBytes)),
  },
  {
    id: 'dirs',
    title: t.column.dirs,
    width: 96,
    align: 'end',
    hidden: true,
    value: (row) => row.disk?.dirs ?? null,
    cell: (row) => (
      <span className={styles['small']} data-tone={row.disk && row.disk.failedDirs > 0 ? 'bad' : undefined}>
        {row.disk && row.disk.failedDirs > 0 ? t.failedDirs(row.disk.failedDirs) : count(row.disk?.dirs)}
      </span>
    ),
  },
  {
    id: 'latency',
    title: t.column.latency,
    description: t.about.latency,
    width: 80,
    align: 'end',
    value: (row) => row.latencyMs,
    cell: (row) => quiet(duration(row.latencyMs)),
  },
  {
    id: 'answered',
    title: t.column.answered,
    width: 104,
    align: 'end',
    hidden: true,
    value: (row) => row.answeredAt,
    cell: (row) => quiet(<Age at={row.answeredAt} />),
  },
  {
    id: 'release',
    title: t.column.release,
    description: t.about.release,
    width: 74,
    hidden: true,
    value: (row) => row.release,
    cell: (row) => quiet(row.release ?? UNKNOWN),
  },
]
