import { printMapText } from '../../../../shared/domain/scheduler/map-text.ts'
import type { SchedulerTopic } from '../../../../shared/domain/scheduler/model.ts'
import { brokerList } from '../../../../shared/domain/scheduler/settings.ts'
import { parseTopicName } from '../../../../shared/domain/scheduler/values.ts'
import type { AppError } from '../../../../shared/errors/error.ts'
import { isObject } from '../http/fields.ts'
import { goodJson, unreadable, type Answer } from './answer.ts'
import { invalid, needs, send, type ChangeContext } from './change-context.ts'
import { refused, type Outcome } from './outcome.ts'
import { parseTopics } from './parse.ts'

export interface NewSchedulerTopic {
  readonly topic: string
  /** Brokers that run: an expression could name stopped ones. */
  readonly brokers: readonly number[]
  readonly partitions: number
  readonly replicas: number
  readonly options: ReadonlyMap<string, string>
}

export interface Rebalance {
  readonly topics: readonly string[]
  /** Brokers that run. Without them the scheduler would take stopped ones too. */
  readonly brokers: readonly number[]
  /** Null: as many as now. */
  readonly replicas: number | null
  /** Move only what may not stay. */
  readonly realign: boolean
}

export interface RebalanceAnswer {
  readonly status: 'started' | 'completed' | 'timeout' | 'failed' | 'running' | 'idle' | 'idle (no-op)'
  /** Lines `  0: 0,1 -> 1,2 - running` under a topic's name. */
  readonly state: string
  readonly error: string | null
}

export interface TopicChanges {
  add(topic: NewSchedulerTopic, signal: AbortSignal): Promise<Outcome<readonly SchedulerTopic[]>>
  /** Replaces all overrides. What 0.10 answers is from before: read the topics again. */
  update(topic: string, options: ReadonlyMap<string, string>, signal: AbortSignal): Promise<Outcome<null>>
  /** Marks it for deletion, no more. */
  delete(topic: string, signal: AbortSignal): Promise<Outcome<null>>
  /** Does not wait. `started` is also said of a rebalance that moves nothing. */
  rebalance(asked: Rebalance, signal: AbortSignal): Promise<Outcome<RebalanceAnswer>>
  setQuota(client: string, rates: { readonly producer?: number; readonly consumer?: number }, signal: AbortSignal): Promise<Outcome<null>>
}

const WORDS: readonly string[] = [
  'started',
  'completed',
  'timeout',
  'failed',
  'running',
  'idle',
  'idle (no-op)',
] satisfies RebalanceAnswer['status'][]
const isWord = (text: unknown): text is RebalanceAnswer['status'] => typeof text === 'string' && WORDS.includes(text)

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value > 0 && value <= 100_000

/** The first thing that is wrong with what would be sent; null: nothing. */
function problemOf(names: readonly string[], brokers: readonly number[] | null, counts: Readonly<Record<string, number>>): AppError | null {
  if (names.length === 0) return invalid('topic', 'No topic is named.')
  for (const name of names) {
    const topic = parseTopicName(name)
    if (!topic.ok) return invalid('topic', topic.why)
  }
  for (const [field, count] of Object.entries(counts)) if (!isCount(count)) return invalid(field, 'Write a whole number above 0.')
  if (brokers === null) return null
  const list = brokerList(brokers)
  if (!list.ok) return invalid('broker', list.why)
  const replicas = counts['replicas'] ?? 1
  return replicas <= new Set(brokers).size ? null : invalid('replicas', `More replicas than brokers: ${replicas} on ${brokers.length}.`)
}

const listOf = (ids: readonly number[]): string => ids.toSorted((a, b) => a - b).join(',')

export function createTopicChanges(context: ChangeContext): TopicChanges {
  const first = context.release.line === 'P091'
  const lacking = (what: string): AppError | null => needs(context, 'topics', what)

  return {
    async add({ topic, brokers, partitions, replicas, options }, signal) {
      const problem = lacking('create topics') ?? problemOf([topic], brokers, { partitions, replicas })
      if (problem !== null) return refused(problem)
      const form = { topic, broker: listOf(brokers), partitions: String(partitions), replicas: String(replicas) }
      const made = options.size === 0 ? form : { ...form, options: printMapText(options) }
      return send(context, '/api/topic/add', made, signal, (answer) => {
        const topics = parseTopics(goodJson(answer), answer)
        if (!topics.some(({ name }) => name === topic)) throw unreadable(answer, `topic ${topic} is missing in it`)
        return topics
      })
    },
    async update(topic, options, signal) {
      const problem = lacking('change topics') ?? problemOf([topic], null, {})
      if (problem !== null) return refused(problem)
      return send(context, '/api/topic/update', { topic, options: printMapText(options) }, signal, (answer) => readNames(topic, answer))
    },
    async delete(topic, signal) {
      const problem = needs(context, 'deleteTopic', 'delete topics') ?? problemOf([topic], null, {})
      if (problem !== null) return refused(problem)
      return send(context, '/api/topic/delete', { topic }, signal, (answer) => readNames(topic, answer))
    },
    async rebalance({ topics, brokers, replicas, realign }, signal) {
      const problem =
        problemOf(topics, brokers, replicas === null ? {} : { replicas }) ?? (realign ? needs(context, 'realign', 'realign') : null)
      if (problem !== null) return refused(problem)
      const broker = listOf(brokers)
      if (first) {
        const named = topics.map((topic) => (replicas === null ? topic : `${topic}:${replicas}`)).join(',')
        return send(context, '/api/brokers/rebalance', { id: broker, topics: named }, signal, readRebalance)
      }
      const form = { topic: topics.join(','), broker, ...(replicas === null ? {} : { replicas: String(replicas) }) }
      return send(context, '/api/topic/rebalance', realign ? { ...form, realign: 'true' } : form, signal, readRebalance)
    },
    async setQuota(client, { producer, consumer }, signal) {
      const problem = needs(context, 'quotas', 'set quotas') ?? quotaProblem(client, [producer, consumer])
      if (problem !== null) return refused(problem)
      const rates = {
        ...(producer === undefined ? {} : { producerByteRate: String(producer) }),
        ...(consumer === undefined ? {} : { consumerByteRate: String(consumer) }),
      }
      return send(context, '/api/quota/set', { entityType: 'clients', entity: client, ...rates }, signal, () => null)
    },
  }
}

function quotaProblem(client: string, rates: readonly (number | undefined)[]): AppError | null {
  if (client === '') return invalid('entity', 'Name a client id.')
  if (rates.every((rate) => rate === undefined)) return invalid('quota', 'Give at least one rate.')
  return rates.every((rate) => rate === undefined || (Number.isSafeInteger(rate) && rate >= 0))
    ? null
    : invalid('quota', 'Rates are whole bytes a second.')
}

function readNames(topic: string, answer: Answer): null {
  if (!parseTopics(goodJson(answer), answer).some(({ name }) => name === topic)) throw unreadable(answer, `topic ${topic} is missing in it`)
  return null
}

function readRebalance(answer: Answer): RebalanceAnswer {
  const json = goodJson(answer)
  const { status, state, error } = isObject(json) ? { status: json['status'], state: json['state'], error: json['error'] } : {}
  if (!isWord(status)) throw unreadable(answer, 'it has no status that is known')
  return { status, state: typeof state === 'string' ? state : '', error: typeof error === 'string' && error !== '' ? error : null }
}
