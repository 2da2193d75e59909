import type { ClusterState, GroupSample, TopicOffsetsFact, TopicSample } from '../cluster-state.ts'
import type { CommitsObserved, Observation, OffsetsObservation, OffsetsObserved } from '../observation.ts'
import { copied } from './copied.ts'
import { readPart, withPart, type Steps } from './parts.ts'

type StartsObserved = Extract<Observation, { kind: 'starts' }>

const TOPICS_A_STEP = 50

const NONE: ReadonlyMap<number, number> = new Map()

/** Ends first, then each group of the observation is paired with them. One state change: no moment shows new commits with old ends. */
export function* reduceOffsets(state: ClusterState, seen: OffsetsObserved): Steps<ClusterState> {
  const read = yield* factsOf(seen.ends)
  const ends = yield* mergedOffsets(state.ends, read)
  const samples = yield* copied(state.samples)
  let topics = 0
  for (const commits of seen.commits) {
    // Paired with the ends of this observation alone: an older reading may lie before the commit.
    if (state.groups.has(commits.group)) samples.set(commits.group, sampleOf(samples.get(commits.group), commits, read))
    topics += 1 + commits.topics.length
    if (topics > TOPICS_A_STEP) {
      topics = 0
      yield
    }
  }
  return readPart({ ...state, ends, samples }, 'offsets', seen, seen.problems)
}

export function* reduceStarts(state: ClusterState, seen: StartsObserved): Steps<ClusterState> {
  const starts = yield* mergedOffsets(state.starts, yield* factsOf(seen.starts))
  const next = { ...state, starts }
  if (seen.starts.length === 0 && seen.problems.length > 0) return withPart(next, 'starts', { state: 'failed', problems: seen.problems })
  return readPart(next, 'starts', seen, seen.problems)
}

/** Only where it was asked for: what is missing stays unknown. */
export function* reduceStables(state: ClusterState, { stables }: Extract<Observation, { kind: 'stables' }>): Steps<ClusterState> {
  return { ...state, stables: yield* mergedOffsets(state.stables, yield* factsOf(stables)) }
}

function sampleOf(before: GroupSample | undefined, commits: CommitsObserved, ends: ReadonlyMap<string, TopicOffsetsFact>): GroupSample {
  // What was read earlier stays, with its own time, beside the reason why it was not read again.
  if (commits.problem !== null) return { committedAt: null, topics: new Map(), ...before, problem: commits.problem }
  const topics = new Map<string, TopicSample>()
  for (const commit of commits.topics) topics.set(commit.topic, topicSample(commit, ends.get(commit.topic)))
  return { committedAt: commits.at, problem: null, topics }
}

function topicSample(commit: CommitsObserved['topics'][number], ends: TopicOffsetsFact | undefined): TopicSample {
  const { partitions, offsets: committed, metadata, errors: commitErrors } = commit
  // All partitions of the topic in order, which is what most groups read: the reading itself, not a copy of it.
  if (ends?.errors.size === 0 && ends.offsets.length === partitions.length && areInOrder(partitions))
    return { partitions, committed, metadata, commitErrors, ends: ends.offsets, endAt: ends.at, endErrors: NONE }
  return { partitions, committed, metadata, commitErrors, ...pairedEnds(partitions, ends) }
}

function pairedEnds(partitions: Int32Array, ends: TopicOffsetsFact | undefined): Pick<TopicSample, 'ends' | 'endAt' | 'endErrors'> {
  const offsets = new Float64Array(partitions.length).fill(Number.NaN)
  const endAt = new Float64Array(partitions.length).fill(Number.NaN)
  if (ends === undefined) return { ends: offsets, endAt, endErrors: NONE }
  const endErrors = new Map<number, number>()
  const clean = ends.errors.size === 0
  for (let i = 0; i < partitions.length; i += 1) {
    const p = partitions[i] ?? -1
    offsets[i] = ends.offsets[p] ?? Number.NaN
    endAt[i] = ends.at[p] ?? Number.NaN
    const error = clean ? undefined : ends.errors.get(p)
    if (error !== undefined) endErrors.set(i, error)
  }
  return { ends: offsets, endAt, endErrors: endErrors.size === 0 ? NONE : endErrors }
}

/** What one answer says of each topic, by partition number. */
function* factsOf(seen: OffsetsObservation): Steps<ReadonlyMap<string, TopicOffsetsFact>> {
  const facts = new Map<string, TopicOffsetsFact>()
  for (const reading of seen) {
    facts.set(reading.topic, factOf(reading))
    if (facts.size % TOPICS_A_STEP === 0) yield
  }
  return facts
}

/** Partition n at place n. */
function areInOrder(partitions: Int32Array): boolean {
  for (let i = 0; i < partitions.length; i += 1) if (partitions[i] !== i) return false
  return true
}

function factOf({ partitions, offsets: read, at: times, errors: codes }: OffsetsObservation[number]): TopicOffsetsFact {
  if (codes.size === 0 && areInOrder(partitions)) return { offsets: read, at: times, errors: NONE }
  let length = 0
  for (const p of partitions) if (p >= length) length = p + 1
  const offsets = new Float64Array(length).fill(Number.NaN)
  const at = new Float64Array(length).fill(Number.NaN)
  const errors = new Map<number, number>()
  const clean = codes.size === 0
  for (let i = 0; i < partitions.length; i += 1) {
    const p = partitions[i] ?? 0
    const error = clean ? undefined : codes.get(i)
    if (error === undefined) {
      offsets[p] = read[i] ?? Number.NaN
      at[p] = times[i] ?? Number.NaN
    } else {
      errors.set(p, error)
    }
  }
  return { offsets, at, errors: errors.size === 0 ? NONE : errors }
}

function* mergedOffsets(
  before: ReadonlyMap<string, TopicOffsetsFact>,
  read: ReadonlyMap<string, TopicOffsetsFact>,
): Steps<ReadonlyMap<string, TopicOffsetsFact>> {
  if (read.size === 0) return before
  const merged = yield* copied(before)
  let n = 0
  for (const [topic, fact] of read) {
    merged.set(topic, mergedTopic(merged.get(topic), fact))
    n += 1
    if (n % TOPICS_A_STEP === 0) yield
  }
  return merged
}

/** A partition that was not asked keeps what it has; one that could not be read is unknown now, and keeps the time of its last reading. */
function mergedTopic(before: TopicOffsetsFact | undefined, now: TopicOffsetsFact): TopicOffsetsFact {
  if (before === undefined || isWhole(before, now)) return now
  const length = Math.max(before.offsets.length, now.offsets.length)
  const offsets = new Float64Array(length).fill(Number.NaN)
  const at = new Float64Array(length).fill(Number.NaN)
  const errors = new Map<number, number>()
  for (let p = 0; p < length; p += 1) {
    const error = now.errors.get(p)
    const isRead = !Number.isNaN(now.offsets[p] ?? Number.NaN)
    const from = isRead ? now : before
    at[p] = from.at[p] ?? Number.NaN
    if (error === undefined) offsets[p] = from.offsets[p] ?? Number.NaN
    const known = error ?? (isRead ? undefined : before.errors.get(p))
    if (known !== undefined) errors.set(p, known)
  }
  return { offsets, at, errors: errors.size === 0 ? NONE : errors }
}

/** Everything was read anew, and nothing else was known. */
function isWhole(before: TopicOffsetsFact, { offsets, errors }: TopicOffsetsFact): boolean {
  if (errors.size > 0 || offsets.length < before.offsets.length) return false
  for (let p = 0; p < offsets.length; p += 1) if (Number.isNaN(offsets[p] ?? Number.NaN)) return false
  return true
}
