import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { fakeCard } from '../support/fake-profiles.ts'
import { address, asked, useApp } from './start.tsx'

const start = useApp()
const HOUR = 3_600_000

const recorded = () => ({ first: Date.now() - 3 * HOUR, last: Date.now() - 20_000 })

describe('20 time travel', () => {
  it('asks every view for the moment in the address, and says RECORDED', async () => {
    const at = Date.now() - HOUR
    const { host } = await start(`/c/orders-eu/groups?at=${at}`, { recorded: recorded() })
    await screen.findByText('billing')
    expect(asked(host, 'groups.list')).toContainEqual(expect.objectContaining({ at }))
    expect(asked(host, 'cluster.overview')).toContainEqual(expect.objectContaining({ at }))
    expect(await screen.findAllByText(/^RECORDED/)).not.toEqual([])
    expect(screen.getByRole('slider', { name: 'Recorded time' })).toHaveProperty('ariaValueNow')
    const bar = within(screen.getByRole('contentinfo'))
    expect(bar.getByText(/^Recorded .*\d{2}:\d{2}:\d{2}$/)).toBeTruthy()
    expect(bar.getByText('the cluster now: live')).toBeTruthy()
    expect(bar.queryByText('Live')).toBeNull()
    // Nothing above it says so either.
    const [top] = screen.getAllByRole('banner')
    expect(within(top ?? document.body).getByText('Now: live')).toBeTruthy()
  })

  it('[ ] and \\ step through moments and back to live; links keep the moment', async () => {
    const { user } = await start('/c/orders-eu/groups', { recorded: recorded() })
    await screen.findByText('billing')
    await user.keyboard('[[')
    await waitFor(() => expect(address()).toMatch(/\/groups\?at=\d+$/))
    const first = Number(/at=(\d+)/.exec(address())?.[1])
    expect(first % 10_000).toBe(0)
    await user.keyboard('[[')
    await waitFor(() => expect(address()).toContain(`at=${first - 10_000}`))
    await user.keyboard(']')
    await waitFor(() => expect(address()).toContain(`at=${first}`))
    await user.keyboard('gt')
    await waitFor(() => expect(address()).toBe(`/c/orders-eu/topics?at=${first}`))
    await user.keyboard('\\')
    await waitFor(() => expect(address()).toBe('/c/orders-eu/topics'))
  })

  it('{ and } go from one thing that happened to the next, and say so where there is none', async () => {
    const span = recorded()
    const [early, late] = [span.first + HOUR, span.first + 2 * HOUR]
    const { user } = await start('/c/orders-eu/groups', {
      recorded: span,
      change: ({ history, ...all }) => ({
        ...all,
        history: {
          ...history,
          band: ({ from, to }) => ({
            density: [],
            moreEvents: 0,
            events: [late, early].filter((at) => at >= from && at <= to).map((at) => ({ at, kind: 'brokerDown' as const, subject: '3' })),
          }),
        },
      }),
    })
    await screen.findByText('billing')
    await user.keyboard('{{')
    await waitFor(() => expect(address()).toContain(`at=${late}`))
    await user.keyboard('{{')
    await waitFor(() => expect(address()).toContain(`at=${early}`))
    await user.keyboard('{{')
    await screen.findByText('Nothing is recorded to have happened before this moment')
    await user.keyboard('}')
    await waitFor(() => expect(address()).toContain(`at=${late}`))
  })

  it('P pins the time around the moment, on any screen', async () => {
    const span = recorded()
    const at = span.first + HOUR
    const { host, user } = await start(`/c/orders-eu/groups?at=${at}`, { recorded: span })
    await screen.findByText('billing')
    await user.keyboard('P')
    const dialog = within(await screen.findByRole('dialog', { name: 'Pin a span of time' }))
    await user.type(dialog.getByLabelText('Title'), 'Broker 3{Enter}')
    await waitFor(() => expect(asked(host, 'recordings.pin')).toMatchObject([{ cluster: 'orders-eu', title: 'Broker 3' }]))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('t goes to a time that was typed, the nearest that is recorded', async () => {
    const span = recorded()
    const { user } = await start('/c/orders-eu/groups', { recorded: span, settings: { time: 'utc' } })
    await screen.findByText('billing')
    await user.keyboard('t')
    const field = await screen.findByRole('textbox', { name: 'Go to a time' })
    await user.clear(field)
    await user.type(field, 'nonsense')
    await screen.findByText('Write a time as 14:02 or 2026-11-22 14:02:11')
    await user.clear(field)
    await user.type(field, '2001-01-01 10:00{Enter}')
    await waitFor(() => expect(address()).toContain(`at=${span.first}`))
  })

  it('says why there is nothing to go to where nothing is recorded', async () => {
    const { user } = await start('/c/orders-eu/groups')
    await screen.findByText('billing')
    await user.keyboard('t')
    await screen.findByText('Nothing of this cluster is recorded yet')
  })
})

describe('F-10 offline', () => {
  const card = (state: 'off' | 'connecting' | 'failed') => {
    const made = fakeCard('orders-eu', { name: 'orders-eu' }, Date.now())
    return { ...made, connection: { ...made.connection, state } }
  }

  it('a cluster that nothing was read of shows its last moment at once, and asks before it jumps to live', async () => {
    const span = recorded()
    const { host } = await start('/c/orders-eu/groups', { recorded: span, profiles: [card('off')] })
    host.world.reading.patch('orders-eu', { state: 'failed', lastReadAt: null })
    await waitFor(() => expect(address()).toContain(`at=${span.last}`))
    host.world.reading.patch('orders-eu', { state: 'live', lastReadAt: Date.now() })
    await screen.findByText('The cluster answers again.')
    expect(address()).toContain(`at=${span.last}`)
    screen.getByRole('button', { name: 'Show live' }).click()
    await waitFor(() => expect(address()).toBe('/c/orders-eu/groups'))
  })

  it('the first connection leads to live by itself', async () => {
    const span = recorded()
    const { host } = await start('/c/orders-eu/groups', { recorded: span, profiles: [card('connecting')] })
    host.world.reading.patch('orders-eu', { state: 'connecting', lastReadAt: null })
    await waitFor(() => expect(address()).toContain(`at=${span.last}`))
    host.world.reading.patch('orders-eu', { state: 'live', lastReadAt: Date.now() })
    await waitFor(() => expect(address()).toBe('/c/orders-eu/groups'))
  })
})
