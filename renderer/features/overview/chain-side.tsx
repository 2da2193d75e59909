import { placeOf } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import type { AgentRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import { agentOf } from '../../ui/mesos/facts.ts'
import { hostName } from '../../ui/mesos/host.tsx'
import type { ChainColumn } from './chain.ts'
import { findingsOf } from './findings.ts'
import { HangingGroups, hangingOn } from './hanging.tsx'
import { PlaceLink } from './link.tsx'
import styles from './style.module.css'

const t = en.overview
const SHOWN = 4

export interface ChainSideProps {
  readonly column: ChainColumn
  readonly groups: readonly GroupRow[]
  readonly agents: readonly AgentRow[]
  /** Whether the user chose it himself. */
  readonly chosen: boolean
}

/** What hangs on the chosen node. */
export function ChainSide({ column, groups, agents, chosen }: ChainSideProps) {
  const { broker } = column
  if (!broker) return <Leaderless />
  const hanging = hangingOn(groups, new Set([broker.id]))
  const findings = findingsOf(broker, agents.find(({ id }) => id === broker.mesos?.agentId) ?? null)
  const shown = Math.max(1, SHOWN - findings.length)
  const more = hanging.length - shown
  return (
    <aside className={styles['side']} aria-live="polite">
      <h2>
        <span>{t.broker(broker.id)}</span>
        <On broker={broker} />
        {chosen && <small>{t.selected}</small>}
      </h2>
      {broker.host !== '' && (
        <p className={styles['address']} title={`${broker.host}:${broker.port}`}>
          {broker.host}:{broker.port}
        </p>
      )}
      {findings.map((words) => (
        <p key={words} className={styles['finding']}>
          {words}
        </p>
      ))}
      <p>
        {broker.leaders > 0 ? t.ledOf(count(broker.leaders), count(broker.ledUnderReplicated)) : t.noneLed}{' '}
        {t.holds(count(broker.replicas), count(broker.outOfSync))}
      </p>
      <HangingGroups groups={hanging} most={shown} />
      <p className={styles['sideFoot']}>
        {more > 0 && (
          <PlaceLink to={`/groups?filter=broker%3A${broker.id}`} className={styles['link']}>
            {t.more(count(more))}
          </PlaceLink>
        )}
        <span className={styles['grow']} />
        <PlaceLink to={placeOf('brokers', String(broker.id))} className={styles['link']}>
          {t.open}
        </PlaceLink>
      </p>
    </aside>
  )
}

/** The agent that it is on, as a link. */
function On({ broker }: { readonly broker: BrokerRow }) {
  const host = agentOf(broker)
  if (host === null) return null
  return (
    <PlaceLink to={`/agents?filter=${encodeURIComponent(`host:${host}`)}`} className={styles['on']}>
      {hostName(host)}
    </PlaceLink>
  )
}

const Leaderless = () => (
  <aside className={styles['side']} aria-live="polite">
    <h2>{t.noLeaderSide}</h2>
    <p>{t.noLeaderWhy}</p>
    <PlaceLink to="/topics?filter=offline%3E0" className={styles['link']}>
      {t.showThem}
    </PlaceLink>
  </aside>
)
