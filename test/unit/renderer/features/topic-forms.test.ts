import { describe, expect, it } from 'vitest'
import { checkCreate, nameProblem } from '../../../../renderer/features/topic-changes/create-form.ts'
import { editsOf } from '../../../../renderer/ui/config/config-edits.ts'
import { allOf, beforeOf, beforeProblem, goes } from '../../../../renderer/features/topic-changes/records-form.ts'
import { parseFriendly } from '../../../../renderer/ui/config/parse-friendly.ts'

describe('Names of topics', () => {
  it.each([
    ['', 'Give the topic a name'],
    ['..', 'A topic cannot be called that: it would be a folder of its own'],
    ['a'.repeat(250), 'At most 249 characters'],
    ['orders/events', '‘/’ cannot be in a topic’s name: letters, digits, dot, underscore and hyphen can'],
    ['orders👍', '‘👍’ cannot be in a topic’s name: letters, digits, dot, underscore and hyphen can'],
    ['orders.events', 'There is a topic of that name already'],
    ['orders_events', 'Too much like orders.events: dot and underscore are the same in the names of metrics'],
    ['orders-events', null],
  ])('%s', (name, problem) => expect(nameProblem(name, ['orders.events'])).toBe(problem))
})

describe('A new topic', () => {
  const form = {
    name: 'a',
    partitions: '6',
    replication: '3',
    configs: [
      { key: 'retention.ms', value: '7 d' },
      { key: '', value: '' },
    ],
  }

  it('is what was written, in Kafka’s units; empty lines count for nothing', () => {
    const checked = checkCreate(form, { topics: [], brokersUp: 3 })
    expect(checked).toEqual({
      topic: { name: 'a', partitions: 6, replication: 3, configs: [{ key: 'retention.ms', value: '604800000' }] },
      problems: null,
    })
  })

  it('names every field that is wrong', () => {
    const configs = [
      { key: 'a.ms', value: '1' },
      { key: 'a.ms', value: '2' },
      { key: '', value: '3' },
    ]
    const checked = checkCreate({ name: '', partitions: '0', replication: '4', configs }, { topics: [], brokersUp: 3 })
    expect(Object.keys(checked.problems ?? {}).sort()).toEqual(['configs.1.key', 'configs.2.key', 'name', 'partitions', 'replication'])
    expect(checkCreate({ ...form, replication: '4' }, { topics: [], brokersUp: null }).problems, 'brokers were not read').toBeNull()
  })
})

describe('Units of configs', () => {
  it.each([
    ['retention.ms', '7 d', '604800000'],
    ['retention.ms', '1.5h', '5400000'],
    ['retention.ms', 'forever', '-1'],
    ['segment.bytes', '1 GiB', '1073741824'],
    ['retention.bytes', '512m', '536870912'],
    ['retention.ms', '604800000', '604800000'],
    ['retention.ms', '7 x', '7 x'],
    ['cleanup.policy', 'compact', 'compact'],
    ['min.insync.replicas', '2 m', '2 m'],
  ])('%s: %s', (name, text, sent) => expect(parseFriendly(name, text)).toBe(sent))

  it('a change is only what becomes different', () => {
    const entry = { type: null, documentation: null, readOnly: false, sensitive: false }
    const entries = [
      { ...entry, name: 'retention.ms', value: '604800000', source: 'topic' as const },
      { ...entry, name: 'cleanup.policy', value: 'delete', source: 'default' as const },
    ]
    expect(
      editsOf(
        entries,
        new Map([
          ['retention.ms', '7 d'],
          ['cleanup.policy', null],
        ]),
      ),
    ).toEqual([])
    expect(
      editsOf(
        entries,
        new Map<string, string | null>([
          ['retention.ms', null],
          ['cleanup.policy', 'compact'],
        ]),
      ),
    ).toEqual([
      { key: 'retention.ms', value: null },
      { key: 'cleanup.policy', value: 'compact' },
    ])
  })
})

describe('Records to delete', () => {
  const far = '9007199254740993'
  const ranges = [
    { partition: 0, start: '10', end: '20' },
    { partition: 1, start: '10', end: '10' },
    { partition: 2, start: null, end: null },
    { partition: 3, start: '0', end: far },
  ]

  it('is judged exactly, also beyond what a number can carry', () => {
    expect(beforeProblem('9007199254740994', { partition: 3, start: '0', end: far })).toMatch(/^Between/)
    expect(beforeProblem(far, { partition: 3, start: '0', end: far })).toBeNull()
    expect(goes(far, { partition: 3, start: '1', end: far })).toBe(9_007_199_254_740_992n)
    expect(beforeProblem('-1', { partition: 0, start: '10', end: '20' })).not.toBeNull()
  })

  it('leaves out what deletes nothing, and what was not read', () => {
    expect(beforeOf(ranges, { 0: '15', 1: '10', 2: '' })).toEqual([{ partition: 0, before: '15' }])
    expect(allOf(ranges)).toEqual([
      { partition: 0, before: '20' },
      { partition: 3, before: far },
    ])
  })
})
