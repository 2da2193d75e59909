import type { BrokerId } from '../ids.ts'

export interface PlaceableBroker {
  readonly id: BrokerId
  /** Null: none is set. */
  readonly rack: string | null
}

export interface Placing {
  /** Number of the first partition that is placed: more of a topic continue where it is. */
  readonly from: number
  readonly partitions: number
  readonly replication: number
  /** Begins at another broker for each: the same for the same text, so that a plan made twice is the same plan. */
  readonly seed: string
}

/**
 * Replicas by partition, as Kafka places them (AdminUtils.assignReplicasToBrokers): leaders in turn over all brokers, followers shifted
 * by one more each round, no two replicas in one rack while there are racks enough. Racks count when every broker has one.
 * The replication may not be above the number of brokers.
 */
export function spreadReplicas(brokers: readonly PlaceableBroker[], { from, partitions, replication, seed }: Placing): BrokerId[][] {
  const racked = brokers.every((b) => b.rack !== null)
  const order = racked ? alternate(brokers) : brokers.toSorted((a, b) => a.id - b.id)
  const n = order.length
  const start = hash(seed) % n
  const racks = new Set(order.map((b) => b.rack)).size
  return Array.from({ length: partitions }, (_, i) => {
    const partition = from + i
    const first = (start + partition) % n
    const shift = hash(`${seed}#`) + Math.floor((start + partition) / n)
    return replicasFrom({ order, first, shift, replication, racks: racked ? racks : 0 })
  })
}

interface OnePartition {
  readonly order: readonly PlaceableBroker[]
  readonly first: number
  readonly shift: number
  readonly replication: number
  /** 0: racks do not count. */
  readonly racks: number
}

function replicasFrom({ order, first, shift, replication, racks }: OnePartition): BrokerId[] {
  const n = order.length
  const chosen = [order[first]].filter((b) => b !== undefined)
  const usedRacks = new Set(chosen.map((b) => b.rack))
  const others = n - 1
  for (let step = 0; chosen.length < replication && step < 2 * others; step++) {
    const broker = order[(first + 1 + ((shift + step) % others)) % n]
    if (broker === undefined || chosen.includes(broker)) continue
    // A rack is used again only when each has a replica; the second time round whoever is left will do.
    const mayShare = racks === 0 || usedRacks.size >= racks || step >= others
    if (!mayShare && usedRacks.has(broker.rack)) continue
    chosen.push(broker)
    usedRacks.add(broker.rack)
  }
  return chosen.map((b) => b.id)
}

/** One broker of each rack in turn: 0a 1b 2c 3a 4b …, so that neighbours are in different racks. */
function alternate(brokers: readonly PlaceableBroker[]): PlaceableBroker[] {
  const byRack = new Map<string, PlaceableBroker[]>()
  for (const broker of brokers.toSorted((a, b) => a.id - b.id)) {
    const rack = broker.rack ?? ''
    byRack.set(rack, [...(byRack.get(rack) ?? []), broker])
  }
  const lists = [...byRack].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, list]) => list)
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, place) => lists.flatMap((list) => list[place] ?? [])).flat()
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}

/** What an assignment means for the brokers. */
export function loadOf(assignment: readonly (readonly BrokerId[])[], brokers: readonly PlaceableBroker[]) {
  const count = (id: BrokerId, of: (replicas: readonly BrokerId[]) => boolean): number => assignment.filter((r) => of(r)).length
  return brokers.map(({ id, rack }) => ({
    broker: id,
    rack,
    leaders: count(id, (replicas) => replicas[0] === id),
    replicas: count(id, (replicas) => replicas.includes(id)),
  }))
}

/** Partitions with two replicas in one rack, although there are racks for all of them. */
export function sharedRacks(assignment: readonly (readonly BrokerId[])[], brokers: readonly PlaceableBroker[]): number {
  const rackOf = new Map(brokers.map((b) => [b.id, b.rack]))
  const racks = new Set(brokers.flatMap((b) => b.rack ?? []))
  return assignment.filter((replicas) => {
    const used = replicas.map((id) => rackOf.get(id) ?? null)
    return !used.includes(null) && racks.size >= replicas.length && new Set(used).size < replicas.length
  }).length
}
