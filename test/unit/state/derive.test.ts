import { describe, expect, it } from 'vitest'
import { derive, nothingDerived, type Derived } from '../../../electron/core/state/derive/derive.ts'
import { noLag } from '../../../electron/core/state/lag/tracker.ts'
import { emptyState, type ClusterState, type TopicFact } from '../../../shared/domain/cluster-state.ts'

const topic = (name: string, leader: number): TopicFact => ({
  ...{ name, topicId: null, internal: false, error: 0 },
  partitions: [{ partition: 0, error: 0, leader, leaderEpoch: 1, replicas: [1, 2], isr: [1, 2], offline: [] }],
})
const stateOf = (...topics: readonly TopicFact[]): ClusterState => ({
  ...emptyState,
  topics: new Map(topics.map((each) => [each.name, each])),
})

function derived(before: Derived, state: ClusterState): Derived {
  const steps = derive(before, state, noLag)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
const rowsOf = ({ later }: Derived): unknown => [...later.value().topics].map(([name, { value }]) => [name, value.row])

describe('what is derived for views of topics', () => {
  const first = stateOf(topic('orders', 1), topic('refunds', 2))
  const second = stateOf(topic('orders', 2), topic('refunds', 2))
  const third = stateOf(topic('orders', 2), topic('audit', 1))
  const fourth = stateOf(topic('orders', 2), topic('audit', 2))

  it('is left out of a state that nobody asked, and the next one is all the same what it is by itself', () => {
    const a = derived(nothingDerived, first)
    a.later.value()
    const b = derived(a, second)
    const c = derived(b, third)
    expect([b.later.isBegun(), c.later.isBegun()]).toEqual([false, false])
    expect(rowsOf(c)).toEqual(rowsOf(derived(nothingDerived, third)))
    expect(b.later.isBegun()).toBe(false)
    const d = derived(c, fourth)
    expect(rowsOf(d)).toEqual(rowsOf(derived(nothingDerived, fourth)))
    // Asked for late, it says what it was.
    expect(rowsOf(b)).toEqual(rowsOf(derived(nothingDerived, second)))
  })
})
