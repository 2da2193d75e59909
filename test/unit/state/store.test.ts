import { describe, expect, it } from 'vitest'
import { createClusterStore } from '../../../electron/core/state/store.ts'
import type { Observation } from '../../../shared/domain/observation.ts'

const TOPICS = 200
const NONE = new Map<number, never>()
const name = (i: number): string => `t${i}`

const metadata: Observation = {
  ...{ kind: 'metadata', at: 1_000, now: 0, clusterId: 'c', controllerId: 1 },
  brokers: [{ id: 1, host: 'b', port: 1, rack: null }],
  topics: Array.from({ length: TOPICS }, (_, i) => ({
    ...{ name: name(i), topicId: null, internal: false, error: 0 },
    partitions: [{ partition: 0, error: 0, leader: 1, leaderEpoch: 0, replicas: [1], isr: [1], offline: [] }],
  })),
}

function offsets(kind: 'offsets' | 'starts', at: number, offset: number): Observation {
  const read = Array.from({ length: TOPICS }, (_, i) => ({
    ...{ topic: name(i), partitions: Int32Array.of(0), errors: NONE },
    ...{ offsets: Float64Array.of(offset), at: Float64Array.of(at) },
  }))
  const moment = { at, now: at, problems: [] }
  return kind === 'starts' ? { kind, ...moment, starts: read } : { kind, ...moment, commits: [], ends: read }
}

describe('what is known of a cluster', () => {
  it('tells of topics what the newest state says, whoever asks when', async () => {
    const store = createClusterStore()
    const told: (number | null | undefined)[] = []
    const left: number[] = []
    store.watch(() => {
      left.push([...store.derived().later.steps()].length)
      told.push(store.derived().later.value().topics.get(name(7))?.value.row.messages)
    }, new AbortController().signal)
    await store.apply(metadata)
    await store.apply(offsets('starts', 2_000, 100))
    await store.apply(offsets('offsets', 3_000, 105))
    await store.apply(offsets('offsets', 4_000, 117))
    expect(told).toEqual([null, null, 5, 17])
    // Nobody had asked before the first; from then on all of it is there when somebody is told.
    expect(left[0]).toBeGreaterThan(0)
    expect(left.slice(1)).toEqual([0, 0, 0])
  })

  it('counts partitions of topics without rows of them', async () => {
    const store = createClusterStore()
    await store.apply(metadata)
    expect(store.derived().totals.topics).toMatchObject({ partitions: TOPICS, replicas: TOPICS, offline: 0 })
  })
})
