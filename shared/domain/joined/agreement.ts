import { isEnded, type MesosTask } from '../mesos.ts'
import type { SchedulerBroker } from '../scheduler/model.ts'
import type { Agreement, Disagreement } from './disagreement.ts'

/** A change takes a while to reach all three: what differs only for so long is settling. */
const SETTLES_MS = 60_000

export interface Sides {
  /** Null: it does not know the broker. */
  readonly scheduler: SchedulerBroker | null
  /** The tasks of this broker in Mesos, of all states. */
  readonly tasks: readonly MesosTask[]
  readonly kafka: { readonly host: string; readonly port: number; readonly seen: boolean } | null
  /** Which sides were read at all; `mesos` null: the profile has none. */
  readonly read: { readonly scheduler: boolean; readonly mesos: boolean | null; readonly kafka: boolean }
  /** Wall clock ms. */
  readonly now: number
}

/** Whether scheduler, Mesos and Kafka tell the same of one broker. */
export function agreementOf(sides: Sides): Agreement {
  const { scheduler, kafka, read } = sides
  const task = taskShown(sides)
  const disagreements = [...withMesos(sides), ...withKafka(sides)]
  const whole = read.scheduler && read.mesos !== false && read.kafka
  const is =
    disagreements.length > 0 ? (isSettling(sides) ? 'settling' : 'disagree') : isMoving(sides) ? 'settling' : whole ? 'agree' : 'partial'
  return {
    is,
    scheduler: scheduler?.task?.state ?? null,
    mesos: task?.state ?? null,
    kafka: read.kafka ? (kafka?.seen === true ? 'seen' : 'notSeen') : null,
    disagreements,
  }
}

/** The task that the scheduler names, else one that runs, else the newest that ended. */
export function taskShown({ scheduler, tasks }: Pick<Sides, 'scheduler' | 'tasks'>): MesosTask | null {
  const named = tasks.find((task) => task.id === scheduler?.task?.id)
  const newest = tasks.toSorted((a, b) => (b.history.at(-1)?.at ?? 0) - (a.history.at(-1)?.at ?? 0))
  return named ?? newest.find((task) => !isEnded(task.state)) ?? newest[0] ?? null
}

function* withMesos({ scheduler, tasks, read }: Sides): Generator<Disagreement> {
  if (read.mesos !== true || !read.scheduler) return
  const task = scheduler?.task ?? null
  const other = tasks.find(({ id, state }) => !isEnded(state) && id !== task?.id)
  if (task === null) {
    if (other) yield { kind: 'taskUnknownToScheduler', says: '', other: other.id }
    return
  }
  const own = tasks.find(({ id }) => id === task.id)
  if (task.state === 'running' && own === undefined) yield { kind: 'runningUnknownToMesos', says: task.id, other: '' }
  if (task.state === 'running' && own !== undefined && isEnded(own.state))
    yield { kind: 'runningEndedInMesos', says: 'running', other: own.state }
  if (own?.agentId && task.agentId && own.agentId !== task.agentId) yield { kind: 'otherAgent', says: task.agentId, other: own.agentId }
  if (other) yield { kind: 'otherTask', says: task.id, other: other.id }
}

function* withKafka({ scheduler, kafka, read }: Sides): Generator<Disagreement> {
  if (!read.kafka || !read.scheduler) return
  const seen = kafka?.seen === true
  if (scheduler === null) {
    if (seen) yield { kind: 'inKafkaUnknownToScheduler', says: 'seen', other: '' }
    return
  }
  const { task, options } = scheduler
  if (task?.state === 'running' && !seen) yield { kind: 'runningUnknownToKafka', says: 'running', other: '' }
  if (task === null && seen) yield { kind: 'inKafkaNotRunning', says: scheduler.active ? 'waiting' : 'stopped', other: 'seen' }
  // A broker may advertise whatever it is told to; only the port it was given by Mesos can be compared, and only if nothing else was asked for.
  const port =
    task?.endpoint === null || task?.endpoint === undefined ? null : Number(task.endpoint.slice(task.endpoint.lastIndexOf(':') + 1))
  if (kafka !== null && seen && port !== null && port !== kafka.port && !/(^|,)\s*(advertised\.)?(listeners|port)=/.test(options))
    yield { kind: 'otherEndpoint', says: task?.endpoint ?? '', other: `${kafka.host}:${kafka.port}` }
}

const MOVING: ReadonlySet<string> = new Set(['pending', 'starting', 'stopping', 'reconciling'])

/** On its way from one state to another: nothing has to fit yet. */
const isMoving = ({ scheduler }: Sides): boolean => {
  const state = scheduler?.task?.state
  return state !== null && state !== undefined && MOVING.has(state)
}

function isSettling(sides: Sides): boolean {
  if (isMoving(sides)) return true
  const moments = [sides.scheduler?.stickiness.stoppedAt, sides.scheduler?.failover.failedAt, taskShown(sides)?.history.at(-1)?.at]
  return moments.some((at) => at !== null && at !== undefined && Math.abs(sides.now - at) < SETTLES_MS)
}
