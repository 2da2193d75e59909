import { schedulerCapabilities } from '../../../../shared/domain/scheduler/capabilities.ts'
import type { SchedulerRelease } from '../../../../shared/domain/scheduler/model.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Http } from '../http.ts'
import { createBrokerChanges, type BrokerChanges } from './broker-changes.ts'
import { createLogReader, type LogReader } from './log-reader.ts'
import { createTopicChanges, type TopicChanges } from './topic-changes.ts'

/** What changes a scheduler, apart from what reads it: a connection that only observes has no `http` for these routes (E-04). */
export interface SchedulerChanges {
  readonly brokers: BrokerChanges
  readonly topics: TopicChanges
  /** Changes nothing, but is a POST and goes through Mesos to the broker's executor. */
  readonly logs: LogReader
}

export interface ChangeNeeds {
  /** For the routes `schedulerChange`. */
  readonly http: Http
  readonly base: string
  readonly release: SchedulerRelease
  readonly clock: Clock
}

/** One a scheduler: the order of its log requests is kept in here. */
export function createSchedulerChanges({ http, base, release, clock }: ChangeNeeds): SchedulerChanges {
  const context = { http, base, release, can: schedulerCapabilities(release) }
  return { brokers: createBrokerChanges(context), topics: createTopicChanges(context), logs: createLogReader(context, clock) }
}
