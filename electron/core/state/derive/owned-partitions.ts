import type { DescriptionFact } from '../../../../shared/domain/cluster-state.ts'

/** By topic; undefined: members or their assignments cannot be read. */
export function ownedPartitions(fact: DescriptionFact | undefined): ReadonlyMap<string, ReadonlySet<number>> | undefined {
  const members = fact?.description?.members
  if (members === undefined || members.some((m) => m.assigned === null)) return undefined
  const owned = new Map<string, Set<number>>()
  for (const { assigned } of members) {
    for (const { topic, partitions } of assigned ?? []) {
      const set = owned.get(topic) ?? new Set<number>()
      for (const p of partitions) set.add(p)
      owned.set(topic, set)
    }
  }
  return owned
}
