import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { csvOf, markdownOf } from '../../renderer/features/compare/export.ts'
import { fakeCompared } from '../support/fake-compared.ts'
import { address, asked, useApp } from './start.tsx'

const start = useApp()

describe('21 compare', () => {
  it('begins with the cluster on the screen; each side is a cluster at a moment, and each difference opens its screen there', async () => {
    const last = Date.now() - 60_000
    const recorded = { first: last - 7_200_000, last }
    const { host, user } = await start('/c/orders-eu/groups', { recorded })
    await screen.findByText('billing')
    await user.keyboard('c')
    const right = await screen.findByRole('region', { name: 'Right' })
    expect(address()).toBe('/compare?left=orders-eu')
    await user.selectOptions(within(right).getByRole('combobox', { name: 'Cluster' }), 'orders-eu')
    const when = await within(right).findByRole('combobox', { name: 'When' })
    await user.selectOptions(when, String(last - 3_600_000))
    await waitFor(() =>
      expect(asked(host, 'compare.sides').at(-1)).toEqual({
        left: { cluster: 'orders-eu', at: 'live' },
        right: { cluster: 'orders-eu', at: last - 3_600_000 },
        ignoreHosts: true,
      }),
    )
    const topics = await screen.findByRole('region', { name: 'Topics' })
    expect(topics.textContent).toMatch(/only left: 1 · only right: 2 · different: 2 · same: 59/)
    expect(within(screen.getByRole('region', { name: 'Agents' })).getByText(/one side has not read them/)).toBeDefined()
    expect(within(screen.getByRole('region', { name: 'Consumer groups' })).getByText('Nothing differs.')).toBeDefined()
    expect(screen.getByRole('region', { name: 'Access control lists' }).textContent).toMatch(/User:billing.*Write on topic orders….*allow/)
    await user.click(screen.getByRole('checkbox', { name: 'Leave out addresses of brokers' }))
    await waitFor(() => expect(asked(host, 'compare.sides').at(-1)).toMatchObject({ ignoreHosts: false }))
    // Asked anew, it is drawn anew.
    const again = await screen.findByRole('region', { name: 'Topics' })
    await user.click(within(again).getByRole('button', { name: 'orders.events' }))
    await waitFor(() => expect(address()).toBe(`/c/orders-eu/topics/orders.events?at=${last - 3_600_000}`))
  })

  it('looks at a recording where it ends, for it has no present', async () => {
    const { host, user } = await start('/compare?left=orders-eu')
    const right = await screen.findByRole('region', { name: 'Right' })
    const cluster = within(right).getByRole('combobox', { name: 'Cluster' })
    await within(cluster).findByRole('option', { name: /Broker 3 lost/ })
    await user.selectOptions(cluster, 'r-1')
    await waitFor(() =>
      expect(asked(host, 'compare.sides').at(-1)).toMatchObject({ right: { cluster: 'r-1', at: expect.any(Number) as number } }),
    )
  })

  it('is exported as Markdown and CSV; no name breaks a table or runs as a formula', () => {
    const markdown = markdownOf(fakeCompared, 'orders-eu', 'orders|us')
    expect(markdown).toContain('# orders-eu / orders\\|us')
    expect(markdown).toContain('- Topics: 1 only left, 2 only right, 2 different, 59 same')
    expect(markdown).toContain('| Topics | payments\\|ledger | min.insync.replicas | 2 | 1 |')
    const csv = csvOf([{ ...fakeCompared[1]!, onlyLeft: ['=cmd|calc', 'a,b'] }])
    expect(csv).toContain("Consumer groups,'=cmd|calc,,Only left,—")
    expect(csv).toContain('Consumer groups,"a,b",,Only left,—')
  })
})
