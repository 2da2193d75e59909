import type { TopicRow } from '../../../../shared/contract/topics.ts'
import type { ClusterState, TopicFact } from '../../../../shared/domain/cluster-state.ts'
import { NO_LEADER } from '../../../../shared/domain/ids.ts'
import { countPartitions, leaderOf, TOPIC_FORBIDDEN, type PartitionCounts } from '../../../../shared/domain/partitions.ts'
import type { Problem } from '../../../../shared/domain/part-status.ts'
import type { GroupInTopic, GroupsOfTopics } from './groups-of-topics.ts'
import { isSame, keptIfAlike, type Made } from './memo.ts'

export interface DerivedTopic {
  readonly row: TopicRow
  readonly counts: PartitionCounts
}
export type MadeTopics = ReadonlyMap<string, Made<DerivedTopic>>

const TOPICS_A_STEP = 40

export function* deriveTopics(before: MadeTopics, state: ClusterState, groups: GroupsOfTopics): Generator<undefined, MadeTopics> {
  const made = new Map<string, Made<DerivedTopic>>()
  let same = before.size === state.topics.size
  let work = 0
  const dirs = [...state.logDirs.values()]
  // Filled anew for each topic: most turn out to be the same.
  const inputs: unknown[] = []
  for (const fact of state.topics.values()) {
    const { name } = fact
    const known = before.get(name)
    inputs.length = 0
    inputs.push(fact, state.gone, state.ends.get(name), state.starts.get(name), groups.get(name))
    for (const each of dirs) inputs.push(each.replicas.get(name))
    const fresh = known !== undefined && isSame(known, inputs)
    const next: Made<DerivedTopic> = fresh
      ? known
      : { from: inputs.slice(), value: deriveTopic(state, fact, groups.get(name) ?? [], known?.value) }
    if (next !== known) same = false
    made.set(name, next)
    work += fresh ? 0.05 : 1
    if (work > TOPICS_A_STEP) {
      work = 0
      yield
    }
  }
  return same ? before : made
}

function deriveTopic(
  state: ClusterState,
  fact: TopicFact,
  groups: readonly GroupInTopic[],
  before: DerivedTopic | undefined,
): DerivedTopic {
  const counts = countPartitions(fact, state.gone)
  const leaders = new Set(fact.partitions.map((p) => leaderOf(p, state.gone)).filter((id) => id !== NO_LEADER))
  const row: TopicRow = {
    name: fact.name,
    internal: fact.internal,
    partitions: fact.partitions.length,
    replication: fact.partitions.reduce((most, p) => Math.max(most, p.replicas.length), 0),
    underReplicated: counts.underReplicated,
    offline: counts.offline,
    notPreferred: counts.notPreferred,
    leaders: [...leaders].sort((a, b) => a - b),
    sizeBytes: sizeOf(state, fact.name),
    ...messagesOf(state, fact),
    groups: groups.slice(0, 3).map(({ group, lag }) => ({ group, lag: lag.sum.lag })),
    groupCount: groups.length,
    error: topicProblem(fact),
  }
  return { counts, row: keptIfAlike(before?.row, row) }
}

/** Null: no broker told a size of it. */
function sizeOf({ logDirs }: ClusterState, topic: string): number | null {
  let sum: number | null = null
  for (const { replicas } of logDirs.values()) {
    const bytes = replicas.get(topic)?.bytes
    if (bytes) sum = bytes.reduce((total, size) => total + size, sum ?? 0)
  }
  return sum
}

/** Distance from log start to log end, over the partitions of which both are known now. */
function messagesOf({ ends, starts, gone }: ClusterState, fact: TopicFact): Pick<TopicRow, 'messages' | 'messagesPartial'> {
  const end = ends.get(fact.name)?.offsets
  const start = starts.get(fact.name)?.offsets
  let sum = 0
  let known = 0
  for (const p of fact.partitions) {
    const distance = (end?.[p.partition] ?? Number.NaN) - (start?.[p.partition] ?? Number.NaN)
    // Without a leader nobody knows the end; what was read before says nothing about now.
    if (Number.isNaN(distance) || leaderOf(p, gone) === NO_LEADER) continue
    sum += Math.max(0, distance)
    known += 1
  }
  return { messages: known === 0 ? null : sum, messagesPartial: known > 0 && known < fact.partitions.length }
}

/** A fact about the topic as a whole; a missing leader is told by its partitions. */
export function topicProblem(fact: TopicFact): Problem | null {
  if (fact.error === 0 || fact.partitions.length > 0) return null
  if (fact.error === TOPIC_FORBIDDEN) return forbiddenTopic(fact.name)
  return { code: 'kafka.error', about: { code: fact.error, name: `error ${fact.error}`, what: `Metadata of ${fact.name}` } }
}

export const forbiddenTopic = (topic: string): Problem => ({
  code: 'kafka.forbidden',
  about: {
    right: 'DESCRIBE',
    resource: `topic ${topic}`,
    command: `kafka-acls.sh --bootstrap-server <broker> --add --allow-principal User:<user> --operation DESCRIBE --topic ${shellWord(topic)}`,
  },
})

/** Text of a cluster in a command that a person may paste: in single quotes, none of it means anything to a shell. */
const shellWord = (text: string): string => (/^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
