import * as fc from 'fast-check'
import type { ClusterState, GroupSample, TopicOffsetsFact } from '../../shared/domain/cluster-state.ts'
import { emptyState } from '../../shared/domain/cluster-state.ts'
import { lagOf } from '../../shared/domain/lag.ts'

/** What a cluster's groups and topics went through, as the ticks of a sampler saw it. */
export interface Tick {
  readonly time: number
  /** Groups that were read, with the time when their commits arrived. */
  readonly groups: readonly string[]
  readonly state: ClusterState
}

export const TOPICS = ['orders', 'payments', '__proto__'] as const
const READS: Readonly<Record<string, readonly (typeof TOPICS)[number][]>> = {
  billing: ['orders', 'payments'],
  audit: ['orders'],
  'a group with spaces and 🍋': ['__proto__'],
}
export const GROUPS = Object.keys(READS)
export const PARTITIONS = 3
export const BEGIN = Date.UTC(2026, 10, 24, 11, 58, 30)

interface Step {
  readonly wait: number
  readonly read: readonly boolean[]
  readonly produced: readonly number[]
  readonly consumed: readonly number[]
  readonly missing: number
}

const step: fc.Arbitrary<Step> = fc.record({
  wait: fc.oneof({ weight: 6, arbitrary: fc.constant(5_000) }, { weight: 2, arbitrary: fc.integer({ min: 1_500, max: 40_000 }) }),
  read: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  produced: fc.array(fc.nat({ max: 5_000 }), { minLength: 9, maxLength: 9 }),
  consumed: fc.array(fc.nat({ max: 6_000 }), { minLength: 9, maxLength: 9 }),
  missing: fc.nat({ max: 20 }),
})

export const ticks = (length: number): fc.Arbitrary<readonly Tick[]> =>
  fc.array(step, { minLength: 1, maxLength: length, size: 'max' }).map((steps) => play(steps))

function play(steps: readonly Step[]): readonly Tick[] {
  const ends = new Map(TOPICS.map((topic) => [topic as string, new Float64Array(PARTITIONS).fill(1_000)]))
  const commits = new Map(GROUPS.map((group) => [group, (READS[group] ?? []).map(() => new Float64Array([500, -1, 900]))]))
  let state: ClusterState = emptyState
  let time = BEGIN
  return steps.map(({ wait, read, produced, consumed, missing }, n) => {
    time += wait
    for (const [t, topic] of TOPICS.entries())
      ends.set(
        topic,
        moved(ends.get(topic), (p) => produced[3 * t + p] ?? 0),
      )
    for (const [g, group] of GROUPS.entries())
      commits.set(
        group,
        (commits.get(group) ?? []).map((offsets, i) =>
          moved(offsets, (p) => ((offsets[p] ?? -1) < 0 ? 0 : (consumed[(3 * g + p + i) % 9] ?? 0))),
        ),
      )
    const groups = GROUPS.filter((_, g) => read[g])
    state = readBy(state, groups, time, { ends, commits, missing: n % 3 === 0 ? missing : -1 })
    return { time, groups, state }
  })
}

const moved = (offsets: Float64Array | undefined, by: (place: number) => number): Float64Array<ArrayBuffer> =>
  Float64Array.from(offsets ?? [], (offset, p) => offset + by(p))

interface Truth {
  readonly ends: ReadonlyMap<string, Float64Array>
  readonly commits: ReadonlyMap<string, readonly Float64Array<ArrayBuffer>[]>
  /** The partition of every topic whose leader does not answer. */
  readonly missing: number
}

function readBy(before: ClusterState, groups: readonly string[], time: number, { ends, commits, missing }: Truth): ClusterState {
  const facts = new Map(before.ends)
  const samples = new Map(before.samples)
  for (const topic of new Set(groups.flatMap((group) => READS[group] ?? []))) {
    const offsets = Float64Array.from(ends.get(topic) ?? [], (end, p) => (p === missing ? Number.NaN : end))
    // Each leader answers in its own time.
    const at = offsets.map((end, p) => (Number.isNaN(end) ? Number.NaN : time + 20 + p))
    facts.set(topic, { offsets, at, errors: new Map() } satisfies TopicOffsetsFact)
  }
  for (const group of groups) {
    const partitions = Int32Array.from({ length: PARTITIONS }, (_, p) => p)
    const topics = new Map(
      (READS[group] ?? []).map((topic, i) => {
        const fact = facts.get(topic)
        const committed = commits.get(group)?.[i] ?? new Float64Array(PARTITIONS)
        const none = { metadata: new Map(), commitErrors: new Map(), endErrors: new Map() }
        return [topic, { partitions, committed, ends: fact?.offsets ?? new Float64Array(), endAt: fact?.at ?? new Float64Array(), ...none }]
      }),
    )
    samples.set(group, { committedAt: time + 10, problem: null, topics } satisfies GroupSample)
  }
  return { ...before, ends: facts, samples }
}

/** Lag of a group as it was live, by partition in order. */
export function liveLag(state: ClusterState, group: string): readonly number[] {
  const topics = state.samples.get(group)?.topics ?? new Map<string, never>()
  return [...topics].flatMap(([, { committed, ends }]) => [...committed].map((c, i) => lagOf(c, Number.NaN, ends[i] ?? Number.NaN)))
}
