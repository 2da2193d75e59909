import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, vi } from 'vitest'
import { App } from '../../renderer/app/app.tsx'
import type { HostLink } from '../../renderer/host/api.tsx'
import { createFakeHost, type FakeHost, type FakeHostOptions } from '../support/fake-host.ts'

export interface Started {
  readonly host: FakeHost
  readonly user: ReturnType<typeof userEvent.setup>
  /** Draws the page with another link to its host. */
  link(state: HostLink['state']): void
}

/** The whole page over the memory port, at any address (`/`, `/new`, `/c/orders-eu/topics`). jsdom has no layout: all has one size. */
export function useApp(): (path: string, options?: FakeHostOptions) => Promise<Started> {
  let host: FakeHost | null = null
  beforeEach(() => {
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(900)
    vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1440)
    Element.prototype.scrollIntoView = () => {}
    // jsdom has no canvas: pictures are there, and nothing is drawn.
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
    localStorage.clear()
  })
  afterEach(() => {
    cleanup()
    host?.stop()
    host = null
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })
  return async (path, options = {}) => {
    location.hash = `#${path}`
    const made = createFakeHost({ now: Date.now(), ...options })
    host = made
    const view = (state: HostLink['state']) => <App client={made.client} host={{ kind: 'desktop', state, retry() {} }} />
    const { rerender } = render(view('open'))
    await screen.findByRole('main')
    return { host: made, user: userEvent.setup(), link: (state) => rerender(view(state)) }
  }
}

export const address = (): string => location.hash.slice(1)

export const asked = (host: FakeHost, member: string): readonly unknown[] =>
  host.calls.filter((call) => call.member === member).map((call) => call.input)
