import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import type { MesosReading } from './mesos-reading.ts'

/**
 * `verified`: Mesos runs its tasks. `trusted`: the user named it and nothing speaks against it. `unverified`: nothing proves it.
 * `foreign`: Mesos contradicts it.
 */
export type Standing = 'verified' | 'trusted' | 'unverified' | 'foreign'

export interface Judged {
  readonly brokers: readonly SchedulerBroker[]
  readonly configured: boolean
  /** It was verified before, and has answered without a break since. */
  readonly held: boolean
}

/** Whether who answers is the scheduler of this framework (G-09): its tasks are those that Mesos runs for it. */
export async function standingOf(mesos: MesosReading | null, judged: Judged, signal: AbortSignal): Promise<Standing> {
  const { brokers, configured, held } = judged
  if (mesos === null) return configured ? 'trusted' : 'unverified'
  try {
    const owned = await mesos.owns(
      brokers.flatMap(({ task }) => (task === null ? [] : [task.id])),
      signal,
    )
    if (owned === 'yes') return 'verified'
    if (owned === 'no') return 'foreign'
    return held ? 'verified' : configured ? 'trusted' : 'unverified'
  } catch (error) {
    if (signal.aborted) throw error
    // Mesos cannot be asked: what was proven, and has not been away since, stays so.
    return held ? 'verified' : 'unverified'
  }
}

export const whyNot = (standing: Standing): string =>
  standing === 'foreign'
    ? 'The tasks of its brokers are none that Mesos runs for this framework.'
    : 'Nothing proves that it is the scheduler: it runs no broker, or Mesos cannot be asked.'
