import { schedulerCapabilities, type SchedulerCapabilities } from '../../../../shared/domain/scheduler/capabilities.ts'
import type { SchedulerPartition, SchedulerQuota, SchedulerRelease, SchedulerTopic } from '../../../../shared/domain/scheduler/model.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { Http } from '../http.ts'
import { ask, goodJson, type Answer } from './answer.ts'
import { parseBrokers, parsePartitions, parseQuotas, parseTopics, type BrokerList } from './parse.ts'

/** What a scheduler tells. Needs a connection for the routes `scheduler`; changes have a client of their own. */
export interface SchedulerReader {
  readonly release: SchedulerRelease
  readonly can: SchedulerCapabilities
  /** Proves that its web server runs, and nothing about Mesos. */
  health(signal: AbortSignal): Promise<boolean>
  brokers(signal: AbortSignal): Promise<BrokerList>
  topics(signal: AbortSignal): Promise<readonly SchedulerTopic[]>
  /** By topic name; topics that it does not know are missing. */
  partitions(signal: AbortSignal): Promise<ReadonlyMap<string, readonly SchedulerPartition[]>>
  /** By client id. */
  quotas(signal: AbortSignal): Promise<ReadonlyMap<string, SchedulerQuota>>
}

/** Reads of a scheduler may take this long in all; topics come from ZooKeeper, which may take its 30 s to be away. */
const READ_TIMES = { total: 10_000, firstByte: 10_000 }
const ZOOKEEPER_TIMES = { total: 40_000, firstByte: 35_000 }

export interface ReaderNeeds {
  readonly http: Http
  readonly base: string
  readonly release: SchedulerRelease
}

export function createSchedulerReader({ http, base, release }: ReaderNeeds): SchedulerReader {
  const can = schedulerCapabilities(release)
  const get = (path: string, signal: AbortSignal, query: Readonly<Record<string, string>> = {}, times = READ_TIMES): Promise<Answer> =>
    ask(http, { base, method: 'GET', path, query, signal, times })
  const needs = (act: 'topics' | 'partitions' | 'quotas'): void => {
    if (!can[act].offered) throw new AppError('scheduler.unsupported', { address: base, what: `list ${act}`, release: release.line })
  }

  return {
    release,
    can,
    async health(signal) {
      const answer = await get('/health', signal)
      return answer.status === 200 && answer.text.trim() === 'ok'
    },
    async brokers(signal) {
      const first = release.line === 'P091'
      const answer = await get(first ? '/api/brokers/status' : '/api/broker/list', signal)
      return parseBrokers(goodJson(answer), answer, first ? 'missing' : 'listed')
    },
    async topics(signal) {
      needs('topics')
      const answer = await get('/api/topic/list', signal, {}, ZOOKEEPER_TIMES)
      return parseTopics(goodJson(answer), answer)
    },
    async partitions(signal) {
      needs('partitions')
      const answer = await get('/api/partition/list', signal, { topic: '*' }, ZOOKEEPER_TIMES)
      return parsePartitions(goodJson(answer), answer)
    },
    async quotas(signal) {
      needs('quotas')
      const answer = await get('/api/quota/list', signal, {}, ZOOKEEPER_TIMES)
      return parseQuotas(goodJson(answer), answer)
    },
  }
}
