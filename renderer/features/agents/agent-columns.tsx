import type { ReactNode } from 'react'
import { placeOf, useApp } from '../../app/actions.ts'
import type { AgentRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { Ref, StateDot, type Tone } from '../../ui/badge.tsx'
import { cx } from '../../ui/cx.ts'
import type { FilterFields } from '../../ui/filter/filter.ts'
import { Countdown } from '../../ui/format/countdown.tsx'
import { count, UNKNOWN } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import { Host } from '../../ui/mesos/host.tsx'
import { MeterCell } from '../../ui/meter.tsx'
import { TwoLines } from '../../ui/table/two-lines.tsx'
import type { Column } from '../../ui/table/types.ts'
import { Maintenance } from './maintenance.tsx'
import styles from './style.module.css'

const t = en.agents

export const agentTones: Readonly<Record<AgentRow['state'], Tone>> = {
  active: 'ok',
  deactivated: 'warn',
  draining: 'warn',
  drained: 'warn',
  disconnected: 'bad',
  recovering: 'warn',
  unreachable: 'bad',
  gone: 'unknown',
}

const away: ReadonlySet<AgentRow['state']> = new Set(['unreachable', 'gone', 'disconnected'])

export const isAway = ({ state }: AgentRow): boolean => away.has(state)

export function AgentState({ row }: { readonly row: AgentRow }) {
  const tone = agentTones[row.state]
  return (
    <span className={styles['state']} data-tone={tone} title={t.stateWhy[row.state]}>
      <StateDot tone={tone} hollow={isAway(row)} pulse={row.state === 'draining'} />
      <TwoLines note={<StateNote row={row} />} tone={row.maintenance ? 'warn' : undefined}>
        {t.state[row.state]}
      </TwoLines>
    </span>
  )
}

function StateNote({ row }: { readonly row: AgentRow }): ReactNode {
  if (row.maintenance) return <Maintenance maintenance={row.maintenance} />
  if (row.since === null) return ' '
  return (
    <>
      {isAway(row) ? t.lastSeen : t.since} <Age at={row.since} />
    </>
  )
}

type Amount = AgentRow['cpus']

export const amountParts = ({ total, used, offered }: Amount) =>
  total === null || used === null || total <= 0
    ? []
    : [
        { share: used / total, tone: used / total > 0.9 ? ('warn' as const) : ('calm' as const) },
        { share: (offered ?? 0) / total, tone: 'other' as const },
      ]

const figure = (value: number | null, per: number): string => (value === null ? UNKNOWN : trim(value / per))
/** One decimal, none when it is a whole number. */
const trim = (value: number): string => (Number.isInteger(value) ? count(value) : value.toFixed(1))

export const MIB_A_GIB = 1024

function AmountCell({ amount, per }: { readonly amount: Amount; readonly per: number }) {
  return (
    <MeterCell
      value={
        <>
          {figure(amount.free, per)} <span className={styles['quiet']}>{t.of(figure(amount.total, per))}</span>
        </>
      }
      parts={amountParts(amount)}
    />
  )
}

const amount = (id: 'cpus' | 'mem' | 'disk', title: string, per: number, hidden = false): Column<AgentRow> => ({
  id,
  title,
  description: t.about.free,
  width: 96,
  grow: 1,
  hidden,
  value: (row) => row[id].free,
  cell: (row) => <AmountCell amount={row[id]} per={per} />,
})

export function BrokerChips({ brokers }: { readonly brokers: AgentRow['brokers'] }) {
  const app = useApp()
  if (brokers.length === 0) return <span className={styles['quiet']}>{UNKNOWN}</span>
  return (
    <span className={styles['chips']}>
      {brokers.map(({ id, state, until }) => (
        <span
          key={id}
          className={cx(styles['chip'], state === 'sticky' && styles['returning'])}
          title={`${en.brokers.named(id)} ${t.brokerState[state]}`}
        >
          <Ref onOpen={(how) => app.open(placeOf('brokers', String(id)), how)}>{String(id)}</Ref>
          {until !== null && (
            <small>
              <Countdown until={until} />
            </small>
          )}
        </span>
      ))}
    </span>
  )
}

const number = (id: 'leaders' | 'groups' | 'otherTasks', title: string, description: string): Column<AgentRow> => ({
  id,
  title,
  description,
  width: 70,
  align: 'end',
  value: (row) => row[id],
  cell: (row) => (row[id] === 0 ? <span className={styles['quiet']}>0</span> : count(row[id])),
})

const text = (id: string, title: string, width: number, value: (row: AgentRow) => string | null): Column<AgentRow> => ({
  id,
  title,
  width,
  hidden: true,
  value,
  cell: (row) => <span className={styles['clip']}>{value(row) ?? UNKNOWN}</span>,
})

export const attributeText = ({ name, value }: AgentRow['attributes'][number]): string => `${name}=${value}`

export const agentColumns: readonly Column<AgentRow>[] = [
  {
    id: 'host',
    title: t.column.host,
    width: 150,
    grow: 2,
    value: (row) => row.host ?? row.id,
    cell: (row) => (
      <TwoLines
        note={
          row.attributes
            .filter((each) => each.text)
            .map(attributeText)
            .join(' · ') || ' '
        }
      >
        <b className={styles['strong']}>
          <Host name={row.host ?? row.id} />
        </b>
      </TwoLines>
    ),
  },
  { id: 'state', title: t.column.state, width: 160, value: (row) => row.state, cell: (row) => <AgentState row={row} /> },
  {
    id: 'brokers',
    title: t.column.brokers,
    width: 130,
    grow: 1,
    value: (row) => row.brokers.map(({ id }) => id).join(' ') || null,
    cell: (row) => <BrokerChips brokers={row.brokers} />,
  },
  amount('cpus', t.column.cpus, 1),
  amount('mem', t.column.mem, MIB_A_GIB),
  amount('disk', t.column.disk, MIB_A_GIB, true),
  {
    id: 'ports',
    title: t.column.ports,
    width: 76,
    align: 'end',
    hidden: true,
    value: (row) => row.ports.free,
    cell: (row) => <span title={row.ports.ranges}>{count(row.ports.free)}</span>,
  },
  number('leaders', t.column.leaders, t.about.leaders),
  number('groups', t.column.groups, t.about.groups),
  number('otherTasks', t.column.others, t.about.others),
  text('id', t.column.id, 220, (row) => row.id),
  text('address', t.column.address, 150, (row) => row.address),
  text('attributes', t.column.attributes, 200, (row) => row.attributes.map(attributeText).join(', ') || null),
  text('version', t.column.version, 80, (row) => row.version),
  text('zone', t.column.zone, 120, (row) => row.zone),
  text('reservations', t.column.reservations, 140, (row) => row.reservations.map(({ role }) => role).join(', ') || null),
  { id: 'gpus', title: t.column.gpus, description: t.about.gpus, width: 62, align: 'end', hidden: true, value: (row) => row.gpus },
]

const gib = (mib: number | null): number | null => (mib === null ? null : mib / MIB_A_GIB)

export const agentFields: FilterFields<AgentRow> = {
  host: (row) => row.host ?? row.id,
  id: (row) => row.id,
  state: (row) => row.state,
  has: (row) => row.attributes.map(attributeText),
  broker: (row) => row.brokers.map(({ id }) => String(id)),
  role: (row) => row.reservations.map(({ role }) => role),
  zone: (row) => row.zone,
  version: (row) => row.version,
  cpu: (row) => row.cpus.free,
  mem: (row) => gib(row.mem.free),
  disk: (row) => gib(row.disk.free),
  leaders: (row) => row.leaders,
  groups: (row) => row.groups,
  others: (row) => row.otherTasks,
  maintenance: (row) => row.maintenance !== null,
}
