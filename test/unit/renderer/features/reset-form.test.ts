import { describe, expect, it } from 'vitest'
import { firstForm, momentOf, momentText, moves, offsetsOf, targetOf } from '../../../../renderer/features/group-changes/reset-form.ts'
import { fakeResetRows } from '../../../support/fake-reset.ts'

const about = { group: 'billing', now: Date.UTC(2026, 10, 28, 13), zone: 'utc' } as const

describe('What a reset is asked with', () => {
  it('reads a moment in the zone that times are shown in, and writes it back', () => {
    expect(momentOf('2026-11-28T12:30', 'utc')).toBe(Date.UTC(2026, 10, 28, 12, 30))
    expect(momentText(Date.UTC(2026, 10, 28, 12, 30, 5), 'utc')).toBe('2026-11-28T12:30:05')
    const local = momentOf('2026-07-01T08:00:00', 'local') ?? 0
    expect(momentText(local, 'local')).toBe('2026-07-01T08:00:00')
    expect(momentOf('yesterday', 'utc')).toBeNull()
  })

  it('takes no moment that is yet to come, no negative offset, no empty shift', () => {
    expect(targetOf({ ...firstForm, target: 'time', moment: '2026-11-28T13:00:01' }, about).problem).toBe('That moment is yet to come')
    expect(targetOf({ ...firstForm, target: 'time', moment: '2026-11-28T12:00' }, about).value).toEqual({
      to: 'time',
      at: Date.UTC(2026, 10, 28, 12),
    })
    for (const offset of ['', '-1', '1.5', '9'.repeat(20)])
      expect(targetOf({ ...firstForm, target: 'offset', offset }, about).value).toBeNull()
    for (const by of ['', '0', '1e3', '++1']) expect(targetOf({ ...firstForm, target: 'shift', by }, about).value).toBeNull()
    expect(targetOf({ ...firstForm, target: 'shift', by: '\u221250' }, about).value).toEqual({ to: 'shift', by: -50 })
    expect(targetOf({ ...firstForm, target: 'ago', ago: '90' }, about).value).toBeNull()
    expect(targetOf({ ...firstForm, target: 'ago', ago: '1.5 h' }, about).value).toEqual({ to: 'ago', ms: 5_400_000 })
  })

  it('E-06 asks only for rows that move and are ticked', () => {
    const moving = fakeResetRows.filter(moves)
    expect(moving.map((row) => row.partition)).toEqual([0, 1, 2, 3, 4, 5])
    expect(offsetsOf(fakeResetRows, new Set(['orders.events\n0'])).map((each) => each.partition)).toEqual([1, 2, 3, 4, 5])
    expect(offsetsOf(fakeResetRows, new Set(moving.map((row) => `${row.topic}\n${row.partition}`)))).toEqual([])
  })
})
