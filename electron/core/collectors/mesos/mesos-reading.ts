import { isKafkaFramework, likelyFrameworks } from '../../../../shared/domain/joined/kafka-framework.ts'
import type { MesosSnapshot } from '../../../../shared/domain/mesos.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { MesosClient, Told } from '../../clients/mesos/mesos-client.ts'
import type { Clock } from '../../lib/clock.ts'
import { createInOrder } from '../../lib/in-order.ts'
import { moment, type Sink } from '../needs.ts'

/** Frameworks that are read in full to find the one: each costs the master some work. */
const MOST_TRIED = 5
/** With none found, they are not all tried again before this. */
const TRY_AGAIN_MS = 60_000

export interface MesosReading {
  /** One frame of one leader into the state; answers how long the slowest answer took, ms. */
  read(signal: AbortSignal): Promise<{ readonly agents: number; readonly slowestMs: number; readonly leader: string }>
  /** Whether Mesos runs any of these tasks for a framework, and whether it runs any broker at all. Fails when Mesos does not answer. */
  owns(taskIds: readonly string[], signal: AbortSignal): Promise<'yes' | 'no' | 'nothing runs'>
}

export interface MesosReadingNeeds {
  readonly client: MesosClient
  readonly clock: Clock
  readonly sink: Sink
  /** The user's choice of framework. */
  readonly framework: string | null
}

export function createMesosReading({ client, clock, sink, framework: pinned }: MesosReadingNeeds): MesosReading {
  let wanted: ReadonlySet<string> = new Set()
  let triedAt = -Infinity

  const holds = (snapshot: MesosSnapshot): boolean => snapshot.tasks.some((task) => wanted.has(task.id))
  const fits = (snapshot: MesosSnapshot): boolean =>
    wanted.size > 0 ? holds(snapshot) : isKafkaFramework(snapshot.tasks, snapshot.executors)

  /** The framework's own reading: the one known, or the first that fits. */
  const find = async (summary: Told<MesosSnapshot>, signal: AbortSignal): Promise<{ id: string; told: Told<MesosSnapshot> } | null> => {
    const known = pinned ?? sink.current().mesos.chosen
    const listed = summary.value.frameworks.some((f) => f.id === known && f.status !== 'removed')
    const first = known !== null && (listed || pinned !== null) ? { id: known, told: await client.framework(known, signal) } : null
    if (first !== null && (pinned !== null || wanted.size === 0 || holds(first.told.value))) return first
    if (clock.now() - triedAt < TRY_AGAIN_MS) return first
    triedAt = clock.now()
    const likely = likelyFrameworks(summary.value.frameworks).filter((f) => f.id !== known)
    for (const { id } of likely.slice(0, MOST_TRIED)) {
      const told = await client.framework(id, signal)
      if (fits(told.value)) return { id, told }
    }
    if (first !== null) return first
    // A scheduler that runs nothing yet can only be told by its name.
    const named = likely.find(({ name }) => name !== null && /kafka/i.test(name))
    return named === undefined ? null : { id: named.id, told: await client.framework(named.id, signal) }
  }

  const frame = async (signal: AbortSignal) => {
    for (let attempt = 0; ; attempt++) {
      const started = clock.now()
      const summary = await client.summary(signal)
      const between = clock.now()
      const found = await find(summary, signal)
      const slowestMs = Math.max(between - started, clock.now() - between)
      if (found === null || found.told.epoch === summary.epoch) return { summary, found, slowestMs }
      // Two leaders' answers are no frame (G-08), and what was tried meanwhile says nothing.
      triedAt = -Infinity
      if (attempt > 0) throw new AppError('mesos.noLeader', { masters: [summary.leader, found.told.leader] })
    }
  }

  const readOnce = async (signal: AbortSignal) => {
    const { summary, found, slowestMs } = await frame(signal)
    const { leader, epoch } = summary
    await sink.apply({
      kind: 'mesos',
      ...moment(clock),
      leader,
      epoch,
      summary: summary.value,
      framework: found?.told.value ?? null,
      chosen: found?.id ?? null,
    })
    return { agents: summary.value.agents.length, slowestMs, leader }
  }

  // One after the other: what one finds out, the next one builds on.
  const inOrder = createInOrder()
  const read = (signal: AbortSignal) => inOrder(() => readOnce(signal))

  const known = (taskIds: readonly string[]): boolean => {
    const { tasks } = sink.current().mesos
    const ids = new Set([...tasks.values()].map((task) => task.id))
    return taskIds.some((id) => ids.has(id))
  }

  return {
    read,
    async owns(taskIds, signal) {
      wanted = new Set(taskIds)
      if (taskIds.length > 0 && known(taskIds)) return 'yes'
      // What was read may be older than what is asked about.
      triedAt = -Infinity
      await read(signal)
      if (taskIds.length > 0 && known(taskIds)) return 'yes'
      const live = [...sink.current().mesos.tasks.values()].some(({ state }) => LIVE.has(state))
      return taskIds.length === 0 && !live ? 'nothing runs' : 'no'
    },
  }
}

const LIVE: ReadonlySet<string> = new Set(['TASK_STAGING', 'TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING'])
