import { describe, expect, it } from 'vitest'
import type { AuditRow } from '../../../shared/contract/audit.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { createTestClock } from '../../support/clock.ts'
import { openTestChanges, planIn, type OpenedChanges } from '../../support/change-world.ts'
import { until } from '../../support/until.ts'

const rowOf = (opened: OpenedChanges, act: string): AuditRow | undefined => opened.audit.row(act)
const code = (error: unknown): string => (error instanceof AppError ? error.code : String(error))
const refusedWith = async (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing was refused', code)

describe('E-01 plan, then apply', () => {
  it('changes nothing by planning; applies once; tells the end in the log', async () => {
    const clock = createTestClock()
    const opened = await openTestChanges({ clock })
    const plan = planIn(await opened.set({ do: 'plan', cluster: 'p1', input: { to: 7 } }))
    expect(opened.world.sent).toEqual([])
    expect(plan).toMatchObject({ level: 'C2', changes: [{ what: 'number', before: '1', after: '7' }], confirm: { typed: null, ask: true } })
    const apply = { do: 'apply', cluster: 'p1', plan: plan.id, typed: null, reason: 'because' } as const
    const result = await opened.set(apply)
    if (result.is !== 'applied') throw new Error('not applied')
    await until(() => rowOf(opened, result.act)?.ended === true, 'the act ended')
    expect(rowOf(opened, result.act)).toMatchObject({ state: 'verified', object: 'the number', user: 'ada', reason: 'because' })
    expect(await refusedWith(opened.set(apply)), 'a plan is good for one press').toBe('plan.gone')
    expect(opened.world.sent).toEqual([7])
    await opened.stop()
  })

  it('lets go of a plan after 120 s, of another cluster or member, and after a sleep', async () => {
    const clock = createTestClock()
    const opened = await openTestChanges({ clock })
    const planned = async (): Promise<string> => planIn(await opened.set({ do: 'plan', cluster: 'p1', input: { to: 7 } })).id
    const apply = (plan: string, cluster = 'p1') => refusedWith(opened.set({ do: 'apply', cluster, plan, typed: null, reason: null }))
    const late = await planned()
    clock.advance(120_001)
    expect(await apply(late)).toBe('plan.gone')
    const other = await planned()
    expect(await apply(other, 'p2')).toBe('plan.gone')
    expect(
      await refusedWith(
        opened.runner.undo({ do: 'apply', cluster: 'p1', plan: other, typed: null, reason: null }, { signal: AbortSignal.timeout(9_000) }),
      ),
    ).toBe('plan.gone')
    const slept = await planned()
    clock.setWall(clock.wall() + 60_000)
    expect(await apply(slept)).toBe('plan.gone')
    expect(opened.world.sent).toEqual([])
    await opened.stop()
  })
})

describe('E-02 what has to be typed', () => {
  it('C3 always, C2 on production; letter by letter', async () => {
    const clock = createTestClock()
    const opened = await openTestChanges({ clock, profile: { environment: 'production' } })
    await opened.access.unlock('p1', 'orders', null)
    const plan = planIn(await opened.set({ do: 'plan', cluster: 'p1', input: { to: 7 } }))
    expect(plan.confirm).toEqual({ ask: true, typed: 'the number', armAfterMs: 0 })
    for (const typed of [null, '', 'the number ', 'The number', 'the nu\u217fber'])
      expect(await refusedWith(opened.set({ do: 'apply', cluster: 'p1', plan: plan.id, typed, reason: null })), String(typed)).toBe(
        'plan.wrongPhrase',
      )
    expect(opened.world.sent).toEqual([])
    await opened.set({ do: 'apply', cluster: 'p1', plan: plan.id, typed: 'the number', reason: null })
    opened.world.plan = { level: 'C3', phrase: '3 numbers' }
    const worse = planIn(await opened.set({ do: 'plan', cluster: 'p1', input: { to: 8 } }))
    expect(worse.confirm).toEqual({ ask: true, typed: '3 numbers', armAfterMs: 5_000 })
    const apply = { do: 'apply', cluster: 'p1', plan: worse.id, typed: '3 numbers', reason: null } as const
    expect(await refusedWith(opened.set(apply))).toBe('plan.notArmed')
    clock.advance(5_000)
    expect(await opened.set(apply)).toMatchObject({ is: 'applied' })
    await opened.stop()
  })
})

describe('E-07 planned again at the moment of pressing', () => {
  it('sends nothing when the difference is another one, or it got worse, and tells what', async () => {
    const clock = createTestClock()
    const opened = await openTestChanges({ clock })
    const press = async (meanwhile: () => void) => {
      const plan = planIn(await opened.set({ do: 'plan', cluster: 'p1', input: { to: 7 } }))
      meanwhile()
      return opened.set({ do: 'apply', cluster: 'p1', plan: plan.id, typed: null, reason: null })
    }
    const changed = await press(() => (opened.world.value = 3))
    expect(changed).toMatchObject({ is: 'worse', what: ['number: it is “3” now and would become “7”.'] })
    opened.world.plan = { worseWhenMore: { 'partitions that go offline': 0 } }
    const worse = await press(
      () => (opened.world.plan = { worseWhenMore: { 'partitions that go offline': 2 }, verdict: 'breaks', level: 'C3' }),
    )
    expect(worse).toMatchObject({ is: 'worse', plan: { level: 'C3', verdict: 'breaks' } })
    if (worse.is !== 'worse') throw new Error('not worse')
    expect(worse.what).toHaveLength(3)
    expect(opened.world.sent).toEqual([])
    // What came back is a plan like any other.
    const typed = worse.plan.confirm.typed
    expect(await opened.set({ do: 'apply', cluster: 'p1', plan: worse.plan.id, typed, reason: null })).toMatchObject({ is: 'applied' })
    await opened.stop()
  })
})
