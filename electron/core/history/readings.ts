import type { ClusterState, GroupSample, TopicOffsetsFact } from '../../../shared/domain/cluster-state.ts'
import type { Layout } from './layouts.ts'
import type { SampleBuffer } from './sample-batch.ts'

const VALUES_A_STEP = 2_000

type Offsets = Pick<ClusterState, 'samples' | 'ends' | 'starts'>

/** Layouts of whole topics, the same array for all topics of a size. */
export type WholeTopics = (topic: string, count: number) => Layout

export function createWholeTopics(): WholeTopics {
  const bySize = new Map<number, Int32Array>()
  return (topic, count) => {
    const partitions = bySize.get(count) ?? Int32Array.from({ length: count }, (_, p) => p)
    bySize.set(count, partitions)
    return [{ topic, partitions }]
  }
}

export interface Into {
  readonly buffer: SampleBuffer
  readonly whole: WholeTopics
}

/** What was read between two states, put into the buffer. What did not change is the same object, so that it costs next to nothing. */
export function* addReadings(into: Into, before: Offsets, state: Offsets): Generator<undefined, void> {
  let work = 0
  const done = (values: number): boolean => {
    work += 5 + values
    if (work < VALUES_A_STEP) return false
    work = 0
    return true
  }
  if (state.ends !== before.ends)
    for (const [topic, fact] of state.ends) {
      const last = before.ends.get(topic)
      if (done(fact === last ? 0 : addEnds(into, topic, fact, last))) yield
    }
  if (state.starts !== before.starts)
    for (const [topic, fact] of state.starts) if (done(fact === before.starts.get(topic) ? 0 : addStarts(into, topic, fact))) yield
  if (state.samples !== before.samples)
    for (const [group, sample] of state.samples) {
      const last = before.samples.get(group)
      if (done(sample === last ? 0 : addCommits(into.buffer, group, sample, last))) yield
    }
}

/** Partitions that were read just now; the others keep their places empty. All of a topic's brokers answer within a tick. */
function addEnds({ buffer, whole }: Into, topic: string, { offsets, at }: TopicOffsetsFact, last: TopicOffsetsFact | undefined): number {
  const count = offsets.length
  const lastAt = last?.at ?? NEVER
  let time = Number.POSITIVE_INFINITY
  let isAllNew = true
  for (let p = 0; p < count; p++) {
    const own = at[p] ?? Number.NaN
    if (p < lastAt.length && own === (lastAt[p] ?? Number.NaN)) isAllNew = false
    else if (own < time) time = own
  }
  if (time === Number.POSITIVE_INFINITY) return count
  const row = buffer.add({ kind: 'ends', name: topic }, time, whole(topic, count))
  if (isAllNew) row.set(offsets)
  else for (let p = 0; p < count; p++) if (at[p] !== lastAt[p]) row[p] = offsets[p] ?? Number.NaN
  return 2 * count
}

const NEVER = new Float64Array(0)

/** What is known of a topic's starts, also where it was read earlier: they are carried anyway. */
function addStarts({ buffer, whole }: Into, topic: string, { offsets, at }: TopicOffsetsFact): number {
  let time = Number.NEGATIVE_INFINITY
  for (const own of at) if (own > time) time = own
  if (time === Number.NEGATIVE_INFINITY) return offsets.length
  buffer.add({ kind: 'starts', name: topic }, time, whole(topic, offsets.length)).set(offsets)
  return 2 * offsets.length
}

function addCommits(buffer: SampleBuffer, group: string, { committedAt, topics }: GroupSample, last: GroupSample | undefined): number {
  // Those of an earlier reading, when the latest one failed.
  if (committedAt === null || committedAt === last?.committedAt) return 0
  const row = buffer.add({ kind: 'commits', name: group }, committedAt, layoutOf(topics))
  let column = 0
  for (const { committed } of topics.values()) {
    row.set(committed, column)
    column += committed.length
  }
  return 2 * column
}

/** Most groups read one topic: a list of one is made as large as that. */
function layoutOf(topics: GroupSample['topics']): Layout {
  const only = topics.size === 1 ? topics.keys().next().value : undefined
  const read = only === undefined ? undefined : topics.get(only)
  return only === undefined || read === undefined
    ? [...topics].map(([topic, { partitions }]) => ({ topic, partitions }))
    : [{ topic: only, partitions: read.partitions }]
}
