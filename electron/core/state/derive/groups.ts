import type { GroupRow } from '../../../../shared/contract/groups.ts'
import type { ClusterState, DescriptionFact, GroupFact, GroupSample } from '../../../../shared/domain/cluster-state.ts'
import { sumOfSums, type LagSum } from '../../../../shared/domain/lag.ts'
import { sameNumbers } from '../../../../shared/domain/reduce/kept.ts'
import type { GroupLagFigures } from '../lag/figures.ts'
import type { LagFigures } from '../lag/tracker.ts'
import { KeyedList } from '../keyed-list.ts'
import { topicLag, type TopicLag } from './group-lag.ts'
import type { LedTopics } from './led-topics.ts'
import { sortFew } from './sort-few.ts'
import { ownedPartitions } from './owned-partitions.ts'

export interface DerivedGroup {
  readonly row: GroupRow
  /** Worst first. */
  readonly topics: readonly TopicLag[]
  readonly sum: LagSum
  /** Of the description that it was made from. */
  readonly members: Members
}

/** What a description tells, worked out once. Undefined, null: not told. */
interface Members {
  /** Another reading may tell the same at another time. */
  readonly of: DescriptionFact['description'] | undefined
  readonly owned: ReturnType<typeof ownedPartitions>
  readonly ownedCount: number | null
  readonly hosts: number | null
}

/** With what it was made from, beside the topics that its sample names. */
export interface MadeGroup {
  readonly fact: GroupFact
  readonly description: DescriptionFact | undefined
  readonly sample: GroupSample | undefined
  readonly figures: GroupLagFigures | undefined
  readonly value: DerivedGroup
}

export type MadeGroups = KeyedList<MadeGroup>

/** What groups were made of. */
export interface GroupsFrom {
  readonly state: ClusterState
  readonly lag: LagFigures
}

/** What samples tell beyond the sums: nothing, before there is one. What an older Samsa recorded lacks what it did not know yet. */
const UNKNOWN = { kind: 'unknown' } as const
const NO_COUNTS: GroupRow['counts'] = []
const NO_TREND: GroupRow['trend'] = []

const PARTITIONS_A_STEP = 400

/**
 * A row a group. Groups whose listing, members, sample and topics are the same keep theirs.
 * @param was what those before were made of: where a whole map is the same, nothing is looked up in it
 */
export function* deriveGroups(
  before: MadeGroups,
  was: GroupsFrom,
  { state, lag }: GroupsFrom,
  led: LedTopics,
): Generator<undefined, MadeGroups> {
  const isGoneSame = was.state.gone === state.gone
  const areDescriptionsSame = was.state.descriptions === state.descriptions
  const areSamplesSame = was.state.samples === state.samples
  const areFiguresSame = was.lag.groups === lag.groups
  const readsTheSame = createTopicsSame(was.state, state)
  const made: MadeGroup[] = []
  let work = 0
  let same = before.size === state.groups.size
  // Mostly the same groups in the same order: then none has to be looked up, and their names need no index of their own.
  let inOrder = same
  for (const fact of state.groups.values()) {
    const { group } = fact
    const next = before.at(made.length)
    if (next?.fact.group !== group) inOrder = false
    const known = next?.fact === fact ? next : before.get(group)
    const description = known && areDescriptionsSame ? known.description : state.descriptions.get(group)
    const sample = known && areSamplesSame ? known.sample : state.samples.get(group)
    const figures = known && areFiguresSame ? known.figures : lag.groups.get(group)
    work += 4
    if (
      known?.fact === fact &&
      known.description === description &&
      known.sample === sample &&
      known.figures === figures &&
      isGoneSame &&
      readsTheSame(sample)
    ) {
      made.push(known)
    } else {
      same = false
      const value = deriveGroup(state, { fact, description, sample, figures }, led, known?.value)
      made.push({ fact, description, sample, figures, value })
      work += 5 + value.row.partitions.total
    }
    if (work > PARTITIONS_A_STEP) {
      work = 0
      yield
    }
  }
  if (same) return before
  return inOrder ? before.withValues(made) : KeyedList.of([...state.groups.keys()], made)
}

/** What a row is made of, beside the topics that its sample names. */
type Inputs = Omit<MadeGroup, 'value'>

/** Whether the topics of a sample are as they were: each is looked at once. Log starts are read now and then, and mostly tell what they told. */
function createTopicsSame(was: ClusterState, state: ClusterState): (sample: GroupSample | undefined) => boolean {
  if (was.topics === state.topics && was.starts === state.starts) return () => true
  const known = new Map<string, boolean>()
  const isSame = (topic: string): boolean => {
    const told = known.get(topic)
    if (told !== undefined) return told
    const [before, now] = [was.starts.get(topic), state.starts.get(topic)]
    const alike = before === now || (before !== undefined && now !== undefined && sameNumbers(before.offsets, now.offsets))
    const found = alike && was.topics.get(topic) === state.topics.get(topic)
    known.set(topic, found)
    return found
  }
  return (sample) => {
    if (sample === undefined) return true
    for (const topic of sample.topics.keys()) if (!isSame(topic)) return false
    return true
  }
}

function deriveGroup(
  state: ClusterState,
  { fact, description, sample, figures }: Inputs,
  led: LedTopics,
  before: DerivedGroup | undefined,
): DerivedGroup {
  const known = before?.members
  const members = known !== undefined && known.of === description?.description ? known : membersOf(description)
  const topics = topicsOf(state, sample, members.owned, led)
  const sum = sumOf(topics)
  return { topics, sum, members, row: rowOf(fact, { sample, description, topics, sum, members, figures, before: before?.row }) }
}

/** Most groups read one topic: a list of one is made as large as that. */
function topicsOf(state: ClusterState, sample: GroupSample | undefined, owned: Members['owned'], led: LedTopics): readonly TopicLag[] {
  const read = sample?.topics
  const only = read?.size === 1 ? read.keys().next().value : undefined
  if (read !== undefined && only !== undefined && ownsNoMore(owned, only))
    return [topicLag(state, only, read.get(only), owned?.get(only), led)]
  const topics: TopicLag[] = []
  for (const [topic, own] of read ?? []) topics.push(topicLag(state, topic, own, owned?.get(topic), led))
  for (const [topic, own] of owned ?? []) if (!read?.has(topic)) topics.push(topicLag(state, topic, undefined, own, led))
  sortFew(topics, byWorst)
  return topics
}

const ownsNoMore = (owned: Members['owned'], topic: string): boolean =>
  owned === undefined || owned.size === 0 || (owned.size === 1 && owned.has(topic))

function membersOf(description: DescriptionFact | undefined): Members {
  const owned = ownedPartitions(description)
  const told = description?.description
  let ownedCount: number | null = owned ? 0 : null
  for (const partitions of owned?.values() ?? []) ownedCount = (ownedCount ?? 0) + partitions.size
  return { of: told, owned, ownedCount, hosts: told ? new Set(told.members.map((m) => m.host)).size : null }
}

const byWorst = (a: TopicLag, b: TopicLag): number => (b.sum.lag ?? -1) - (a.sum.lag ?? -1) || (a.topic < b.topic ? -1 : 1)

/** Most groups read one topic: its sum is theirs. */
function sumOf(topics: readonly TopicLag[]): LagSum {
  const [only] = topics
  if (only !== undefined && topics.length === 1) return only.sum
  return sumOfSums(topics)
}

interface Parts {
  readonly sample: GroupSample | undefined
  readonly description: DescriptionFact | undefined
  readonly topics: readonly TopicLag[]
  readonly sum: LagSum
  readonly members: Members
  readonly figures: GroupLagFigures | undefined
  readonly before: GroupRow | undefined
}

function rowOf(fact: GroupFact, { sample, description, topics, sum, members, figures, before }: Parts): GroupRow {
  const told = description?.description
  const problem = description?.problem ?? sample?.problem ?? null
  const forbidden = problem?.code === 'kafka.forbidden'
  // An empty group has no members: the state says so before anybody describes it.
  const empty = fact.state === 'Empty' || fact.state === 'Dead'
  const asOf = oldestIn(topics)
  return {
    group: fact.group,
    type: fact.type === 'unknown' ? (told?.type ?? 'unknown') : fact.type,
    kind: told?.protocolType || fact.protocolType,
    state: fact.state || (told?.state ?? ''),
    offsetsIn: fact.offsetsIn ?? 'kafka',
    coordinator: told?.coordinator ?? (fact.coordinator < 0 ? null : fact.coordinator),
    members: told?.members.length ?? (empty ? 0 : null),
    hosts: members.hosts ?? (empty ? 0 : null),
    topics: worstOf(topics, before?.topics ?? []),
    topicCount: topics.length,
    partitions: countsOf(topics, members.ownedCount ?? (empty ? 0 : null), before?.partitions),
    lag: sum.lag,
    lagMax: sum.max,
    // Not read yet is not complete; without any commit there is nothing that could be missing.
    partial: sum.partial || sample === undefined || sample.committedAt === null,
    leftOut: sum.leftOut,
    lost: sum.lost,
    verdict: figures?.verdict ?? null,
    representative: figures?.representative ?? null,
    counts: figures?.counts ?? NO_COUNTS,
    complete: figures?.complete ?? null,
    atLeast: figures?.atLeast ?? false,
    dormant: figures?.dormant ?? false,
    timeLag: figures?.timeLag ?? UNKNOWN,
    in: figures?.in ?? null,
    out: figures?.out ?? null,
    slope: figures?.slope ?? null,
    skew: figures?.skew ?? null,
    eta: figures?.eta ?? UNKNOWN,
    edge: figures?.edge ?? UNKNOWN,
    trend: figures?.trend ?? NO_TREND,
    access: forbidden ? 'forbidden' : 'ok',
    asOf: Number.isNaN(asOf) ? (sample?.committedAt ?? null) : asOf,
    error: problem,
  }
}

function oldestIn(topics: readonly TopicLag[]): number {
  let oldest = Number.NaN
  for (const { asOf } of topics) if (!(asOf >= oldest)) oldest = asOf
  return oldest
}

const TOPICS_SHOWN = 3

/** Most say what they said before: then it is what they said it with. */
function worstOf(topics: readonly TopicLag[], before: GroupRow['topics']): GroupRow['topics'] {
  const count = Math.min(TOPICS_SHOWN, topics.length)
  let same = before.length === count
  for (let i = 0; same && i < count; i += 1) same = before[i]?.topic === topics[i]?.topic && before[i]?.lag === topics[i]?.sum.lag
  return same ? before : topics.slice(0, count).map((t) => ({ topic: t.topic, lag: t.sum.lag }))
}

function countsOf(topics: readonly TopicLag[], owned: number | null, before: GroupRow['partitions'] | undefined): GroupRow['partitions'] {
  let committed = 0
  let total = 0
  for (const topic of topics) {
    committed += topic.committed
    total += topic.partitions
  }
  return before?.owned === owned && before.committed === committed && before.total === total ? before : { owned, committed, total }
}
