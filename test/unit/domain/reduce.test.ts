import { describe, expect, it } from 'vitest'
import { emptyState, type ClusterState, type PartitionFact } from '../../../shared/domain/cluster-state.ts'
import type { Observation } from '../../../shared/domain/observation.ts'
import { isStale, unreadPart } from '../../../shared/domain/part-status.ts'
import { MOST_CONFIGS } from '../../../shared/domain/reduce/config.ts'
import { KEEP_MISSING_MS } from '../../../shared/domain/reduce/groups.ts'
import { reduce } from '../../../shared/domain/reduce/reduce.ts'

const partition = (p: number, leader: number): PartitionFact => ({
  partition: p,
  error: 0,
  leader,
  leaderEpoch: 1,
  replicas: [1, 2],
  isr: [1, 2],
  offline: [],
})

const metadata = (topics: Readonly<Record<string, readonly number[]>>, brokers = [1, 2], topicId = 'x'): Observation => ({
  kind: 'metadata',
  at: 1_000,
  now: 10,
  clusterId: 'c',
  controllerId: 1,
  brokers: brokers.map((id) => ({ id, host: `h${id}`, port: 9092, rack: null })),
  topics: Object.entries(topics).map(([name, leaders]) => ({
    name,
    topicId,
    internal: false,
    error: 0,
    partitions: leaders.map((leader, p) => partition(p, leader)),
  })),
})

const listing = (group: string) => ({ group, protocolType: 'consumer', state: 'Stable', type: 'classic' as const })
const refused = { code: 'kafka.refused', about: { address: 'h2:9092' } }
const link = (id: number, state: 'up' | 'unreachable', answeredAt: number | null, problem: typeof refused | null) => ({
  id,
  host: `h${id}`,
  port: 9092,
  rack: null,
  state,
  problem,
  release: '4.0',
  answeredAt,
  latencyMs: 1,
})
const all = (...observations: readonly Observation[]): ClusterState => observations.reduce(reduce, emptyState)

const ends = (topic: string, offsets: readonly number[], errors: readonly (readonly [number, number])[] = []) => ({
  topic,
  partitions: Int32Array.from(offsets.keys()),
  offsets: Float64Array.from(offsets),
  at: new Float64Array(offsets.length).fill(7),
  errors: new Map(errors),
})
const commits = (group: string, topic: string, offsets: readonly number[]) => ({
  group,
  at: 5,
  problem: null,
  topics: [
    { topic, partitions: Int32Array.from(offsets.keys()), offsets: Float64Array.from(offsets), metadata: new Map(), errors: new Map() },
  ],
})

describe('reduce keeps what did not change', () => {
  it('metadata again: topics and brokers are the same objects; a moved leader changes its topic alone', () => {
    const first = all(metadata({ a: [1, 2], b: [1] }))
    const again = reduce(first, metadata({ a: [1, 2], b: [1] }))
    expect(again.topics).toBe(first.topics)
    expect(again.brokers).toBe(first.brokers)
    const moved = reduce(again, metadata({ a: [1, 1], b: [1] }))
    expect(moved.topics.get('b')).toBe(first.topics.get('b'))
    expect(moved.topics.get('a')).not.toBe(first.topics.get('a'))
  })

  it('a broker that leaves metadata stays known, as one that is not in it', () => {
    expect(all(metadata({ a: [1] }), metadata({ a: [1] }, [1])).brokers.get(2)).toMatchObject({ inMetadata: false, host: 'h2' })
  })

  it('a topic made anew under its name keeps no offsets of the old one', () => {
    const read = reduce(all(metadata({ a: [1] })), { kind: 'starts', at: 1, now: 1, starts: [ends('a', [3])], problems: [] })
    expect(read.starts.get('a')?.offsets[0]).toBe(3)
    expect(reduce(read, metadata({ a: [1] }, [1, 2], 'y')).starts.has('a')).toBe(false)
  })
})

describe('G-01 groups of a coordinator that does not answer', () => {
  const both: Observation = {
    kind: 'groups',
    at: 1,
    now: 1,
    results: [
      { broker: 1, ok: true, value: [listing('one')] },
      { broker: 2, ok: true, value: [listing('two')] },
    ],
  }
  const halfAt = (now: number): Observation => ({
    kind: 'groups',
    at: now,
    now,
    results: [
      { broker: 1, ok: true, value: [] },
      { broker: 2, ok: false, problem: refused },
    ],
  })

  it('stay, while those of one that answers without them go', () => {
    const state = all(metadata({}), both, halfAt(2))
    expect([...state.groups.keys()]).toEqual(['two'])
    expect(state.parts.groups).toMatchObject({ state: 'read', problems: [refused] })
  })

  it('are there before others have told; the list is not read by that, and nobody is gone', () => {
    const first: Observation = { kind: 'groups', at: 1, now: 1, results: [{ broker: 1, ok: true, value: [listing('one')] }], more: true }
    const second: Observation = { ...first, results: [{ broker: 2, ok: true, value: [listing('two')] }] }
    const state = all(metadata({}), first, second)
    expect([...state.groups].map(([group, { coordinator }]) => [group, coordinator])).toEqual([
      ['one', 1],
      ['two', 2],
    ])
    expect(state.parts.groups).toEqual(unreadPart)
    const whole = reduce(state, both)
    expect(whole.parts.groups.state).toBe('read')
    expect(whole.groups, 'what is told again is what it was').toBe(state.groups)
  })

  it('go after a while', () => {
    expect(all(metadata({}), both, halfAt(2), halfAt(2 + KEEP_MISSING_MS)).groups.size).toBe(0)
  })
})

describe('a broker that is gone', () => {
  it('answered once and refuses now; one never reached is not gone, and with nobody up nothing is known', () => {
    const base = all(metadata({ a: [1, 2] }))
    const links = (...list: ReturnType<typeof link>[]): ClusterState => reduce(base, { kind: 'links', links: list })
    expect([...links(link(1, 'up', 5, null), link(2, 'unreachable', 5, refused)).gone]).toEqual([2])
    expect([...links(link(1, 'up', 5, null), link(2, 'unreachable', null, refused)).gone]).toEqual([])
    expect([...links(link(1, 'unreachable', 5, refused), link(2, 'unreachable', 5, refused)).gone]).toEqual([])
  })
})

describe('samples pair commits with ends read after them', () => {
  const listed: Observation = { kind: 'groups', at: 1, now: 1, results: [{ broker: 1, ok: true, value: [listing('g'), listing('h')] }] }
  const read = (groups: readonly string[], end: number, errors: readonly (readonly [number, number])[] = []): Observation => ({
    kind: 'offsets',
    at: 8,
    now: 8,
    commits: groups.map((g) => commits(g, 'a', [10])),
    ends: [ends('a', [end], errors)],
    problems: [],
  })

  it('another group’s later end reading does not touch them', () => {
    const state = all(metadata({ a: [1] }), listed, read(['g', 'h'], 20), read(['h'], 30))
    expect(state.samples.get('g')?.topics.get('a')?.ends[0]).toBe(20)
    expect(state.samples.get('h')?.topics.get('a')?.ends[0]).toBe(30)
    expect(state.ends.get('a')?.offsets[0]).toBe(30)
  })

  it('an end that could not be read is unknown, never the one before', () => {
    const state = all(metadata({ a: [1] }), listed, read(['g'], 20), read(['g'], Number.NaN, [[0, -2]]))
    expect(state.samples.get('g')?.topics.get('a')?.ends[0]).toBeNaN()
    expect(state.ends.get('a')).toMatchObject({ errors: new Map([[0, -2]]) })
    expect(state.ends.get('a')?.offsets[0]).toBeNaN()
    expect(state.ends.get('a')?.at[0]).toBe(7)
  })

  it('a group that could not be read keeps its sample and says why', () => {
    const failed: Observation = {
      kind: 'offsets',
      at: 9,
      now: 9,
      commits: [{ group: 'g', at: 9, problem: refused, topics: [] }],
      ends: [],
      problems: [refused],
    }
    const state = all(metadata({ a: [1] }), listed, read(['g'], 20), failed)
    expect(state.samples.get('g')).toMatchObject({ committedAt: 5, problem: refused })
    expect(state.samples.get('g')?.topics.get('a')?.committed[0]).toBe(10)
  })
})

describe('H-06 bounds of the state', () => {
  it('configurations: filled to twice the bound, the oldest are gone', () => {
    let state = emptyState
    for (let i = 0; i < 2 * MOST_CONFIGS; i += 1)
      state = reduce(state, { kind: 'config', at: i, now: i, key: `topic ${i}`, problem: null, entries: [] })
    expect(state.configs.size).toBe(MOST_CONFIGS)
    expect([...state.configs.keys()][0]).toBe(`topic ${MOST_CONFIGS}`)
  })
})

describe('G-02 stale', () => {
  it('after two polls or 15 s, whichever is more', () => {
    const part = { ...unreadPart, state: 'read' as const, readAt: 0 }
    expect(isStale({ ...part, interval: 5_000 }, 15_000)).toBe(false)
    expect(isStale({ ...part, interval: 5_000 }, 15_001)).toBe(true)
    expect(isStale({ ...part, interval: 60_000 }, 120_000)).toBe(false)
    expect(isStale({ ...part, interval: 60_000 }, 120_001)).toBe(true)
    expect(isStale({ ...part, interval: null }, 1e9)).toBe(false)
  })
})
