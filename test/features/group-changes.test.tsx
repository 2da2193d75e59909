import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { FakeHostOptions } from '../support/fake-host.ts'
import { readinessOf, withReset } from '../support/fake-reset.ts'
import { rowOf, useScreens, type Shown } from './screen.tsx'

const inputsOf = ({ host }: Shown, member: string): readonly unknown[] =>
  host.calls.filter((call) => call.member === member).map((call) => call.input)

const planned = (shown: Shown, member: string): readonly unknown[] =>
  inputsOf(shown, member).flatMap((input) => {
    const request = input as { readonly do: string; readonly input?: unknown }
    return request.do === 'plan' ? [request.input] : []
  })

describe('Reset offsets', () => {
  const show = useScreens()
  const open = async (options: FakeHostOptions = { change: withReset() }): Promise<Shown & { readonly form: HTMLElement }> => {
    const shown = await show('/groups?form=groups.resetOffsets&of=nightly-export', options)
    shown.host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    return { ...shown, form: await screen.findByRole('dialog', { name: 'Reset offsets of nightly-export' }) }
  }
  const rowIn = (form: HTMLElement, partition: number): HTMLElement => {
    const box = within(form).getByLabelText(`Move orders.events p${partition}`)
    const row = box.closest<HTMLElement>('[role="row"]')
    if (!row) throw new Error('not in a row')
    return row
  }

  it('previews row by row: now, new, skipped, replayed, clamped, and what cannot be moved', async () => {
    const { form } = await open()
    await within(form).findByText('6 of 8 partitions move')
    expect(within(form).getByText('95 104 unread records would be skipped')).toBeDefined()
    expect(within(form).getByText('71 955 records would be read again')).toBeDefined()
    expect(rowIn(form, 0).textContent).toContain('replays')
    expect(rowIn(form, 5).textContent).toMatch(/skips.*at the log’s end/)
    expect(rowIn(form, 6).textContent).toContain('as it is')
    expect(rowIn(form, 7).textContent).toContain('no commit to move from')
    expect(within(form).getByLabelText<HTMLInputElement>('Move orders.events p7').disabled).toBe(true)
    expect(within(form).getByText('The group is Empty: it takes offsets.')).toBeDefined()
  })

  it('E-06 asks for exactly the rows that were shown and are ticked', async () => {
    const shown = await open()
    const { user, form } = shown
    await within(form).findByText('6 of 8 partitions move')
    for (const partition of [1, 2, 3, 5]) await user.click(within(form).getByLabelText(`Move orders.events p${partition}`))
    await within(form).findByText('2 of 8 partitions move')
    await user.click(within(form).getByRole('button', { name: 'Move 2 partitions…' }))
    await screen.findByRole('alertdialog')
    expect(planned(shown, 'groups.resetOffsets')).toEqual([
      {
        group: 'nightly-export',
        offsets: [
          { topic: 'orders.events', partition: 0, offset: '1190020' },
          { topic: 'orders.events', partition: 4, offset: '1190408' },
        ],
        how: 'to the end of the log',
      },
    ])
  })

  it.each([
    ['earliest', null, '', { to: 'earliest' }],
    ['current', null, '', { to: 'current' }],
    ['ago', 'How long ago', '30 m', { to: 'ago', ms: 1_800_000 }],
    ['offset', 'Offset', '1200000', { to: 'offset', offset: '1200000' }],
    ['shift', 'By how many records', '-1000', { to: 'shift', by: -1000 }],
    ['group', 'Group', 'billing', { to: 'group', group: 'billing', matching: true }],
    ['file', 'Lines', 'orders.events,0,12', { to: 'file', text: 'orders.events,0,12' }],
  ])('previews the target %s', async (target, field, text, asked) => {
    const shown = await open()
    await shown.user.selectOptions(within(shown.form).getByLabelText('Move to'), target)
    if (field !== null) await shown.user.type(within(shown.form).getByLabelText(field), text)
    await waitFor(() =>
      expect(inputsOf(shown, 'groups.previewReset').at(-1)).toEqual({
        cluster: 'orders-eu',
        group: 'nightly-export',
        scope: { of: 'all' },
        target: asked,
      }),
    )
  })

  it.each([
    ['offset', 'Offset', '-4', 'Enter a whole number from 0 on'],
    ['shift', 'By how many records', 'many', 'Enter a whole number, like -1000'],
    ['ago', 'How long ago', '30', 'Enter a time, like 30 m'],
    ['group', 'Group', 'nightly-export', 'That is this group itself'],
  ])('refuses the target %s that is none, at its field, and asks for nothing', async (target, field, text, problem) => {
    const shown = await open()
    await within(shown.form).findByText('6 of 8 partitions move')
    await shown.user.selectOptions(within(shown.form).getByLabelText('Move to'), target)
    await shown.user.type(within(shown.form).getByLabelText(field), text)
    expect((await within(shown.form).findByRole('alert')).textContent).toContain(problem)
    expect(within(shown.form).getByRole('button', { name: 'Review…' }).getAttribute('title')).toBe(problem)
  })

  it('names the topics of a group that has committed nothing yet', async () => {
    const shown = await open()
    await shown.user.click(within(shown.form).getByRole('radio', { name: 'Topics' }))
    await shown.user.type(within(shown.form).getByLabelText('Topics, with commas'), 'orders.events, audit.trail')
    await waitFor(() =>
      expect(inputsOf(shown, 'groups.previewReset').at(-1)).toMatchObject({
        scope: {
          of: 'topics',
          topics: [
            { topic: 'orders.events', partitions: null },
            { topic: 'audit.trail', partitions: null },
          ],
        },
      }),
    )
  })

  it('is refused while the group runs, with its members named, and possible as soon as it has stopped', async () => {
    let running = true
    const members = [{ member: 'm-1', instance: null, clientId: 'export-1', host: '10.1.2.3' }]
    const { user, form } = await open({ change: withReset(() => readinessOf(running ? { is: 'running', state: 'Stable', members } : {})) })
    await within(form).findByText(/The group is running with 1 member: .* Stop it first.*export-1 on 10\.1\.2\.3/)
    const button = within(form).getByRole('button', { name: /^Move 6 partitions/ })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    await user.click(button)
    expect(screen.queryByRole('alertdialog')).toBeNull()
    running = false
    await within(form).findByText('The group is Empty: it takes offsets.', {}, { timeout: 10_000 })
    expect(
      within(form)
        .getByRole('button', { name: /^Move 6 partitions/ })
        .getAttribute('aria-disabled'),
    ).toBeNull()
  })

  it('is off in the list while the group has members, and says so', async () => {
    const { host, user } = await show('/groups')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    await user.pointer({ keys: '[MouseRight]', target: await rowOf('billing') })
    const item = await screen.findByRole('menuitem', { name: /^Reset offsets…/ })
    expect(item.textContent).toContain('It has 12 members: stop them first')
    expect(item.getAttribute('aria-disabled')).toBe('true')
  })

  it('R opens it for the chosen group', async () => {
    const { host, user } = await show('/groups?filter=nightly-export')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    await user.click(await rowOf('nightly-export'))
    await waitFor(async () => {
      await user.keyboard('R')
      expect(screen.queryByRole('dialog', { name: 'Reset offsets of nightly-export' })).not.toBeNull()
    })
  })

  it.each(['/groups?filter=billing', '/groups/billing'])('R says why it is off for a group with members, on %s', async (path) => {
    const { host, user } = await show(path)
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    if (path.includes('filter')) await user.click(await rowOf('billing'))
    else await waitFor(() => expect(screen.getByRole('button', { name: 'Reset offsets…' }).title).toContain('12 members'))
    await user.keyboard('R')
    await screen.findByText('It has 12 members: stop them first')
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('Other changes of a group', () => {
  const show = useScreens()

  it('deletes the group from its own screen', async () => {
    const shown = await show('/groups/nightly-export')
    shown.host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    await waitFor(() => expect(screen.getByRole('button', { name: 'Reset offsets…' }).getAttribute('aria-disabled')).toBeNull())
    await shown.user.click(screen.getByRole('button', { name: 'More' }))
    await shown.user.click(await screen.findByRole('menuitem', { name: 'Delete group…' }))
    await screen.findByRole('alertdialog')
    expect(planned(shown, 'groups.remove')).toEqual([{ groups: ['nightly-export'] }])
  })

  it('deletes the offsets of chosen topics, partition by partition', async () => {
    const shown = await show('/groups?form=groups.deleteOffsets&of=nightly-export')
    shown.host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    const form = await screen.findByRole('dialog', { name: 'Delete offsets of nightly-export' })
    const [first] = await within(form).findAllByRole('checkbox')
    await shown.user.click(first ?? form)
    await shown.user.click(within(form).getByRole('button', { name: 'Delete…' }))
    await screen.findByRole('alertdialog')
    const [input] = planned(shown, 'groups.deleteOffsets') as readonly { group: string; partitions: readonly { topic: string }[] }[]
    expect(input?.group).toBe('nightly-export')
    expect(input?.partitions.length).toBeGreaterThan(0)
    expect(new Set(input?.partitions.map((each) => each.topic)).size).toBe(1)
  })

  it('removes a member', async () => {
    const shown = await show('/groups/billing?tab=members')
    shown.host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    const grid = await screen.findByRole('grid', { name: 'Members' })
    const row = await waitFor(() => {
      const found = grid.querySelector<HTMLElement>('[role="row"][aria-selected]')
      if (!found) throw new Error('no member yet')
      return found
    })
    await shown.user.pointer({ keys: '[MouseRight]', target: row })
    await shown.user.click(await screen.findByRole('menuitem', { name: 'Remove member…' }))
    await screen.findByRole('alertdialog')
    expect(planned(shown, 'groups.removeMembers')).toEqual([
      {
        group: 'billing',
        members: [{ member: expect.any(String), instance: expect.toSatisfy((each) => each === null || typeof each === 'string') }],
      },
    ])
  })
})
