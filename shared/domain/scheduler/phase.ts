import { nextTryAt, stickyHold, type StickyHold } from './countdown.ts'
import type { SchedulerBroker } from './model.ts'

/** Where a broker stands in its life. The scheduler sends no such word: it follows from `active`, the task and the failures. */
export type BrokerPhase =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'deactivated'; readonly failures: number; readonly failedAt: number | null }
  | { readonly kind: 'waitingForOffer'; readonly tryNumber: number; readonly sticky: StickyHold | null }
  | { readonly kind: 'failed'; readonly failures: number; readonly nextTryAt: number; readonly maxTries: number | null }
  | { readonly kind: 'launching'; readonly hostname: string | null; readonly tryNumber: number }
  | { readonly kind: 'running'; readonly hostname: string | null }
  | { readonly kind: 'runningDeactivated'; readonly hostname: string | null }
  /** A stop came before it ran (0.10.1): the task goes on, and then runs deactivated. */
  | { readonly kind: 'launchingDeactivated'; readonly hostname: string | null }
  | { readonly kind: 'reconciling'; readonly hostname: string | null }
  | { readonly kind: 'stopping'; readonly hostname: string | null }
  /** The task's state is a word that no known release sends. */
  | { readonly kind: 'unknown'; readonly hostname: string | null }

export function brokerPhase(broker: SchedulerBroker, now: number): BrokerPhase {
  const { active, task, failover } = broker
  if (task === null) return phaseWithoutTask(broker, now)
  const { hostname } = task
  switch (task.state) {
    case 'pending':
    case 'starting':
      return active ? { kind: 'launching', hostname, tryNumber: failover.failures + 1 } : { kind: 'launchingDeactivated', hostname }
    case 'running':
      return { kind: active ? 'running' : 'runningDeactivated', hostname }
    case 'stopping':
    case 'reconciling':
      return { kind: task.state, hostname }
    case null:
      return { kind: 'unknown', hostname }
  }
}

function phaseWithoutTask(broker: SchedulerBroker, now: number): BrokerPhase {
  const { active, failover } = broker
  const { failures, failedAt, maxTries } = failover
  // Starting, stopping by hand and a good start all set the counter back: an inactive broker with failures reached its limit.
  if (!active) return failures > 0 ? { kind: 'deactivated', failures, failedAt } : { kind: 'stopped' }
  const next = nextTryAt(failover)
  if (next !== null && next > now) return { kind: 'failed', failures, nextTryAt: next, maxTries }
  return { kind: 'waitingForOffer', tryNumber: failures + 1, sticky: stickyHold(broker, now) }
}

const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
const ordinal = (n: number): string => ORDINALS[n] ?? `${n}th`
const on = (hostname: string | null): string => (hostname === null ? '' : ` on ${hostname}`)
const again = (tryNumber: number): string => (tryNumber > 1 ? ` (${ordinal(tryNumber)} try)` : '')
const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`)

/** Time left in two units at most, rounded up: a countdown that says 0 s is over. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** The phase in the words of the brokers screen, with the next expected moment. */
export function phaseWords(phase: BrokerPhase, now: number): string {
  switch (phase.kind) {
    case 'stopped':
      return 'stopped'
    case 'deactivated':
      return `deactivated: failed ${times(phase.failures)}`
    case 'waitingForOffer':
      return `waiting for an offer${again(phase.tryNumber)}${phase.sticky === null ? '' : `, only from ${phase.sticky.hostname} for ${timeLeft(phase.sticky.until - now)}`}`
    case 'failed':
      return `failed ${times(phase.failures)}${phase.maxTries === null ? '' : ` of ${phase.maxTries}`}, next try in ${timeLeft(phase.nextTryAt - now)}`
    case 'launching':
      return `launching${on(phase.hostname)}${again(phase.tryNumber)}`
    case 'running':
      return `running${on(phase.hostname)}`
    case 'runningDeactivated':
      return `running but deactivated${on(phase.hostname)}`
    case 'launchingDeactivated':
      return `launching but deactivated${on(phase.hostname)}`
    case 'reconciling':
      return `reconciling${on(phase.hostname)}`
    case 'stopping':
      return `stopping${on(phase.hostname)}`
    case 'unknown':
      return `in a state that Samsa does not know${on(phase.hostname)}`
  }
}

/** Brokers whose task runs, by id. */
export const runningIn = (brokers: Iterable<Pick<SchedulerBroker, 'id' | 'task'>>): number[] =>
  [...brokers].flatMap(({ id, task }) => (task?.state === 'running' ? [id] : [])).toSorted((a, b) => a - b)
