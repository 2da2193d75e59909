import { describe, expect, it } from 'vitest'
import { createAged, createBands } from '../../../electron/core/history/bands.ts'
import { createClusterEvents } from '../../../electron/core/history/cluster-events.ts'
import { eventsOf } from '../../../electron/core/history/group-events.ts'
import { topicEventsOf } from '../../../electron/core/history/topic-events.ts'
import type { GroupMoment } from '../../../electron/core/history/playback.ts'
import { positionsOf } from '../../../electron/core/history/positions.ts'
import { stepsOf } from '../../../electron/core/history/steps.ts'
import { emptyState, type ClusterState, type GroupFact, type TopicFact } from '../../../shared/domain/cluster-state.ts'

const SECOND = 1_000
const layout = [{ topic: 't', partitions: Int32Array.from({ length: 10 }, (_, p) => p) }]

/** Ten messages a second arrive in each partition; partition p is p × 10 s behind. */
const moment = (t: number): GroupMoment => {
  const committed = layout[0]?.partitions ?? []
  return {
    time: t * SECOND,
    committedAt: t * SECOND,
    tier: 10,
    layout,
    committed: Float64Array.from(committed, (p) => 10 * (t - 10 * p)),
    ends: Float64Array.from(committed, () => 10 * t),
    lag: Float64Array.from(committed, (p) => 100 * p),
    endAt: Float64Array.of(t * SECOND),
  }
}

describe('time lag over time', () => {
  it('is that of the worst partition, of nine in ten, and of the middle one', () => {
    const steps = stepsOf(1_000 * SECOND, 1_600 * SECOND, 10)
    const aged = createAged()
    for (let t = 800; t < 1_000; t += 10) aged.before(moment(t))
    const builder = createBands(aged, steps)
    for (let t = 1_000; t < 1_600; t += 10) builder.add(moment(t), Math.floor((t - 1_000) / 60))
    const { worst, p90, median, error, atLeast } = builder.bands()
    expect([...worst]).toEqual(Array(10).fill(90))
    expect([...p90]).toEqual(Array(10).fill(90))
    expect([...median]).toEqual(Array(10).fill(50))
    expect(Math.max(...error)).toBeLessThanOrEqual(10)
    expect(atLeast).toBe(false)
  })

  it('says at least where nothing was recorded before the span, and nothing where nothing was', () => {
    const builder = createBands(createAged(), stepsOf(1_000 * SECOND, 1_600 * SECOND, 10))
    builder.add(moment(1_000), 0)
    builder.add(moment(1_010), 0)
    const { worst, atLeast } = builder.bands()
    expect(atLeast).toBe(true)
    expect(worst[0]).toBeLessThanOrEqual(10)
    expect(worst[1]).toBeNaN()
  })
})

describe('positions over time', () => {
  it('are the last of each step, and a fall of the commit is told', () => {
    const at = (t: number, committed: number): GroupMoment => ({ ...moment(t), committed: Float64Array.of(committed, -1), ends: Float64Array.of(500, 7), layout: [{ topic: 't', partitions: Int32Array.of(3, 4) }] }) // prettier-ignore
    const told = positionsOf([at(0, 100), at(10, 110), at(20, 90), at(30, 120)], 't', 3, { from: 0, to: 40_000, points: 2 })
    expect([...told.committed]).toEqual([110, 120])
    expect([...told.ends]).toEqual([500, 500])
    expect(told.rewinds).toEqual([{ at: 20_000, from: 110, to: 90 }])
    // No commit is no position.
    expect([...positionsOf([at(0, 100)], 't', 4, { from: 0, to: 40_000, points: 2 }).committed]).toEqual([Number.NaN, Number.NaN])
    expect([...positionsOf([at(0, 100)], 'other', 3, { from: 0, to: 40_000, points: 2 }).committed]).toEqual([Number.NaN, Number.NaN])
  })
})

describe('what happened to a group', () => {
  const topic = (leader: number): TopicFact => ({
    name: 't',
    topicId: null,
    internal: false,
    error: 0,
    partitions: [{ partition: 0, error: 0, leader, leaderEpoch: 0, replicas: [1, 2], isr: [1, 2], offline: [] }],
  })
  const state = (leader: number, word: string): ClusterState => ({
    ...emptyState,
    topics: new Map([['t', topic(leader)]]),
    // Only its name and state are looked at.
    groups: new Map([['g', { group: 'g', state: word } as GroupFact]]),
  })
  const ownership = {
    topics: [{ topic: 't', leaders: Int32Array.of(2), members: Int32Array.of(-1) }],
    members: [],
    racks: new Map(),
    agents: new Map(),
  }

  it('its own states, its leaders, its brokers; nothing of the first reading, nothing outside the span', () => {
    const seen = createClusterEvents()
    const told: [number, ClusterState][] = [
      [1_000, state(1, 'Stable')],
      [2_000, state(1, 'PreparingRebalance')],
      [3_000, state(1, 'Stable')],
      [4_000, state(2, 'Stable')],
      [5_000, state(2, 'Empty')],
    ]
    let before = emptyState
    for (const [at, now] of told) {
      Array.from(seen.see(before, now, at))
      before = now
    }
    const all = eventsOf(seen, 'g', ownership, { from: 0, to: 9_000 })
    expect(all.since).toBe(1_000)
    expect(all.events.map(({ at, kind, subject, partitions }) => [at, kind, subject, partitions])).toEqual([
      [2_000, 'rebalance', '', null],
      [3_000, 'settled', '', null],
      [4_000, 'broker', '1', null],
      [4_000, 'broker', '2', null],
      [4_000, 'leaders', '', 1],
      [5_000, 'empty', '', null],
    ])
    expect(eventsOf(seen, 'g', ownership, { from: 2_500, to: 3_500 }).events.map(({ kind }) => kind)).toEqual(['settled'])
  })

  it('of a topic: its own leaders and replicas, and of what is recorded its own coming and going and the brokers that hold it', () => {
    const one = (leader: number, isr: readonly number[]): TopicFact => ({
      ...topic(leader),
      partitions: [{ partition: 0, error: 0, leader, leaderEpoch: 0, replicas: [1, 2], isr, offline: [] }],
    })
    const told = (leader: number, isr: readonly number[]): ClusterState => ({
      ...emptyState,
      topics: new Map([
        ['t', one(leader, isr)],
        ['other', { ...one(leader === 1 ? 2 : 1, [leader]), name: 'other' }],
      ]),
    })
    const seen = createClusterEvents()
    let before = emptyState
    const states = [told(1, [1, 2]), told(2, [2]), told(-1, [2]), told(2, [2, 1])]
    for (const [n, now] of states.entries()) {
      Array.from(seen.see(before, now, 1_000 * (n + 1)))
      before = now
    }
    const recorded = [
      { at: 500, kind: 'topicAdded' as const, subject: 't' },
      { at: 600, kind: 'topicAdded' as const, subject: '2' },
      { at: 1_900, kind: 'brokerDown' as const, subject: '1' },
      { at: 1_950, kind: 'brokerDown' as const, subject: '7' },
      { at: 3_000, kind: 'controller' as const, subject: '2' },
    ]
    const all = topicEventsOf('t', new Set([1, 2]), seen, recorded, { from: 0, to: 9_000 })
    expect(all.since).toBe(1_000)
    expect(all.events.map(({ at, kind, broker, partitions }) => [at, kind, broker, partitions])).toEqual([
      [500, 'created', null, null],
      [1_900, 'brokerDown', 1, null],
      [2_000, 'leaders', null, 1],
      [2_000, 'outOfSync', null, 1],
      [3_000, 'leaderless', null, 1],
      [4_000, 'leaders', null, 1],
      [4_000, 'inSync', null, 1],
    ])
    expect(topicEventsOf('t', new Set(), null, recorded, { from: 600, to: 9_000 })).toEqual({ events: [], more: 0, since: null })
  })
})
