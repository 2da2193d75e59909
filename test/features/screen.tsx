import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, vi } from 'vitest'
import { App } from '../../renderer/app/app.tsx'
import { createFakeHost, type FakeHost, type FakeHostOptions } from '../support/fake-host.ts'

const SCREEN_PX = 900

/**
 * The page over the memory port, at one place of a cluster. What jsdom has not: a layout. Everything is given one size, so that virtual
 * lists draw rows, and nothing scrolls.
 */
export function useScreens(): (path: string, options?: FakeHostOptions) => Promise<Shown> {
  let host: FakeHost | null = null
  beforeEach(() => {
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(SCREEN_PX)
    vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1440)
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
    Element.prototype.scrollIntoView = () => {}
    // jsdom has no canvas: pictures are there, and nothing is drawn.
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
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
    location.hash = `#/c/orders-eu${path}`
    host = createFakeHost({ now: Date.now(), ...options })
    const shown = { host, user: userEvent.setup() }
    render(<App client={host.client} host={{ kind: 'desktop', state: 'open', retry() {} }} />)
    // A form over it hides it from screen readers.
    await screen.findByRole('main', { hidden: true })
    return shown
  }
}

export interface Shown {
  readonly host: FakeHost
  readonly user: ReturnType<typeof userEvent.setup>
}

export const place = (): string => decodeURIComponent(location.hash.replace(/^#\/c\/[^/]*/, ''))

/** A row of a list, found by the name that stands in its first cell, or else somewhere in it. */
export async function rowOf(name: string): Promise<HTMLElement> {
  const found = await within(await screen.findByRole('grid')).findAllByText(name)
  const first = found.find((each) => each.closest('[role="gridcell"]')?.matches(':first-child')) ?? found[0]
  const row = first?.closest<HTMLElement>('[role="row"]')
  if (!row) throw new Error(`${name} does not stand in a row`)
  return row
}

export async function cellOf(name: string, column: string): Promise<string> {
  const cell = (await rowOf(name)).querySelector(`[data-column="${column}"]`)
  if (!cell) throw new Error(`There is no column ${column}`)
  return (cell.textContent ?? '').replaceAll('\u202F', ' ').trim()
}

/** Names of the shown rows, from the top. */
export function rowNames(column: string): readonly string[] {
  const rows = [...document.querySelectorAll<HTMLElement>('[role="grid"] [aria-rowindex]')]
    .filter((row) => row.getAttribute('aria-rowindex') !== '1')
    .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
  return rows.map((row) => (row.querySelector(`[data-column="${column}"] b`)?.textContent ?? '').replaceAll('\u202F', ' '))
}
