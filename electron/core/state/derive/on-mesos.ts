import type { Agreement, MesosTaskView, SchedulerView } from '../../../../shared/contract/broker-on-mesos.ts'
import type { BrokerFact, ClusterState } from '../../../../shared/domain/cluster-state.ts'
import { agreementOf, taskShown } from '../../../../shared/domain/joined/agreement.ts'
import { brokerOfTask } from '../../../../shared/domain/joined/kafka-framework.ts'
import { causeOf, isEnded, taskKey, type MesosTask } from '../../../../shared/domain/mesos.ts'
import { schedulerView } from './scheduler-view.ts'

export interface OnMesos {
  readonly scheduler: SchedulerView | null
  readonly mesos: MesosTaskView | null
  readonly agreement: Agreement | null
}

const NOTHING: OnMesos = { scheduler: null, mesos: null, agreement: null }

/** The tasks of each broker, running and ended. */
export function tasksByBroker({ mesos }: ClusterState): ReadonlyMap<number, readonly MesosTask[]> {
  const byBroker = new Map<number, MesosTask[]>()
  for (const task of mesos.tasks.values()) {
    const id = brokerOfTask(task.id)
    if (id === null) continue
    const known = byBroker.get(id)
    if (known) known.push(task)
    else byBroker.set(id, [task])
  }
  return byBroker
}

/** What scheduler and Mesos say of a broker, and whether it fits what Kafka says. Without either there is nothing to say. */
export function onMesos(state: ClusterState, id: number, fact: BrokerFact | null, tasks: readonly MesosTask[]): OnMesos {
  const { schedulerBrokers, tasks: mesosTasks, metadata } = state.parts
  const read = {
    scheduler: schedulerBrokers.readAt !== null,
    mesos: mesosTasks.readAt !== null ? true : mesosTasks.state === 'unread' ? null : false,
    kafka: metadata.readAt !== null,
  }
  if (!read.scheduler && read.mesos !== true) return NOTHING
  const scheduler = state.scheduler?.brokers.get(id) ?? null
  const now = Math.max(schedulerBrokers.asOf ?? 0, mesosTasks.asOf ?? 0)
  const task = taskShown({ scheduler, tasks })
  const seen = fact !== null && fact.inMetadata && !state.gone.has(id)
  const agreement = agreementOf({ scheduler, tasks, kafka: fact && { host: fact.host, port: fact.port, seen }, read, now })
  return {
    scheduler: scheduler && schedulerView(scheduler, task, now),
    mesos: task && taskView(state, task),
    agreement: { ...agreement, disagreements: agreement.disagreements.map((each) => ({ ...each })) },
  }
}

function taskView({ mesos }: ClusterState, task: MesosTask): MesosTaskView {
  const cause = isEnded(task.state) ? causeOf(task) : null
  return {
    key: taskKey(task.frameworkId, task.id),
    id: task.id,
    state: task.state,
    ended: isEnded(task.state),
    since: task.history.at(-1)?.at ?? null,
    healthy: task.history.at(-1)?.healthy ?? null,
    reason: cause?.reason ?? null,
    message: cause?.message ?? null,
    agentId: task.agentId,
    hostname: (task.agentId === null ? null : mesos.agents.get(task.agentId)?.agent.hostname) ?? null,
  }
}
