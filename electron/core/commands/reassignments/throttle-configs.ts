import type { RunThrottle } from '../../../../shared/contract/reassignment-run.ts'
import {
  isEverything,
  listOf,
  THROTTLE_RATES,
  throttledBrokers,
  throttledBy,
  THROTTLED_FOLLOWERS,
  THROTTLED_LEADERS,
} from '../../../../shared/domain/reassignment/throttle.ts'
import type { Move } from '../../../../shared/domain/reassignment/types.ts'
import type { ConfigChange, ConfigChanges } from '../../clients/kafka/kafka-changes.ts'
import type { ConfigReading, ConfigResource } from '../../clients/kafka/kafka-client.ts'

const LISTS = [THROTTLED_LEADERS, THROTTLED_FOLLOWERS] as const

export const throttleResources = (brokers: readonly number[], topics: readonly string[]): ConfigResource[] => [
  ...brokers.map((id) => ({ kind: 'broker' as const, name: String(id), keys: THROTTLE_RATES })),
  ...topics.map((name) => ({ kind: 'topic' as const, name, keys: LISTS })),
]

/** Everything that the throttle of these moves touches. */
export const resourcesFor = (moves: readonly Move[]): ConfigResource[] =>
  throttleResources(
    throttledBrokers(moves),
    throttledBy(moves).map((t) => t.topic),
  )

export const resourcesOf = ({ brokers, topics }: RunThrottle): ConfigResource[] =>
  throttleResources(
    brokers.map((b) => b.broker),
    topics.map((t) => t.topic),
  )

/** What is set on the thing itself, not what it inherits. */
export function ownValue(reading: ConfigReading | undefined, key: string): string | null {
  const entry = reading?.entries.find((e) => e.name === key)
  return entry && (entry.source === 'topic' || entry.source === 'dynamicBroker') ? entry.value : null
}

const readingOf = (readings: readonly ConfigReading[], kind: 'broker' | 'topic', name: string): ConfigReading | undefined =>
  readings.find(({ resource }) => resource.kind === kind && resource.name === name)

/** The throttle as it is kept: with what was there before, so that only ours goes again. */
export function throttleOf(moves: readonly Move[], rate: number, readings: readonly ConfigReading[]): RunThrottle {
  const brokers = throttledBrokers(moves).map((broker) => {
    const reading = readingOf(readings, 'broker', String(broker))
    return {
      broker,
      before: [ownValue(reading, THROTTLE_RATES[0]), ownValue(reading, THROTTLE_RATES[1])] as [string | null, string | null],
    }
  })
  const topics = throttledBy(moves).map(({ topic, leaders, followers }) => {
    const reading = readingOf(readings, 'topic', topic)
    const added = (wanted: readonly string[], key: string): string[] => {
      const now = ownValue(reading, key)
      return isEverything(now) ? [] : wanted.filter((entry) => !listOf(now).includes(entry))
    }
    return { topic, leaders: added(leaders, THROTTLED_LEADERS), followers: added(followers, THROTTLED_FOLLOWERS) }
  })
  return { rates: [rate], brokers, topics }
}

const change = (key: string, operation: ConfigChange['operation'], value: string | null): ConfigChange => ({ key, operation, value })

/** Rates of brokers. */
export const rateItems = ({ rates, brokers }: RunThrottle): ConfigChanges[] =>
  brokers.map(({ broker }) => ({
    resource: { kind: 'broker', name: String(broker) },
    changes: THROTTLE_RATES.map((key) => change(key, 'set', String(rates.at(-1)))),
  }))

/** Rates, and entries added to what the topics' lists hold already. */
export const settingItems = (throttle: RunThrottle): ConfigChanges[] => [
  ...rateItems(throttle),
  ...throttle.topics.flatMap(({ topic, leaders, followers }): ConfigChanges[] => {
    const lists = [leaders, followers].flatMap((list, i) =>
      list.length > 0 ? [change(LISTS[i] ?? THROTTLED_LEADERS, 'append', list.join(','))] : [],
    )
    return lists.length > 0 ? [{ resource: { kind: 'topic', name: topic }, changes: lists }] : []
  }),
]

/** What of it is still there, as the changes that take it away. A rate that somebody else set meanwhile is his. */
export function removalItems(throttle: RunThrottle, readings: readonly ConfigReading[]): ConfigChanges[] {
  const ours = new Set(throttle.rates.map(String))
  const brokers = throttle.brokers.flatMap(({ broker, before }): ConfigChanges[] => {
    const reading = readingOf(readings, 'broker', String(broker))
    const changes = THROTTLE_RATES.flatMap((key, i) => {
      const [now, was] = [ownValue(reading, key), before[i] ?? null]
      if (now === null || !ours.has(now) || now === was) return []
      return [was === null ? change(key, 'delete', null) : change(key, 'set', was)]
    })
    return changes.length > 0 ? [{ resource: { kind: 'broker', name: String(broker) }, changes }] : []
  })
  const topics = throttle.topics.flatMap(({ topic, leaders, followers }): ConfigChanges[] => {
    const reading = readingOf(readings, 'topic', topic)
    const changes = [leaders, followers].flatMap((added, i) => removalOf(LISTS[i] ?? THROTTLED_LEADERS, added, reading))
    return changes.length > 0 ? [{ resource: { kind: 'topic', name: topic }, changes }] : []
  })
  return [...brokers, ...topics]
}

/** A list that holds nothing else goes whole: an empty one would look like a throttle that was forgotten. */
function removalOf(key: string, added: readonly string[], reading: ConfigReading | undefined): ConfigChange[] {
  const now = ownValue(reading, key)
  if (now === null || isEverything(now)) return []
  const list = listOf(now)
  const present = added.filter((entry) => list.includes(entry))
  if (added.length > 0 && list.length === present.length) return [change(key, 'delete', null)]
  return present.length > 0 ? [change(key, 'subtract', present.join(','))] : []
}
