import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { fakeCard, fakeCards } from '../support/fake-profiles.ts'
import { address, asked, useApp } from './start.tsx'

const card = (name: string): Promise<HTMLElement> => screen.findByRole('article', { name })
const text = (element: HTMLElement): string => (element.textContent ?? '').replaceAll('\u202f', ' ')

describe('Launcher', () => {
  const start = useApp()

  it('shows each cluster with its environment, its state and the worst that is known', async () => {
    await start('/')
    expect(text(await card('orders-eu'))).toMatch(/production.*Observe.*1 broker does not answer.*5 \/ 6.*2 418 930.*Live/s)
    expect(text(await card('orders-staging'))).toMatch(/staging.*3 partitions have no leader/s)
    expect(text(await card('lab-mesos'))).toMatch(/No broker can be reached.*mesos-lab:31000: connection refused.*Failed/s)
    expect(text(await card('scratch'))).toMatch(/Not looked at yet.*—.*—.*—.*Not connected/s)
    expect((await card('lab-mesos')).dataset['env']).toBe('test')
  })

  it('is not calm over a group in trouble: the gravest is named, and how many more there are', async () => {
    const { host } = await start('/')
    expect(text(await card('orders-us'))).toMatch(/search-indexer: stalled.*2 more in trouble, last seen.*6 \/ 6/s)
    const { seen } = fakeCards().find(({ id }) => id === 'orders-us') ?? {}
    if (!seen?.gravest) throw new Error('no sample')
    host.world.profiles.patch('orders-us', { seen: { ...seen, brokersUp: 5 } })
    await within(await card('orders-us')).findByText('1 broker does not answer')
    host.world.profiles.patch('orders-us', { seen: { ...seen, brokersUp: 5, gravest: { ...seen.gravest, verdict: 'DATA_LOST' } } })
    await within(await card('orders-us')).findByText('search-indexer: data lost')
    host.world.profiles.patch('orders-us', { seen: { ...seen, gravest: null } })
    await within(await card('orders-us')).findByText('All brokers up')
  })

  it('1 tells since when each is recorded and how much room that takes, where something is', async () => {
    await start('/', { recorded: { first: Date.now() - 7_200_000, last: Date.now() } })
    expect(await within(await card('orders-eu')).findByText(/^Recorded since .+, \d+.*MiB$/)).toBeDefined()
    cleanup()
    await start('/')
    expect(await within(await card('orders-eu')).findByText('Nothing recorded yet')).toBeDefined()
  })

  it('1 names what was looked at last, the newest first, and opens it', async () => {
    const { user } = await start('/')
    await card('orders-eu')
    expect(screen.queryByRole('navigation', { name: 'Recently used' })).toBeNull()
    for (const name of ['orders-eu', 'orders-staging', 'orders-eu']) {
      await user.click(within(await card(name)).getByRole('button', { name: 'Open' }))
      await waitFor(() => expect(address()).toBe(`/c/${name}/overview`))
      await user.keyboard('gl')
    }
    const used = await screen.findByRole('navigation', { name: 'Recently used' })
    expect(within(used).getAllByRole('button').map(text)).toEqual(['orders-eu', 'orders-staging'])
    await user.click(within(used).getByRole('button', { name: 'orders-staging' }))
    expect(address()).toBe('/c/orders-staging/overview')
  })

  it.each(['{Control>}o{/Control}', '{Alt>}o{/Alt}'])('1 %s asks for a recording to open', async (keys) => {
    const { user } = await start('/')
    await card('orders-eu')
    const asks = vi.spyOn(HTMLInputElement.prototype, 'click').mockReturnValue()
    await user.keyboard(keys)
    expect(
      asks.mock.contexts.map((input) => (input as HTMLInputElement).ariaLabel ?? (input as HTMLInputElement).getAttribute('aria-label')),
    ).toEqual(['Open a recording…'])
  })

  it('opens at once what is live', async () => {
    const { user } = await start('/')
    await card('orders-eu')
    await user.keyboard('{Enter}')
    expect(address()).toBe('/c/orders-eu/overview')
  })

  it('connects first, shows progress on the card, and opens when live', async () => {
    const { host, user } = await start('/', {
      profiles: [fakeCard('lone')],
      change: (handlers) => ({ ...handlers, profiles: { ...handlers.profiles, connect: () => ({}) } }),
    })
    await user.click(within(await card('lone')).getByRole('button', { name: 'Connect' }))
    await waitFor(() => expect(asked(host, 'profiles.connect')).toEqual([{ id: 'lone' }]))
    const connection = { state: 'connecting' as const, error: null, attempt: null, nextAt: null, since: 1 }
    host.world.profiles.patch('lone', { connection })
    await within(await card('lone')).findByText('Connecting…')
    expect(address()).toBe('/')
    host.world.profiles.patch('lone', { connection: { ...connection, state: 'live' } })
    await waitFor(() => expect(address()).toBe('/c/lone/overview'))
  })

  it('opens on its brokers when Mesos answers and no broker runs, which is no failure', async () => {
    const { host } = await start('/?open=lone', { profiles: [fakeCard('lone')] })
    const error = { code: 'kafka.noneRuns', about: { defined: 0 } }
    host.world.profiles.patch('lone', { connection: { state: 'reconnecting', error, attempt: 3, nextAt: null, since: 1 } })
    await waitFor(() => expect(address()).toBe('/c/lone/brokers'))
    expect(await screen.findByText('The scheduler has no broker yet.', { exact: false })).toBeDefined()
    expect(screen.queryByText(/attempt/)).toBeNull()
  })

  it('stays with the reason on the card when connecting fails', async () => {
    const { host, user } = await start('/', {
      profiles: [fakeCard('lone')],
      change: (handlers) => ({ ...handlers, profiles: { ...handlers.profiles, connect: () => ({}) } }),
    })
    await user.click(within(await card('lone')).getByRole('button', { name: 'Connect' }))
    const error = { code: 'kafka.refused', about: { address: 'kafka-1:9092' } }
    host.world.profiles.patch('lone', { connection: { state: 'failed', error, attempt: null, nextAt: null, since: null } })
    await within(await card('lone')).findByText('Failed')
    expect(text(await card('lone'))).toContain('The connection was refused')
    expect(address()).toBe('/')
    expect(within(await card('lone')).getByRole('button', { name: 'Retry' })).toBeDefined()
  })

  it('copies the link that opens a cluster from outside', async () => {
    const { host, user } = await start('/')
    await user.click(within(await card('orders-eu')).getByRole('button', { name: 'More about orders-eu' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Copy link' }))
    await screen.findByText(/^Link copied/)
    expect(asked(host, 'host.copyText')).toEqual([{ text: 'samsa://open/overview?profile=orders-eu' }])
  })

  it('deletes with Undo', async () => {
    const { host, user } = await start('/')
    await card('orders-eu')
    await user.keyboard('{Delete}')
    await screen.findByText('orders-eu deleted')
    await waitFor(() => expect(screen.queryByRole('article', { name: 'orders-eu' })).toBeNull())
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await card('orders-eu')
    expect(asked(host, 'profiles.restore')).toEqual([{ id: 'orders-eu' }])
  })

  it('edits, adds and duplicates by key, on the card that is selected', async () => {
    const { host, user } = await start('/')
    await card('orders-eu')
    await user.keyboard('{ArrowRight}d')
    await waitFor(() => expect(asked(host, 'profiles.duplicate')).toEqual([{ id: 'orders-staging' }]))
    await user.keyboard('e')
    expect(address()).toBe('/edit/orders-staging')
    await user.keyboard('{Escape}')
    await card('orders-eu')
    await user.keyboard('n')
    expect(address()).toBe('/new')
  })

  it('filters over names, environments and addresses; single letters are text there', async () => {
    const { user } = await start('/')
    await card('orders-eu')
    await user.keyboard('/')
    await user.keyboard('staging')
    expect(screen.getAllByRole('article').map((a) => a.getAttribute('aria-label'))).toEqual(['orders-staging'])
    await user.keyboard('x')
    expect(screen.getByText(/No match for ‘stagingx’ in 6 clusters/)).toBeDefined()
    await user.keyboard('{Escape}')
    expect(screen.getAllByRole('article')).toHaveLength(6)
  })

  it('offers what can be done when there is no cluster', async () => {
    const { user } = await start('/', { profiles: [] })
    await user.click(await screen.findByRole('button', { name: /Add a cluster/ }))
    expect(address()).toBe('/new')
  })

  it('takes a pasted address along, and looks at once what it is of', async () => {
    const { host, user } = await start('/', { profiles: [] })
    await user.type(
      await screen.findByRole('textbox', { name: 'Address of anything in a cluster' }),
      'PLAINTEXT://kafka-1:9092,kafka-2:9092{Enter}',
    )
    await screen.findByText('Everything was found')
    expect(asked(host, 'discovery.hops')).toMatchObject([{ address: 'kafka-1:9092,kafka-2:9092' }])
    // It is one of Mesos: no broker is left in the form by it before it is taken.
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Bootstrap brokers/ }).value).toBe('')
  })

  it('F-03 offers the copies of a damaged list, and overwrites nothing before a choice', async () => {
    const { host, user } = await start('/', {
      recovery: {
        state: 'unreadable',
        file: '/data/profiles.json',
        kept: '/data/profiles.json.damaged',
        why: 'It ends in the middle of an object.',
        used: null,
        copies: [
          { file: '/data/profiles.1.json', savedAt: 1, profiles: 6, readable: true },
          { file: '/data/profiles.2.json', savedAt: null, profiles: null, readable: false },
        ],
      },
    })
    await screen.findByText('The list of clusters cannot be read')
    expect(screen.queryByRole('article')).toBeNull()
    const [first, second] = screen.getAllByRole('button', { name: 'Use this copy' })
    if (!first || !second) throw new Error('Two copies are offered')
    await user.click(second)
    expect(asked(host, 'profiles.recover')).toEqual([])
    await user.click(first)
    await waitFor(() => expect(asked(host, 'profiles.recover')).toEqual([{ choice: 'copy', file: '/data/profiles.1.json' }]))
    await card('orders-eu')
  })
})
