import type { Clock } from '../../../electron/core/lib/clock.ts'
import { createWorld, type World } from '../world.ts'
import { following, reading, stoppedAt, wave, type GroupSpec, type Position, type TopicProgress, type WorldMember } from '../world/group.ts'
import type { TopicSpec } from '../world/topic.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Name, partitions, records a second, and what is unusual. What was written before the demo began fits the rate. */
const topic = (name: string, partitions: number, perSecond: number, more: Partial<TopicSpec> = {}): TopicSpec => ({
  name,
  partitions,
  perSecond,
  replication: 3,
  history: Math.ceil((perSecond / partitions) * (8 * HOUR) * 0.001) + 10_000,
  retentionMs: 6 * HOUR,
  tide: { periodMs: 9 * MINUTE, depth: 0.35 },
  ...more,
  configs: { 'min.insync.replicas': '2', 'retention.ms': String(more.retentionMs ?? 6 * HOUR), ...more.configs },
})

const compacted = { retentionMs: Infinity, configs: { 'cleanup.policy': 'compact', 'retention.ms': '-1' } }

const demoTopics: readonly TopicSpec[] = [
  topic('orders.events', 12, 420, { recordBytes: 900 }),
  topic('orders.commands', 6, 130),
  topic('orders.dlq', 1, 0.02, { replication: 3 }),
  topic('payments.authorized', 12, 310, { recordBytes: 640 }),
  topic('payments.settled', 6, 180, { recordBytes: 640 }),
  topic('payments.ledger', 6, 90, { configs: { 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' } }),
  topic('billing.invoices', 3, 14),
  topic('catalog.changes', 8, 240, { ...compacted, recordBytes: 2400 }),
  topic('pricing.updates', 6, 75, compacted),
  topic('inventory.levels', 10, 360, { weights: [1, 1, 1, 6, 1, 1, 1, 1, 1, 1] }),
  topic('shipments.status', 6, 55),
  topic('returns.requests', 3, 4),
  topic('warehouse.telemetry', 8, 900, {
    replication: 2,
    retentionMs: HOUR,
    configs: { 'min.insync.replicas': '1', 'compression.type': 'zstd' },
  }),
  topic('customers.profile', 6, 22, { ...compacted, recordBytes: 1800 }),
  topic('customers.consent', 3, 3, compacted),
  topic('reviews.posted', 3, 6),
  topic('search.queries', 8, 510, { retentionMs: 2 * HOUR }),
  topic('clickstream.raw', 24, 2600, { recordBytes: 420, retentionMs: 25 * MINUTE, configs: { 'compression.type': 'lz4' } }),
  topic('sessions.closed', 6, 48),
  topic('experiments.exposures', 4, 140),
  topic('fraud.scores', 6, 160),
  topic('notifications.outbound', 6, 95),
  topic('notifications.dlq', 1, 0.05),
  topic('audit.trail', 4, 65, { retentionMs: 30 * DAY, configs: { 'min.insync.replicas': '2', 'max.message.bytes': '4194304' } }),
  topic('scratch.replay', 2, 1, { replication: 1, configs: { 'min.insync.replicas': '1' } }),
]

interface Reads {
  readonly topics: readonly string[]
  readonly position: Position
  readonly members?: number
  /** Partitions that get no commits. */
  readonly without?: readonly number[]
  readonly exceptions?: ReadonlyMap<number, Position>
}

export function createDemoWorld(clock?: Clock): World {
  const brokers = [
    { id: 1, rack: 'rack-a' },
    { id: 2, rack: 'rack-b' },
    { id: 3, rack: 'rack-c' },
    { id: 4, rack: 'rack-a' },
  ]
  const world = createWorld({ brokers, topics: demoTopics, ...(clock && { clock }) })
  world.addTopic({ name: '__transaction_state', partitions: 10, replication: 3, internal: true, ...compacted })
  for (const group of demoGroups(world)) world.addGroup(group)
  world.openTransaction('payments.ledger', 2)
  return world
}

function demoGroups(world: World): GroupSpec[] {
  const began = world.now()
  const group = (name: string, reads: Reads, more: Partial<GroupSpec> = {}): GroupSpec => ({
    name,
    progress: progressOf(world, reads),
    members: membersOf(world, name, reads),
    commitEveryMs: 2 * SECOND,
    ...more,
  })
  const heldBack = following(0)
  const transaction = stoppedAt(began)
  return [
    // caught up
    group('order-fulfilment', { topics: ['orders.events', 'orders.commands'], position: following(900), members: 6 }),
    group('billing', { topics: ['payments.settled'], position: following(1400), members: 3 }, { type: 'consumer' }),
    group('email-dispatcher', { topics: ['notifications.outbound'], position: following(700), members: 2 }),
    group('customer-360', { topics: ['customers.profile', 'customers.consent', 'orders.events'], position: following(2500), members: 4 }),
    group('dead-letter-watch', { topics: ['orders.dlq', 'notifications.dlq'], position: following(500), members: 1 }),
    group('fraud-feedback', { topics: ['fraud.scores'], position: following(1100), members: 3 }, { type: 'consumer' }),
    group('connect-s3-sink', { topics: ['search.queries', 'sessions.closed'], position: wave(5 * MINUTE, 20 * SECOND), members: 4 }),
    // behind: in waves, catching up, falling behind, about to lose records
    group('search-indexer', { topics: ['catalog.changes'], position: wave(12 * MINUTE, 4 * MINUTE), members: 4 }),
    group('recommendation-trainer', { topics: ['experiments.exposures'], position: reading(began, 3 * HOUR, 4), members: 2 }),
    group(
      'fraud-scoring',
      { topics: ['payments.authorized'], position: reading(began, 4 * MINUTE, 0.55), members: 4 },
      { type: 'consumer' },
    ),
    group('clickstream-sessions', { topics: ['clickstream.raw'], position: reading(began, 19 * MINUTE, 0.9), members: 8 }),
    group('warehouse-sync', {
      topics: ['inventory.levels'],
      position: following(1200),
      members: 5,
      exceptions: new Map([[3, reading(began, 11 * MINUTE, 0.8)]]),
    }),
    group('payments-reconciliation', {
      topics: ['payments.ledger'],
      position: heldBack,
      members: 2,
      exceptions: new Map([[2, transaction]]),
    }),
    // stopped, rebalancing, old, new
    group('audit-archiver', { topics: ['audit.trail'], position: stoppedAt(began - 40 * MINUTE) }),
    group('legacy-reporting', { topics: ['search.queries', 'reviews.posted'], position: stoppedAt(began - 5 * HOUR) }),
    group(
      'shipping-tracker',
      { topics: ['shipments.status'], position: following(5 * SECOND), members: 3 },
      { type: 'consumer', state: 'Reconciling' },
    ),
    group('pricing-engine', { topics: ['pricing.updates'], position: following(1500), members: 3, without: [4, 5] }),
    group('experiment-canary', { topics: ['experiments.exposures'], position: following(0), members: 1, without: [0, 1, 2, 3] }),
    { name: 'console-consumer-48213', commits: { 'scratch.replay': { 0: 4200, 1: 4155 } } },
    // we may not look inside
    group('finance-ledger', { topics: ['payments.ledger'], position: following(1000), members: 2 }, { forbidden: true }),
  ]
}

function progressOf(world: World, { topics, position, without = [], exceptions }: Reads): TopicProgress[] {
  return topics.map((name) => ({
    topic: name,
    partitions: Array.from({ length: world.topic(name).partitions }, (_, p) => p).filter((p) => !without.includes(p)),
    position,
    ...(exceptions && { exceptions }),
  }))
}

/** Partitions of each topic in turn, as the range assignor spreads them. */
export function membersOf(world: World, group: string, { topics, members = 0 }: Pick<Reads, 'topics' | 'members'>): WorldMember[] {
  return Array.from({ length: members }, (_, m) => ({
    id: `${group}-${m + 1}-${(group.length * 7919 + m * 104_729).toString(16)}`,
    instance: null,
    clientId: `${group}-${m + 1}`,
    host: `10.4.${(group.length * 13) % 200}.${20 + m}`,
    rack: null,
    assigned: new Map(
      topics.map(
        (name) => [name, Array.from({ length: world.topic(name).partitions }, (_, p) => p).filter((p) => p % members === m)] as const,
      ),
    ),
  }))
}
