import { describe, expect, it } from 'vitest'
import { derive, deriveOfFacts, nothingDerived, type Derived } from '../../../electron/core/state/derive/derive.ts'
import { noLag } from '../../../electron/core/state/lag/tracker.ts'
import {
  emptyState,
  type ClusterState,
  type DescriptionFact,
  type GroupFact,
  type TopicFact,
} from '../../../shared/domain/cluster-state.ts'
import { createRandom } from '../../support/random.ts'

const topic = (name: string, leader: number): TopicFact => ({
  ...{ name, topicId: null, internal: false, error: 0 },
  partitions: [{ partition: 0, error: 0, leader, leaderEpoch: 1, replicas: [1, 2], isr: [1, 2], offline: [] }],
})
const stateOf = (...topics: readonly TopicFact[]): ClusterState => ({
  ...emptyState,
  topics: new Map(topics.map((each) => [each.name, each])),
})

function finished<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
const derived = (before: Derived, state: ClusterState): Derived => finished(derive(before, state, noLag))
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
    expect([b.later.from(), c.later.from()]).not.toContain(null)
    expect(rowsOf(c)).toEqual(rowsOf(derived(nothingDerived, third)))
    expect(b.later.from()).not.toBeNull()
    const d = derived(c, fourth)
    expect(rowsOf(d)).toEqual(rowsOf(derived(nothingDerived, fourth)))
    // Asked for late, it says what it was.
    expect(rowsOf(b)).toEqual(rowsOf(derived(nothingDerived, second)))
  })
})

describe('what is derived of a group', () => {
  it('keeps what its members own while they are described as before, whenever that was read', () => {
    const told = (client: string): NonNullable<DescriptionFact['description']> => ({
      ...{ state: 'Stable', type: 'classic', protocolType: 'consumer', assignor: 'range', coordinator: 1 },
      members: [
        { member: client, instance: null, clientId: client, host: client, rack: null, assigned: [{ topic: 'orders', partitions: [0] }] },
      ],
    })
    const described = (at: number, description: DescriptionFact['description']): ClusterState => ({
      ...stateOf(topic('orders', 1)),
      groups: new Map([
        [
          'g',
          { ...{ group: 'g', protocolType: 'consumer', state: 'Stable', type: 'classic' as const }, coordinator: 1, missingSince: null },
        ],
      ]),
      descriptions: new Map([['g', { at, description, problem: null }]]),
    })
    const same = told('a')
    const membersOf = ({ groups }: Derived): unknown => groups.get('g')?.members
    const first = derived(nothingDerived, described(1, same))
    const later = derived(first, described(2, same))
    expect(membersOf(later)).toBe(membersOf(first))
    const other = derived(later, described(3, { ...same, members: [...same.members, ...told('b').members] }))
    expect(membersOf(other)).toMatchObject({ ownedCount: 1, hosts: 2 })
    expect(membersOf(derived(other, described(4, null)))).toMatchObject({ owned: undefined, ownedCount: null, hosts: null })
  })
})

describe('what is counted of brokers', () => {
  it('goes on from the state before, and is what it is by itself: also when topics go, and brokers go away', () => {
    const random = createRandom(5)
    const some = (count: number): number => Math.floor(random.between(0, count))
    const made = (name: string): TopicFact => ({
      ...topic(name, 0),
      partitions: Array.from({ length: 3 }, (_, partition) => {
        const replicas = [some(4), 4 + some(3)]
        return {
          partition,
          error: 0,
          leader: some(3) === 0 ? -1 : (replicas[0] ?? 0),
          leaderEpoch: 1,
          replicas,
          isr: replicas.slice(some(2)),
          offline: [],
        }
      }),
    })
    const brokers: ClusterState['brokers'] = new Map(
      Array.from({ length: 7 }, (_, id) => [id, { id, host: 'h', port: 9092, rack: null, inMetadata: true, link: null }]),
    )
    const group = (name: string): GroupFact => ({
      ...{ group: name, protocolType: 'consumer', state: 'Stable', type: 'classic', coordinator: some(7), missingSince: null },
    })
    let before = nothingDerived
    let topics: ReadonlyMap<string, TopicFact> = new Map()
    let gone: ReadonlySet<number> = new Set()
    const seen = new Set<string>()
    for (let n = 0; n < 60; n++) {
      const next = new Map(topics)
      for (let changed = some(4); changed > 0; changed--) {
        const name = `t${some(12)}`
        if (some(3) === 0) next.delete(name)
        else next.set(name, made(name))
      }
      topics = next
      if (some(5) === 0) gone = new Set([some(7)])
      const groups = new Map(Array.from({ length: some(5) }, (_, g) => [`g${g}`, group(`g${g}`)] as const))
      const state = { ...emptyState, brokers, topics, gone, groups }
      const now = derived(before, state)
      expect([...now.brokers.rows]).toEqual([...derived(nothingDerived, state).brokers.rows])
      seen.add(JSON.stringify([...now.brokers.rows.values()]))
      before = now
    }
    expect(seen.size).toBeGreaterThan(40)
  })

  it('is not what another state would be told, when what no offset is needed for was worked out before', () => {
    const before = derived(nothingDerived, stateOf(topic('orders', 1)))
    const state = stateOf(topic('orders', 2), topic('audit', 1))
    const facts = finished(deriveOfFacts(before, state))
    const withOffsets = {
      ...state,
      ends: new Map([['audit', { offsets: Float64Array.of(5), at: Float64Array.of(1), errors: new Map<number, number>() }]]),
    }
    const own = finished(derive(before, withOffsets, noLag, facts))
    const whole = derived(nothingDerived, withOffsets)
    expect([own.led, own.layouts, own.totals.topics, own.brokers.rows]).toEqual([
      whole.led,
      whole.layouts,
      whole.totals.topics,
      whole.brokers.rows,
    ])
    expect(rowsOf(own)).toEqual(rowsOf(whole))
  })
})
