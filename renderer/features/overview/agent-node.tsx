import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import { hostName } from '../../ui/mesos/host.tsx'
import { agentTone, type LaneGroup } from './lanes.ts'
import { Node } from './node.tsx'
import styles from './style.module.css'

const t = en.overview
const RACK = /^(rack|zone)$/

export const placeOfAgent = ({ host, agent }: LaneGroup): string => {
  const name = host ?? agent?.id
  return name === undefined ? '/agents' : `/agents?filter=${encodeURIComponent(`host:${name}`)}`
}

export interface AgentNodeProps {
  readonly group: LaneGroup
  readonly on: boolean
  onChoose(): void
  onOpen(newTab: boolean): void
}

/** An agent; the place stays empty over what is on none. */
export function AgentNode({ group, on, onChoose, onOpen }: AgentNodeProps) {
  const { agent, host, more } = group
  if (agent === null && host === null && more === 0) return <span className={styles['noNode']} />
  if (more > 0) {
    return (
      <Node lane="agent" state="ok" title={t.moreAgentsWhy} onOpen={onOpen}>
        <b>{t.moreAgents(count(more))}</b> <small>{t.noBrokerHere}</small>
      </Node>
    )
  }
  const name = host ?? agent?.id ?? ''
  const note = agentNote(group)
  return (
    <Node lane="agent" state={agentTone(agent)} on={on} title={t.agentCell(name, note)} onChoose={onChoose} onOpen={onOpen}>
      <b>{hostName(name)}</b> <small>{note}</small>
    </Node>
  )
}

/** What is wrong with it, else its rack. */
export function agentNote({ agent }: Pick<LaneGroup, 'agent'>): string {
  if (agent === null) return t.agentUnknown
  if (agent.state !== 'active') return en.agents.state[agent.state].toLowerCase()
  if (agent.maintenance !== null) return t.maintenance
  const rack = agent.attributes.find(({ name }) => RACK.test(name))
  return rack ? `${rack.name} ${rack.value}` : t.agentActive
}
