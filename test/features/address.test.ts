import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { followAddress } from '../../renderer/app/address.ts'
import { currentPath } from '../../renderer/state/tabs.ts'
import { createAppStore } from '../../renderer/state/store.ts'

describe('The address bar', () => {
  it('is not taken back by what else changes before a new address is told', async () => {
    const store = createAppStore(localStorage)
    store.getState().go('/c/orders-eu/topics')
    onTestFinished(followAddress(store))
    location.hash = '#/c/orders-eu/groups'
    // The browser tells of it later; a notice comes at once.
    store.getState().notify({ tone: 'info', title: 'Something else' })
    await vi.waitFor(() => expect(currentPath(store.getState())).toBe('/c/orders-eu/groups'))
    expect(location.hash).toBe('#/c/orders-eu/groups')
  })
})
