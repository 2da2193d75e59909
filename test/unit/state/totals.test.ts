import { describe, expect, it } from 'vitest'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import type { MadeGroups } from '../../../electron/core/state/derive/groups.ts'
import { deriveTotals, noTotals } from '../../../electron/core/state/derive/totals.ts'
import { verdictView } from '../../support/fake-lag.ts'
import { fakeGroup } from '../../support/fake-rows.ts'

/** Totals look at rows alone. */
function totalsOf(rows: readonly GroupRow[]) {
  const made = new Map(rows.map((row) => [row.group, { value: { row } }]))
  const steps = deriveTotals(noTotals, made as unknown as MadeGroups, new Map())
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value.groups
  }
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
