import type { TopicRow } from '../../../../shared/contract/topics.ts'
import type { ClusterState, TopicFact } from '../../../../shared/domain/cluster-state.ts'
import { NO_LEADER } from '../../../../shared/domain/ids.ts'
import { leaderOf, TOPIC_FORBIDDEN } from '../../../../shared/domain/partitions.ts'
import type { Problem } from '../../../../shared/domain/part-status.ts'
import type { GroupInTopic, GroupsOfTopics } from './groups-of-topics.ts'
import { isSame, keptIfAlike, type Made } from './memo.ts'
import type { Layouts, TopicLayout } from './layouts.ts'
import type { TopicSizes } from './topic-sizes.ts'

export interface DerivedTopic {
  readonly row: TopicRow
}
export type MadeTopics = ReadonlyMap<string, Made<DerivedTopic>>

const TOPICS_A_STEP = 40

/** Places among the inputs: ends, starts and groups of the topic. */
const MOVING: ReadonlySet<number> = new Set([2, 3, 4])

export function* deriveTopics(
  before: MadeTopics,
  state: ClusterState,
  { groups, sizes, layouts }: { readonly groups: GroupsOfTopics; readonly sizes: TopicSizes; readonly layouts: Layouts },
): Generator<undefined, MadeTopics> {
  const made = new Map<string, Made<DerivedTopic>>()
  let same = before.size === state.topics.size
  let work = 0
  // Filled anew for each topic: most turn out to be the same.
  const inputs: unknown[] = []
  for (const fact of state.topics.values()) {
    const { name } = fact
    const known = before.get(name)
    inputs.length = 0
    // Null: no broker told a size of it.
    const sizeBytes = sizes.of.get(name) ?? null
    inputs.push(fact, state.gone, state.ends.get(name), state.starts.get(name), groups.get(name), sizeBytes)
    const layout = layouts.get(name) ?? { fact, underReplicated: 0, offline: 0, notPreferred: 0, replicas: 0 }
    const fresh = known !== undefined && isSame(known, inputs)
    const next: Made<DerivedTopic> = fresh
      ? known
      : { from: inputs.slice(), value: deriveTopic(state, layout, { groups: groups.get(name) ?? [], sizeBytes }, known, inputs) }
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
  { fact, ...counts }: TopicLayout,
  { groups, sizeBytes }: { readonly groups: readonly GroupInTopic[]; readonly sizeBytes: number | null },
  before: Made<DerivedTopic> | undefined,
  inputs: readonly unknown[],
): DerivedTopic {
  const moving = {
    ...messagesOf(state, fact, counts.offline === 0),
    groups: groups.slice(0, 3).map(({ group, lag }) => ({ group, lag: lag.sum.lag })),
    groupCount: groups.length,
  }
  // Offsets and groups move all the time; what is told of the layout and of sizes stays, and is not worked out again.
  if (before && before.from.length === inputs.length && inputs.every((input, i) => MOVING.has(i) || before.from[i] === input)) {
    const { row } = before.value
    return { row: saysTheSame(row, moving) ? row : { ...row, ...moving } }
  }
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
    sizeBytes,
    ...moving,
    error: topicProblem(fact),
  }
  return { row: keptIfAlike(before?.value.row, row) }
}

type Moving = Pick<TopicRow, 'messages' | 'messagesPartial' | 'groups' | 'groupCount'>

const saysTheSame = (row: TopicRow, { messages, messagesPartial, groups, groupCount }: Moving): boolean =>
  row.messages === messages &&
  row.messagesPartial === messagesPartial &&
  row.groupCount === groupCount &&
  row.groups.length === groups.length &&
  row.groups.every(({ group, lag }, i) => groups[i]?.group === group && groups[i].lag === lag)

/**
 * Distance from log start to log end, over the partitions of which both are known now.
 * @param allLed nobody has to be looked at for its leader
 */
function messagesOf(
  { ends, starts, gone }: ClusterState,
  fact: TopicFact,
  allLed: boolean,
): Pick<TopicRow, 'messages' | 'messagesPartial'> {
  const end = ends.get(fact.name)?.offsets
  const start = starts.get(fact.name)?.offsets
  const { partitions } = fact
  let sum = 0
  let known = 0
  for (let i = 0; end !== undefined && start !== undefined && i < partitions.length; i += 1) {
    const p = partitions[i]
    const place = p?.partition ?? 0
    const distance = (end[place] ?? Number.NaN) - (start[place] ?? Number.NaN)
    // Without a leader nobody knows the end; what was read before says nothing about now.
    if (Number.isNaN(distance) || (!allLed && p && leaderOf(p, gone) === NO_LEADER)) continue
    sum += Math.max(0, distance)
    known += 1
  }
  return { messages: known === 0 ? null : sum, messagesPartial: known > 0 && known < partitions.length }
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
