import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { address, useApp } from './start.tsx'

const start = useApp()

const words = (within_: HTMLElement): (string | null)[] =>
  within(within_)
    .queryAllByRole('term')
    .map(({ textContent }) => textContent)

describe('25 the glossary', () => {
  it('is reached by name over the screen where a word was met, and searched; the place stays', async () => {
    const { user } = await start('/c/orders-eu/groups')
    await screen.findByRole('grid')
    await user.keyboard('{Control>}k{/Control}glossary{Enter}')
    const dialog = await screen.findByRole('dialog', { name: 'Glossary' })
    const all = words(dialog).length
    expect(all).toBeGreaterThan(40)
    const field = within(dialog).getByRole('textbox', { name: 'Filter' })
    expect(field).toBe(document.activeElement)
    await user.keyboard('in-sync')
    expect(words(dialog)[0]).toBe('ISRin-sync replicas')
    expect(words(dialog).length).toBeLessThan(all / 2)
    await user.clear(field)
    await user.keyboard('nonsense')
    expect(within(dialog).getByText('No word for ‘nonsense’.')).toBeTruthy()
    await user.keyboard('{Escape}{Escape}{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(address()).toBe('/c/orders-eu/groups')
  })

  it('a word of it is found like anything that has a name, by another name as well', async () => {
    const { user } = await start('/c/orders-eu/groups')
    await screen.findByRole('grid')
    await user.keyboard('{Control>}k{/Control}?stickiness')
    expect((await screen.findByRole('option', { selected: true })).textContent).toContain('Sticky')
    await user.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog', { name: 'Glossary' })
    expect(words(dialog)[0]).toMatch(/^Sticky/)
  })

  it('the list of keys has three tips at its head, and leads to the glossary and the guide', async () => {
    const { user } = await start('/c/orders-eu/groups')
    await screen.findByRole('grid')
    await user.keyboard('?')
    const keys = await screen.findByRole('dialog', { name: 'Keyboard' })
    expect(within(within(keys).getByRole('region', { name: 'Worth knowing' })).getAllByRole('listitem')).toHaveLength(3)
    await user.click(within(keys).getByRole('button', { name: 'Glossary' }))
    const dialog = await screen.findByRole('dialog', { name: 'Glossary' })
    await user.click(within(dialog).getByRole('button', { name: 'Close' }))
    await user.keyboard('?')
    await user.click(within(await screen.findByRole('dialog', { name: 'Keyboard' })).getByRole('button', { name: 'Guide' }))
    await waitFor(() => expect(address()).toBe('/guide'))
    await user.click(screen.getByRole('button', { name: 'Glossary' }))
    await waitFor(() => expect(address()).toBe('/guide/glossary'))
    expect(words(await screen.findByRole('main')).length).toBeGreaterThan(40)
  })
})

describe('25 hints', () => {
  const hint = () => screen.queryByRole('note', { name: 'Hint' })

  it('one line the first time that a screen is opened, kept as seen in the settings; put away it stays away', async () => {
    const { host, user } = await start('/c/orders-eu/groups', { settings: { hintsSeen: [] } })
    const seen = () => host.world.settings.rows()[0]?.settings.hintsSeen
    expect((await screen.findByRole('note', { name: 'Hint' })).textContent).toContain('tells how it came about')
    await waitFor(() => expect(seen()).toEqual(['groups']))
    // It counts as seen, and is still there to be read.
    expect(hint()).not.toBeNull()
    await user.click(screen.getByRole('button', { name: 'Got it' }))
    expect(hint()).toBeNull()
    await user.keyboard('gt')
    await screen.findByText(/shows what can be done with it/)
    await user.keyboard('gc')
    await screen.findByRole('grid', { name: 'Consumer groups' })
    expect(hint()).toBeNull()
    await waitFor(() => expect(seen()).toEqual(['groups', 'topics']))
    await user.keyboard('gt')
    await screen.findByRole('grid', { name: 'Topics' })
    expect(hint()).toBeNull()
  })

  it('“No more hints” turns them off; the settings turn them on again, and show those that were seen once more', async () => {
    const { host, user } = await start('/c/orders-eu/groups', { settings: { hintsSeen: ['overview'] } })
    await user.click(await screen.findByRole('button', { name: 'No more hints' }))
    await waitFor(() => expect(host.world.settings.rows()[0]?.settings.hints).toBe('off'))
    await user.keyboard('gt')
    await screen.findByRole('grid', { name: 'Topics' })
    await waitFor(() => expect(hint()).toBeNull())
    await user.keyboard('{Control>},{/Control}')
    const choice = await screen.findByRole('group', { name: 'Hints' })
    await user.click(within(choice).getByRole('radio', { name: 'On' }))
    await user.click(await screen.findByRole('button', { name: 'Show them once more' }))
    await waitFor(() => expect(host.world.settings.rows()[0]?.settings.hintsSeen).toEqual([]))
  })
})

describe('A-13 a link that leads nowhere', () => {
  it('says what is wrong with it, and opens nothing', async () => {
    const { host } = await start('/c/orders-eu/groups')
    await screen.findByRole('grid')
    host.world.outside.tell({ is: 'link', why: 'noProfile' })
    await screen.findByText('The link that was followed leads nowhere')
    expect(screen.getByText(/It names no cluster/)).toBeTruthy()
    expect(address()).toBe('/c/orders-eu/groups')
  })
})
