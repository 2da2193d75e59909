import { describe, expect, it } from 'vitest'
import { rank, score, type Rankable } from '../../../renderer/app/palette/rank.ts'
import { leastCpuMs } from '../../support/cpu.ts'

const item = (title: string, weight = 0): Rankable => ({ title, lower: title.toLowerCase(), weight })
const titles = (names: readonly string[], query: string): readonly string[] =>
  rank(
    names.map((n) => item(n)),
    query,
    10,
  ).best.map((i) => i.title)

describe('command palette ranking', () => {
  it('prefers the name itself, then its beginning, then a word in it, then any place', () => {
    expect(titles(['rebilling', 'eu.billing', 'billing-eu', 'billing'], 'billing')).toEqual([
      'billing',
      'billing-eu',
      'eu.billing',
      'rebilling',
    ])
  })

  it('prefers the shorter of equal matches', () =>
    expect(titles(['orders.events.dlq', 'orders.events'], 'ord')).toEqual(['orders.events', 'orders.events.dlq']))

  it('finds scattered letters where nothing matches better, and only there', () => {
    expect(titles(['orders-billing', 'audit'], 'obl')).toEqual(['orders-billing'])
    expect(titles(['orders.events', 'overview of readings'], 'ord')).toEqual(['orders.events'])
  })

  it('wants every word', () => expect(titles(['orders.events', 'orders.daily', 'metrics.daily'], 'daily ord')).toEqual(['orders.daily']))

  it('shows all in their order when nothing is asked, and counts what it leaves out', () => {
    const found = rank(
      ['c', 'a', 'b'].map((n) => item(n)),
      '',
      2,
    )
    expect(found.best.map((i) => i.title)).toEqual(['c', 'a'])
    expect(found.total).toBe(3)
  })

  it('weighs kinds that match as well', () => {
    expect(rank([item('topics'), item('topics', 40)], 'topics', 1).best[0]?.weight).toBe(40)
  })

  it('scores 0 for what does not match', () => expect(score('billing', 'x')).toBe(0))

  it('answers from 60,000 names in 50 ms', () => {
    const names = Array.from({ length: 60_000 }, (_, at) => item(`team-${at % 40}.stream-${at}.events`))
    expect(leastCpuMs(() => rank(names, 'str 599', 50))).toBeLessThan(50)
  })
})
