import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../shared/contract/settings.ts'
import { address, asked, useApp } from './start.tsx'

const tabs = (): readonly string[] =>
  within(screen.getByRole('tablist', { name: 'Open tabs' }))
    .getAllByRole('tab')
    .map((tab) => tab.textContent ?? '')

describe('Frame', () => {
  const start = useApp()

  it('shows environment, name, access and connection, and the budget of reading', async () => {
    await start('/c/orders-eu/groups')
    const [bar] = await screen.findAllByRole('banner')
    await waitFor(() => expect(bar?.textContent).toMatch(/orders-eu.*production.*Observe.*Live/))
    expect(screen.getByRole('contentinfo').textContent).toMatch(/Live.*7\.6 of 20 req\/s.*No jobs/)
    expect(document.title).toBe('Consumer groups · orders-eu · Samsa')
  })

  it('goes from screen to screen by g and a letter, not while somebody writes', async () => {
    const { user } = await start('/c/orders-eu/groups')
    await screen.findByRole('grid')
    await user.keyboard('gt')
    expect(address()).toBe('/c/orders-eu/topics')
    await user.keyboard('gb')
    expect(address()).toBe('/c/orders-eu/brokers')
    await user.keyboard('/')
    await user.keyboard('go')
    expect(address()).toMatch(/^\/c\/orders-eu\/brokers/)
  })

  it('opens tabs beside each other, closes them and brings them back', async () => {
    const { user } = await start('/c/orders-eu/groups')
    await screen.findByRole('grid')
    await user.keyboard('j{Control>}{Enter}{/Control}')
    await waitFor(() => expect(tabs()).toHaveLength(2))
    const opened = tabs()[1]
    await user.keyboard('{Alt>}w{/Alt}')
    expect(tabs()).toEqual(['Consumer groups'])
    await user.keyboard('{Alt>}{Shift>}t{/Shift}{/Alt}')
    expect(tabs()).toEqual(['Consumer groups', opened])
  })

  it('follows the address and the browser’s Back', async () => {
    const { user } = await start('/c/orders-eu/groups')
    await screen.findByRole('grid')
    await user.keyboard('gt')
    await screen.findByRole('grid', { name: 'Topics' })
    act(() => history.back())
    await screen.findByRole('grid', { name: 'Consumer groups' })
    expect(address()).toBe('/c/orders-eu/groups')
  })

  it('pauses and goes on by p, reads now by r, switches to UTC by u', async () => {
    const { host, user } = await start('/c/orders-eu/groups')
    await screen.findByRole('grid')
    await user.keyboard('p')
    await waitFor(() => expect(screen.getByRole('contentinfo').textContent).toContain('Paused'))
    await user.keyboard('p')
    await waitFor(() =>
      expect(asked(host, 'cluster.pause')).toEqual([
        { cluster: 'orders-eu', paused: true },
        { cluster: 'orders-eu', paused: false },
      ]),
    )
    await user.keyboard('r')
    await waitFor(() => expect(asked(host, 'cluster.readNow')).toEqual([{ cluster: 'orders-eu' }]))
    await user.keyboard('u')
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ time: 'utc' }]))
    expect(screen.getByRole('contentinfo').textContent).toContain('UTC')
  })

  it('says why something cannot be done now', async () => {
    const { host, user } = await start('/c/scratch/overview')
    await screen.findByText(/scratch is not connected/)
    await user.keyboard('r')
    await screen.findByText('This cluster is not connected')
    expect(asked(host, 'cluster.readNow')).toEqual([])
  })

  it('sets theme, contrast and density on the document, and follows changes made elsewhere', async () => {
    const { host } = await start('/c/orders-eu/groups', { settings: { theme: 'dark', density: 'compact' } })
    const { dataset } = document.documentElement
    await waitFor(() => expect(dataset['theme']).toBe('dark'))
    expect(dataset['density']).toBe('compact')
    host.world.settings.patch('settings', {
      settings: { ...DEFAULT_SETTINGS, theme: 'light', contrast: 'more', time: 'utc' },
    })
    await waitFor(() => expect(dataset['theme']).toBe('light'))
    expect(dataset['contrast']).toBe('more')
  })

  it('names a cluster that is gone, and a place that is not there', async () => {
    await start('/c/nobody/groups')
    await screen.findByText(/not among your profiles any more/)
  })

  it('tells when the core is lost, and keeps what is shown', async () => {
    const { link } = await start('/c/orders-eu/groups')
    await screen.findByText('billing')
    link('lost')
    expect(screen.getByRole('alert').textContent).toContain('The connection to Samsa’s core was lost')
    expect(screen.getByText('billing')).toBeDefined()
  })

  it('shows a failed connection with what helps', async () => {
    const { user } = await start('/c/lab-mesos/brokers')
    const banner = await screen.findByText('No broker can be reached.')
    await user.click(
      within(banner.closest<HTMLElement>('[role=alert]') ?? document.body).getByRole('button', { name: 'Edit the address map' }),
    )
    expect(address()).toBe('/edit/lab-mesos?focus=profile.addressMap')
  })

  it('lists the keys, and closes by Escape', async () => {
    const { user } = await start('/c/orders-eu/groups')
    await screen.findByRole('grid')
    await user.keyboard('?')
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent).toMatch(/Read now.*r.*Consumer groups.*g.*c/s)
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

describe('Command palette', () => {
  const start = useApp()
  const options = (): readonly string[] => screen.getAllByRole('option').map((option) => option.textContent ?? '')

  it('finds groups, topics, brokers, clusters and actions, and says what each is', async () => {
    const { user } = await start('/c/orders-eu/overview')
    await user.keyboard('{Control>}k{/Control}')
    const field = await screen.findByRole('combobox')
    await user.type(field, 'orders.events')
    await waitFor(() => expect(options()[0]).toBe('orders.eventstopic'))
    await user.clear(field)
    await user.type(field, 'billing')
    await waitFor(() => expect(options()[0]).toMatch(/^F?billing.*group$/))
    await user.keyboard('{Enter}')
    expect(address()).toBe('/c/orders-eu/groups/billing')
    expect(screen.queryByRole('combobox')).toBeNull()
  })

  it('begins with what was looked at not long ago, not with what is there', async () => {
    const { user } = await start('/c/orders-eu/groups/billing')
    await user.keyboard('gt')
    await user.keyboard('{Control>}k{/Control}')
    await screen.findByRole('combobox')
    expect(await screen.findByText('Recently used')).toBeTruthy()
    await waitFor(() => expect(options()[0]).toMatch(/^F?billing.*group$/))
    expect(options().filter((option) => option.includes('billing'))).toHaveLength(1)
    await user.keyboard('{Enter}')
    expect(address()).toBe('/c/orders-eu/groups/billing')
  })

  it('understands a time, and why a group lags', async () => {
    const { user } = await start('/c/orders-eu/groups', { recorded: { first: Date.now() - 40 * 3_600_000, last: Date.now() - 20_000 } })
    await user.keyboard('{Control>}k{/Control}')
    const field = await screen.findByRole('combobox')
    await user.type(field, 'why billing')
    await waitFor(() => expect(options()[0]).toMatch(/Why does billing lag\?question$/))
    await user.clear(field)
    await user.type(field, '~yesterday 3pm')
    await waitFor(() => expect(options()).toEqual([expect.stringMatching(/^Go to .* 15:00:00/)]))
    await user.keyboard('{Enter}')
    const at = new Date(Number(/[?&]at=(\d+)/.exec(address())?.[1]))
    expect(address()).toContain('/c/orders-eu/groups?at=')
    expect(at.getHours() === 15 || Date.now() - at.getTime() >= 39 * 3_600_000).toBe(true)
  })

  it('copies the link that opens the same screen from outside, or says why there is none', async () => {
    const { host, user } = await start('/c/orders-eu/groups/billing?tab=members')
    const copyLink = async (): Promise<void> => {
      await user.keyboard('{Control>}k{/Control}')
      await user.type(await screen.findByRole('combobox'), 'copy a link')
      await waitFor(() => expect(options()[0]).toContain('Copy a link to this screen'))
    }
    await copyLink()
    await user.keyboard('{Enter}')
    await screen.findByText(/^Link copied/)
    expect(asked(host, 'host.copyText')).toEqual([{ text: 'samsa://open/groups/billing?profile=orders-eu' }])
    await user.keyboard('gs')
    await waitFor(() => expect(address()).toBe('/c/orders-eu/security'))
    await copyLink()
    expect(options()[0]).toContain('not to this screen')
  })

  it('finds a setting, and opens the settings at it', async () => {
    const { user } = await start('/c/orders-eu/overview')
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), 'unlock lasts')
    await waitFor(() => expect(options()[0]).toBe('An unlock lastssetting'))
    await user.keyboard('{Enter}')
    expect(await screen.findByDisplayValue('An unlock lasts')).toBeTruthy()
  })

  it('is limited by a sign: @ groups, # topics, > actions', async () => {
    const { user } = await start('/c/orders-eu/overview')
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), '#orders')
    await waitFor(() => expect(options()).toHaveLength(3))
    expect(options().every((option) => option.endsWith('topic'))).toBe(true)
  })

  it('opens in a new tab by Ctrl+Enter, another cluster by its name', async () => {
    const { user } = await start('/c/orders-eu/groups')
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), '#orders.events')
    await waitFor(() => expect(options()).toHaveLength(1))
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(tabs()).toEqual(['Consumer groups', 'orders.events']))
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), 'lab-mesos')
    await waitFor(() => expect(options()[0]).toMatch(/^lab-mesos/))
    await user.keyboard('{Enter}')
    expect(address()).toBe('/c/lab-mesos/overview')
  })

  it('shows what is not possible now with its reason, and does not do it', async () => {
    const { host, user } = await start('/')
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox'), '>read now')
    await waitFor(() => expect(options()[0]).toContain('Open a cluster first'))
    await user.keyboard('{Enter}')
    expect(screen.getByRole('combobox')).toBeDefined()
    expect(asked(host, 'cluster.readNow')).toEqual([])
  })

  it('A-13 a followed link opens its place and connects nothing; a menu item runs its action, or says why not', async () => {
    const { host } = await start('/')
    host.world.outside.tell({ is: 'place', path: '/c/orders-eu/groups/billing' })
    await waitFor(() => expect(address()).toBe('/c/orders-eu/groups/billing'))
    expect(asked(host, 'profiles.connect')).toEqual([])
    host.world.outside.tell({ is: 'action', id: 'shortcuts' })
    expect(await screen.findByRole('dialog')).toBeTruthy()
    host.world.outside.tell({ is: 'action', id: 'nothing-of-that-name' })
    host.world.outside.tell({ is: 'action', id: 'settings' })
    await waitFor(() => expect(address()).toBe('/settings'))
  })

  it('says where a file went, and that one was not written', async () => {
    const { host } = await start('/')
    host.world.outside.tell({ is: 'file', name: 'groups.csv', path: '/home/me/groups.csv', saved: true })
    expect(await screen.findByText('groups.csv saved')).toBeTruthy()
    expect(screen.getByText('/home/me/groups.csv')).toBeTruthy()
    host.world.outside.tell({ is: 'file', name: 'lag.png', path: '/full/lag.png', saved: false })
    expect(await screen.findByText('lag.png was not saved')).toBeTruthy()
    expect(screen.getByText(/disk full/)).toBeTruthy()
  })
})
