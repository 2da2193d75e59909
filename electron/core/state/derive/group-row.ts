import type { GroupRow } from '../../../../shared/contract/groups.ts'
import type { Problem } from '../../../../shared/domain/part-status.ts'
import type { TopicLag } from './group-lag.ts'
import type { MadeGroup } from './made-group.ts'

/** What samples tell beyond the sums: nothing, before there is one. What an older Samsa recorded lacks what it did not know yet. */
const UNKNOWN = { kind: 'unknown' } as const
const NO_COUNTS: GroupRow['counts'] = []
const NO_TREND: GroupRow['trend'] = []
const TOPICS_SHOWN = 3

/** Null: not told. An empty group has no members: the state says so before anybody describes it. */
export const memberCount = ({ fact, description }: MadeGroup): number | null =>
  description?.description?.members.length ?? (isEmpty(fact) ? 0 : null)

const isEmpty = ({ state }: MadeGroup['fact']): boolean => state === 'Empty' || state === 'Dead'

/** Not read yet is not complete; without any commit there is nothing that could be missing. */
export const isPartial = ({ sum, sample }: MadeGroup): boolean => sum.partial || sample === undefined || sample.committedAt === null

const problemOf = ({ description, sample }: MadeGroup): Problem | null => description?.problem ?? sample?.problem ?? null

export const accessTo = (made: MadeGroup): GroupRow['access'] => (problemOf(made)?.code === 'kafka.forbidden' ? 'forbidden' : 'ok')

/** The word of the listing, or of the description where brokers do not list states. */
export const stateWord = ({ fact, description }: MadeGroup): string => fact.state || (description?.description?.state ?? '')

/** Wall clock ms of the oldest end reading, or of the commits where there is none; null: not read. */
export function asOf(made: MadeGroup | undefined): number | null {
  if (made === undefined) return null
  const { topics, sample } = made
  let oldest = Number.NaN
  for (const topic of topics) if (!(topic.asOf >= oldest)) oldest = topic.asOf
  return Number.isNaN(oldest) ? (sample?.committedAt ?? null) : oldest
}

/** Made for whoever asks, and not kept: of tens of thousands of groups few are looked at. The same group gives an equal row. */
export function groupRow(made: MadeGroup): GroupRow {
  const { fact, description, topics, sum, members, figures } = made
  const told = description?.description
  const empty = isEmpty(fact)
  return {
    group: fact.group,
    type: fact.type === 'unknown' ? (told?.type ?? 'unknown') : fact.type,
    kind: told?.protocolType || fact.protocolType,
    state: stateWord(made),
    offsetsIn: fact.offsetsIn ?? 'kafka',
    coordinator: told?.coordinator ?? (fact.coordinator < 0 ? null : fact.coordinator),
    members: memberCount(made),
    hosts: members.hosts ?? (empty ? 0 : null),
    topics: worstOf(topics),
    topicCount: topics.length,
    partitions: countsOf(topics, members.ownedCount ?? (empty ? 0 : null)),
    lag: sum.lag,
    lagMax: sum.max,
    partial: isPartial(made),
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
    access: accessTo(made),
    asOf: asOf(made),
    error: problemOf(made),
  }
}

/** @param topics worst first */
const worstOf = (topics: readonly TopicLag[]): GroupRow['topics'] =>
  topics.slice(0, TOPICS_SHOWN).map(({ topic, sum }) => ({ topic, lag: sum.lag }))

function countsOf(topics: readonly TopicLag[], owned: number | null): GroupRow['partitions'] {
  let committed = 0
  let total = 0
  for (const topic of topics) {
    committed += topic.committed
    total += topic.partitions
  }
  return { owned, committed, total }
}
