import { useMemo } from 'react'
import { usePlace } from '../../app/actions.ts'
import type { AgentRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { StateDot } from '../../ui/badge.tsx'
import { cx } from '../../ui/cx.ts'
import { count } from '../../ui/format/numbers.ts'
import { Host } from '../../ui/mesos/host.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { agentTones, BrokerChips, isAway } from './agent-columns.tsx'
import { rackAttributes, racksOf } from './rack-map.ts'
import styles from './style.module.css'

const t = en.agents.rack
const MOST_CHOICES = 5
/** Agents of a rack that are drawn; the rest is counted. Those with brokers come first. */
const MOST_AGENTS = 24

export interface RackViewProps {
  readonly agents: readonly AgentRow[]
  readonly selected: string | null
  onSelect(id: string): void
}

/** Agents by an attribute, brokers as chips: whether replicas share a rack is seen at once. */
export function RackView({ agents, selected, onSelect }: RackViewProps) {
  const place = usePlace()
  const attributes = useMemo(() => rackAttributes(agents).slice(0, MOST_CHOICES), [agents])
  const chosen = attributes.find((name) => name === place.query.get('by')) ?? attributes[0]
  const racks = useMemo(() => (chosen === undefined ? [] : racksOf(agents, chosen)), [agents, chosen])
  if (chosen === undefined) return <p className={styles['nothing']}>{t.noAttributes}</p>
  return (
    <div className={styles['racks']}>
      <div className={styles['racksHead']}>
        <span>{t.by}</span>
        <Segmented
          label={t.by}
          value={chosen}
          options={attributes.map((value) => ({ value, title: value }))}
          onChange={(by) => place.setQuery({ by: by === attributes[0] ? null : by })}
        />
        <span className={styles['quiet']}>{t.legend}</span>
      </div>
      <div className={styles['rackColumns']}>
        {racks.map((rack) => (
          <section key={rack.value ?? ''} aria-label={rack.value ?? t.none(chosen)}>
            <h2>
              {rack.value ?? t.none(chosen)}{' '}
              <small>
                {t.agents(count(rack.agents.length), rack.agents.length)} · {t.brokers(count(rack.brokers), rack.brokers)}
              </small>
            </h2>
            {rack.agents.slice(0, MOST_AGENTS).map((agent) => (
              <div
                key={agent.id}
                className={cx(styles['rackAgent'], agent.id === selected && styles['on'])}
                data-empty={agent.brokers.length === 0 || undefined}
              >
                <button type="button" onClick={() => onSelect(agent.id)} title={en.agents.stateWhy[agent.state]}>
                  <StateDot tone={agentTones[agent.state]} hollow={isAway(agent)} />
                  <Host name={agent.host ?? agent.id} short />
                </button>
                {agent.brokers.length > 0 && <BrokerChips brokers={agent.brokers} />}
              </div>
            ))}
            {rack.agents.length > MOST_AGENTS && (
              <p className={styles['quiet']}>
                {t.agents(`+ ${count(rack.agents.length - MOST_AGENTS)}`, rack.agents.length - MOST_AGENTS)}
              </p>
            )}
          </section>
        ))}
      </div>
    </div>
  )
}
