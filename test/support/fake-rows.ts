import type { BrokerPartitionRow, BrokerRow, ConfigEntry } from '../../shared/contract/brokers.ts'
import type { ClusterRow, ReadingRow } from '../../shared/contract/cluster.ts'
import type { GroupPartitionRow, GroupRow, MemberRow } from '../../shared/contract/groups.ts'
import type { PartitionRow, TopicGroupRow, TopicRow } from '../../shared/contract/topics.ts'
import { fakeGroupLag, fakePartitionLag, nothingJudged } from './fake-lag.ts'
import { NOW } from './fake-profiles.ts'

/** Numbers that look random and are the same at every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % Math.max(1, below)
  }
}

const nothingLeftOut = { noCommit: 0, noLeader: 0, topicGone: 0, notRead: 0 }

export function fakeGroup(group: string, change: Partial<GroupRow> = {}, now = NOW): GroupRow {
  return {
    group,
    type: 'classic',
    kind: 'consumer',
    state: 'Stable',
    offsetsIn: 'kafka',
    coordinator: 1,
    members: 4,
    hosts: 2,
    topics: [{ topic: 'orders.events', lag: 212 }],
    topicCount: 1,
    partitions: { owned: 12, committed: 12, total: 12 },
    lag: 212,
    lagMax: 41,
    partial: false,
    leftOut: nothingLeftOut,
    lost: 0,
    ...fakeGroupLag(group, change.lag === undefined ? 212 : change.lag, now),
    access: 'ok',
    asOf: now - 2000,
    error: null,
    ...change,
  }
}

type GroupSeed = readonly [string, string, number, number, number, string, number, number, string]
const seeds: readonly GroupSeed[] = [
  // name, state, members, hosts, lag, topic, topics, partitions, kind
  ['ledger-sink', 'Stable', 4, 2, 7_810_402, 'ledger.postings', 1, 16, 'connect'],
  ['nightly-export', 'Empty', 0, 0, 8_120_447, 'orders.daily', 1, 12, 'consumer'],
  ['billing', 'Stable', 12, 4, 2_418_930, 'orders.events', 3, 30, 'consumer'],
  ['fraud-scoring', 'Stable', 6, 3, 611_204, 'payments.settled', 2, 24, 'consumer'],
  ['crm-sync', 'Stable', 3, 3, 48_211, 'customers.v2', 1, 6, 'connect'],
  ['risk-replay', 'Stable', 2, 1, 934_210, 'payments.settled', 1, 12, 'consumer'],
  ['audit-archive', 'Stable', 4, 4, 94_388, 'audit.trail', 1, 16, 'connect'],
  ['search-indexer', 'PreparingRebalance', 8, 4, 21_760, 'catalog.changes', 4, 52, 'consumer'],
  ['bi-loader', 'Stable', 6, 2, 732_000_000, 'orders.events', 1, 12, 'consumer'],
  ['invoice-mailer', 'Stable', 4, 2, 212, 'orders.events', 1, 12, 'consumer'],
  ['shipping-plan', 'Stable', 12, 6, 1804, 'orders.events', 5, 36, 'streams'],
  ['stock-levels', 'Stable', 6, 3, 640, 'warehouse.moves', 2, 24, 'streams'],
  ['payments-gateway', 'Stable', 8, 4, 95, 'payments.requests', 1, 24, 'consumer'],
  ['customers', 'Stable', 3, 3, 1120, 'customers.v2', 3, 18, 'connect'],
  ['pricing-cache', 'Stable', 16, 8, 48, 'catalog.prices', 1, 32, 'consumer'],
  ['metrics', 'Stable', 6, 2, 31_200, 'metrics.raw', 1, 64, 'streams'],
  ['returns-handler', 'Stable', 2, 2, 3, 'orders.returns', 1, 6, 'consumer'],
]

export const fakeGroups = (now = NOW): readonly GroupRow[] => [
  ...seeds.map(([group, state, members, hosts, lag, topic, topicCount, total, kind], at) =>
    fakeGroup(
      group,
      {
        type: at % 4 === 3 ? 'consumer' : 'classic',
        kind,
        state,
        coordinator: at % 5,
        members,
        hosts,
        topics: [{ topic, lag }, ...(topicCount > 1 ? [{ topic: 'payments.settled', lag: Math.round(lag / 9) }] : [])],
        topicCount,
        partitions: { owned: state === 'Empty' ? 0 : total - (at === 7 ? 4 : 0), committed: total, total },
        lag,
        lagMax: Math.round(lag / 6),
        lost: group === 'ledger-sink' ? 182_004 : 0,
        partial: group === 'risk-replay',
        leftOut: group === 'risk-replay' ? { ...nothingLeftOut, noLeader: 2 } : nothingLeftOut,
      },
      now,
    ),
  ),
  ...Array.from({ length: 20 }, (_, at) => fakeGroup(`worker-${at + 1}`, { lag: numbers(at)(900), members: 1 + (at % 5) }, now)),
  fakeGroup(
    'partner-feed',
    {
      access: 'forbidden',
      state: '',
      members: null,
      hosts: null,
      topics: [],
      topicCount: 0,
      partitions: { owned: null, committed: 0, total: 0 },
      lag: null,
      lagMax: null,
      lost: null,
      ...nothingJudged,
      coordinator: null,
      asOf: null,
      error: {
        code: 'kafka.forbidden',
        about: {
          right: 'Describe',
          resource: 'group partner-feed',
          command: 'kafka-acls.sh --bootstrap-server … --add --allow-principal User:samsa --operation Describe --group partner-feed',
        },
      },
    },
    now,
  ),
]

const topicSeeds: readonly (readonly [string, number, number, number])[] = [
  // name, partitions, GiB, groups
  ['orders.events', 30, 812, 7],
  ['orders.daily', 12, 44, 1],
  ['orders.returns', 6, 2, 1],
  ['payments.settled', 24, 210, 3],
  ['payments.requests', 24, 96, 1],
  ['ledger.postings', 16, 388, 1],
  ['customers.v2', 6, 11, 2],
  ['audit.trail', 16, 640, 1],
  ['catalog.changes', 52, 28, 1],
  ['catalog.prices', 32, 6, 1],
  ['warehouse.moves', 24, 74, 1],
  ['metrics.raw', 64, 120, 1],
  ['__consumer_offsets', 50, 1, 0],
]

export const fakeTopics = (now = NOW): readonly TopicRow[] => [
  ...topicSeeds.map(([name, partitions, gib, groupCount], at): TopicRow => ({
    name,
    internal: name.startsWith('__'),
    partitions,
    replication: 3,
    underReplicated: [0, 0, 0, 12][at % 4] ?? 0,
    offline: name === 'payments.settled' ? 2 : 0,
    notPreferred: at % 3 === 0 ? 4 : 0,
    leaders: [0, 1, 2, 3, 4],
    sizeBytes: gib * 1024 ** 3,
    messages: gib * 1_904_331,
    messagesPartial: name === 'payments.settled',
    groups: fakeGroups(now)
      .filter((g) => g.topics[0]?.topic === name)
      .slice(0, 3)
      .map((g) => ({ group: g.group, lag: g.lag })),
    groupCount,
    error: null,
  })),
  ...Array.from({ length: 51 }, (_, at): TopicRow => ({
    name: `team-${1 + (at % 7)}.stream-${at + 1}`,
    internal: false,
    partitions: 1 + (at % 12),
    replication: at % 9 === 0 ? 1 : 3,
    underReplicated: 0,
    offline: 0,
    notPreferred: 0,
    leaders: [at % 5],
    sizeBytes: at % 10 === 0 ? null : numbers(at)(4_000_000_000),
    messages: at % 10 === 0 ? null : numbers(at + 7)(90_000_000),
    messagesPartial: false,
    groups: [],
    groupCount: 0,
    error: null,
  })),
]

export const fakeBrokers = (now = NOW): readonly BrokerRow[] =>
  [0, 1, 2, 3, 4, 5].map((id): BrokerRow => {
    const up = id !== 5
    return {
      key: String(id),
      id,
      host: `agent-${id + 11}.eu.example.org`,
      port: 31_000 + id,
      rack: `r${1 + Math.floor(id / 2)}`,
      state: up ? 'up' : 'down',
      controller: id === 2,
      release: up ? '3.9' : null,
      leaders: up ? 68 + id : 0,
      replicas: up ? 208 : 214,
      preferred: { led: up ? 66 : 0, of: 70 },
      ledUnderReplicated: id === 3 ? 12 : 0,
      outOfSync: up ? 0 : 214,
      offline: id === 3 || id === 5 ? 2 : 0,
      groups: up ? 8 : 0,
      disk: up
        ? {
            usedBytes: (400 + id * 30) * 1024 ** 3,
            totalBytes: 1024 ** 4,
            usableBytes: (600 - id * 30) * 1024 ** 3,
            dirs: 2,
            failedDirs: id === 4 ? 1 : 0,
          }
        : null,
      scheduler: null,
      mesos: null,
      agreement: null,
      answeredAt: up ? now - 2000 : now - 620_000,
      latencyMs: up ? 3 + (id === 3 ? 840 : id) : null,
      error: up ? null : { code: 'kafka.refused', about: { address: 'agent-16.eu.example.org:31005' } },
    }
  })

export const fakeOverview = (cluster: string): ClusterRow => ({
  cluster,
  clusterId: 'lkc-7Qf2',
  releases: ['3.9'],
  controller: 2,
  brokers: { up: 5, known: 6 },
  topics: 64,
  partitions: 348,
  replicas: 1044,
  underReplicated: 214,
  offline: 2,
  notPreferred: 71,
  groups: { total: 38, withMembers: 34, forbidden: 1 },
  disk: { usedBytes: 2.41 * 1024 ** 4, largest: 4, partial: false },
  lag: { total: 752_142_004, partial: true },
})

export const fakeReading = (cluster: string, now = NOW): ReadingRow => ({
  cluster,
  state: 'live',
  lastReadAt: now - 2000,
  paused: false,
  requestsPerSecond: 7.6,
  budget: 20,
  stretch: 1,
  jobs: [],
  error: null,
})

export function fakePartitions(topic: TopicRow | undefined, now = NOW): readonly PartitionRow[] {
  const random = numbers(11)
  return Array.from({ length: topic?.partitions ?? 6 }, (_, partition): PartitionRow => {
    const start = 4_000_000 + random(900_000)
    const messages = 1_000_000 + random(9_000_000)
    const leaderless = topic?.name === 'payments.settled' && partition < 2
    return {
      key: String(partition),
      partition,
      leader: leaderless ? -1 : partition % 5,
      leaderEpoch: 12 + (partition % 4),
      preferredLeader: partition % 5,
      replicas: [0, 1, 2].map((n) => {
        const broker = (partition + n) % 6
        return { broker, inSync: broker !== 5, offline: broker === 5, sizeBytes: broker === 5 ? null : messages * 210 }
      }),
      inSync: [0, 1, 2].filter((n) => (partition + n) % 6 !== 5).length,
      start: leaderless ? null : String(start),
      end: leaderless ? null : String(start + messages),
      messages: leaderless ? null : messages,
      offsets: leaderless ? 'noLeader' : 'read',
      asOf: leaderless ? null : now - 2000,
      error: null,
    }
  })
}

export const fakeTopicGroups = (topic: string, now = NOW): readonly TopicGroupRow[] =>
  fakeGroups(now)
    .filter((g) => g.topics.some((t) => t.topic === topic))
    .map((g) => ({
      group: g.group,
      state: g.state,
      members: g.members,
      partitions: g.partitions.total,
      lag: g.lag,
      leftOut: g.leftOut.noLeader,
      worst: g.lagMax === null ? null : { partition: 3, lag: g.lagMax },
    }))

export function fakeGroupPartitions(group: GroupRow | undefined, now = NOW): readonly GroupPartitionRow[] {
  const random = numbers(5)
  const total = group?.partitions.total ?? 6
  const topic = group?.topics[0]?.topic ?? 'orders.events'
  return Array.from({ length: total }, (_, partition): GroupPartitionRow => {
    const end = 90_000_000 + random(9_000_000)
    const lag = Math.round((group?.lag ?? 0) / total) + random(400)
    const reading = partition === 1 ? 'noLeader' : partition === 4 ? 'noCommit' : 'complete'
    return {
      key: `${topic}-${partition}`,
      topic,
      partition,
      leader: reading === 'noLeader' ? -1 : partition % 5,
      inSync: 3,
      replicas: 3,
      start: reading === 'noLeader' ? null : String(end - 60_000_000),
      committed: reading === 'noCommit' ? null : String(end - lag),
      end: reading === 'noLeader' ? null : String(end),
      lag: reading === 'complete' ? lag : null,
      lost: reading === 'complete' ? 0 : null,
      ahead: reading === 'complete' ? 0 : null,
      ...fakePartitionLag(group, reading, partition, now),
      reading,
      member: group?.members ? `consumer-${1 + (partition % group.members)}-8f2c` : null,
      clientId: group?.members ? `consumer-${1 + (partition % group.members)}` : null,
      host: group?.members ? `/10.1.2.${1 + (partition % 4)}` : null,
      metadata: null,
      committedAsOf: now - 2400,
      endAsOf: reading === 'noLeader' ? null : now - 2000,
      error: null,
    }
  })
}

export const fakeMembers = (group: GroupRow | undefined): readonly MemberRow[] =>
  Array.from({ length: group?.members ?? 0 }, (_, at): MemberRow => ({
    member: `consumer-${at + 1}-8f2c-41d0-9ab7`,
    instance: at === 0 ? 'billing-static-0' : null,
    clientId: `consumer-${at + 1}`,
    host: `/10.1.2.${1 + (at % 4)}`,
    rack: `r${1 + (at % 3)}`,
    assigned: [{ topic: group?.topics[0]?.topic ?? 'orders.events', partitions: [at, at + 12] }],
    partitions: 2,
    lag: Math.round((group?.lag ?? 0) / Math.max(1, group?.members ?? 1)),
    partial: false,
    share: 1 / Math.max(1, group?.members ?? 1),
  }))

export const fakeBrokerPartitions = (broker: number): readonly BrokerPartitionRow[] =>
  Array.from({ length: 40 }, (_, at): BrokerPartitionRow => ({
    key: `orders.events-${at}`,
    topic: at % 2 === 0 ? 'orders.events' : 'payments.settled',
    partition: at,
    role: at % 3 === 0 ? 'leader' : broker === 5 ? 'offline' : 'inSync',
    preferred: at % 3 === 0,
    leader: at % 3 === 0 ? broker : (at + 1) % 5,
    sizeBytes: 4_000_000_000 + at * 1_000_000,
    replicaLag: at % 3 === 0 ? null : at % 7,
  }))

const entry = (name: string, value: string | null, source: ConfigEntry['source'], more: Partial<ConfigEntry> = {}): ConfigEntry => ({
  name,
  value,
  source,
  type: 'LONG',
  documentation: null,
  readOnly: false,
  sensitive: false,
  ...more,
})

export const fakeConfig: readonly ConfigEntry[] = [
  entry('retention.ms', '259200000', 'topic', { documentation: 'How long records are kept before they may be deleted.' }),
  entry('cleanup.policy', 'delete', 'default', { type: 'LIST' }),
  entry('min.insync.replicas', '2', 'dynamicDefault', { type: 'INT' }),
  entry('max.message.bytes', '1048588', 'default', { type: 'INT' }),
  entry('segment.bytes', '1073741824', 'staticBroker', { type: 'INT' }),
  entry('compression.type', 'producer', 'default', { type: 'STRING' }),
  entry('ssl.keystore.password', null, 'staticBroker', { type: 'PASSWORD', sensitive: true, readOnly: true }),
]

/** A broker's own, which are called otherwise than a topic's. */
export const fakeBrokerConfig = (broker: number): readonly ConfigEntry[] => [
  entry('auto.create.topics.enable', 'false', 'staticBroker', { type: 'BOOLEAN', readOnly: true }),
  entry('compression.type', 'producer', 'default', { type: 'STRING' }),
  entry('log.dirs', `/data/kafka/${broker}`, 'staticBroker', { type: 'LIST', readOnly: true }),
  entry('log.retention.ms', '259200000', 'dynamicDefault', { documentation: 'How long records are kept where a topic does not say it.' }),
  entry('log.segment.bytes', '1073741824', 'default', { type: 'INT' }),
  entry('message.max.bytes', '1048588', 'default', { type: 'INT' }),
  entry('min.insync.replicas', '2', 'dynamicDefault', { type: 'INT' }),
  entry('num.io.threads', '16', 'dynamicBroker', { type: 'INT' }),
  entry('ssl.keystore.password', null, 'staticBroker', { type: 'PASSWORD', sensitive: true, readOnly: true }),
]
