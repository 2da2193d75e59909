import type { ClusterState, DescriptionFact, GroupSample } from '../../../../shared/domain/cluster-state.ts'
import { sumOfSums, type LagSum } from '../../../../shared/domain/lag.ts'
import { sameNumbers } from '../../../../shared/domain/reduce/kept.ts'
import type { LagFigures } from '../lag/tracker.ts'
import { KeyedList } from '../keyed-list.ts'
import { topicLag, type TopicLag } from './group-lag.ts'
import type { LedTopics } from './led-topics.ts'
import { sortFew } from './sort-few.ts'
import type { Inputs, MadeGroup, MadeGroups, Members } from './made-group.ts'
import { createGroupTotals, type GroupTotals } from './totals.ts'
import { ownedPartitions } from './owned-partitions.ts'

/** What groups were made of. */
export interface GroupsFrom {
  readonly state: ClusterState
  readonly lag: LagFigures
}

export interface GroupsWithTotals {
  readonly groups: MadeGroups
  readonly totals: GroupTotals
}

const PARTITIONS_A_STEP = 400

/**
 * Groups whose listing, members, sample, figures and topics are the same stay the object they were.
 * @param was what those before were made of: where a whole map is the same, nothing is looked up in it
 */
export function* deriveGroups(
  { groups: before, totals }: GroupsWithTotals,
  was: GroupsFrom,
  { state, lag }: GroupsFrom,
  led: LedTopics,
): Generator<undefined, GroupsWithTotals> {
  const isGoneSame = was.state.gone === state.gone
  const areDescriptionsSame = was.state.descriptions === state.descriptions
  const areSamplesSame = was.state.samples === state.samples
  const areFiguresSame = was.lag.groups === lag.groups
  const readsTheSame = createTopicsSame(was.state, state)
  const made: MadeGroup[] = []
  let work = 0
  const all = createGroupTotals()
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
      all.add(known)
    } else {
      same = false
      const one = deriveGroup(state, { fact, description, sample, figures }, led, known)
      made.push(one)
      all.add(one)
      work += 5
      for (const topic of one.topics) work += topic.partitions
    }
    if (work > PARTITIONS_A_STEP) {
      work = 0
      yield
    }
  }
  if (same) return { groups: before, totals }
  return { groups: inOrder ? before.withValues(made) : KeyedList.of([...state.groups.keys()], made), totals: all.result() }
}

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
  before: MadeGroup | undefined,
): MadeGroup {
  const known = before?.members
  const members = known !== undefined && known.of === description?.description ? known : membersOf(description)
  const topics = topicsOf(state, sample, members.owned, led)
  return { fact, description, sample, figures, topics, sum: sumOf(topics), members }
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
