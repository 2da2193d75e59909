import type { ClusterState } from '../../../shared/domain/cluster-state.ts'
import type { Moment, Observation, Result } from '../../../shared/domain/observation.ts'
import type { KafkaPartName, PartStatus, Problem } from '../../../shared/domain/part-status.ts'
import { catalogue } from '../../../shared/errors/catalogue.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { BrokerResult, KafkaClient } from '../clients/kafka/kafka-client.ts'
import type { Clock } from '../lib/clock.ts'
import type { WatchSet } from './watch-set.ts'

/** Where observations go, and what is known so far. */
export interface Sink {
  current(): ClusterState
  apply(observation: Observation): Promise<void>
}

/** What a collector works with. */
export interface Collecting {
  readonly clock: Clock
  readonly client: KafkaClient
  readonly sink: Sink
  readonly watching: WatchSet
  /** Groups that keep their offsets in ZooKeeper, by the names that the profile gives. */
  readonly zooKeeperGroups: readonly string[]
  /** Metadata was read and nothing is paused: the others may read. */
  readonly open: () => boolean
  /** Brokers are known and nothing is paused: what needs no topics may be read. */
  readonly reached: () => boolean
  /** Something turned out to be old. */
  readonly wake: (source: SourceName) => void
}

export type SourceName = KafkaPartName

export const moment = (clock: Clock): Moment => ({ at: clock.wall(), now: clock.now() })

/** A defect of ours keeps its message out of the page: the log has it. */
export const toError = (error: unknown, where: string): AppError =>
  error instanceof AppError ? error : new AppError('core.unexpected', { where }, { cause: error })

export const toProblem = (error: AppError): Problem => ({ code: error.code, about: error.about })

export function canRetry(error: unknown): boolean {
  if (!(error instanceof AppError)) return true
  const known: AppError = error
  return catalogue[known.code].retry !== 'never'
}

/** The state of a part of which nothing at all could be read. */
export function failedState(error: AppError): PartStatus['state'] {
  if (error.code === 'kafka.unsupported') return 'unsupported'
  return error.code === 'kafka.forbidden' ? 'forbidden' : 'failed'
}

export function toResult<T, U>(result: BrokerResult<T>, pick: (value: T) => U): Result<U> {
  return result.ok
    ? { broker: result.broker, ok: true, value: pick(result.value) }
    : { broker: result.broker, ok: false, problem: toProblem(result.error) }
}

/** When every broker gave the same kind of no, that is the answer of the cluster: told as one failure, retried accordingly. */
export function allRefused(results: readonly BrokerResult<unknown>[]): AppError | null {
  const [first] = results
  if (first === undefined || first.ok) return null
  if (first.error.code !== 'kafka.unsupported' && first.error.code !== 'kafka.forbidden') return null
  return results.every((r) => !r.ok && r.error.code === first.error.code) ? first.error : null
}

/** Brokers that requests of every broker go to. */
export const brokerCount = (state: ClusterState): number => {
  let n = 0
  for (const broker of state.brokers.values()) if (broker.inMetadata) n += 1
  return Math.max(1, n)
}

/** A number that a name always has: spreads readings evenly over the ticks of an interval. */
export function slotOf(name: string, slots: number): number {
  let hash = 7
  for (let i = 0; i < name.length; i += 1) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) >>> 0
  return hash % slots
}
