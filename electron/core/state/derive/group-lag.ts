import type { ClusterState, TopicFact, TopicSample } from '../../../../shared/domain/cluster-state.ts'
import { createLagSummer, sumOfComplete, type LagSum } from '../../../../shared/domain/lag.ts'
import { NO_LEADER } from '../../../../shared/domain/ids.ts'
import { leaderOf } from '../../../../shared/domain/partitions.ts'
import type { LedTopics } from './led-topics.ts'

/** Lag of a group in one topic. */
export interface TopicLag {
  readonly topic: string
  readonly sum: LagSum
  /** Partitions with a commit. */
  readonly committed: number
  /** Partitions with a commit reading or an owner. */
  readonly partitions: number
  /** Wall clock ms of the oldest end reading in it; NaN: none. */
  readonly asOf: number
}

export type Reading = 'complete' | 'noCommit' | 'noLeader' | 'topicGone' | 'notRead' | 'forbidden'

/** Why a partition's lag is known or not, in the order in which one reason hides the next. */
export function readingOf(
  state: Pick<ClusterState, 'topics' | 'gone'>,
  topic: TopicFact | undefined,
  partition: number,
  committed: number,
  end: number,
  errors: { readonly commit: number | undefined; readonly end: number | undefined },
): Reading {
  if (topic === undefined) return 'topicGone'
  if (topic.error === 29 || errors.commit === 29 || errors.end === 29) return 'forbidden'
  const fact = topic.partitions[partition]
  if (fact !== undefined && leaderOf(fact, state.gone) === NO_LEADER) return committed < 0 ? 'noCommit' : 'noLeader'
  if (fact === undefined) return topic.partitions.length > 0 ? 'topicGone' : 'notRead'
  if (committed < 0) return 'noCommit'
  return Number.isNaN(committed) || Number.isNaN(end) ? 'notRead' : 'complete'
}

/** Mostly partition n stands at place n; a set is made for the first that does not. */
function sampledIn(partitions: Int32Array | undefined): (partition: number) => boolean {
  let all: ReadonlySet<number> | null = null
  return (partition) => partitions?.[partition] === partition || (all ??= new Set(partitions)).has(partition)
}

/** @param owned partitions of the topic that members own, when readable: those without a commit count as `noCommit` */
export function topicLag(
  state: Pick<ClusterState, 'topics' | 'gone' | 'starts'>,
  topic: string,
  sample: TopicSample | undefined,
  owned: ReadonlySet<number> | undefined,
  led: LedTopics,
): TopicLag {
  const fact = state.topics.get(topic)
  const asOf = oldestOf(sample?.endAt)
  const isPlain = sample?.commitErrors.size === 0 && sample.endErrors.size === 0 && fact !== undefined && led.has(fact)
  if (isPlain && hasNoMore(sample.partitions, owned)) {
    const sum = sumOfComplete(sample, fact.partitions.length, state.starts.get(topic)?.offsets)
    if (sum) return { topic, sum, committed: sum.complete, partitions: sum.complete, asOf }
  }
  return lookedAtOneByOne(state, topic, sample, owned)
}

/** Wall clock ms; NaN: none. */
function oldestOf(times: Float64Array | undefined): number {
  let oldest = Number.NaN
  for (let i = 0; times !== undefined && i < times.length; i += 1) {
    const at = times[i] ?? Number.NaN
    if (!(at >= oldest) && !Number.isNaN(at)) oldest = at
  }
  return oldest
}

function hasNoMore(partitions: Int32Array, owned: ReadonlySet<number> | undefined): boolean {
  if (owned === undefined || owned.size === 0) return true
  if (owned.size > partitions.length) return false
  const isSampled = sampledIn(partitions)
  for (const p of owned) if (!isSampled(p)) return false
  return true
}

function lookedAtOneByOne(
  state: Pick<ClusterState, 'topics' | 'gone' | 'starts'>,
  topic: string,
  sample: TopicSample | undefined,
  owned: ReadonlySet<number> | undefined,
): TopicLag {
  const fact = state.topics.get(topic)
  const starts = state.starts.get(topic)?.offsets
  const summer = createLagSummer()
  let committed = 0
  let asOf = Number.NaN
  const places = sample?.partitions.length ?? 0
  for (let i = 0; sample !== undefined && i < places; i += 1) {
    const p = sample.partitions[i] ?? 0
    const c = sample.committed[i] ?? Number.NaN
    const end = sample.ends[i] ?? Number.NaN
    if (c >= 0) committed += 1
    const reading = readingOf(state, fact, p, c, end, { commit: sample.commitErrors.get(i), end: sample.endErrors.get(i) })
    if (reading === 'complete') {
      summer.add(p, c, starts?.[p] ?? Number.NaN, end)
      const at = sample.endAt[i] ?? Number.NaN
      if (!(at >= asOf)) asOf = at
    } else {
      summer.leaveOut(reading === 'forbidden' ? 'notRead' : reading)
    }
  }
  let partitions = places
  const isSampled = owned && sampledIn(sample?.partitions)
  for (const p of owned ?? []) {
    if (isSampled?.(p)) continue
    partitions += 1
    summer.leaveOut(fact === undefined ? 'topicGone' : 'noCommit')
  }
  return { topic, sum: summer.sum(), committed, partitions, asOf }
}
