import { describe, expect, it } from 'vitest'
import {
  firstForm,
  formFor,
  momentOf,
  momentText,
  moves,
  offsetsOf,
  scopeOf,
  targetOf,
} from '../../../../renderer/features/group-changes/reset-form.ts'
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

  it('takes topics, and single partitions as Kafka’s tool writes them', () => {
    const of = (topics: string) => scopeOf({ ...firstForm, scope: 'topics', topics })
    expect(of('orders.events, audit.trail payments:3,0,3').value).toEqual({
      of: 'topics',
      topics: [
        { topic: 'orders.events', partitions: null },
        { topic: 'audit.trail', partitions: null },
        { topic: 'payments', partitions: [0, 3] },
      ],
    })
    expect(of('a:1 a:0 b:1 b b:2').value).toMatchObject({
      topics: [
        { topic: 'a', partitions: [0, 1] },
        { topic: 'b', partitions: null },
      ],
    })
    for (const bad of ['a:', 'a:x', ':3', 'a:-1']) expect(of(bad).problem).toBe('Single partitions are written topic:0,3')
    expect(of(' , ').problem).toBe('Name at least one topic')
    expect(formFor('orders', '3', '17')).toMatchObject({ target: 'offset', offset: '17', scope: 'topics', topics: 'orders:3' })
    expect(formFor()).toBe(firstForm)
  })

  it('E-06 asks only for rows that move and are ticked', () => {
    const moving = fakeResetRows.filter(moves)
    expect(moving.map((row) => row.partition)).toEqual([0, 1, 2, 3, 4, 5])
    expect(offsetsOf(fakeResetRows, new Set(['orders.events\n0'])).map((each) => each.partition)).toEqual([1, 2, 3, 4, 5])
    expect(offsetsOf(fakeResetRows, new Set(moving.map((row) => `${row.topic}\n${row.partition}`)))).toEqual([])
  })
})
