import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { rowOf, useScreens, type Shown } from './screen.tsx'

const planned = (shown: Shown): readonly unknown[] =>
  shown.host.calls.flatMap(({ member, input }) =>
    member.startsWith('lifecycle.') && member !== 'lifecycle.placement'
      ? [{ member, input: (input as { input?: unknown; do: string }).do === 'plan' ? (input as { input: unknown }).input : 'apply' }]
      : [],
  )

describe('Life of brokers', () => {
  const show = useScreens()
  /** On Mesos, and not locked. */
  const unlocked = async (path: string): Promise<Shown> => {
    const shown = await show(path, { onMesos: true })
    shown.host.world.changes.access.patch('orders-eu', { level: 'guarded', until: Date.now() + 900_000 })
    await rowOf('0')
    await waitFor(() => expect(screen.getByRole('button', { name: 'Add brokers', hidden: true }).getAttribute('aria-disabled')).toBeNull())
    return shown
  }
  const menuOf = async ({ user }: Shown, id: string): Promise<HTMLElement> => {
    await user.click(await rowOf(id))
    await user.keyboard('.')
    return screen.findByRole('menu')
  }

  it('says why nothing can be done while the cluster is locked', async () => {
    const { user } = await show('/brokers', { onMesos: true })
    await user.click(await rowOf('3'))
    expect(screen.getByRole('button', { name: 'Add brokers' }).getAttribute('aria-disabled')).toBe('true')
    const inspector = await screen.findByRole('complementary', { name: 'Broker 3' })
    expect(within(inspector).getByRole('button', { name: 'Stop…' }).getAttribute('aria-disabled')).toBe('true')
    expect(inspector.textContent).toContain('unlock')
  })

  it('plans a stop from the inspector in the one dialog', async () => {
    const shown = await unlocked('/brokers')
    await shown.user.click(await rowOf('3'))
    await shown.user.click(within(await screen.findByRole('complementary', { name: 'Broker 3' })).getByRole('button', { name: 'Stop…' }))
    await screen.findByRole('alertdialog')
    await waitFor(() => expect(planned(shown)).toEqual([{ member: 'lifecycle.stop', input: { brokers: '3', force: false } }]))
  })

  it('offers in the menu what fits the state, and says why the rest does not', async () => {
    const shown = await unlocked('/brokers')
    const menu = await menuOf(shown, '6')
    expect(
      within(menu)
        .getByRole('menuitem', { name: /^Look at offers for broker 6 now/ })
        .getAttribute('aria-disabled'),
    ).toBeNull()
    expect(within(menu).getByRole('menuitem', { name: /^Restart broker 6/ }).textContent).toContain('It does not run')
    expect(within(menu).getByRole('menuitem', { name: /^Remove broker 6/ }).textContent).toContain('Stop it first')
    await shown.user.click(within(menu).getByRole('menuitem', { name: /^Look at offers for broker 6 now/ }))
    await waitFor(() => expect(planned(shown)).toEqual([{ member: 'lifecycle.lookAtOffers', input: { brokers: '6' } }]))
  })

  it('acts on all marked brokers at once', async () => {
    const shown = await unlocked('/brokers')
    await shown.user.click(await rowOf('0'))
    await shown.user.keyboard(' j ')
    await shown.user.keyboard('.')
    await shown.user.click(within(await screen.findByRole('menu')).getByRole('menuitem', { name: 'Restart brokers 0,1…' }))
    await waitFor(() => expect(planned(shown)).toEqual([{ member: 'lifecycle.restart', input: { brokers: '0,1' } }]))
  })

  it('adds brokers by a form: what is wrong stands at its field, nothing is asked before', async () => {
    const shown = await unlocked('/brokers')
    await shown.user.keyboard('n')
    const dialog = await screen.findByRole('dialog', { name: 'Add brokers' })
    expect(dialog.textContent).toMatch(/production.*orders-eu/)
    await within(dialog).findByText(/1 agent fits/)
    const field = (name: RegExp): HTMLElement => within(dialog).getByRole('textbox', { name })
    await shown.user.clear(field(/^New brokers/))
    await shown.user.type(field(/^New brokers/), '0..2')
    await shown.user.type(field(/^Constraints/), 'rak=unique')
    await shown.user.click(within(dialog).getByRole('button', { name: /^Next/ }))
    expect(within(dialog).getByText('0, 1, 2 exist already')).toBeDefined()
    expect(within(dialog).getByText(/No agent has a text attribute “rak”/)).toBeDefined()
    expect(within(dialog).getByText('2 fields need attention')).toBeDefined()
    expect(planned(shown)).toEqual([])
    await shown.user.clear(field(/^New brokers/))
    await shown.user.type(field(/^New brokers/), '20..22')
    await shown.user.clear(field(/^Constraints/))
    await shown.user.type(field(/^Constraints/), 'hostname=unique{Enter}')
    await waitFor(() => expect(planned(shown)).toHaveLength(1))
    expect(planned(shown)[0]).toMatchObject({
      member: 'lifecycle.add',
      input: { brokers: '20..22', settings: { constraints: 'hostname=unique' } },
    })
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Add brokers' })).toBeNull())
  })

  it('changes only what differs', async () => {
    const shown = await unlocked('/brokers?form=update&of=4')
    const dialog = await screen.findByRole('dialog', { name: 'Change broker 4' })
    expect(within(dialog).getByRole('button', { name: /^Next/ }).getAttribute('title')).toBe('Nothing is changed yet')
    const heap = within(dialog).getByRole('textbox', { name: /^Heap/ })
    await shown.user.clear(heap)
    await shown.user.type(heap, '5120{Enter}')
    await waitFor(() => expect(planned(shown)).toEqual([{ member: 'lifecycle.update', input: { brokers: '4', settings: { heap: 5120 } } }]))
  })
})
