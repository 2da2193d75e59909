import type { BrokerId } from '../ids.ts'
import type { Move, PlacedPartition, Target } from './types.ts'

export interface Load {
  replicas: number
  leaders: number
  bytes: number
}

/** Where everything is while a plan is made, and what each broker carries. Places are numbers of the list given. */
export function createLayout(partitions: readonly PlacedPartition[], targets: readonly Target[]) {
  const racks = new Map(targets.map((t) => [t.id, t.rack]))
  const now = partitions.map((p) => [...p.replicas])
  const loads = new Map<BrokerId, Load>(targets.map((t) => [t.id, { replicas: 0, leaders: 0, bytes: 0 }]))
  const held = new Map<BrokerId, Set<number>>()
  const loadOf = (id: BrokerId): Load => {
    const known = loads.get(id) ?? { replicas: 0, leaders: 0, bytes: 0 }
    loads.set(id, known)
    return known
  }
  const count = (id: BrokerId, place: number, position: number, sign: 1 | -1): void => {
    const load = loadOf(id)
    load.replicas += sign
    load.bytes += sign * (partitions[place]?.bytes ?? 0)
    if (position === 0) load.leaders += sign
    const places = held.get(id) ?? new Set()
    held.set(id, places)
    if (sign === 1) places.add(place)
    else places.delete(place)
  }
  now.forEach((replicas, place) => replicas.forEach((id, position) => count(id, place, position, 1)))

  return {
    rackOf: (id: BrokerId): string | null => racks.get(id) ?? null,
    load: loadOf,
    /** Places of partitions with a replica there, in the order given. */
    on: (id: BrokerId): readonly number[] => [...(held.get(id) ?? [])].toSorted((a, b) => a - b),
    replicas: (place: number): readonly BrokerId[] => now[place] ?? [],
    set(place: number, next: readonly BrokerId[]): void {
      const before = now[place] ?? []
      before.forEach((id, position) => count(id, place, position, -1))
      next.forEach((id, position) => count(id, place, position, 1))
      now[place] = [...next]
    },
    /** What is different from how it was. */
    moves: (): Move[] =>
      partitions.flatMap((p, place) => {
        const to = now[place] ?? []
        const same = to.length === p.replicas.length && to.every((id, i) => id === p.replicas[i])
        return same ? [] : [{ topic: p.topic, partition: p.partition, from: p.replicas, to }]
      }),
  }
}

export type Layout = ReturnType<typeof createLayout>

/** Replicas that share a rack with another; those without a rack share none. */
export function sharedInRack(replicas: readonly BrokerId[], rackOf: Layout['rackOf']): number {
  const racks = replicas.map(rackOf).filter((rack) => rack !== null)
  return racks.length - new Set(racks).size
}

/**
 * The best of the targets for a replica beside `others`: one whose rack is not used yet, then the one that carries least, then the one
 * with the smallest id. Null: there is none left.
 */
export function bestFor(layout: Layout, targets: readonly Target[], others: readonly BrokerId[]): Target | null {
  const used = new Set(others.map(layout.rackOf))
  const free = targets.filter((t) => !others.includes(t.id))
  const cost = (t: Target): readonly number[] => {
    const { replicas, bytes } = layout.load(t.id)
    return [t.rack !== null && used.has(t.rack) ? 1 : 0, replicas, bytes, t.id]
  }
  return free.toSorted((a, b) => compare(cost(a), cost(b)))[0] ?? null
}

export function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

export const replaced = (replicas: readonly BrokerId[], old: BrokerId, next: BrokerId): BrokerId[] =>
  replicas.map((id) => (id === old ? next : id))
