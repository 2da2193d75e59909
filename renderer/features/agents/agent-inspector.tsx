import { placeOf, useApp } from '../../app/actions.ts'
import type { AgentRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { Inspector } from '../../ui/inspector.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Countdown } from '../../ui/format/countdown.tsx'
import { count, UNKNOWN } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import { duration } from '../../ui/format/times.ts'
import { Meter } from '../../ui/meter.tsx'
import { agentTones, amountParts, isAway, MIB_A_GIB } from './agent-columns.tsx'
import { Maintenance } from './maintenance.tsx'
import { Fact, Part } from './part.tsx'
import styles from './style.module.css'

const t = en.agents.inspector

export interface AgentInspectorProps {
  readonly row: AgentRow
  onClose(): void
}

export function AgentInspector({ row, onClose }: AgentInspectorProps) {
  const name = row.host ?? row.id
  return (
    <Inspector label={name} className={styles['panel']}>
      <header>
        <h2 title={name}>{name}</h2>
        <IconButton icon="x" label={en.common.close} onClick={onClose} />
        <Badge tone={agentTones[row.state]}>{en.agents.state[row.state]}</Badge>
        <p>
          {en.agents.stateWhy[row.state]}{' '}
          {isAway(row) && (
            <>
              {en.agents.lastSeen} <Age at={row.since} />.
            </>
          )}
        </p>
        {row.maintenance && (
          <p className={styles['warned']}>
            <Maintenance maintenance={row.maintenance} />
          </p>
        )}
        {row.drain && (
          <p className={styles['warned']}>
            {t.drain} <Age at={row.drain.startedAt} />
            {row.drain.graceMs !== null && `, ${duration(row.drain.graceMs)}`}. {row.drain.markGone && t.markGone}
          </p>
        )}
      </header>
      <Part title={t.brokers}>
        <Brokers row={row} />
      </Part>
      <Part title={t.feels}>
        <p>{(row.leaders ?? 0) > 0 ? t.feelsWords(count(row.leaders), count(row.groups)) : t.feelsNothing}</p>
        {row.otherTasks !== null && row.otherTasks > 0 && <p>{t.tasks(count(row.otherTasks))}</p>}
      </Part>
      <Part title={t.resources}>
        <Resources row={row} />
      </Part>
      <Part title={t.attributes}>
        <Attributes row={row} />
      </Part>
      <Part title={t.reservations}>
        <Reservations row={row} />
      </Part>
      <Part title={t.facts}>
        <dl className={styles['kv']}>
          <Fact name={en.agents.column.id}>
            <code>{row.id}</code>
          </Fact>
          <Fact name={en.agents.column.address}>{row.address ?? UNKNOWN}</Fact>
          <Fact name={en.agents.column.version}>{row.version ?? UNKNOWN}</Fact>
          <Fact name={en.agents.column.zone}>{[row.region, row.zone].filter(Boolean).join(', ') || UNKNOWN}</Fact>
          {row.unreadable.length > 0 && <Fact name={t.unreadable}>{row.unreadable.join(', ')}</Fact>}
        </dl>
      </Part>
    </Inspector>
  )
}

function Brokers({ row }: { readonly row: AgentRow }) {
  const app = useApp()
  if (row.brokers.length === 0) return <p>{t.noBrokers}</p>
  return row.brokers.map(({ id, state, until }) => (
    <div key={id} className={styles['line']}>
      <span>
        <b>{en.brokers.named(id)}</b> {en.agents.brokerState[state]}
        {until !== null && (
          <>
            {' '}
            <Countdown before={`${en.agents.sticky} `} until={until} />
          </>
        )}
      </span>
      <Button tone="link" onClick={() => app.open(placeOf('brokers', String(id)))}>
        {t.open}
      </Button>
    </div>
  ))
}

const figure = (value: number | null, per: number, unit: string): string =>
  value === null ? UNKNOWN : `${(value / per).toFixed(1)}${unit === '' ? '' : `\u202F${unit}`}`

function Resources({ row }: { readonly row: AgentRow }) {
  const lines = [
    { id: 'cpus', label: t.cpu, per: 1, unit: '' },
    { id: 'mem', label: t.memory, per: MIB_A_GIB, unit: 'GiB' },
    { id: 'disk', label: t.disk, per: MIB_A_GIB, unit: 'GiB' },
  ] as const
  const { ports } = row
  const share = ports.total !== null && ports.used !== null && ports.total > 0 ? ports.used / ports.total : null
  return (
    <>
      {lines.map(({ id, label, per, unit }) => (
        <Meter
          key={id}
          label={label}
          value={t.usedOf(figure(row[id].used, per, unit), figure(row[id].total, per, unit))}
          parts={amountParts(row[id])}
        />
      ))}
      <Meter label={t.ports} value={t.usedOf(count(ports.used), count(ports.total))} parts={share === null ? [] : [{ share }]} />
      <p className={styles['quiet']}>{ports.ranges}</p>
      {[row.cpus, row.mem, row.disk].some(({ offered }) => (offered ?? 0) > 0) && <p className={styles['quiet']}>{t.offered}</p>}
    </>
  )
}

function Attributes({ row }: { readonly row: AgentRow }) {
  if (row.attributes.length === 0) return <p>{t.noAttributes}</p>
  return (
    <dl className={styles['kv']}>
      {row.attributes.map(({ name, value, text }) => (
        <Fact key={name} name={name}>
          {value}{' '}
          {!text && (
            <Badge tone="warn" title={en.agents.notText(name)}>
              {t.notText}
            </Badge>
          )}
        </Fact>
      ))}
    </dl>
  )
}

function Reservations({ row }: { readonly row: AgentRow }) {
  if (row.reservations.length === 0) return <p>{t.noReservations}</p>
  return (
    <dl className={styles['kv']}>
      {row.reservations.map(({ role, cpus, mem, ports }) => (
        <Fact key={role} name={role}>
          {en.agents.framework.offer(cpus === null ? UNKNOWN : cpus.toFixed(1), mem === null ? UNKNOWN : (mem / MIB_A_GIB).toFixed(1))}
          {ports !== '' && `, ${ports}`}
        </Fact>
      ))}
    </dl>
  )
}
