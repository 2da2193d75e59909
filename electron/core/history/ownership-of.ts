import type { ClusterState, DescriptionFact } from '../../../shared/domain/cluster-state.ts'
import { agentsOf } from '../../../shared/domain/joined/agents.ts'
import { leaderOf } from '../../../shared/domain/partitions.ts'
import type { Ownership, TopicOwnership } from './ownership.ts'

/** Who leads and who reads the partitions of a group's topics now. */
export function ownershipOf(state: ClusterState, group: string): Ownership {
  const description = state.descriptions.get(group)
  const members = description?.description?.members ?? []
  const names = new Set(state.samples.get(group)?.topics.keys() ?? [])
  for (const { assigned } of members) for (const { topic } of assigned ?? []) names.add(topic)
  const racks = new Map<number, string>()
  for (const { id, rack } of state.brokers.values()) if (rack !== null) racks.set(id, rack)
  return {
    topics: [...names].map((topic) => topicOwnership(state, topic, description)),
    members: members.map(({ member, host }) => ({ member, host })),
    racks,
    agents: agentsOf(state),
  }
}

function topicOwnership(state: ClusterState, topic: string, description: DescriptionFact | undefined): TopicOwnership {
  const partitions = state.topics.get(topic)?.partitions ?? []
  const members = new Int32Array(partitions.length).fill(-1)
  for (const [place, { assigned }] of (description?.description?.members ?? []).entries())
    for (const one of assigned ?? []) if (one.topic === topic) for (const p of one.partitions) members[p] = place
  return { topic, leaders: Int32Array.from(partitions, (p) => leaderOf(p, state.gone)), members }
}
