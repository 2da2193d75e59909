import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../shared/contract/changes.ts'
import { AppError } from '../../shared/errors/error.ts'
import { deleteTopic, fakeActs, startBroker, stopBroker3 } from '../support/fake-acts.ts'
import { asked, useApp, type Started } from './start.tsx'

type Plans = Partial<Plan>

/** Activity with an act that can be taken back: its dialog shows whatever plan the core makes. */
async function openDialog(start: ReturnType<typeof useApp>, plan: Plans, outcome: object = { is: 'follow' }) {
  const started = await start('/c/orders-eu/activity?act=act-9')
  const { changes } = started.host.world
  changes.acts.set(fakeActs(Date.now()))
  changes.access.patch('orders-eu', { level: 'guarded', until: Date.now() + 900_000 })
  changes.next = { plan: { plannedAt: Date.now(), expiresAt: Date.now() + 120_000, ...plan }, outcome: outcome as { is: 'follow' } }
  const undo = await screen.findByRole('button', { name: 'Undo…' })
  await waitFor(() => expect(undo.getAttribute('aria-disabled')).toBeNull())
  await started.user.click(undo)
  return { ...started, dialog: await screen.findByRole('alertdialog') }
}

const applies = ({ host }: Pick<Started, 'host'>): readonly unknown[] =>
  asked(host, 'audit.undo').filter((input) => (input as { readonly do: string }).do === 'apply')
const made = ({ host }: Pick<Started, 'host'>): string => host.world.changes.acts.rows().at(-1)?.act ?? ''
const press = (name: string): HTMLElement => within(screen.getByRole('alertdialog')).getByRole('button', { name })

describe('Access level', () => {
  const start = useApp()

  it('E-03 shows the level, unlocks by the short name with a reason, counts down, and locks again', async () => {
    const { host, user } = await start('/c/orders-eu/groups')
    const [bar] = await screen.findAllByRole('banner')
    await waitFor(() => expect(bar?.textContent).toContain('Observe'))
    await user.click(screen.getByRole('button', { name: 'Unlock…' }))
    const asks = await screen.findByRole('dialog')
    expect(asks.textContent).toContain('production')
    const unlock = within(asks).getByRole('button', { name: 'Unlock for 15 minutes' })
    expect(unlock.getAttribute('aria-disabled')).toBe('true')
    expect(unlock.getAttribute('title')).toBe('Type orders-eu first')
    await user.type(within(asks).getByLabelText('Type orders-eu to unlock'), 'orders-eu')
    await user.type(within(asks).getByLabelText(/^Reason/), 'INC-4711{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked(host, 'access.unlock')).toEqual([{ cluster: 'orders-eu', typed: 'orders-eu', reason: 'INC-4711' }])
    await waitFor(() => expect(bar?.textContent).toMatch(/Guarded1\d:\d\d Lock now/))
    expect(screen.getByRole('contentinfo').textContent).toMatch(/unlocked 1\d:\d\d/)
    await user.keyboard('{Control>}{Shift>}l{/Shift}{/Control}')
    await waitFor(() => expect(bar?.textContent).toContain('Observe'))
    expect(asked(host, 'access.lock')).toEqual([{ cluster: 'orders-eu' }])
  })

  it('E-03 says why a profile is never unlocked, and offers nothing', async () => {
    const { host } = await start('/c/orders-eu/groups')
    await screen.findByRole('button', { name: 'Unlock…' })
    host.world.changes.access.patch('orders-eu', { canUnlock: false, why: 'This profile is marked “never unlock”' })
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Unlock…' })).toBeNull())
    expect(screen.getByTitle('This profile is marked “never unlock”').textContent).toBe('Observe')
  })
})

describe('Change dialog', () => {
  const start = useApp()

  it('E-01 shows where it happens, the verdict, before → after, impact with its time, way back and command', async () => {
    const { dialog } = await openDialog(start, stopBroker3)
    expect(within(dialog).getByRole('heading', { name: 'Stop broker 3' })).toBeDefined()
    expect(dialog.textContent).toMatch(/production.*orders-eu.*unlocked for 1\d\sm/s)
    expect(dialog.textContent).toContain('Degrades. 38 partitions fall under min ISR')
    expect(dialog.textContent).toContain('Leads71→0')
    expect(dialog.textContent).toMatch(/Impactcomputed \d\d:\d\d:\d\d/)
    expect(dialog.textContent).toContain('38 partitions refuse writes with acks=all.')
    expect(dialog.textContent).toContain('its data stays in /data/kafka-3')
    expect(dialog.textContent).toContain('kafka-mesos.sh broker stop 3 --timeout 30s')
    expect(dialog.textContent).toContain('sent to the scheduler')
  })

  it('E-02 wants the name typed, nothing is filled in, and sends it once', async () => {
    const started = await openDialog(start, stopBroker3)
    const { user, dialog } = started
    const field = within(dialog).getByLabelText<HTMLInputElement>('Type broker 3 to confirm')
    expect(field.value).toBe('')
    expect(document.activeElement).toBe(field)
    expect(press('Stop broker 3').getAttribute('aria-disabled')).toBe('true')
    await user.type(field, 'broker 2{Enter}')
    expect(applies(started)).toEqual([])
    await user.clear(field)
    await user.type(field, 'broker 3{Enter}')
    await within(dialog).findByText('Sent. Waiting for an answer.')
    expect(applies(started)).toEqual([{ do: 'apply', cluster: 'orders-eu', plan: 'plan-1', typed: 'broker 3', reason: null }])
  })

  it('E-01 follows sent → accepted → seen, closes by itself and says it in a notice', async () => {
    const started = await openDialog(start, stopBroker3)
    const { host, user, dialog } = started
    await user.type(within(dialog).getByRole('textbox'), 'broker 3{Enter}')
    await within(dialog).findByText('Sent. Waiting for an answer.')
    act(() => host.world.changes.acts.patch(made(started), { state: 'accepted', steps: { done: 1, of: 2, now: 'Waits for the task' } }))
    await within(dialog).findByText('Accepted, not yet seen in the cluster.')
    expect(dialog.textContent).toContain('1 of 2. Waits for the task')
    act(() => host.world.changes.end(made(started), 'verified'))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await screen.findByText('Done: Stop broker 3')
  })

  it('E-09 says that nobody knows, and what to do, and never sends again by itself', async () => {
    const started = await openDialog(start, stopBroker3)
    const { host, user, dialog } = started
    await user.type(within(dialog).getByRole('textbox'), 'broker 3{Enter}')
    await within(dialog).findByText('Sent. Waiting for an answer.')
    act(() => host.world.changes.end(made(started), 'unknown', 'The connection broke after the request was sent.'))
    await within(dialog).findByText('Nobody knows whether it was done.')
    expect(dialog.textContent).toContain('Look at the thing itself before you try again')
    expect(applies(started)).toHaveLength(1)
    await user.click(press('Look again'))
    await screen.findByText('Done: Stop broker 3')
    expect(asked(host, 'audit.lookAgain')).toEqual([{ act: made(started) }])
    expect(applies(started)).toHaveLength(1)
  })

  it('E-07 keeps the dialog when it got worse since, says what, and asks anew', async () => {
    const started = await openDialog(start, stopBroker3, { is: 'worse', what: ['2 partitions go offline; before none did.'] })
    const { user, dialog } = started
    await user.type(within(dialog).getByRole('textbox'), 'broker 3{Enter}')
    await within(dialog).findByText('It got worse since you looked. Nothing was sent.')
    expect(dialog.textContent).toContain('2 partitions go offline; before none did.')
    await user.click(press('Stop broker 3 anyway'))
    await screen.findByText('Done: Stop broker 3')
    expect(applies(started)).toHaveLength(2)
  })

  it('says what the core refused, where it was pressed', async () => {
    const { user, dialog } = await openDialog(start, stopBroker3, { is: 'refused' })
    await user.type(within(dialog).getByRole('textbox'), 'broker 3{Enter}')
    const alert = await within(dialog).findByRole('alert')
    expect(alert.textContent).toContain('The audit log cannot be written')
    expect(alert.textContent).toContain('What cannot be written down is not sent.')
  })

  it('says why it cannot be planned, and plans again on a press', async () => {
    let refusals = 1
    const started = await start('/c/orders-eu/activity?act=act-9', {
      change: (handlers) => ({
        ...handlers,
        audit: {
          ...handlers.audit,
          undo: (request, context) => {
            if (refusals-- > 0) throw new AppError('plan.notLive', { asOf: Date.now() - 60_000 })
            return handlers.audit.undo(request, context)
          },
        },
      }),
    })
    const { host, user } = started
    host.world.changes.acts.set(fakeActs(Date.now()))
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    const undo = await screen.findByRole('button', { name: 'Undo…' })
    await waitFor(() => expect(undo.getAttribute('aria-disabled')).toBeNull())
    await user.click(undo)
    expect((await screen.findByRole('alert')).textContent).toContain('What is known is too old to plan by')
    await user.click(press('Plan again'))
    await within(screen.getByRole('alertdialog')).findByRole('textbox')
    expect(applies(started)).toEqual([])
  })

  it('C3 on production arms after its time; Escape cancels and sends nothing', async () => {
    const started = await openDialog(start, { ...deleteTopic, confirm: { ask: true, typed: 'load-test.tmp', armAfterMs: 60_000 } })
    const { user, dialog } = started
    await user.type(within(dialog).getByRole('textbox'), 'load-test.tmp{Enter}')
    expect(dialog.textContent).toMatch(/Ready in \d+ s/)
    expect(dialog.textContent).toContain('There is no way back.')
    expect(applies(started)).toEqual([])
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(applies(started)).toEqual([])
  })

  it('C1 is one sentence with Cancel as its default; on an open cluster it is not asked about at all', async () => {
    const started = await openDialog(start, startBroker, { is: 'verified' })
    expect(started.dialog.textContent).toContain('The scheduler takes the next offer that fits')
    expect(document.activeElement?.textContent).toBe('Cancel')
    await started.user.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(applies(started)).toEqual([])

    const { changes } = started.host.world
    changes.next = { plan: { ...changes.next.plan, confirm: { ask: false, typed: null, armAfterMs: 0 } }, outcome: { is: 'verified' } }
    await started.user.click(screen.getByRole('button', { name: 'Undo…' }))
    await screen.findByText('Done: Start broker 5')
    expect(applies(started)).toHaveLength(1)
  })

  it('plans again when the plan gets too old, and keeps what was typed', async () => {
    const started = await openDialog(start, { ...stopBroker3, expiresAt: Date.now() + 3500 })
    const { host, user, dialog } = started
    host.world.changes.next = {
      ...host.world.changes.next,
      plan: { ...stopBroker3, plannedAt: Date.now(), expiresAt: Date.now() + 120_000 },
    }
    await user.type(within(dialog).getByRole('textbox'), 'broker')
    await within(dialog).findByText(/planned again at/, {}, { timeout: 8000 })
    expect(within(dialog).getByRole<HTMLInputElement>('textbox').value).toBe('broker')
    await user.type(within(dialog).getByRole('textbox'), ' 3{Enter}')
    await within(dialog).findByText('Sent. Waiting for an answer.')
    expect(applies(started)).toEqual([expect.objectContaining({ plan: 'plan-2', typed: 'broker 3' })])
  })
})
