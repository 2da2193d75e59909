import { describe, expect, it } from 'vitest'
import { UNLOCK_MS } from '../../../electron/core/commands/access.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Profile } from '../../../shared/contract/profiles.ts'
import { createTestClock, type TestClock } from '../../support/clock.ts'
import { openTestChanges, planIn, type OpenedChanges } from '../../support/change-world.ts'
import { createFaultFs } from '../../support/fault-fs.ts'
import { until } from '../../support/until.ts'

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

/** Writing takes real time, waiting takes the clock's. */
const ended = (opened: OpenedChanges, clock: TestClock, act: string): Promise<void> =>
  until(
    () => {
      clock.advance(50)
      return opened.audit.row(act)?.ended === true
    },
    'the act came to its end',
    20_000,
  )

const locked: Partial<Profile> = { environment: 'production', access: 'open' }

describe('E-03 access levels', () => {
  it('production begins at Observe whatever is written in it; test clusters may be open', async () => {
    const clock = createTestClock()
    const production = await openTestChanges({ clock, profile: locked })
    expect(production.access.level('p1')).toBe('observe')
    expect(await codeOf(production.set({ do: 'plan', cluster: 'p1', input: { to: 2 } }))).toBe('access.observe')
    const test = await openTestChanges({
      clock,
      profile: { environment: 'test', access: 'open' },
    })
    test.world.plan = { level: 'C1' }
    expect(planIn(await test.set({ do: 'plan', cluster: 'p1', input: { to: 2 } })).confirm).toEqual({
      ask: false,
      typed: null,
      armAfterMs: 0,
    })
  })

  it('unlocks for 15 minutes by the name of the profile, letter by letter, and only once that is written', async () => {
    const clock = createTestClock()
    const opened = await openTestChanges({ clock, profile: locked })
    for (const typed of ['', 'Orders', 'orders ']) expect(await codeOf(opened.access.unlock('p1', typed, null))).toBe('access.wrongName')
    await opened.access.unlock('p1', 'orders', 'a broker is stuck')
    expect(opened.access.level('p1')).toBe('guarded')
    const [row] = [...opened.audit.list(null).read().rows.values()]
    expect(row).toMatchObject({
      command: 'access.unlock',
      reason: 'a broker is stuck',
      user: 'ada',
      state: 'verified',
    })
    expect(opened.access.rows().read().rows.get('p1')).toMatchObject({
      level: 'guarded',
      until: clock.wall() + UNLOCK_MS,
    })
    clock.advance(UNLOCK_MS - 1)
    expect(opened.access.level('p1')).toBe('guarded')
    clock.advance(1)
    expect(opened.access.level('p1')).toBe('observe')
  })

  it('ends by locking, by sleep, and with it what was planned; an act that goes on sends no more', async () => {
    const clock = createTestClock()
    const opened = await openTestChanges({ clock, profile: locked })
    await opened.access.unlock('p1', 'orders', null)
    const plan = planIn(await opened.set({ do: 'plan', cluster: 'p1', input: { to: 2 } }))
    await opened.access.lock(null)
    const apply = {
      do: 'apply',
      cluster: 'p1',
      plan: plan.id,
      typed: plan.confirm.typed,
      reason: null,
    } as const
    expect(await codeOf(opened.set(apply))).toBe('access.observe')
    await opened.access.unlock('p1', 'orders', null)
    // The machine slept: the wall clock went on, ours did not.
    clock.setWall(clock.wall() + 3_600_000)
    expect(opened.access.level('p1')).toBe('observe')
    expect(opened.world.sent).toEqual([])
  })
})

describe('E-09, E-13 what became of it', () => {
  it('a send that may have happened is read back, and is never called done unread', async () => {
    const clock = createTestClock()
    const opened = await openTestChanges({ clock })
    const error = new AppError('rpc.hostLost', {})
    // It arrived although no answer came.
    opened.world.send = ({ to }) => {
      opened.world.value = to
      return { is: 'unknown', error }
    }
    const arrived = await opened.does(5)
    await ended(opened, clock, arrived)
    expect(opened.audit.row(arrived)).toMatchObject({
      state: 'verified',
      error: null,
    })
    opened.world.send = () => ({ is: 'unknown', error })
    const lost = await opened.does(6)
    await ended(opened, clock, lost)
    expect(opened.audit.row(lost)).toMatchObject({
      state: 'unknown',
      error: { code: 'rpc.hostLost' },
    })
    // Looked at again later, it turns out to have happened.
    opened.world.value = 6
    await opened.runner.acts.lookAgain(lost)
    expect(opened.audit.row(lost)).toMatchObject({ state: 'verified' })
  })

  it('refused is not done; accepted and not seen in time says so; what throws may have happened', async () => {
    const clock = createTestClock()
    const opened = await openTestChanges({ clock })
    opened.world.send = () => ({
      is: 'refused',
      error: new AppError('core.busy', { what: 'x', limit: 1 }),
    })
    const refused = await opened.does(5)
    await ended(opened, clock, refused)
    expect(opened.audit.row(refused)).toMatchObject({
      state: 'failed',
      note: 'Nothing was done.',
      error: { code: 'core.busy' },
    })
    opened.world.send = () => ({ is: 'accepted', response: 'ok' })
    const unseen = await opened.does(5)
    await ended(opened, clock, unseen)
    expect(opened.audit.row(unseen)).toMatchObject({
      state: 'accepted',
      note: 'Accepted. It was not seen in time.',
    })
    opened.world.send = () => Promise.reject(new TypeError('a defect'))
    const thrown = await opened.does(5)
    await ended(opened, clock, thrown)
    expect(opened.audit.row(thrown)).toMatchObject({
      state: 'unknown',
      error: { code: 'core.unexpected' },
    })
  })

  it('cancelling ends the waiting, and says what is known', async () => {
    const clock = createTestClock()
    const opened = await openTestChanges({ clock })
    opened.world.send = () => ({ is: 'accepted', response: 'ok' })
    const act = await opened.does(5)
    await clock.advanceUntil(() => opened.audit.row(act)?.state === 'accepted', 2_000)
    opened.runner.acts.cancel(act)
    await ended(opened, clock, act)
    expect(opened.audit.row(act)).toMatchObject({
      state: 'accepted',
      note: 'Accepted. The waiting was ended.',
    })
  })

  it('E-12 undo brings back what was, once, and is an act of its own', async () => {
    const clock = createTestClock()
    const opened = await openTestChanges({ clock })
    const context = { signal: new AbortController().signal }
    const act = await opened.does(5)
    await ended(opened, clock, act)
    const plan = planIn(await opened.runner.undo({ do: 'plan', cluster: 'p1', input: { act } }, context))
    expect(plan.changes).toEqual([{ what: 'number', before: '5', after: '1' }])
    const undone = await opened.runner.undo({ do: 'apply', cluster: 'p1', plan: plan.id, typed: null, reason: null }, context)
    if (undone.is !== 'applied') throw new Error('not applied')
    await ended(opened, clock, undone.act)
    expect(opened.world.value).toBe(1)
    expect(opened.audit.row(act)?.undo).toEqual({
      can: false,
      why: 'It was taken back already.',
      by: undone.act,
    })
    expect(await codeOf(opened.runner.undo({ do: 'plan', cluster: 'p1', input: { act } }, context))).toBe('undo.notPossible')
  })

  it('secrets stay out of the log (C-07)', async () => {
    const clock = createTestClock()
    const opened = await openTestChanges({ clock })
    opened.world.plan = {
      changes: [{ what: 'options ssl.key.password', before: null, after: 'hidden' }],
      requests: ['SET s3cret-value'],
    }
    const act = await opened.does(5)
    await ended(opened, clock, act)
    const { text } = await opened.audit.export(null, 0)
    expect(text).toContain('options ssl.key.password')
    expect(text).not.toContain('hidden')
    expect(text).not.toContain('s3cret-value')
  })

  it('E-08, F-07 what cannot be written down is not sent', async () => {
    const fs = createFaultFs(nodeFileSystem)
    const opened = await openTestChanges({ clock: createTestClock(), fs })
    const plan = planIn(await opened.set({ do: 'plan', cluster: 'p1', input: { to: 2 } }))
    fs.arm({ kind: 'onwards', at: 0, code: 'ENOSPC' })
    expect(await codeOf(opened.set({ do: 'apply', cluster: 'p1', plan: plan.id, typed: null, reason: null }))).toBe('audit.notWritten')
    expect(opened.world.sent).toEqual([])
    fs.arm(null)
    await opened.audit.settled()
  })
})
