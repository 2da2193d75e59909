import { systemClock, type Clock } from '../../electron/core/lib/clock.ts'
import type { WireAcl } from '../../electron/core/clients/kafka/codecs/acls.ts'
import { createGroup, type GroupSpec, type WorldGroup } from './world/group.ts'
import { createMoves, type Moves } from './world/moves.ts'
import { createQuotas, type Quotas } from './world/quotas.ts'
import { createTopic, type TopicSpec, type WorldTopic } from './world/topic.ts'

/**
 * What is true, before anybody asks: brokers, topics whose logs grow, groups that read them. Everything follows from the clock, so an
 * hour passes without work. The faces (Kafka here; Mesos and the scheduler beside it) only tell it in their own protocol.
 */
export interface World {
  readonly clock: Clock
  readonly brokers: ReadonlyMap<number, WorldBroker>
  readonly topics: ReadonlyMap<string, WorldTopic>
  readonly groups: ReadonlyMap<string, WorldGroup>
  /** Dynamic configuration that all brokers inherit. */
  readonly brokerDefaults: Map<string, string>
  readonly quotas: Quotas
  /** What the brokers keep for SASL/SCRAM, by mechanism and user. */
  readonly scram: Map<string, WorldScram>
  /** Null: no authorizer. */
  readonly acls: WireAcl[] | null
  /** Moves with every change of brokers, topics, leaders or replicas: what a face derived from them is stale. */
  readonly layoutVersion: () => number
  now(): number
  isUp(broker: number): boolean
  /** Replicas in sync; the last leader stays in it when all are down. */
  inSync(topic: WorldTopic, partition: number): number[]
  addTopic(topic: TopicSpec): WorldTopic
  deleteTopic(name: string): void
  addPartitions(topic: string, assignment: readonly (readonly number[])[]): void
  addGroup(group: GroupSpec): WorldGroup
  removeGroup(name: string): void
  /** Its members go away and it commits no more. */
  stopGroup(name: string): void
  commit(group: string, topic: string, partition: number, offset: number): void
  killBroker(id: number): void
  returnBroker(id: number): void
  /** Gives every partition back to its first replica that is up. */
  electPreferred(): void
  /** Reassignments under way. */
  readonly moves: Moves
  /** The preferred replica leads, when it is in sync. */
  electPreferredOf(topic: string, partition: number): 'elected' | 'not needed' | 'not available'
  /** Nobody leads the partition although its replicas are up. */
  loseLeader(topic: string, partition: number): void
  deleteRecords(topic: string, partition: number, before: number): void
  openTransaction(topic: string, partition: number): void
  endTransaction(topic: string, partition: number): void
  topic(name: string): WorldTopic
  group(name: string): WorldGroup
}

export interface WorldScram {
  readonly user: string
  /** 1 SHA-256, 2 SHA-512. */
  readonly mechanism: number
  readonly iterations: number
  readonly salt: Buffer | undefined
  readonly saltedPassword: Buffer | undefined
}

export interface WorldBroker {
  readonly id: number
  readonly rack: string | null
  up: boolean
  /** Dynamic configuration of this broker. */
  readonly configs: Map<string, string>
}

export interface WorldSpec {
  readonly brokers: readonly { readonly id: number; readonly rack?: string }[]
  readonly topics?: readonly TopicSpec[]
  readonly groups?: readonly GroupSpec[]
  readonly clock?: Clock
  /** The brokers have an authorizer, with no ACL in it. */
  readonly authorizer?: boolean
}

export function createWorld(spec: WorldSpec): World {
  const clock = spec.clock ?? systemClock
  const began = clock.wall()
  const brokers = new Map<number, WorldBroker>(
    spec.brokers.map((b) => [b.id, { id: b.id, rack: b.rack ?? null, up: true, configs: new Map() }]),
  )
  const topics = new Map<string, WorldTopic>()
  const groups = new Map<string, WorldGroup>()
  let layout = 1
  let placed = 0

  const isUp = (id: number): boolean => brokers.get(id)?.up ?? false
  /** A replica that is being filled is not in sync. */
  const inSyncOf = (topic: WorldTopic, p: number): readonly number[] =>
    topic.replicasOf(p).filter((id) => moves.copied(topic.name, p, id) === null)
  const lead = (topic: WorldTopic, p: number, broker: number): void => {
    topic.leaders[p] = broker
    if (broker >= 0) topic.lastLeaders[p] = broker
    topic.epochs[p] = (topic.epochs[p] ?? 0) + 1
    topic.electedAt[p] = clock.wall()
  }
  const elect = (topic: WorldTopic, preferred: boolean): void => {
    for (let p = 0; p < topic.partitions; p++) {
      const now = topic.leaders[p] ?? -1
      if (!preferred && now >= 0 && isUp(now) && topic.replicasOf(p).includes(now)) continue
      const next = inSyncOf(topic, p).find(isUp) ?? -1
      if (next === now) continue
      lead(topic, p, next)
    }
  }
  const electAll = (preferred: boolean): void => {
    for (const topic of topics.values()) elect(topic, preferred)
    layout++
  }
  const setUp = (id: number, up: boolean): void => {
    const broker = brokers.get(id)
    if (!broker) throw new Error(`no broker ${id}`)
    broker.up = up
    electAll(false)
  }

  const moves = createMoves({
    now: () => clock.wall(),
    topics,
    brokers,
    elect(topic) {
      elect(topic, false)
      layout++
    },
  })

  const world: World = {
    clock,
    brokers,
    topics,
    groups,
    brokerDefaults: new Map(),
    quotas: createQuotas(),
    scram: new Map(),
    acls: spec.authorizer === true ? [] : null,
    moves,
    layoutVersion: () => layout,
    now: () => clock.wall(),
    isUp,
    inSync(topic, p) {
      const up = inSyncOf(topic, p).filter(isUp)
      return up.length > 0 ? up : [topic.lastLeaders[p] ?? -1]
    },
    addTopic(next) {
      const topic = createTopic(next, [...brokers.keys()], placed++, began)
      elect(topic, false)
      topics.set(topic.name, topic)
      layout++
      return topic
    },
    deleteTopic(name) {
      topics.delete(name)
      layout++
    },
    addPartitions(name, assignment) {
      const topic = world.topic(name)
      topic.grow(assignment)
      elect(topic, false)
      layout++
    },
    addGroup(next) {
      const group = createGroup(next)
      groups.set(group.name, group)
      return group
    },
    removeGroup: (name) => void groups.delete(name),
    stopGroup(name) {
      const group = world.group(name)
      const now = clock.wall()
      group.members = []
      group.progress = group.progress.map((p) => ({ ...p, position: (time) => p.position(Math.min(time, now)) }))
    },
    commit(groupName, topic, partition, offset) {
      const { commits } = world.group(groupName)
      commits.set(topic, (commits.get(topic) ?? new Map<number, number>()).set(partition, offset))
    },
    killBroker: (id) => setUp(id, false),
    returnBroker: (id) => setUp(id, true),
    electPreferred: () => electAll(true),
    electPreferredOf(name, p) {
      const topic = world.topic(name)
      const preferred = topic.replicasOf(p)[0] ?? -1
      if (topic.leaders[p] === preferred) return 'not needed'
      if (!isUp(preferred) || !inSyncOf(topic, p).includes(preferred)) return 'not available'
      lead(topic, p, preferred)
      layout++
      return 'elected'
    },
    loseLeader(name, p) {
      world.topic(name).leaders[p] = -1
      layout++
    },
    deleteRecords: (name, p, before) => void (world.topic(name).starts[p] = before),
    openTransaction(name, p) {
      const topic = world.topic(name)
      topic.transactions.set(p, topic.end(p, clock.wall()))
    },
    endTransaction: (name, p) => void world.topic(name).transactions.delete(p),
    topic: (name) => found(topics, name),
    group: (name) => found(groups, name),
  }
  for (const topic of spec.topics ?? []) world.addTopic(topic)
  for (const group of spec.groups ?? []) world.addGroup(group)
  return world
}

function found<T>(all: ReadonlyMap<string, T>, name: string): T {
  const one = all.get(name)
  if (one === undefined) throw new Error(`the world has no ${name}`)
  return one
}
