import { describe, expect, it } from 'vitest'
import type { AclBinding } from '../../../shared/domain/acl.ts'
import { compareStates } from '../../../shared/domain/compare.ts'
import { configKey, emptyState, type ClusterState, type ConfigFact, type TopicFact } from '../../../shared/domain/cluster-state.ts'

const read = { ...emptyState.parts.metadata, state: 'read' as const, readAt: 1, asOf: 1 }
const partition = { error: 0, leader: 1, leaderEpoch: 0, replicas: [1, 2], isr: [1, 2], offline: [] }
const topic = (name: string, partitions: number): TopicFact => ({
  ...{ name, topicId: null, internal: false, error: 0 },
  partitions: Array.from({ length: partitions }, (_, n) => ({ ...partition, partition: n })),
})
const config = (values: Readonly<Record<string, string>>, more: Partial<ConfigFact['entries'][number]> = {}): ConfigFact => ({
  ...{ at: 1, readAt: 1, problem: null },
  entries: Object.entries(values).map(([name, value]) => ({
    ...{ name, value, source: 'topic', type: null, documentation: null, readOnly: false, sensitive: false },
    ...more,
  })),
})
const broker = (id: number, host: string) => ({ id, host, port: 9092, rack: 'a', inMetadata: true, link: null })
const group = (name: string) => ({
  group: name,
  protocolType: 'consumer',
  state: 'Stable',
  type: 'classic' as const,
  coordinator: 1,
  missingSince: null,
})
const sample = (committed: readonly number[]) => ({
  ...{ committedAt: 1, problem: null },
  topics: new Map([
    [
      'orders',
      {
        partitions: Int32Array.from(committed, (_, n) => n),
        committed: Float64Array.from(committed),
        ...{ ends: new Float64Array(), endAt: new Float64Array(), metadata: new Map(), commitErrors: new Map(), endErrors: new Map() },
      },
    ],
  ]),
})

function cluster(change: Partial<ClusterState>): ClusterState {
  const parts = { ...emptyState.parts, metadata: read, groups: read }
  return { ...emptyState, parts, ...change }
}
const topicsOf = (...topics: readonly TopicFact[]) => new Map(topics.map((each) => [each.name, each]))
const RULES = { ignoreHosts: true }
const kind = (left: ClusterState, right: ClusterState, name: string, rules = RULES) =>
  compareStates(left, right, rules).find((each) => each.kind === name)

const ACL: AclBinding = {
  resource: 'topic',
  name: 'orders',
  pattern: 'prefixed',
  principal: 'User:ada',
  host: '*',
  operation: 'Read',
  permission: 'allow',
}

describe('21 compare', () => {
  it('a state is the same as itself', () => {
    const one = cluster({ topics: topicsOf(topic('a', 3)), brokers: new Map([[1, broker(1, 'x')]]), groups: new Map([['g', group('g')]]) })
    const acls = [{ ...ACL, operation: 'Read' as const }]
    for (const { read: isRead, onlyLeft, onlyRight, different } of compareStates(one, one, RULES, { left: acls, right: acls }).filter(
      ({ kind: name }) => name !== 'agents',
    ))
      expect([isRead, onlyLeft, onlyRight, different]).toEqual([true, [], [], []])
  })

  it('what a principal may do, whoever denies it; without both sides nothing is said', () => {
    const write = { ...ACL, operation: 'Write' as const }
    const [one, other] = [
      [ACL, write, { ...write, permission: 'deny' as const }],
      [ACL, write, { ...ACL, principal: 'User:eve' }],
    ]
    const compared = compareStates(cluster({}), cluster({}), RULES, { left: one, right: other })
    expect(compared.at(-1)).toEqual({
      ...{ kind: 'acls', read: true, onlyLeft: [], onlyRight: ['User:eve'], same: 0 },
      different: [{ name: 'User:ada', fields: [{ field: 'Write on topic orders…', left: 'deny', right: 'allow' }] }],
    })
    expect(compareStates(cluster({}), cluster({}), RULES).at(-1)).toMatchObject({ kind: 'acls', read: false, onlyRight: [] })
  })

  it('only left, only right, different with its fields, same; turned round, the sides change places', () => {
    const left = cluster({ topics: topicsOf(topic('a', 3), topic('b', 3), topic('c10', 1), topic('c9', 1), topic('same', 2)) })
    const right = cluster({ topics: topicsOf(topic('a', 6), topic('d', 1), topic('same', 2)) })
    expect(kind(left, right, 'topics')).toEqual({
      ...{ kind: 'topics', read: true, onlyLeft: ['b', 'c9', 'c10'], onlyRight: ['d'], same: 1 },
      different: [{ name: 'a', fields: [{ field: 'partitions', left: '3', right: '6' }] }],
    })
    const turned = kind(right, left, 'topics')
    expect([turned?.onlyLeft, turned?.onlyRight, turned?.different[0]?.fields[0]]).toEqual([
      ['d'],
      ['b', 'c9', 'c10'],
      { field: 'partitions', left: '6', right: '3' },
    ])
  })

  it('configurations are compared where both sides have read them: a reading is no difference, a secret is never told', () => {
    const topics = topicsOf(topic('a', 1))
    const key = configKey('topic', 'a')
    const with_ = (fact: ConfigFact) => cluster({ topics, configs: new Map([[key, fact]]) })
    const set = with_(config({ 'retention.ms': '1000', 'max.message.bytes': '5' }))
    expect(kind(set, cluster({ topics }), 'topics')?.different).toEqual([])
    expect(kind(set, with_(config({ 'retention.ms': '2000' })), 'topics')?.different).toEqual([
      {
        name: 'a',
        fields: [
          { field: 'retention.ms', left: '1000', right: '2000' },
          { field: 'max.message.bytes', left: '5', right: null },
        ],
      },
    ])
    const secret = with_(config({ 'ssl.key.password': 'hunter2' }, { sensitive: true }))
    expect(JSON.stringify(compareStates(secret, with_(config({})), RULES))).not.toContain('hunter2')
    expect(kind(with_(config({ x: '1' }, { source: 'default' })), with_(config({})), 'topics')?.different).toEqual([])
  })

  it('positions of groups exactly; no commit is not position 0', () => {
    const groups = new Map([['g', group('g')]])
    const at = (offsets: readonly number[]) => cluster({ groups, samples: new Map([['g', sample(offsets)]]) })
    expect(kind(at([9_007_199_254_740_991, 5, -1]), at([9_007_199_254_740_990, 5, 0]), 'groups')?.different).toEqual([
      {
        name: 'g',
        fields: [
          { field: 'position orders-0', left: '9007199254740991', right: '9007199254740990' },
          { field: 'position orders-2', left: null, right: '0' },
        ],
      },
    ])
  })

  it('what one side never read is not compared; addresses are left out when they are to be', () => {
    const unread = { ...cluster({}), parts: { ...emptyState.parts, metadata: read } }
    expect(kind(unread, cluster({ groups: new Map([['g', group('g')]]) }), 'groups')).toMatchObject({ read: false, onlyRight: [] })
    const [x, y] = [cluster({ brokers: new Map([[1, broker(1, 'x')]]) }), cluster({ brokers: new Map([[1, broker(1, 'y')]]) })]
    expect(kind(x, y, 'brokers')?.different).toEqual([])
    expect(kind(x, y, 'brokers', { ignoreHosts: false })?.different[0]?.fields).toEqual([
      { field: 'address', left: 'x:9092', right: 'y:9092' },
    ])
  })
})
