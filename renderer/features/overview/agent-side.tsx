import { placeOf } from '../../app/actions.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import type { AgentRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { count, UNKNOWN } from '../../ui/format/numbers.ts'
import { hostName } from '../../ui/mesos/host.tsx'
import { placeOfAgent } from './agent-node.tsx'
import { agentFindings } from './findings.ts'
import { HangingGroups, hangingOn } from './hanging.tsx'
import type { LaneGroup } from './lanes.ts'
import { PlaceLink } from './link.tsx'
import styles from './style.module.css'

const t = en.overview
const SHOWN = 3
const MIB_A_GIB = 1024

export interface AgentSideProps {
  readonly group: LaneGroup
  readonly groups: readonly GroupRow[]
}

/** What hangs on an agent: its brokers, what they lead, and the groups that would feel its loss. */
export function AgentSide({ group, groups }: AgentSideProps) {
  const { agent, host, columns } = group
  const name = host ?? agent?.id ?? ''
  const brokers = columns.flatMap(({ broker }) => (broker === null ? [] : [broker]))
  const leaders = brokers.reduce((sum, broker) => sum + broker.leaders, 0)
  return (
    <aside className={styles['side']} aria-live="polite">
      <h2 title={name}>
        <span>{hostName(name)}</span>
        <small>{t.selected}</small>
      </h2>
      {agentFindings(agent).map((words) => (
        <p key={words} className={styles['finding']}>
          {words}
        </p>
      ))}
      {agent && <p>{t.agentFree(figure(agent.cpus), figure(agent.mem, MIB_A_GIB), count(agent.otherTasks))}</p>}
      {brokers.length === 0 ? (
        <p>{t.noBrokerOn}</p>
      ) : (
        <>
          <p>
            {brokers.map(({ id }, nth) => (
              <span key={id}>
                {nth > 0 && ', '}
                <PlaceLink to={placeOf('brokers', String(id))} className={styles['link']}>
                  {t.broker(id)}
                </PlaceLink>
              </span>
            ))}
            . {leaders > 0 ? t.ifLost(leaders, count(leaders), agent?.groups ?? null, count(agent?.groups)) : t.noneLed}
          </p>
          <HangingGroups groups={hangingOn(groups, new Set(brokers.map(({ id }) => id)))} most={SHOWN} />
        </>
      )}
      <p className={styles['sideFoot']}>
        {brokers.length > 0 && (
          <PlaceLink to={`/brokers?filter=${encodeURIComponent(`agent:${name}`)}`} className={styles['link']}>
            {t.itsBrokers}
          </PlaceLink>
        )}
        <span className={styles['grow']} />
        <PlaceLink to={placeOfAgent(group)} className={styles['link']}>
          {t.open}
        </PlaceLink>
      </p>
    </aside>
  )
}

const figure = ({ free }: AgentRow['cpus'], per = 1): string => (free === null ? UNKNOWN : (free / per).toFixed(1))
