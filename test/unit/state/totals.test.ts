import { describe, expect, it } from 'vitest'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import type { MadeGroup } from '../../../electron/core/state/derive/made-group.ts'
import { createGroupTotals } from '../../../electron/core/state/derive/totals.ts'
import { verdictView } from '../../support/fake-lag.ts'
import { fakeGroup } from '../../support/fake-rows.ts'

/** Of groups, totals look at what tells whose it is, how much it lags and what was judged. */
function totalsOf(rows: readonly GroupRow[]) {
  const all = createGroupTotals()
  for (const { group, state, lag, partial, verdict, dormant } of rows)
    all.add({ fact: { group, state }, sum: { lag, partial }, figures: { verdict, dormant } } as unknown as MadeGroup)
  return all.result()
}

const group = (name: string, verdict: Parameters<typeof verdictView>[0], change: Partial<GroupRow> = {}): GroupRow =>
  fakeGroup(name, { verdict: verdictView(verdict, 0), ...change })

describe('What is said of all groups at once', () => {
  it('names the gravest, which need not have most lag, and counts those in trouble', () => {
    const rows = [
      group('large', 'CATCHING_UP', { lag: 9_000_000 }),
      group('slow', 'FALLING_BEHIND', { lag: 4_000 }),
      group('stopped', 'STOPPED', { lag: 10 }),
      group('stopped-more', 'STOPPED', { lag: 20 }),
      group('fine', 'OK'),
      group('new', 'LEARNING'),
    ]
    expect(totalsOf(rows)).toMatchObject({
      worst: { group: 'large', lag: 9_000_000 },
      gravest: { group: 'stopped-more', verdict: 'STOPPED', urgent: false, groups: 3 },
    })
  })
  it('names none where none is in trouble, or only such as have been idle for a day', () => {
    expect(totalsOf([group('fine', 'OK'), group('steady', 'BEHIND')]).gravest).toBeNull()
    expect(totalsOf([group('idle', 'STOPPED', { dormant: true })]).gravest).toBeNull()
  })
})
