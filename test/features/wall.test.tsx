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
    expect(screen.getByRole('button', { name: /^28OK$/ })).toBeDefined()
  })

  it('moves no tile while the pointer is over them', async () => {
    const { host, user } = await show('/wall')
    const before = await tiles()
    const wall = screen.getByRole('group', { name: 'Groups as tiles, worst first' })
    await user.pointer({ target: wall })
    act(() => host.world.groups.patch('worker-3', { verdict: verdictView('NO_LEADER', 0), dormant: false }))
    await waitFor(() => expect(screen.getByRole('button', { name: /^2No leader$/ })).toBeDefined())
    expect(await tiles()).toEqual(before)
    await user.pointer({ target: document.body })
    await waitFor(async () => expect((await tiles())[0]).toBe('worker-3'), { timeout: 4000 })
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
    await user.click(screen.getByRole('button', { name: /^1Falling behind$/ }))
    await waitFor(async () => expect(await tiles()).toEqual(['billing']))
    await user.click(within(screen.getByRole('group', { name: 'Groups as tiles, worst first' })).getByRole('button'))
    await waitFor(() => expect(place()).toBe('/groups/billing'))
  })

  it('says that there are no groups', async () => {
    const { host } = await show('/wall')
    act(() => host.world.groups.set([]))
    expect(await screen.findByText('No consumer groups yet. Groups appear when a consumer commits.')).toBeDefined()
  })
})
