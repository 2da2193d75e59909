import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { verdictView } from '../support/fake-lag.ts'
import { place, rowNames, rowOf, useScreens } from './screen.tsx'

const tiles = async (): Promise<readonly string[]> => {
  const wall = await screen.findByRole('group', { name: 'Groups as tiles, worst first' })
  await within(wall).findAllByRole('button')
  const order = (tile: HTMLElement): number => {
    const [, x = '0', y = '0'] = /translate\((\d+)%, (\d+)%\)/.exec(tile.parentElement?.style.transform ?? '') ?? []
    return Number(y) * 1000 + Number(x)
  }
  return within(wall)
    .getAllByRole('button')
    .sort((a, b) => order(a) - order(b))
    .map((tile) => tile.querySelector('b')?.textContent ?? '')
}

describe('Lag wall', () => {
  const show = useScreens()

  it('shows tiles worst first, with the sum of verdicts above', async () => {
    await show('/wall')
    expect((await tiles()).slice(0, 4)).toEqual(['risk-replay', 'ledger-sink', 'fraud-scoring', 'billing'])
    expect(screen.getByRole('button', { name: '28 OK' })).toBeDefined()
  })

  it('moves no tile while the pointer is over them', async () => {
    const { host, user } = await show('/wall')
    const before = await tiles()
    const wall = screen.getByRole('group', { name: 'Groups as tiles, worst first' })
    await user.pointer({ target: wall })
    act(() => host.world.groups.patch('worker-3', { verdict: verdictView('NO_LEADER', 0), dormant: false }))
    await waitFor(() => expect(screen.getByRole('button', { name: '2 No leader' })).toBeDefined())
    expect(await tiles()).toEqual(before)
    await user.pointer({ target: document.body })
    await waitFor(async () => expect((await tiles())[0]).toBe('worker-3'), { timeout: 4000 })
  })

  it('the likeliest cause stands on late tiles, asked of the worst on the screen alone, one after the other', async () => {
    const { host } = await show('/wall')
    const names = await tiles()
    await waitFor(() => expect(host.calls.filter(({ member }) => member === 'lag.why').length).toBeGreaterThan(2))
    const wall = screen.getByRole('group', { name: 'Groups as tiles, worst first' })
    await waitFor(() => expect(within(wall).queryAllByText('Member consumer-3 is slow').length).toBeGreaterThan(2))
    const asked = host.calls.filter(({ member }) => member === 'lag.why').map(({ input }) => (input as { group: string }).group)
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked.length).toBeLessThanOrEqual(12)
    expect(names).toEqual(expect.arrayContaining(asked))
    // What keeps up has no cause.
    for (const tile of wall.querySelectorAll('[data-class="calm"]')) expect(tile.textContent).not.toContain('is slow')
  })

  it('has four modes, by key; the table is the twin of the tiles', async () => {
    const { user } = await show('/wall')
    const names = await tiles()
    await user.keyboard('vv')
    expect(place()).toBe('/wall?as=table')
    await rowOf('risk-replay')
    expect(rowNames('group').slice(0, 7)).toEqual(names.slice(0, 7))
    await user.keyboard('v')
    expect(await screen.findByRole('img', { name: /^Lag of 38 groups over the last hour/ })).toBeDefined()
  })

  it('sorts by the chord s and a letter; again turns it round', async () => {
    const { user } = await show('/wall')
    await tiles()
    await user.keyboard('sl')
    expect(place()).toBe('/wall?order=lag')
    await waitFor(async () => expect((await tiles())[0]).toBe('bi-loader'))
    await user.keyboard('sl')
    expect(place()).toBe('/wall?order=lag&reverse=1')
  })

  it('shows one verdict alone, and opens a group', async () => {
    const { user } = await show('/wall')
    await tiles()
    await user.click(screen.getByRole('button', { name: '1 Falling behind' }))
    await waitFor(async () => expect(await tiles()).toEqual(['billing']))
    await user.click(within(screen.getByRole('group', { name: 'Groups as tiles, worst first' })).getByRole('button'))
    await waitFor(() => expect(place()).toBe('/groups/billing'))
  })

  it('sorts by skew with s k, what is unknown last', async () => {
    const { host, user } = await show('/wall')
    await tiles()
    act(() => host.world.groups.patch('billing', { skew: { peakToMean: 99, cv: 3 } }))
    act(() => host.world.groups.patch('ledger-sink', { skew: null }))
    await user.keyboard('sk')
    expect(place()).toBe('/wall?order=skew')
    await waitFor(async () => expect((await tiles())[0]).toBe('billing'))
  })

  it('mutes for an hour by m on the tile with the focus, and by its menu tells of it again', async () => {
    const { user } = await show('/wall')
    await tiles()
    const wall = screen.getByRole('group', { name: 'Groups as tiles, worst first' })
    const tile = within(wall).getByText('ledger-sink').closest('button')
    tile?.focus()
    await user.keyboard('m')
    await waitFor(() => expect(tile?.textContent).toMatch(/muted until \d\d:\d\d/))
    if (tile) await user.pointer({ keys: '[MouseRight]', target: tile })
    await user.click(await screen.findByRole('menuitem', { name: /^Tell of it again/ }))
    await waitFor(() => expect(tile?.textContent).not.toMatch(/muted/))
  })

  it('explains a number of the tile with the focus', async () => {
    const { user } = await show('/wall')
    await tiles()
    within(screen.getByRole('group', { name: 'Groups as tiles, worst first' }))
      .getByText('billing')
      .closest('button')
      ?.focus()
    await user.keyboard('e')
    expect(place()).toBe('/wall?explain=billing')
    expect(await screen.findByRole('dialog', { name: 'Explain this number' })).toBeDefined()
  })

  it('filters in the language of the list of groups', async () => {
    await show('/wall?filter=verdict%3Afalling-behind')
    await waitFor(async () => expect(await tiles()).toEqual(['billing']))
  })

  it('saves what is shown under a name, opens it again, and removes it', async () => {
    const { user } = await show('/wall?order=lag&verdict=FALLING_BEHIND')
    await tiles()
    await user.click(screen.getByRole('button', { name: 'Views' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Save this view…' }))
    await user.type(await screen.findByLabelText('Name'), 'Falling{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Falling' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Everything, as at first' }))
    await waitFor(() => expect(place()).toBe('/wall'))
    await user.click(screen.getByRole('button', { name: 'Views' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Falling' }))
    await waitFor(() => expect(place()).toContain('verdict=FALLING_BEHIND'))
    expect(place()).toContain('order=lag')
    await user.click(screen.getByRole('button', { name: 'Falling' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Remove “Falling”' }))
    expect(await screen.findByRole('button', { name: 'Views' })).toBeDefined()
  })

  it('says that there are no groups', async () => {
    const { host } = await show('/wall')
    act(() => host.world.groups.set([]))
    expect(await screen.findByText('No consumer groups yet. Groups appear when a consumer commits.')).toBeDefined()
  })
})
