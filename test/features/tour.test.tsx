import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { address, useApp } from './start.tsx'

const start = useApp()

describe('1, 20 the sample cluster and its tour', () => {
  it('is the first choice on a machine with nothing; five steps, each a place and a moment; closed, it can be taken again', async () => {
    const recorded = { first: Date.now() - 9_000_000, last: Date.now() - 8_400_000 }
    const { host, user } = await start('/', { profiles: [], recorded })
    await user.click(await screen.findByRole('button', { name: /Explore the sample cluster/ }))
    await waitFor(() => expect(address()).toMatch(/\/c\/r-sample\/overview\?.*tour=1/))
    host.world.reading.set([{ ...host.world.reading.rows()[0]!, cluster: 'r-sample', state: 'off', lastReadAt: null }])
    const tour = await screen.findByRole('region', { name: 'Tour' })
    for (const [title, path] of [
      ['Broker 3 is gone', '/brokers'],
      ['Its agent is the reason', '/agents'],
      ['A group falls behind', '/groups/order-fulfilment'],
      ['It recovers', '/groups/order-fulfilment'],
    ] as const) {
      await user.click(within(tour).getByRole('button', { name: 'Next' }))
      await within(tour).findByRole('heading', { name: title })
      expect(address()).toContain(`/c/r-sample${path}?at=`)
    }
    await within(tour).findByText('5 of 5')
    await user.click(within(tour).getByRole('button', { name: 'Back' }))
    await within(tour).findByText('4 of 5')
    await user.click(within(tour).getByRole('button', { name: 'Close the tour' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Tour' })).toBeNull())
    expect(address()).not.toContain('tour=')
    await user.click(screen.getByRole('button', { name: 'Take the tour' }))
    await screen.findByText('1 of 5')
  })
})
