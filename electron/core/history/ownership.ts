/** Who leads and who reads the partitions of a group's topics, as arrays: it crosses to the history worker. */
export interface Ownership {
  readonly topics: readonly TopicOwnership[]
  readonly members: readonly { readonly member: string; readonly host: string }[]
  readonly racks: ReadonlyMap<number, string>
  /** Hosts of their Mesos agents by broker. */
  readonly agents: ReadonlyMap<number, string>
}

/** By partition number. */
export interface TopicOwnership {
  readonly topic: string
  /** Broker ids; −1: no leader. */
  readonly leaders: Int32Array
  /** Places in `members`; −1: nobody, or not known. */
  readonly members: Int32Array
}

export interface PartitionOwner {
  readonly leader: number | null
  /** Of its leader. */
  readonly agent: string | null
  readonly member: { readonly member: string; readonly host: string } | null
}

export function ownersOf({ topics, members, agents }: Ownership): (topic: string, partition: number) => PartitionOwner {
  const byTopic = new Map(topics.map((t) => [t.topic, t]))
  return (topic, partition) => {
    const known = byTopic.get(topic)
    const leader = known?.leaders[partition] ?? -1
    return {
      leader: leader < 0 ? null : leader,
      agent: agents.get(leader) ?? null,
      member: members[known?.members[partition] ?? -1] ?? null,
    }
  }
}
