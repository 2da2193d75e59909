import type { GroupListing, KafkaClient } from '../../clients/kafka/kafka-client.ts'
import type { BrokerId } from '../../../../shared/domain/ids.ts'

/** Commits of one group in the topics asked about. */
export interface Reader {
  readonly group: string
  readonly state: string
  /** Committed offset by topic and partition. */
  readonly commits: ReadonlyMap<string, ReadonlyMap<number, number>>
}

export interface Readers {
  readonly groups: readonly Reader[]
  /** Groups whose offsets could not be read. */
  readonly unread: number
}

/** Groups with commits in these topics, read live: who loses what when a topic or its records go. */
export async function readersOf(client: KafkaClient, topics: ReadonlySet<string>, signal: AbortSignal): Promise<Readers> {
  const listed = await client.listGroups(signal)
  const groups: (GroupListing & { readonly coordinator: BrokerId })[] = listed.flatMap((answer) =>
    answer.ok ? answer.value.map((group) => ({ ...group, coordinator: answer.broker })) : [],
  )
  const states = new Map(groups.map((g) => [g.group, g.state]))
  const found: Reader[] = []
  let unread = 0
  await client.fetchCommits(
    groups,
    (batch) => {
      for (const { group, error, topics: commits } of batch.groups) {
        if (error) unread++
        const here = commits.filter((t) => topics.has(t.topic))
        if (here.length === 0) continue
        found.push({ group, state: states.get(group) ?? '', commits: new Map(here.map((t) => [t.topic, committedOf(t)])) })
      }
    },
    signal,
  )
  return { groups: found.toSorted((a, b) => (a.group < b.group ? -1 : 1)), unread: unread + listed.filter((answer) => !answer.ok).length }
}

/** Offsets by partition; a negative one is no commit. */
export function committedOf(topic: { readonly partitions: Int32Array; readonly offsets: Float64Array }): Map<number, number> {
  const found = new Map<number, number>()
  topic.partitions.forEach((partition, i) => {
    const offset = topic.offsets[i] ?? -1
    if (offset >= 0) found.set(partition, offset)
  })
  return found
}
