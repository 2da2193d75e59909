import type { Clock } from '../../../electron/core/lib/clock.ts'
import { createWorld, type World } from '../world.ts'
import { following, reading, stoppedAt, wave, type Position } from '../world/group.ts'
import { membersOf } from './demo-world.ts'

export interface XlSize {
  readonly brokers: number
  readonly topics: number
  readonly partitionsPerTopic: number
  readonly groups: number
  /** Two, if absent. */
  readonly topicsPerGroup?: number
  /** Of so many groups one is in some trouble; absent: most are. */
  readonly oneInTrouble?: number
}

/** The size that Samsa must carry: 10,000 topics, 100,000 partitions, 5,000 groups. */
export const xlSize: XlSize = { brokers: 6, topics: 10_000, partitionsPerTopic: 10, groups: 5_000 }

const domains = ['orders', 'payments', 'catalog', 'inventory', 'shipments', 'customers', 'search', 'audit', 'pricing', 'billing']
/** The first of the positions keep up. */
const HEALTHY = 2
const kinds = ['events', 'commands', 'changes', 'state', 'dlq', 'audit', 'metrics', 'requests']

const topicName = (i: number): string => `${domains[i % domains.length]}.${kinds[(i >> 3) % kinds.length]}.${String(i).padStart(5, '0')}`

export function createXlWorld(size: XlSize = xlSize, clock?: Clock): World {
  const brokers = Array.from({ length: size.brokers }, (_, i) => ({ id: i + 1, rack: `rack-${'abc'.charAt(i % 3)}` }))
  const world = createWorld({ brokers, ...(clock && { clock }) })
  for (let i = 0; i < size.topics; i++) {
    const perSecond = i % 7 === 0 ? 0 : (i % 50) + 1
    world.addTopic({ name: topicName(i), partitions: size.partitionsPerTopic, replication: 3, perSecond, history: 100_000 })
  }
  const began = world.now()
  const topicsPerGroup = size.topicsPerGroup ?? 2
  const positions: readonly Position[] = [
    following(1000),
    following(5000),
    wave(300_000, 60_000),
    reading(began, 3_600_000, 3),
    reading(began, 60_000, 0.7),
    stoppedAt(began - 900_000),
  ]
  for (let i = 0; i < size.groups; i++) {
    // Those that stopped have no members any more.
    const topics = Array.from({ length: topicsPerGroup }, (_, n) => topicName((topicsPerGroup * i + n) % size.topics))
    const name = `${domains[i % domains.length]}-consumer-${String(i).padStart(4, '0')}`
    const partitions = Array.from({ length: size.partitionsPerTopic }, (_, p) => p)
    const isHealthy = size.oneInTrouble !== undefined && i % size.oneInTrouble !== 0
    const kind = isHealthy ? i % HEALTHY : Math.floor(i / (size.oneInTrouble ?? 1)) % positions.length
    const position = positions[kind] ?? following(1000)
    world.addGroup({
      name,
      type: i % 4 === 0 ? 'consumer' : 'classic',
      members: membersOf(world, name, { topics, members: kind === positions.length - 1 ? 0 : 2 }),
      progress: topics.map((topic) => ({ topic, partitions, position })),
      commitEveryMs: 5000,
    })
  }
  return world
}
