import { describe, expect, it } from 'vitest'
import { unexplained, type OwnAct } from '../../../../electron/core/commands/elsewhere/explained.ts'
import type { SeenChange } from '../../../../shared/domain/survey.ts'

const MINUTE = 60_000
const seen = (more: Partial<SeenChange>): SeenChange => ({
  kind: 'topic',
  object: 'orders',
  happened: 'changed',
  lines: [{ what: 'retention.ms', before: '1', after: '7200000' }],
  from: 100 * MINUTE,
  to: 101 * MINUTE,
  ...more,
})
const act = (command: string, text: string, more: Partial<OwnAct> = {}): OwnAct => ({
  command,
  text,
  at: 100.5 * MINUTE,
  endedAt: 100.6 * MINUTE,
  ...more,
})
const configured = act('topics.configure', 'orders\nretention.ms 7200000')

describe('what was done from here is not told as someone else’s', () => {
  it.each<[string, Partial<SeenChange>, OwnAct]>([
    ['a setting', {}, configured],
    ['an act that goes on', {}, { ...configured, endedAt: null }],
    ['a topic that was made', { happened: 'created' }, act('topics.create', 'Create topic orders.')],
    ['a topic that goes slowly', { happened: 'deleted' }, act('topics.remove', '2 topics\nold \norders ', { at: 0, endedAt: MINUTE })],
    ['more partitions', { lines: [{ what: 'partitions', before: '1', after: '2' }] }, act('topics.addPartitions', 'orders')],
    [
      'replicas',
      { lines: [{ what: 'partition 3', before: '1', after: '2' }] },
      act('reassignments.start', 'orders-3 2', { at: 0, endedAt: 1 }),
    ],
    [
      'replicas that the scheduler placed',
      { lines: [{ what: 'partition 3', before: '1', after: '2' }] },
      act('reassignments.rebalance', 'POST /api/topic/rebalance topic=audit,orders broker=1,2', { at: 0, endedAt: 1 }),
    ],
    [
      'a throttle',
      { kind: 'broker', object: 'broker 1', lines: [{ what: 'leader.replication.throttled.rate', before: null, after: '9' }] },
      act('reassignments.start', ''),
    ],
    [
      'a secret',
      { kind: 'broker', object: 'broker 1', lines: [{ what: 'ssl.key', before: null, after: '[removed]' }] },
      act('brokers.configure', 'broker 1\nssl.key'),
    ],
    [
      'an ACL',
      { kind: 'acl', object: 'User:ada', happened: 'created', lines: [{ what: 'User:ada may Read', before: null, after: 'allow' }] },
      act('security.createAcls', 'CreateAcls: User:ada may Read'),
    ],
  ])('%s', (_what, change, own) => {
    expect(unexplained(seen(change), [own])).toBeNull()
  })

  it.each<[string, Partial<SeenChange>, OwnAct]>([
    ['of another topic with a longer name', {}, act('topics.configure', 'orders.retry\nretention.ms 7200000')],
    ['of another setting', {}, act('topics.configure', 'orders\nsegment.ms 7200000')],
    ['to another value', {}, act('topics.configure', 'orders\nretention.ms 3600000')],
    ['long before', {}, { ...configured, at: MINUTE, endedAt: 2 * MINUTE }],
    ['later', {}, { ...configured, at: 102 * MINUTE, endedAt: null }],
    ['of another kind', { happened: 'deleted' }, configured],
    ['of other partitions', { lines: [{ what: 'partition 3', before: '1', after: '2' }] }, act('reassignments.start', 'orders-30 2')],
    [
      'of another topic',
      { lines: [{ what: 'partition 3', before: '1', after: '2' }] },
      act('reassignments.rebalance', 'topic=orders.retry'),
    ],
  ])('an act %s explains nothing', (_what, change, own) => {
    expect(unexplained(seen(change), [own])).toEqual(seen(change))
  })

  it('what remains is what is told', () => {
    const other = { what: 'cleanup.policy', before: 'delete', after: 'compact' }
    const both = seen({ lines: [...seen({}).lines, other] })
    expect(unexplained(both, [configured])?.lines).toEqual([other])
  })
})
