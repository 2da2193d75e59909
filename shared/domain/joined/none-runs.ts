import type { ClusterState } from '../cluster-state.ts'
import { isEnded } from '../mesos.ts'
import { brokerOfTask } from './kafka-framework.ts'

/** What is known when no broker runs: how many the scheduler has defined; null: only Mesos was read. */
export interface NoneRuns {
  readonly defined: number | null
}

/** Scheduler or Mesos were read, and neither tells of a broker that runs: Kafka cannot answer, and that is no fault. Null: some may run. */
export function noneRuns({ scheduler, mesos, parts }: ClusterState): NoneRuns | null {
  const defined = scheduler !== null && parts.schedulerBrokers.readAt !== null ? [...scheduler.brokers.values()] : null
  const framework = mesos.chosen !== null && parts.tasks.readAt !== null
  if (defined === null && !framework) return null
  if (defined?.some(({ task }) => task?.state === 'running' || task?.state === 'reconciling')) return null
  for (const { id, state } of mesos.tasks.values())
    if (!isEnded(state) && state === 'TASK_RUNNING' && brokerOfTask(id) !== null) return null
  return { defined: defined?.length ?? null }
}
