import type { ClusterState } from '../cluster-state.ts'
import { brokerOfTask } from './kafka-framework.ts'

/** Where brokers answer, by what the scheduler and Mesos say: `host:port`, those of the scheduler first. */
export function brokerEndpoints({ scheduler, mesos }: ClusterState): readonly string[] {
  const told = [...(scheduler?.brokers.values() ?? [])].flatMap(({ task }) =>
    task !== null && task.state === 'running' && task.endpoint !== null ? [task.endpoint] : [],
  )
  const given = [...mesos.tasks.values()].flatMap((task) => {
    const host = task.agentId === null ? null : (mesos.agents.get(task.agentId)?.agent.hostname ?? null)
    const port = task.resources?.ports[0]?.from
    return task.state === 'TASK_RUNNING' && brokerOfTask(task.id) !== null && host !== null && port !== undefined ? [`${host}:${port}`] : []
  })
  return [...new Set([...told, ...given])].filter((address) => /^[^\s:/@]+:\d{1,5}$|^\[[0-9a-fA-F:.]+\]:\d{1,5}$/.test(address))
}
