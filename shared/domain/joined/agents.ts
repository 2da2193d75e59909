import type { ClusterState } from '../cluster-state.ts'
import type { BrokerId } from '../ids.ts'
import { brokerOfTask } from './kafka-framework.ts'

/** Host of the agent that a broker runs on, by what the scheduler says, else by its task in Mesos. Without Mesos: empty. */
export function agentsOf({ scheduler, mesos }: Pick<ClusterState, 'scheduler' | 'mesos'>): ReadonlyMap<BrokerId, string> {
  const agents = new Map<BrokerId, string>()
  for (const { id, agentId, state } of mesos.tasks.values()) {
    const broker = brokerOfTask(id)
    const host = agentId === null ? null : (mesos.agents.get(agentId)?.agent.hostname ?? null)
    if (state === 'TASK_RUNNING' && broker !== null && host !== null) agents.set(broker, host)
  }
  for (const { id, task } of scheduler?.brokers.values() ?? []) if (task !== null && task.hostname !== null) agents.set(id, task.hostname)
  return agents
}
