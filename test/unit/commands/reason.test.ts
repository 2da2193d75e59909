import { describe, expect, it } from 'vitest'
import { openTestChanges, planIn, type OpenedChanges } from '../../support/change-world.ts'
import { createTestClock } from '../../support/clock.ts'

/** One act, and what the log keeps as its reason. */
async function reasonOf(opened: OpenedChanges, to: number, reason: string | null): Promise<string | null | undefined> {
  const plan = planIn(await opened.set({ do: 'plan', cluster: 'p1', input: { to } }))
  const result = await opened.set({ do: 'apply', cluster: 'p1', plan: plan.id, typed: plan.confirm.typed, reason })
  if (result.is !== 'applied') throw new Error('not applied')
  return opened.audit.row(result.act)?.reason
}

describe('E-03 the reason of an unlock', () => {
  it('is kept with every act until it ends; a reason of the act itself wins', async () => {
    const opened = await openTestChanges({ clock: createTestClock(), profile: { environment: 'production' } })
    await opened.access.unlock('p1', 'orders', 'INC-4711')
    expect(await reasonOf(opened, 7, null)).toBe('INC-4711')
    expect(await reasonOf(opened, 8, 'by hand')).toBe('by hand')
    await opened.access.lock('p1')
    await opened.access.unlock('p1', 'orders', null)
    expect(await reasonOf(opened, 9, null)).toBeNull()
    await opened.stop()
  })
})
