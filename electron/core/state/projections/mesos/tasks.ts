import type { TaskRow } from '../../../../../shared/contract/mesos-rows.ts'
import type { ClusterState } from '../../../../../shared/domain/cluster-state.ts'
import { brokerOfTask } from '../../../../../shared/domain/joined/kafka-framework.ts'
import { causeOf, isEnded, taskKey, taskTimes, type MesosTask } from '../../../../../shared/domain/mesos.ts'
import type { ViewSource } from '../../../../../shared/rpc/define.ts'
import type { LiveCluster } from '../../live-cluster.ts'
import { mesosView } from './mesos-view.ts'
import { portText } from './resources.ts'

/** Tasks of the framework, running and ended. */
export const taskList = (cluster: LiveCluster): ViewSource<TaskRow> =>
  mesosView(cluster, {
    system: 'mesos',
    part: 'tasks',
    key: (row) => row.key,
    *rows({ state }) {
      for (const task of state.mesos.tasks.values()) yield rowOf(state, task)
    },
  })

function rowOf(state: ClusterState, task: MesosTask): TaskRow {
  const { mesos } = state
  const ended = isEnded(task.state)
  const cause = ended ? causeOf(task) : null
  const last = task.history.at(-1)
  const broker = brokerOfTask(task.id)
  return {
    key: taskKey(task.frameworkId, task.id),
    id: task.id,
    framework: { id: task.frameworkId, name: mesos.frameworks.get(task.frameworkId)?.name ?? null },
    name: task.name,
    kind: broker === null ? 'other' : 'broker',
    broker,
    state: task.state,
    ended,
    healthy: last?.healthy ?? null,
    ...taskTimes(task),
    agent: task.agentId === null ? null : { id: task.agentId, host: mesos.agents.get(task.agentId)?.agent.hostname ?? null },
    executor: task.executorId,
    container: task.history.findLast((s) => s.containerId !== null)?.containerId ?? null,
    cpus: task.resources?.cpus ?? null,
    mem: task.resources?.mem ?? null,
    disk: task.resources?.disk ?? null,
    ports: portText(task.resources?.ports ?? []),
    reason: cause?.reason ?? null,
    message: cause?.message ?? null,
    source: cause?.source ?? null,
    history: task.history.map(({ state: is, at, reason, message, source }) => ({ state: is, at, reason, message, source })),
    orphan: orphanOf(state, task, broker),
  }
}

/** Runs for a broker, and the scheduler's broker has another task or none. */
function orphanOf({ scheduler }: ClusterState, task: MesosTask, broker: number | null): boolean | null {
  if (scheduler === null || broker === null) return null
  return !isEnded(task.state) && scheduler.brokers.get(broker)?.task?.id !== task.id
}
