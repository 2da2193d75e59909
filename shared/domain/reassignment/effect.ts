import type { BrokerId } from '../ids.ts'
import { partitionKey, type Move, type PlacedPartition } from './types.ts'

export interface BrokerLoad {
  readonly replicas: number
  readonly leaders: number
  readonly bytes: number
}

export interface MoveBytes {
  /** To be copied by all new replicas together; null: the size is not known. */
  readonly bytes: number | null
  readonly adding: readonly BrokerId[]
  readonly removing: readonly BrokerId[]
}

export const addingOf = ({ from, to }: Pick<Move, 'from' | 'to'>): BrokerId[] => to.filter((id) => !from.includes(id))
export const removingOf = ({ from, to }: Pick<Move, 'from' | 'to'>): BrokerId[] => from.filter((id) => !to.includes(id))

export function moveBytes(move: Move, size: number | null): MoveBytes {
  const adding = addingOf(move)
  return { bytes: adding.length === 0 ? 0 : size === null ? null : size * adding.length, adding, removing: removingOf(move) }
}

/** What each broker carries, by preferred leaders. */
export function loadsOf(partitions: readonly Pick<PlacedPartition, 'replicas' | 'bytes'>[]): ReadonlyMap<BrokerId, BrokerLoad> {
  const loads = new Map<BrokerId, { replicas: number; leaders: number; bytes: number }>()
  for (const { replicas, bytes } of partitions) {
    replicas.forEach((id, position) => {
      const load = loads.get(id) ?? { replicas: 0, leaders: 0, bytes: 0 }
      loads.set(id, load)
      load.replicas++
      load.bytes += bytes ?? 0
      if (position === 0) load.leaders++
    })
  }
  return loads
}

/** The same partitions after the moves. */
export function afterMoves(partitions: readonly PlacedPartition[], moves: readonly Move[]): PlacedPartition[] {
  const to = new Map(moves.map((m) => [partitionKey(m), m.to]))
  return partitions.map((p) => ({ ...p, replicas: to.get(partitionKey(p)) ?? p.replicas }))
}

/**
 * How long copying takes with so many bytes a second for each broker that sends or receives: the busiest of them decides. Null: a size is
 * not known.
 */
export function secondsAt(bytesPerSecond: number, moves: readonly Move[], partitions: readonly PlacedPartition[]): number | null {
  const placed = new Map(partitions.map((p) => [partitionKey(p), p]))
  const [sent, received] = [new Map<BrokerId, number>(), new Map<BrokerId, number>()]
  const add = (to: Map<BrokerId, number>, id: BrokerId, bytes: number): void => void to.set(id, (to.get(id) ?? 0) + bytes)
  for (const move of moves) {
    const adding = addingOf(move)
    if (adding.length === 0) continue
    const partition = placed.get(partitionKey(move))
    if (partition === undefined || partition.bytes === null) return null
    add(sent, partition.leader, partition.bytes * adding.length)
    for (const id of adding) add(received, id, partition.bytes)
  }
  return Math.max(0, ...sent.values(), ...received.values()) / bytesPerSecond
}
