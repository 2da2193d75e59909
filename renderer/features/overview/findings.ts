import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { AgentRow } from '../../../shared/contract/mesos-rows.ts'
import { disagreementWords } from '../../../shared/domain/joined/disagreement.ts'
import { en } from '../../text/en.ts'
import { taskReason, taskStates } from '../../text/task-reasons.ts'
import { hostName } from '../../ui/mesos/host.tsx'

const t = en.overview

/** What is not as it should be along the chain of a broker, from its agent down. */
export function findingsOf(broker: BrokerRow, agent: AgentRow | null): readonly string[] {
  return [
    ...agentFindings(agent),
    ...taskFindings(broker),
    ...(broker.agreement?.disagreements ?? []).map((each) => `${disagreementWords(each)}.`),
  ]
}

export function agentFindings(agent: AgentRow | null): readonly string[] {
  if (agent === null) return []
  const name = hostName(agent.host ?? agent.id)
  return [
    ...(agent.state === 'active' ? [] : [t.agentIs(name, en.agents.state[agent.state].toLowerCase(), en.agents.stateWhy[agent.state])]),
    ...(agent.maintenance === null ? [] : [t.agentMaintained(name)]),
  ]
}

function taskFindings({ mesos }: BrokerRow): readonly string[] {
  if (mesos === null || !mesos.ended) return []
  const why = mesos.reason === null ? null : (taskReason(mesos.reason)?.means ?? mesos.reason)
  return [t.taskEnded((taskStates[mesos.state] ?? mesos.state).toLowerCase(), why)]
}
