import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileFilter, type FilterFields } from '../../../renderer/ui/filter/filter.ts'
import { leastCpuMs } from '../../support/cpu.ts'

interface Group {
  readonly name: string
  readonly state: string
  readonly lag: number | null
  readonly topics: readonly string[]
  readonly watched: boolean
}

const fields: FilterFields<Group> = {
  group: (g) => g.name,
  state: (g) => g.state,
  lag: (g) => g.lag,
  topic: (g) => g.topics,
  watched: (g) => g.watched,
}

const groups: readonly Group[] = [
  { name: 'billing', state: 'Stable', lag: 2_418_930, topics: ['orders.events', 'payments.settled'], watched: true },
  { name: 'nightly export', state: 'Empty', lag: 0, topics: ['orders.daily'], watched: false },
  { name: 'partner-feed', state: '', lag: null, topics: [], watched: false },
]

const found = (text: string): readonly string[] => {
  const test = compileFilter(text, fields)
  return (test ? groups.filter(test) : groups).map((g) => g.name)
}

describe('filter language', () => {
  it.each([
    ['', ['billing', 'nightly export', 'partner-feed']],
    ['BILL', ['billing']],
    ['state:empty', ['nightly export']],
    ['topic:orders*', ['billing', 'nightly export']],
    ['topic:orders.d*', ['nightly export']],
    ['topic:ers', ['billing', 'nightly export']],
    ['"nightly export"', ['nightly export']],
    ['group:"nightly export"', ['nightly export']],
    ['-state:empty', ['billing', 'partner-feed']],
    ['-billing orders', ['nightly export']],
    ['lag>1000', ['billing']],
    ['lag>2.4M lag<2.5m', ['billing']],
    ['lag=0', ['nightly export']],
    ['lag<=0', ['nightly export']],
    ['lag:unknown', ['partner-feed']],
    ['watched:yes', ['billing']],
    ['watched:no', ['nightly export', 'partner-feed']],
    // Still being written, or not a field: no condition, and plain text.
    ['lag>', ['billing', 'nightly export', 'partner-feed']],
    ['state:', ['billing', 'nightly export', 'partner-feed']],
    ['host:9092', []],
    ['-', ['partner-feed']],
  ])('%j finds %j', (text, names) => expect(found(text)).toEqual(names))

  it('unknown is neither more nor less than a figure', () => {
    expect(found('lag<1')).toEqual(['nightly export'])
    expect(found('lag>-1')).toEqual(['billing', 'nightly export'])
  })

  it('a text and its negation part any list in two', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z.*:>]{1,8}$/), (text) => {
        fc.pre(compileFilter(text, fields) !== null && compileFilter(`-${text}`, fields) !== null)
        return found(text).length + found(`-${text}`).length === groups.length
      }),
    )
  })

  it('takes any text without failing', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(found(text))))
  })

  it('asks 10,000 rows in 20 ms', () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => ({ ...groups[at % 3], name: `group-${at}` }) as Group)
    const test = compileFilter('-state:empty lag>1000 topic:orders* 7', fields)
    expect(leastCpuMs(() => expect(rows.filter((row) => test?.(row)).length).toBeGreaterThan(0))).toBeLessThan(20)
  })
})
