import type { ReactNode } from 'react'
import { placeOf, useApp } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { cx } from '../../ui/cx.ts'
import { bytes, count, UNKNOWN } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import { duration } from '../../ui/format/times.ts'
import { GroupState } from '../../ui/kafka/group-state.tsx'
import { LagSum, ShareBar } from '../../ui/kafka/lag.tsx'
import styles from './style.module.css'

const t = en.broker
const r = t.row
const g = en.groups.column

export interface SummaryProps {
  readonly row: BrokerRow
  readonly groups: readonly GroupRow[]
  /** What Mesos and the scheduler add. */
  readonly more: ReactNode
}

export function SummaryTab({ row, groups, more }: SummaryProps) {
  return (
    <div className={styles['summary']}>
      {more}
      <Section title={t.section.connection}>
        <Line name={r.address}>{row.host === '' ? UNKNOWN : `${row.host}:${row.port}`}</Line>
        <Line name={r.rack}>{row.rack ?? r.none}</Line>
        <Line name={r.release}>{row.release ?? UNKNOWN}</Line>
        <Line name={r.state}>{en.brokers.stateWhy[row.state]}</Line>
        <Line name={r.answered}>
          <Age at={row.answeredAt} />
        </Line>
        <Line name={r.latency}>{duration(row.latencyMs)}</Line>
        {row.error && <Line name={r.trouble}>{errorText(row.error).cause}</Line>}
      </Section>
      <Section title={t.section.work}>
        <Line name={r.leads}>{count(row.leaders)}</Line>
        <Line name={r.underReplicated}>
          <Trouble n={row.ledUnderReplicated} tone="warn" />
        </Line>
        <Line name={r.preferred}>{r.preferredLed(count(row.preferred.led), count(row.preferred.of))}</Line>
        <Line name={r.replicas}>{count(row.replicas)}</Line>
        <Line name={r.outOfSync}>
          <Trouble n={row.outOfSync} tone="warn" />
        </Line>
        <Line name={r.offline}>
          <Trouble n={row.offline} tone="bad" />
        </Line>
      </Section>
      <Section title={t.section.disk}>
        <Disk row={row} />
      </Section>
      <Coordinated groups={groups} />
    </div>
  )
}

const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className={styles['section']}>
    <h2>{title}</h2>
    <dl>{children}</dl>
  </section>
)

const Line = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)

const Trouble = ({ n, tone }: { readonly n: number; readonly tone: 'warn' | 'bad' }) => (
  <span data-tone={n > 0 ? tone : undefined}>{count(n)}</span>
)

function Disk({ row: { disk, state } }: { readonly row: BrokerRow }) {
  if (!disk) return <dd className={styles['wide']}>{state === 'up' ? r.notRead : r.silent}</dd>
  const { totalBytes: total, usableBytes: usable } = disk
  const taken = total !== null && usable !== null && total > 0 ? (total - usable) / total : null
  return (
    <>
      <Line name={r.dirs}>
        {count(disk.dirs)}
        {disk.failedDirs > 0 && <span data-tone="bad"> · {r.failed(disk.failedDirs)}</span>}
      </Line>
      <Line name={r.used}>{bytes(disk.usedBytes)}</Line>
      <Line name={r.total}>{total === null ? r.notTold : bytes(total)}</Line>
      <Line name={r.usable}>
        {usable === null ? r.notTold : bytes(usable)}
        {taken !== null && <ShareBar share={taken} tone={taken > 0.9 ? 'warn' : 'calm'} />}
      </Line>
    </>
  )
}

function Coordinated({ groups }: { readonly groups: readonly GroupRow[] }) {
  const app = useApp()
  const sorted = [...groups].sort((a, b) => (b.lag ?? -1) - (a.lag ?? -1) || (a.group < b.group ? -1 : 1))
  return (
    <section className={cx(styles['section'], styles['across'])}>
      <h2>
        {t.section.groups} <small>{groups.length > 0 && count(groups.length)}</small>
      </h2>
      {groups.length === 0 && <p className={styles['quiet']}>{t.noGroups}</p>}
      {groups.length > 0 && (
        <p className={styles['groupsHead']} aria-hidden>
          <span>{g.group}</span>
          <span>{g.state}</span>
          <span>{g.lag}</span>
        </p>
      )}
      <ul className={styles['groups']}>
        {sorted.map((group) => (
          <li key={group.group}>
            <button type="button" onClick={(event) => app.open(placeOf('groups', group.group), { newTab: event.ctrlKey || event.metaKey })}>
              <b>{group.group}</b>
              <GroupState state={group.state} />
              <span>
                <LagSum lag={group.lag} partial={group.partial} leftOut={group.leftOut} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
