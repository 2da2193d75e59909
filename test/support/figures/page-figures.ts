import { expect, type Browser, type Page } from '@playwright/test'
import { readFigures } from './ask.ts'
import type { Size } from './core-figures.ts'
import { probe, withLargeCluster, type Probed } from './page-host.ts'
import type { FrameFigures } from './page-probe.ts'
import type { ProcessReading } from './process-probe.ts'

export interface ListFigures {
  /** Ms from the first rows at the page to the whole list on the screen. */
  readonly usable: number
  /** Ms from each key in the filter to the paint after it. */
  readonly keys: readonly number[]
  readonly keyP95: number
  readonly scrolling: FrameFigures
  readonly nodes: number
  /** The longest task of the page, loading included, in ms. */
  readonly longestTask: number
  /** Tasks above 50 ms while scrolling and typing. */
  readonly tasksInUse: readonly number[]
}

export interface PageFigures {
  readonly topics: ListFigures
  readonly groups: ListFigures
  /** The host's process while the page was used and the cluster refreshed. */
  readonly host: ProcessReading
}

const p95 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN

/** Opens a list anew by its address, as after a reload, and uses it. */
async function measureList(page: Page, path: string, rows: number, words: readonly string[]): Promise<ListFigures> {
  const cluster = /#\/c\/[^/]+/.exec(page.url())?.[0] ?? ''
  await page.evaluate(([to]) => history.replaceState(null, '', to), [`${cluster}${path}`] as const)
  await page.reload()
  await page.waitForFunction(() => (window as unknown as Probed).samsaProbe.fullAt !== null, undefined, { timeout: 60_000 })
  const { usable, loading } = await probe(page, (p) => ({
    usable: (p.fullAt ?? 0) - (p.firstRowsAt ?? 0),
    loading: Math.max(0, ...p.tasks),
  }))
  expect(rows).toBeGreaterThan(0)
  // What a person needs to take the mouse.
  await page.waitForTimeout(1_500)
  await probe(page, (p) => void p.tasks.splice(0))

  const filter = page.getByRole('textbox', { name: 'Filter' })
  for (const word of words) {
    await filter.focus()
    for (const key of word) {
      await page.keyboard.press(key)
      await page.waitForTimeout(60)
    }
    for (let n = 0; n < word.length; n++) {
      await page.keyboard.press('Backspace')
      await page.waitForTimeout(60)
    }
  }
  const keys = await probe(page, (p) => p.keys.splice(0))

  const box = await page.locator('[role="grid"]').boundingBox()
  if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await probe(page, (p) => p.startFrames())
  for (let n = 0; n < 90; n++) {
    await page.mouse.wheel(0, n % 30 < 20 ? 300 : 4_000)
    await page.waitForTimeout(16)
  }
  const scrolling = await probe(page, (p) => p.endFrames())
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length)
  const tasksInUse = await probe(page, (p) => p.tasks.map(Math.round))
  return { usable, keys, keyP95: p95(keys), scrolling, nodes, longestTask: Math.max(loading, ...tasksInUse), tasksInUse }
}

/** The lists of a large emulated cluster in real Chromium on the real browser host, each of the three in a process of its own. */
export const measurePage = (browser: Browser, size: Size): Promise<PageFigures> =>
  withLargeCluster(browser, size, async ({ page, child }) => {
    const { topics, groups } = size
    await readFigures(child)
    const ofTopics = await measureList(page, '/topics', topics, ['orders.ev', 'messages>1'])
    const ofGroups = await measureList(page, '/groups', groups, ['billing-c', 'lag>1000'])
    return { topics: ofTopics, groups: ofGroups, host: await readFigures(child) }
  })
