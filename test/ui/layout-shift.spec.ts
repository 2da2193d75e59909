import type { Page } from '@playwright/test'
import { expect, test } from '../support/hosts.ts'
import { addProfile, addressesOf } from './journeys/steps.ts'

/**
 * What Web Vitals call good. What is left of ours: groups that change their places among the worst, and facets that get their values.
 */
const MOST = 0.1

interface Shift {
  readonly value: number
  readonly hadRecentInput: boolean
  readonly sources?: readonly { readonly node: Node | null; readonly previousRect: DOMRect; readonly currentRect: DOMRect }[]
}

/** Watches from before the page draws anything. */
const watch = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const shifts: { value: number; what: string }[] = []
    Object.assign(window, { samsaShifts: shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as Shift[]) {
        if (entry.hadRecentInput) continue
        const what = (entry.sources ?? []).map(({ node, previousRect: a, currentRect: b }) => {
          const name =
            node instanceof Element ? `${node.tagName} ${node.className} ${node.textContent?.slice(0, 30)}` : String(node?.textContent)
          return `${name} ${Math.round(a.x)},${Math.round(a.y)} ${Math.round(a.width)}×${Math.round(a.height)} → ${Math.round(b.x)},${Math.round(b.y)} ${Math.round(b.width)}×${Math.round(b.height)}`
        })
        shifts.push({ value: entry.value, what: what.join(' | ') })
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })

test('screens do not jump while their data arrives', async ({ app, demo }) => {
  test.setTimeout(120_000)
  await addProfile(app, { name: 'orders-eu', bootstrap: addressesOf(demo) })
  await expect(app.getByRole('heading', { name: /groups were read/ })).toBeVisible()
  const cluster = /#\/c\/[^/]+/.exec(app.url())?.[0] ?? ''
  await watch(app)
  const screens = ['/overview', '/wall', '/groups', '/topics', '/brokers', '/activity', '/alerts']
  const jumped: string[] = []
  for (const path of screens) {
    await app.evaluate(([to]) => history.replaceState(null, '', to), [`${cluster}${path}`] as const)
    await app.reload()
    await expect(app.locator('main')).not.toContainText(/Reading [a-z]+…/)
    await expect(app.locator('main h1').first()).toBeVisible()
    // Two updates of what is shown, at a quarter of a second each.
    await app.waitForFunction(() => performance.now() > 3_000)
    const shifts = await app.evaluate(() => (window as unknown as { samsaShifts: { value: number; what: string }[] }).samsaShifts)
    const sum = shifts.reduce((all, { value }) => all + value, 0)
    if (sum > MOST) jumped.push(`${path} ${sum.toFixed(3)}: ${shifts.map(({ value, what }) => `${value.toFixed(3)} ${what}`).join('; ')}`)
  }
  expect(jumped).toEqual([])
})
