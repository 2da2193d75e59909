import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestEvent, type AskEvents } from '../../../renderer/app/time/nearest-event.ts'

const MOST = 3
const asking =
  (times: readonly number[]): AskEvents =>
  (from, to) => {
    const found = times.filter((at) => at >= from && at <= to).toSorted((a, b) => b - a)
    const events = found.slice(0, MOST).map((at) => ({ at, kind: 'brokerDown' as const, subject: '1' }))
    return Promise.resolve({ events, moreEvents: found.length - events.length })
  }

describe('20 from one thing that happened to the next', () => {
  it('finds the nearest before and after, however much happened and however few are told at once', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: -5, max: 310 }), async (happened, at) => {
        const reach = { first: 0, last: 300 }
        const before = happened.filter((each) => each < at)
        const after = happened.filter((each) => each > at)
        expect(await nearestEvent(asking(happened), at, -1, reach)).toBe(before.length === 0 ? null : Math.max(...before))
        expect(await nearestEvent(asking(happened), at, 1, reach)).toBe(after.length === 0 ? null : Math.min(...after))
      }),
      { numRuns: 500 },
    )
  })
})
