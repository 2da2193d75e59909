import { describe, expect, it } from 'vitest'
import { measureIdle, measureRefresh } from '../support/figures/core-figures.ts'

/** Bounds that hold on a busy machine; the goals themselves are measured by `npm run bench`. */
describe('figures of the core', () => {
  it('H-04 the event loop stays free while 2,000 topics and 1,000 groups are refreshed', { timeout: 120_000 }, async () => {
    const { first, refresh } = await measureRefresh({ topics: 2_000, groups: 1_000 }, 2)
    console.log(JSON.stringify({ first, refresh }))
    expect(refresh.delay.p99).toBeLessThan(100)
    expect(first.delay.p99).toBeLessThan(100)
    expect(refresh.delay.max).toBeLessThan(1_000)
  })

  it('G-05 three connected brokers cost next to nothing while nothing is visible', { timeout: 60_000 }, async () => {
    const { alone, connected } = await measureIdle(10_000)
    console.log(JSON.stringify({ alone, connected }))
    expect(connected - alone).toBeLessThan(0.03)
  })
})
