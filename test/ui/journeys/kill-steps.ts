import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, type StartedHost } from '../../support/hosts.ts'

/** What a person sees in one tab, as far as it must be there again after `kill -9`. */
export interface Seen {
  /** Without the filter, which is a part of it and is looked at where it is shown. */
  readonly path: string
  readonly filter: string | null
  /** What the open form says, by the names of its fields. */
  readonly fields: Readonly<Record<string, string>>
}

/** Of one window: all of its tabs, and which is in front; where it stands on the screen, in a host that has windows. */
export interface SeenWindow {
  readonly tabs: readonly Seen[]
  readonly active: number
  readonly stands: string | null
}

export const FILTER = 'input[type="search"], input[placeholder*="ilter" i]'
export const FIELD = 'input:not([type]), input[type="text"], textarea'
/** The one address at the top of the launcher is no form that is kept: a login may stand in it. */
export const FORM = '[role="dialog"] form, main form:has(textarea)'
const TABS = '[role="tablist"][aria-label="Open tabs"] [role="tab"]'

/** In one piece, so that nothing changes between two looks. */
const seenNow = (page: Page): Promise<Seen & { readonly tabs: number; readonly active: number }> =>
  page.evaluate(
    ([filterAt, formAt, fieldAt, tabsAt]) => {
      const [path = '', search = ''] = location.hash.slice(1).split('?')
      const query = new URLSearchParams(search)
      query.delete('filter')
      const form = document.querySelector(formAt)
      const written = [...(form?.querySelectorAll(fieldAt) ?? [])]
      const tabs = [...document.querySelectorAll(tabsAt)]
      return {
        path: `${path}?${query.toString()}`,
        filter: form ? null : (document.querySelector<HTMLInputElement>(filterAt)?.value ?? null),
        fields: Object.fromEntries(
          written.map((each) => {
            const field = each as HTMLInputElement // or a textarea, which has the same two
            return [field.labels?.[0]?.innerText ?? field.ariaLabel ?? '', field.value]
          }),
        ),
        tabs: tabs.length,
        active: tabs.findIndex((tab) => tab.ariaSelected === 'true'),
      }
    },
    [FILTER, FORM, FIELD, TABS] as const,
  )

/** Looks into every tab, and leaves the one in front that was. */
async function lookInto(page: Page, stands: string | null): Promise<SeenWindow> {
  const front = await seenNow(page)
  if (front.tabs <= 1) return { tabs: [only(front)], active: 0, stands }
  const tabs: Seen[] = []
  for (let i = 1; i <= front.tabs; i += 1) {
    // Ends at the one that was in front.
    const at = (front.active + i) % front.tabs
    // Also from under a dialog, as its key does.
    await page.locator(TABS).nth(at).dispatchEvent('click')
    await expect.poll(async () => (await seenNow(page)).active).toBe(at)
    tabs[at] = only(await seenNow(page))
  }
  return { tabs, active: front.active, stands }
}
const only = ({ path, filter, fields }: Seen): Seen => ({ path, filter, fields })

/** One of each window; in a browser the one page. */
export const pagesOf = ({ page, electron }: StartedHost): readonly Page[] => electron?.windows() ?? [page]

/** Where the window of a page stands; null: the host has no windows. */
async function standOf({ electron }: StartedHost, page: Page): Promise<string | null> {
  const window = await electron?.browserWindow(page)
  return (await window?.evaluate((its) => JSON.stringify(its.getNormalBounds()))) ?? null
}

/** Every window and every tab of it, in an order that does not depend on which window came first. */
export async function lookAround(host: StartedHost): Promise<readonly SeenWindow[]> {
  const windows: SeenWindow[] = []
  for (const page of pagesOf(host)) windows.push(await lookInto(page, await standOf(host, page)))
  return inOrder(windows)
}

export const inOrder = (windows: readonly SeenWindow[]): readonly SeenWindow[] =>
  windows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

/** What the host has written to its disk: what it would find after a crash. */
function onDisk(dataFolder: string): ReadonlyMap<string, string> {
  // Our own file; its shape is tested where it is written.
  const file = JSON.parse(readFileSync(join(dataFolder, 'workspace.json'), 'utf8')) as { readonly payload: [string, string][] }
  return new Map(file.payload)
}

/** What of all that is on the screens now, and of these texts, would not survive a crash; empty: all of it would. */
export async function notKept(host: StartedHost, dataFolder: string, texts: readonly string[]): Promise<string> {
  const kept = onDisk(dataFolder)
  const ending = (key: string): string[] => [...kept].flatMap(([name, value]) => (name.endsWith(key) ? [value] : []))
  const [places, tabs] = [ending('samsa.place'), ending('samsa.tabs')]
  const pages = pagesOf(host)
  if (places.length !== pages.length) return `${pages.length} windows, of which ${places.length} have a place`
  for (const page of pages) {
    const { path, count } = await page.evaluate(
      (at) => ({ path: location.hash.slice(1), count: document.querySelectorAll(at).length }),
      TABS,
    )
    if (!places.includes(path)) return `the place ${path}`
    const [, cluster = '', rest = ''] = /^\/c\/([^/]+)(.*)$/.exec(path) ?? []
    if (cluster !== '' && !tabs.some((text) => keepsTab(text, decodeURIComponent(cluster), rest, count))) return `the tabs around ${path}`
  }
  return texts.filter((text) => ![...kept.values()].some((value) => value.includes(text))).join(', ')
}

function keepsTab(text: string, cluster: string, path: string, count: number): boolean {
  interface Kept {
    readonly tabs: readonly { readonly id: string; readonly path: string }[]
    readonly active: string
  }
  // The page's own, whose shape its schema tests.
  const found = (JSON.parse(text) as Record<string, Kept>)[cluster]
  return found?.tabs.length === count && found.tabs.some((tab) => tab.id === found.active && tab.path === path)
}
