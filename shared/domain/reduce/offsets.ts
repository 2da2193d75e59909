import type { ClusterState, GroupSample, TopicOffsetsFact, TopicSample } from '../cluster-state.ts'
import type { CommitsObserved, Observation, OffsetsObservation, OffsetsObserved } from '../observation.ts'
import { readPart, withPart, type Steps } from './reduce.ts'

type StartsObserved = Extract<Observation, { kind: 'starts' }>

const TOPICS_A_STEP = 50

/** Ends first, then each group of the observation is paired with them. One state change: no moment shows new commits with old ends. */
export function* reduceOffsets(state: ClusterState, seen: OffsetsObserved): Steps<ClusterState> {
  const ends = yield* mergedOffsets(state.ends, seen.ends)
  // Paired with the ends of this observation alone: an older reading may lie before the commit.
  const paired = yield* mergedOffsets(new Map(), seen.ends)
  const samples = new Map(state.samples)
  let topics = 0
  for (const commits of seen.commits) {
    if (state.groups.has(commits.group)) samples.set(commits.group, sampleOf(samples.get(commits.group), commits, paired))
    topics += 1 + commits.topics.length
    if (topics > TOPICS_A_STEP) {
      topics = 0
      yield
    }
  }
  return readPart({ ...state, ends, samples }, 'offsets', seen, seen.problems)
}

export function* reduceStarts(state: ClusterState, seen: StartsObserved): Steps<ClusterState> {
  const starts = yield* mergedOffsets(state.starts, seen.starts)
  const next = { ...state, starts }
  if (seen.starts.length === 0 && seen.problems.length > 0) return withPart(next, 'starts', { state: 'failed', problems: seen.problems })
  return readPart(next, 'starts', seen, seen.problems)
}

function sampleOf(before: GroupSample | undefined, commits: CommitsObserved, ends: ReadonlyMap<string, TopicOffsetsFact>): GroupSample {
  // What was read earlier stays, with its own time, beside the reason why it was not read again.
  if (commits.problem !== null) return { committedAt: null, topics: new Map(), ...before, problem: commits.problem }
  const topics = new Map<string, TopicSample>()
  for (const { topic, partitions, offsets, metadata, errors } of commits.topics) {
    topics.set(topic, { partitions, committed: offsets, metadata, commitErrors: errors, ...pairedEnds(partitions, ends.get(topic)) })
  }
  return { committedAt: commits.at, problem: null, topics }
}

function pairedEnds(partitions: Int32Array, ends: TopicOffsetsFact | undefined): Pick<TopicSample, 'ends' | 'endAt' | 'endErrors'> {
  const offsets = new Float64Array(partitions.length).fill(Number.NaN)
  const endAt = new Float64Array(partitions.length).fill(Number.NaN)
  const endErrors = new Map<number, number>()
  for (let i = 0; i < partitions.length; i += 1) {
    const p = partitions[i] ?? -1
    const error = ends?.errors.get(p)
    if (error !== undefined) endErrors.set(i, error)
    else offsets[i] = ends?.offsets[p] ?? Number.NaN
    endAt[i] = ends?.at[p] ?? Number.NaN
  }
  return { ends: offsets, endAt, endErrors }
}

function* mergedOffsets(
  before: ReadonlyMap<string, TopicOffsetsFact>,
  seen: OffsetsObservation,
): Steps<ReadonlyMap<string, TopicOffsetsFact>> {
  if (seen.length === 0) return before
  const merged = new Map(before)
  let n = 0
  for (const reading of seen) {
    merged.set(reading.topic, mergedTopic(merged.get(reading.topic), reading))
    n += 1
    if (n % TOPICS_A_STEP === 0) yield
  }
  return merged
}

function mergedTopic(before: TopicOffsetsFact | undefined, reading: OffsetsObservation[number]): TopicOffsetsFact {
  const length = reading.partitions.reduce((most, p) => Math.max(most, p + 1), before?.offsets.length ?? 0)
  const offsets = new Float64Array(length).fill(Number.NaN)
  const at = new Float64Array(length).fill(Number.NaN)
  if (before) {
    offsets.set(before.offsets)
    at.set(before.at)
  }
  const errors = new Map(before?.errors)
  for (let i = 0; i < reading.partitions.length; i += 1) {
    const p = reading.partitions[i] ?? 0
    const error = reading.errors.get(i)
    if (error === undefined) {
      errors.delete(p)
      offsets[p] = reading.offsets[i] ?? Number.NaN
      at[p] = reading.at[i] ?? Number.NaN
    } else {
      // Unknown now. The time stays that of the last good reading.
      errors.set(p, error)
      offsets[p] = Number.NaN
    }
  }
  return { offsets, at, errors }
}
