import { describe, expect, it } from 'vitest'
import { createPlans, PLAN_MS, type StoredPlan } from '../../../electron/core/commands/plans.ts'
import { createTestClock } from '../../support/clock.ts'

// Only its id and cluster are looked at.
const planned = (id: string, act: object): StoredPlan<object> =>
  ({ plan: { id, cluster: 'c' }, draft: {}, member: 'security.setScram', act }) as unknown as StoredPlan<object>

describe('plans', () => {
  it('C-05 what a plan holds, such as a password, is let go when the plan is of no use any more', () => {
    const clock = createTestClock()
    const plans = createPlans<object>(clock)
    plans.keep(planned('a', {}))
    plans.keep(planned('b', {}))
    expect(clock.waiting).toBe(2)
    plans.take('a')
    expect(clock.waiting).toBe(1)
    clock.advance(PLAN_MS)
    expect(plans.find('b', 'c', 'security.setScram').age).toBe(PLAN_MS)
    // Nobody asks for it: it goes by itself.
    clock.advance(1)
    expect(clock.waiting).toBe(0)
    expect(() => plans.take('b')).toThrow('plan.gone')
    plans.keep(planned('c', {}))
    plans.forget(null)
    expect(clock.waiting).toBe(0)
  })
})
