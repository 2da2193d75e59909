import type { BrokerFact, ClusterState, PartitionFact, TopicFact } from '../cluster-state.ts'
import type { MetadataObserved } from '../observation.ts'
import type { BrokerId } from '../ids.ts'
import { keptMap } from './kept.ts'
import { readPart, type Steps } from './parts.ts'

const TOPICS_A_STEP = 50

export function* reduceMetadata(state: ClusterState, seen: MetadataObserved): Steps<ClusterState> {
  const topics = new Map<string, TopicFact>()
  const other: TopicFact[] = []
  for (const topic of seen.topics) {
    const before = state.topics.get(topic.name)
    const fact = before !== undefined && sameTopic(before, topic) ? before : topicFact(topic)
    if (fact !== before) other.push(fact)
    topics.set(topic.name, fact)
    if (topics.size % TOPICS_A_STEP === 0) yield
  }
  const kept = keptMap(state.topics, topics)
  const next: ClusterState = {
    ...state,
    clusterId: seen.clusterId ?? state.clusterId,
    controllerId: seen.controllerId,
    brokers: keptMap(state.brokers, brokersAfter(state, seen, yield* namedByReplicas(other))),
    topics: kept,
    ends: kept === state.topics ? state.ends : withoutOthers(state.ends, state.topics, kept),
    starts: kept === state.topics ? state.starts : withoutOthers(state.starts, state.topics, kept),
    stables: kept === state.topics ? state.stables : withoutOthers(state.stables, state.topics, kept),
    probes: kept === state.topics ? state.probes : withoutOthers(state.probes, state.topics, kept),
  }
  return readPart(next, 'metadata', seen)
}

/**
 * Those that metadata names now, and those that it named before: they are down, not forgotten.
 * @param named by topics that are not told as before
 */
function brokersAfter(state: ClusterState, seen: MetadataObserved, named: ReadonlySet<BrokerId>): ReadonlyMap<BrokerId, BrokerFact> {
  const brokers = new Map<BrokerId, BrokerFact>()
  for (const endpoint of seen.brokers) {
    const before = state.brokers.get(endpoint.id)
    const { id, host, port, rack } = endpoint
    const same = before?.inMetadata && before.host === host && before.port === port && before.rack === rack
    brokers.set(id, same ? before : { id, host, port, rack, inMetadata: true, link: before?.link ?? null })
  }
  for (const before of state.brokers.values()) {
    if (brokers.has(before.id)) continue
    brokers.set(before.id, before.inMetadata ? { ...before, inMetadata: false } : before)
  }
  for (const id of named) {
    if (!brokers.has(id)) brokers.set(id, { id, host: '', port: 0, rack: null, inMetadata: false, link: null })
  }
  return brokers
}

/** Broker ids that hold replicas: a broker that was down before we came is known from them alone. */
function* namedByReplicas(topics: readonly TopicFact[]): Steps<ReadonlySet<BrokerId>> {
  const named = new Set<BrokerId>()
  for (const [n, { partitions }] of topics.entries()) {
    for (const { replicas } of partitions) for (const id of replicas) if (id >= 0) named.add(id)
    if (n % TOPICS_A_STEP === 0) yield
  }
  return named
}

function topicFact(topic: MetadataObserved['topics'][number]): TopicFact {
  const { name, topicId, internal, error } = topic
  const sorted = topic.partitions.every(({ partition }, i) => i === 0 || (topic.partitions[i - 1]?.partition ?? 0) <= partition)
  const partitions = sorted ? topic.partitions : topic.partitions.toSorted((a, b) => a.partition - b.partition)
  return { name, topicId, internal, error, partitions }
}

function sameTopic(before: TopicFact, after: MetadataObserved['topics'][number]): boolean {
  return (
    before.topicId === after.topicId &&
    before.error === after.error &&
    before.internal === after.internal &&
    // A client that was told the same bytes hands out the same list.
    (before.partitions === after.partitions || samePartitions(before.partitions, after.partitions))
  )
}

const samePartitions = (before: readonly PartitionFact[], after: readonly PartitionFact[]): boolean =>
  before.length === after.length &&
  after.every((p) => {
    const known = before[p.partition]
    return known !== undefined && samePartition(known, p)
  })

const samePartition = (a: PartitionFact, b: PartitionFact): boolean =>
  a.leader === b.leader &&
  a.leaderEpoch === b.leaderEpoch &&
  a.error === b.error &&
  a.partition === b.partition &&
  sameIds(a.isr, b.isr) &&
  sameIds(a.replicas, b.replicas) &&
  sameIds(a.offline, b.offline)

function sameIds(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false
  return true
}

/** Offsets of topics that are gone, or were made anew under the same name, are nobody's. */
function withoutOthers<T>(
  facts: ReadonlyMap<string, T>,
  before: ReadonlyMap<string, TopicFact>,
  now: ReadonlyMap<string, TopicFact>,
): ReadonlyMap<string, T> {
  const left = [...facts].filter(([name]) => {
    const topic = now.get(name)
    return topic !== undefined && (before.get(name)?.topicId ?? topic.topicId) === topic.topicId
  })
  return left.length === facts.size ? facts : new Map(left)
}
