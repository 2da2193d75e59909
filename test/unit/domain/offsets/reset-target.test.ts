import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resetEffect } from '../../../../shared/domain/offsets/reset-effect.ts'
import { resolveTarget, type PartitionFacts, type ResetTarget } from '../../../../shared/domain/offsets/reset-target.ts'

const facts = (more: Partial<PartitionFacts> = {}): PartitionFacts => ({
  topic: 't',
  partition: 0,
  committed: 50,
  start: 10,
  end: 100,
  atTime: null,
  given: null,
  ...more,
})

const at = (offset: number, clamped: 'start' | 'end' | null = null) => ({ is: 'offset', offset, clamped })

describe('E-06 where a reset leads', () => {
  it.each<[string, ResetTarget, Partial<PartitionFacts>, unknown]>([
    ['earliest', { to: 'earliest' }, {}, at(10)],
    ['latest', { to: 'latest' }, {}, at(100)],
    ['a moment with a record after it', { to: 'time' }, { atTime: 70 }, at(70)],
    ['a moment after the last record: the end', { to: 'time' }, {}, at(100)],
    ['an offset', { to: 'offset', offset: 42 }, {}, at(42)],
    ['an offset below the log: its start', { to: 'offset', offset: 3 }, {}, at(10, 'start')],
    ['an offset above the log: its end', { to: 'offset', offset: 999 }, {}, at(100, 'end')],
    ['forward', { to: 'shift', by: 20 }, {}, at(70)],
    ['back', { to: 'shift', by: -20 }, {}, at(30)],
    ['back below the log', { to: 'shift', by: -200 }, {}, at(10, 'start')],
    ['forward above it', { to: 'shift', by: 200 }, {}, at(100, 'end')],
    ['shift of nothing', { to: 'shift', by: 1 }, { committed: null }, { is: 'problem', problem: 'noCommit' }],
    ['current', { to: 'current' }, {}, at(50)],
    ['current, whose records are gone', { to: 'current' }, { committed: 5 }, at(5)],
    ['current without a commit: the end', { to: 'current' }, { committed: null }, at(100)],
    ['given', { to: 'given' }, { given: 60 }, at(60)],
    ['given beyond the log', { to: 'given' }, { given: 600 }, at(100, 'end')],
    ['not given', { to: 'given' }, {}, { is: 'problem', problem: 'notGiven' }],
    ['no leader', { to: 'earliest' }, { start: null, end: null }, { is: 'problem', problem: 'unreadable' }],
  ])('%s', (_name, target, more, expected) => {
    expect(resolveTarget(target, facts(more))).toEqual(expected)
  })

  const aTarget = fc.oneof(
    fc.constantFrom<ResetTarget>({ to: 'earliest' }, { to: 'latest' }, { to: 'time' }, { to: 'given' }),
    fc.record({ to: fc.constant('offset' as const), offset: fc.nat(300) }),
    fc.record({ to: fc.constant('shift' as const), by: fc.integer({ min: -300, max: 300 }) }),
  )
  const someFacts = fc
    .record({
      start: fc.nat(100),
      length: fc.nat(100),
      committed: fc.option(fc.nat(300)),
      atTime: fc.option(fc.nat(300)),
      given: fc.option(fc.nat(300)),
    })
    .map(({ start, length, ...rest }) => facts({ start, end: start + length, ...rest }))

  it('is within the log, and says so when it had to be moved there', () => {
    fc.assert(
      fc.property(aTarget, someFacts, (target, f) => {
        const resolved = resolveTarget(target, f)
        if (resolved.is === 'problem') {
          expect(['noCommit', 'notGiven']).toContain(resolved.problem)
          return
        }
        expect(resolved.offset).toBeGreaterThanOrEqual(f.start ?? 0)
        expect(resolved.offset).toBeLessThanOrEqual(f.end ?? 0)
        if (resolved.clamped) expect(resolved.offset).toBe(resolved.clamped === 'start' ? f.start : f.end)
      }),
    )
  })

  it('twice is the same as once, except for a shift', () => {
    fc.assert(
      fc.property(aTarget, someFacts, (target, f) => {
        const once = resolveTarget(target, f)
        if (target.to === 'shift' || once.is === 'problem') return
        expect(resolveTarget(target, { ...f, committed: once.offset })).toEqual(once)
      }),
    )
  })

  it('skips or replays, never both, and as many as it moves between records that are there', () => {
    fc.assert(
      fc.property(aTarget, someFacts, (target, f) => {
        const resolved = resolveTarget(target, f)
        if (resolved.is === 'problem' || f.committed === null) return
        const { skip, replay, delta } = resetEffect(f, resolved.offset)
        expect(Math.min(skip ?? -1, replay ?? -1)).toBe(0)
        expect(delta).toBe(resolved.offset - f.committed)
        if (f.committed >= (f.start ?? 0)) expect((skip ?? 0) - (replay ?? 0)).toBe(delta)
      }),
    )
  })

  it('counts nothing for a group without a position', () => {
    expect(resetEffect(facts({ committed: null }), 100)).toEqual({ skip: null, replay: null, delta: null })
  })
})
