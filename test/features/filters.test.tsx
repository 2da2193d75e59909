import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { place, useScreens } from './screen.tsx'

/** At once, without a moment in which typing could rest. */
const typed = (text: string): void => {
  const field = screen.getByRole('textbox', { name: 'Filter' })
  field.focus()
  fireEvent.change(field, { target: { value: text } })
}
const nextTab = { key: 'Tab', code: 'Tab', ctrlKey: true }
const tabs = () => within(screen.getByRole('tablist', { name: 'Open tabs' })).getAllByRole('tab')

describe('Filters while they are typed', () => {
  const show = useScreens()

  it.each(['/topics', '/groups', '/wall', '/brokers', '/agents', '/activity', '/security', '/topics/orders.events?tab=partitions'])(
    'in %s the place follows when typing rests, not at each key',
    async (path) => {
      await show(path, { onMesos: true })
      await screen.findByRole('textbox', { name: 'Filter' })
      const before = place()
      typed('z')
      typed('zz')
      expect(place()).toBe(before)
      await waitFor(() => expect(place()).toContain('filter=zz'))
    },
  )

  it('a filter typed just before another tab comes to the front is there when its own comes back', async () => {
    const { user } = await show('/groups')
    await screen.findByRole('grid')
    await user.keyboard('j{Control>}{Enter}{/Control}')
    await waitFor(() => expect(tabs()).toHaveLength(2))
    const [first, second] = tabs()
    if (!first || !second) throw new Error('two tabs were opened')
    await user.click(first)
    await screen.findByRole('grid', { name: 'Consumer groups' })
    typed('billing')
    fireEvent.keyDown(document.activeElement ?? document.body, nextTab)
    await waitFor(() => expect(screen.queryByRole('grid', { name: 'Consumer groups' })).toBeNull())
    expect(place()).not.toContain('filter=')
    await user.click(tabs()[0] ?? first)
    await screen.findByRole('grid', { name: 'Consumer groups' })
    expect(place()).toBe('/groups?filter=billing')
  })

  it('a filter typed just before the page goes is in its place', async () => {
    await show('/topics')
    await screen.findByRole('grid')
    typed('daily')
    fireEvent(window, new Event('pagehide'))
    expect(place()).toBe('/topics?filter=daily')
  })

  it('what was typed on one part of a screen does not come up on another', async () => {
    const { user } = await show('/groups/billing?tab=members')
    await screen.findByRole('textbox', { name: 'Filter' })
    typed('nobody')
    await user.click(screen.getByRole('tab', { name: /^Partitions/ }))
    await waitFor(() => expect(place()).toContain('tab=partitions'))
    expect(screen.getByRole('tab', { name: /^Partitions/ }).getAttribute('aria-selected')).toBe('true')
  })
})
