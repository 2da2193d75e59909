import { describe, expect, it } from 'vitest'
import { brokerFields } from '../../../renderer/features/brokers/fields.ts'
import { namedBy } from '../../../renderer/features/brokers/grouping.ts'
import { compileFilter } from '../../../renderer/ui/filter/filter.ts'
import { fakeBrokersOnMesos } from '../../support/fake-on-mesos.ts'

const rows = fakeBrokersOnMesos()
const named = (text: string): readonly number[] | null => {
  const ids = namedBy(text, rows)
  return ids === null ? null : rows.flatMap(({ id }) => (ids.has(id) ? [id] : []))
}
const filtered = (text: string): readonly number[] => rows.filter(compileFilter(text, brokerFields) ?? (() => true)).map(({ id }) => id)

describe('filter of the brokers list', () => {
  it.each([
    ['0..2', [0, 1, 2]],
    ['0,4..6', [0, 4, 5, 6]],
    ['*[rack=r2]', [2, 3]],
    ['*[hostname=agent-18*]', [8]],
    ['3', [3]],
    ['50..60', []],
  ])('takes %s as an expression of the scheduler', (text, ids) => {
    expect(named(text)).toEqual(ids)
  })

  it.each(['rack:r2', 'agent-1', '', 'state:running', '1..', '[rack=r1]'])('takes “%s” as a filter', (text) => {
    expect(named(text)).toBeNull()
  })

  it.each([
    ['state:waiting', [6]],
    ['agent:agent-18*', [8]],
    ['restart:yes', [4]],
    ['data:sandbox', [3]],
    ['agree:disagree', [9, 42]],
    ['failures>1', [5, 10]],
    ['has:rack=r1', [0, 1]],
    // What reports nothing has no idle time, neither much nor little.
    ['idle<70', [4, 9]],
    ['in>25', [3, 4, 9]],
  ])('finds by %s', (text, ids) => {
    expect(filtered(text)).toEqual(ids)
  })
})
