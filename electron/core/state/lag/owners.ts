import type { DescriptionFact } from '../../../../shared/domain/cluster-state.ts'
import type { GroupBlock } from './group-block.ts'

/** Which member owns which row, and since when: taken from the newest description, if it is another one. */
export function readOwners({ owners, samples }: GroupBlock, described: DescriptionFact | undefined): void {
  const before = owners.from
  if (described === undefined || described === before || described.description === before?.description) return
  owners.from = described
  owners.readable = described.description !== null && described.description.members.every((m) => m.assigned !== null)
  const members = described.description?.members
  if (!members || !owners.readable) return
  const t = described.at / 1_000
  const assigned = new Map<string, Map<number, number>>()
  for (const { member, assigned: own } of members) {
    const number = numberOf(member)
    for (const { topic, partitions } of own ?? []) {
      const map = assigned.get(topic) ?? new Map<number, number>()
      assigned.set(topic, map)
      for (const p of partitions) map.set(p, number)
    }
  }
  for (const { topic, partitions, base } of samples.topics) {
    const own = assigned.get(topic)
    for (let i = 0; i < partitions.length; i += 1) {
      const now = own?.get(partitions[i] ?? -1) ?? 0
      // The first description tells who, not since when.
      if (before?.description && now !== owners.member[base + i]) owners.since[base + i] = t
      owners.member[base + i] = now
    }
  }
}

/** Never 0, which is nobody. */
function numberOf(member: string): number {
  let hash = 7
  for (let i = 0; i < member.length; i += 1) hash = (Math.imul(hash, 31) + member.charCodeAt(i)) | 0
  return hash === 0 ? 1 : hash
}
