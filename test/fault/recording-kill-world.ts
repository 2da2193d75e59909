import type { ClusterState } from '../../shared/domain/cluster-state.ts'

/** What is read in the kill loop: every offset follows from the time of its reading, so that each stored value can be checked. */

export const CLUSTER = 'killed'
/** A reading replaces one that is less than a second older. */
export const READ_MS = 1_100
export const GROUPS = Array.from({ length: 40 }, (_, i) => `group-${i}`)
const PARTITIONS = 12
const EPOCH = Date.UTC(2026, 0, 1)

export const topicOf = (group: string): string => `topic-of-${group}`
const endOf = (partition: number, at: number): number => Math.floor((at - EPOCH) / 10) + partition
const commitOf = (partition: number, at: number): number => endOf(partition, at) - 7 * partition

const partitions = Int32Array.from({ length: PARTITIONS }, (_, p) => p)

/** Every group and topic read at that moment. */
export function readingAt(before: ClusterState, at: number): ClusterState {
  const samples = new Map<string, ReturnType<typeof sampleAt>>()
  const ends = new Map<string, { offsets: Float64Array<ArrayBuffer>; at: Float64Array<ArrayBuffer>; errors: Map<number, number> }>()
  for (const group of GROUPS) {
    const offsets = Float64Array.from(partitions, (p) => endOf(p, at))
    const times = new Float64Array(PARTITIONS).fill(at)
    ends.set(topicOf(group), { offsets, at: times, errors: new Map() })
    samples.set(group, sampleAt(group, at, offsets, times))
  }
  return { ...before, samples, ends }
}

function sampleAt(group: string, at: number, ends: Float64Array<ArrayBuffer>, endAt: Float64Array<ArrayBuffer>) {
  const committed = Float64Array.from(partitions, (p) => commitOf(p, at))
  const none = { metadata: new Map(), commitErrors: new Map(), endErrors: new Map() }
  return { committedAt: at, problem: null, topics: new Map([[topicOf(group), { partitions, committed, ends, endAt, ...none }]]) }
}

/** Whether that is what was read at that moment, to the last offset. */
export const isTrue = (at: number, committed: ArrayLike<number>, ends: ArrayLike<number>): boolean =>
  partitions.every((p) => committed[p] === commitOf(p, at) && ends[p] === endOf(p, at))
