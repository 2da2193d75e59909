import type { BrokerId } from '../ids.ts'

/** A partition as metadata tells it. */
export interface PartitionSeen {
  readonly topic: string
  readonly partition: number
  /** −1: none. */
  readonly leader: BrokerId
  /** The first is the preferred leader. */
  readonly replicas: readonly BrokerId[]
  readonly isr: readonly BrokerId[]
}

export interface StopQuestion {
  readonly stopped: ReadonlySet<BrokerId>
  readonly partitions: Iterable<PartitionSeen>
  /** `min.insync.replicas` of a topic; null: not read. */
  readonly minIsr: (topic: string) => number | null
  /** Brokers that answer now: only these can become leader. */
  readonly alive: ReadonlySet<BrokerId>
  readonly groups: Iterable<{ readonly group: string; readonly coordinator: BrokerId }>
}

export interface PartitionName {
  readonly topic: string
  readonly partition: number
}

/** What stops being true when these brokers stop. Only what changes: partitions that were offline before are not listed. */
export interface StopEffect {
  /** No replica in sync is left to lead: nobody reads or writes them. */
  readonly offline: readonly PartitionName[]
  /** Enough were in sync before, and are not after: writers with acks=all are refused. */
  readonly underMinIsr: readonly (PartitionName & { readonly inSync: number; readonly needed: number })[]
  readonly leaders: readonly (PartitionName & { readonly from: BrokerId; readonly to: BrokerId })[]
  /** Partitions that lose a replica in sync and go on. */
  readonly lessReplicated: number
  /** Whose coordinator moves: their members rejoin it elsewhere. */
  readonly groups: readonly string[]
  /** Topics of which it is not known how many replicas have to be in sync. */
  readonly minIsrUnknown: readonly string[]
  readonly before: { readonly offline: number }
}

/**
 * Leaders go to the first replica in the order of the assignment that is in sync and alive, as Kafka's controller chooses; a replica
 * out of sync is never chosen (unclean election is another setting, and off by default since 0.11).
 */
export function ifBrokersStop(question: StopQuestion): StopEffect {
  const { stopped, minIsr, alive } = question
  const offline: PartitionName[] = []
  const underMinIsr: (PartitionName & { inSync: number; needed: number })[] = []
  const leaders: (PartitionName & { from: BrokerId; to: BrokerId })[] = []
  const unknown = new Set<string>()
  let lessReplicated = 0
  let offlineBefore = 0
  for (const seen of question.partitions) {
    const { topic, partition, leader, replicas, isr } = seen
    const wasOffline = leader < 0
    if (wasOffline) offlineBefore += 1
    if (!replicas.some((id) => stopped.has(id))) continue
    const left = isr.filter((id) => !stopped.has(id))
    if (wasOffline) continue
    const to = stopped.has(leader) ? replicas.find((id) => left.includes(id) && alive.has(id)) : leader
    if (to === undefined) {
      offline.push({ topic, partition })
      continue
    }
    if (to !== leader) leaders.push({ topic, partition, from: leader, to })
    if (left.length === isr.length) continue
    lessReplicated += 1
    const needed = minIsr(topic)
    if (needed === null) unknown.add(topic)
    else if (isr.length >= needed && left.length < needed) underMinIsr.push({ topic, partition, inSync: left.length, needed })
  }
  const groups = [...question.groups].flatMap(({ group, coordinator }) => (stopped.has(coordinator) ? [group] : []))
  return {
    offline,
    underMinIsr,
    leaders,
    lessReplicated,
    groups: groups.toSorted(),
    minIsrUnknown: [...unknown].toSorted(),
    before: { offline: offlineBefore },
  }
}

/** `safe`: nothing but leaders move. `degrades`: writers are refused or copies are missing. `breaks`: something is not there any more. */
export function stopVerdict({ offline, underMinIsr, minIsrUnknown }: StopEffect): 'safe' | 'degrades' | 'breaks' {
  if (offline.length > 0) return 'breaks'
  return underMinIsr.length > 0 || minIsrUnknown.length > 0 ? 'degrades' : 'safe'
}

/** `3, 5..8`: partitions of a topic, in order, with runs drawn together. */
export function numbersInWords(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].toSorted((a, b) => a - b)
  const parts: string[] = []
  for (let i = 0; i < sorted.length;) {
    let j = i
    while (sorted[j + 1] === (sorted[j] ?? 0) + 1) j += 1
    const [from, to] = [sorted[i], sorted[j]]
    parts.push(j === i ? String(from) : j === i + 1 ? `${from}, ${to}` : `${from}..${to}`)
    i = j + 1
  }
  return parts.join(', ')
}

/** By topic, in order of name. */
export function byTopic<T extends PartitionName>(partitions: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>()
  for (const each of partitions) {
    const known = found.get(each.topic)
    if (known === undefined) found.set(each.topic, [each])
    else known.push(each)
  }
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Replicas that a broker holds, in all topics. */
export function replicasOn(broker: BrokerId, partitions: Iterable<PartitionSeen>): readonly PartitionName[] {
  const held: PartitionName[] = []
  for (const { topic, partition, replicas } of partitions) if (replicas.includes(broker)) held.push({ topic, partition })
  return held
}

/** Partitions with a replica on the broker that is not in sync: what a restart waits for to be none. */
export function outOfSyncOn(broker: BrokerId, partitions: Iterable<PartitionSeen>): readonly PartitionName[] {
  const found: PartitionName[] = []
  for (const { topic, partition, replicas, isr } of partitions) {
    if (replicas.includes(broker) && !isr.includes(broker)) found.push({ topic, partition })
  }
  return found
}
