import { describe, expect, it } from 'vitest'
import type { TopicMetadata } from '../../../../electron/core/clients/kafka/kafka-client.ts'
import { createOffsetPlans, type OffsetPlan } from '../../../../electron/core/clients/kafka/ops/offset-plans.ts'
import { runThrough } from '../../../../electron/core/clients/kafka/slices.ts'
import { createTestClock } from '../../../support/clock.ts'

const PARTITIONS = 1_500
const latest = { timestamp: -1, isolation: 'uncommitted', times: null } as const
const all = Array.from({ length: PARTITIONS }, (_, p) => p)

/** Partitions of `t`, led by 1 and 2 in turn, but the first by `first`. */
const layout = (first: number): TopicMetadata => ({
  ...{ name: 't', topicId: null, internal: false, error: 0 },
  partitions: all.map((partition) => ({
    ...{ partition, error: 0, leaderEpoch: 0, replicas: [1, 2], isr: [1, 2], offline: [] },
    leader: partition === 0 ? first : 1 + (partition % 2),
  })),
})

function bench() {
  const plans = createOffsetPlans()
  let topic = layout(1)
  const topology = { topic: () => topic }
  return {
    plans,
    lead: (first: number) => void (topic = layout(first)),
    plan: (asked: readonly number[] = all): OffsetPlan =>
      runThrough(plans.planFor(new Map([['t', asked]]), latest, { topology, clock: createTestClock() })),
  }
}

describe('plans of reading offsets', () => {
  it('are used again for the same partitions under the same leaders, with room of their own for each answer', () => {
    const { plans, plan } = bench()
    const first = plan()
    expect(first.batches.map((batch) => batch.leader)).toEqual([1, 2])
    first.topics[0]?.read.offsets.fill(7)
    const before = first.topics[0]?.read.offsets
    plans.keep(first)
    const second = plan()
    expect(second.batches).toBe(first.batches)
    expect(second.topics[0]?.read.offsets.every(Number.isNaN)).toBe(true)
    expect(before?.every((offset) => offset === 7)).toBe(true)
  })

  it('are nobody else’s while they are in use', () => {
    const { plans, plan } = bench()
    plans.keep(plan())
    const [one, other] = [plan(), plan()]
    expect(other.batches).not.toBe(one.batches)
    expect(other.topics[0]?.read.offsets).not.toBe(one.topics[0]?.read.offsets)
  })

  it('are made anew when other partitions are asked for, or somebody else leads one', () => {
    const { plans, plan, lead } = bench()
    const first = plan()
    plans.keep(first)
    expect(plan(all.slice(1)).batches).not.toBe(first.batches)
    lead(2)
    const moved = plan()
    expect(moved.batches).not.toBe(first.batches)
    expect(
      moved.batches
        .find((batch) => batch.leader === 2)
        ?.topics.values()
        .next().value,
    ).toContain(0)
  })

  it('are not kept where a partition has no leader: that is told anew each time', () => {
    const { plans, plan, lead } = bench()
    lead(-1)
    const first = plan()
    expect(first.topics[0]?.errors).toEqual(new Map([[0, 5]]))
    plans.keep(first)
    expect(plan().batches).not.toBe(first.batches)
  })
})
