import type { ReactNode } from 'react'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { en } from '../../text/en.ts'
import { Badge } from '../../ui/badge.tsx'
import { Countdown } from '../../ui/format/countdown.tsx'
import { bytes, count, percent, UNKNOWN } from '../../ui/format/numbers.ts'
import { Agree } from '../../ui/mesos/agreement.tsx'
import { agentOf, rackOf } from '../../ui/mesos/facts.ts'
import { Host } from '../../ui/mesos/host.tsx'
import { Since, StateWords } from '../../ui/mesos/state-words.tsx'
import { TwoLines } from '../../ui/table/two-lines.tsx'
import type { Column } from '../../ui/table/types.ts'
import { brokerColumns } from './columns.tsx'
import styles from './style.module.css'

const t = en.brokers
const MIB = 1024 ** 2

const second = (text: ReactNode, tone?: 'warn' | 'bad'): ReactNode => (
  <span className={styles['second']} data-tone={tone}>
    {text}
  </span>
)
const quiet = (text: ReactNode): ReactNode => <span className={styles['quiet']}>{text}</span>
const decimals = (value: number | null | undefined, digits = 1): string => (typeof value === 'number' ? value.toFixed(digits) : UNKNOWN)
const gib = (mib: number | null | undefined): number | null => (typeof mib === 'number' ? mib / 1024 : null)

/** Below this share of idle time request handlers are the bottleneck. */
const LOW_IDLE = 0.3

/** A column of the Kafka list, otherwise set. */
function fromKafka(id: string, change: Partial<Column<BrokerRow>>): Column<BrokerRow> {
  const found = brokerColumns.find((column) => column.id === id)
  if (!found) throw new Error(`There is no column ${id}`)
  return { ...found, ...change }
}

const first: readonly Column<BrokerRow>[] = [
  fromKafka('id', { width: 52 }),
  {
    id: 'state',
    title: t.column.state,
    width: 176,
    grow: 2,
    value: ({ scheduler, state }) => scheduler?.phase.kind ?? state,
    cell: (row) => <StateWords row={row} />,
  },
  {
    id: 'agree',
    title: t.column.agree,
    description: t.about.agree,
    width: 62,
    value: ({ agreement }) => agreement?.is ?? null,
    cell: (row) => <Agree row={row} />,
  },
  {
    id: 'agent',
    title: t.column.agent,
    width: 96,
    grow: 1,
    value: agentOf,
    cell: (row) => {
      const agent = agentOf(row)
      const rack = rackOf(row)
      if (agent === null) return quiet(UNKNOWN)
      return (
        <TwoLines note={rack === null ? ' ' : t.inRack(rack)}>
          <Host name={agent} short />
        </TwoLines>
      )
    },
  },
]

const asked: readonly Column<BrokerRow>[] = [
  {
    id: 'cpu',
    title: t.column.cpu,
    description: t.about.cpu,
    width: 54,
    align: 'end',
    value: ({ scheduler }) => scheduler?.cpus ?? null,
    cell: ({ scheduler }) => <TwoLines note={t.cores}>{decimals(scheduler?.cpus)}</TwoLines>,
  },
  {
    id: 'memory',
    title: t.column.memory,
    description: t.about.memory,
    width: 84,
    align: 'end',
    value: ({ scheduler }) => scheduler?.mem ?? null,
    cell: ({ scheduler }) => (
      <TwoLines note={scheduler ? t.heap(decimals(gib(scheduler.heap))) : ' '}>{decimals(gib(scheduler?.mem))}</TwoLines>
    ),
  },
]

const work: readonly Column<BrokerRow>[] = [
  fromKafka('leaders', {
    width: 62,
    grow: 0,
    cell: (row) => <b className={styles['strong']}>{count(row.leaders)}</b>,
  }),
  fromKafka('outOfSync', { width: 92 }),
  {
    id: 'in',
    title: t.column.in,
    description: t.about.traffic,
    width: 74,
    align: 'end',
    value: ({ scheduler }) => scheduler?.metrics?.bytesIn ?? null,
    cell: ({ scheduler }) => second(megabytes(scheduler?.metrics?.bytesIn)),
  },
  {
    id: 'idle',
    title: t.column.idle,
    description: t.about.idle,
    width: 58,
    align: 'end',
    value: ({ scheduler }) => scheduler?.metrics?.requestIdle ?? null,
    cell: ({ scheduler }) => {
      const idle = scheduler?.metrics?.requestIdle ?? null
      return second(percent(idle), idle !== null && idle < LOW_IDLE ? 'bad' : undefined)
    },
  },
  fromKafka('size', { width: 74, grow: 0, cell: (row) => second(bytes(row.disk?.usedBytes)) }),
]

const megabytes = (value: number | null | undefined): string => decimals(typeof value === 'number' ? value / MIB : null)

const text = (id: keyof typeof t.column, width: number, value: (row: BrokerRow) => string | null): Column<BrokerRow> => ({
  id,
  title: t.column[id],
  width,
  hidden: true,
  value,
  cell: (row) => <span className={styles['address']}>{value(row) ?? UNKNOWN}</span>,
})

const more: readonly Column<BrokerRow>[] = [
  text('task', 220, ({ mesos }) => mesos?.id ?? null),
  {
    id: 'since',
    title: t.column.since,
    width: 72,
    align: 'end',
    hidden: true,
    value: ({ mesos }) => mesos?.since ?? null,
    cell: ({ mesos }) => quiet(mesos === null ? UNKNOWN : <Since at={mesos.since} />),
  },
  text('attributes', 140, ({ scheduler }) => scheduler?.task?.attributes.map(({ name, value }) => `${name}=${value}`).join(', ') ?? null),
  text('endpoint', 190, ({ scheduler }) => scheduler?.endpoint?.address ?? null),
  text('port', 104, ({ scheduler }) => (scheduler ? (scheduler.port ?? t.anyPort) : null)),
  text('constraints', 200, ({ scheduler }) => (scheduler ? scheduler.constraints || en.common.none : null)),
  {
    id: 'data',
    title: t.column.data,
    description: t.about.data,
    width: 130,
    hidden: true,
    value: ({ scheduler }) => scheduler?.data.kind ?? null,
    cell: ({ scheduler }) => {
      if (!scheduler) return quiet(UNKNOWN)
      if (scheduler.data.kind === 'sandbox') return <Badge tone="bad">{t.sandbox}</Badge>
      return <span className={styles['address']}>{scheduler.data.path}</span>
    },
  },
  {
    id: 'sticky',
    title: t.column.sticky,
    description: t.about.sticky,
    width: 120,
    hidden: true,
    value: ({ scheduler }) => scheduler?.stickiness.until ?? null,
    cell: ({ scheduler }) => {
      const until = scheduler?.stickiness.until ?? null
      if (!scheduler || until === null) return quiet(UNKNOWN)
      return (
        <TwoLines note={<Countdown until={until} over={t.over} />}>
          <Host name={scheduler.stickiness.hostname} />
        </TwoLines>
      )
    },
  },
  {
    id: 'failover',
    title: t.column.failover,
    description: t.about.failover,
    width: 130,
    hidden: true,
    value: ({ scheduler }) => scheduler?.failover.failures ?? null,
    cell: ({ scheduler }) => <FailoverCell failover={scheduler?.failover ?? null} />,
  },
  {
    id: 'out',
    title: t.column.out,
    description: t.about.traffic,
    width: 76,
    align: 'end',
    hidden: true,
    value: ({ scheduler }) => scheduler?.metrics?.bytesOut ?? null,
    cell: ({ scheduler }) => second(megabytes(scheduler?.metrics?.bytesOut)),
  },
  {
    id: 'heapUsed',
    title: t.column.heapUsed,
    width: 76,
    align: 'end',
    hidden: true,
    value: ({ scheduler }) => scheduler?.metrics?.heapUsed ?? null,
    cell: ({ scheduler }) => second(percent(scheduler?.metrics?.heapUsed)),
  },
  fromKafka('address', { hidden: true }),
  ...['replicas', 'preferred', 'offline', 'groups', 'usable', 'dirs', 'latency', 'answered', 'release'].map((id) =>
    fromKafka(id, { hidden: true }),
  ),
]

type Failover = NonNullable<BrokerRow['scheduler']>['failover']

function FailoverCell({ failover }: { readonly failover: Failover | null }) {
  if (failover === null) return quiet(UNKNOWN)
  const left = failover.triesLeft === null ? t.unlimited : t.triesLeft(failover.triesLeft)
  if (failover.failures === 0) return <TwoLines note={left}>{t.noFailures}</TwoLines>
  return (
    <TwoLines note={failover.nextTryAt === null ? left : <Countdown before={`${t.nextTry} `} until={failover.nextTryAt} over={left} />}>
      {t.failures(failover.failures)}
    </TwoLines>
  )
}

/** All that a cluster on Mesos has to show, what is looked at daily first. */
export const mesosColumns: readonly Column<BrokerRow>[] = [...first, ...asked, ...work, ...more]
