import type { Browser, Page } from '@playwright/test'
import { probe, withLargeCluster } from './page-host.ts'
import type { FrameFigures } from './page-probe.ts'

export interface WallFigures {
  readonly frames: FrameFigures
  /** Times that tiles said something else meanwhile. */
  readonly updates: number
  /** Tiles that changed their place while the pointer was over them. */
  readonly moved: number
  readonly tiles: number
}

const LOOK_MS = 500
/** On a busy machine the groups are read so slowly that a short look sees none of them change. */
const LONGEST_LOOK_MS = 60_000

/** Names, places and words of the tiles. */
const read = (page: Page): Promise<{ name: string; place: string; text: string }[]> =>
  page.getByRole('group', { name: 'Groups as tiles, worst first' }).evaluate((wall) =>
    [...wall.querySelectorAll('button')].map((tile) => ({
      name: tile.querySelector('b')?.textContent ?? '',
      place: tile.parentElement?.style.transform ?? '',
      text: tile.textContent,
    })),
  )

/** The lag wall over many groups that are read all the time, with the pointer over its tiles for `ms`, longer while none said anything new. */
export const measureWall = (browser: Browser, groups: number, ms: number): Promise<WallFigures> =>
  withLargeCluster(browser, { topics: 2_000, groups }, async ({ page }) => {
    const cluster = /#\/c\/[^/]+/.exec(page.url())?.[0] ?? ''
    // As after a reload, so that the probe is there before the page.
    await page.evaluate(([to]) => history.replaceState(null, '', to), [`${cluster}/wall`] as const)
    await page.reload()
    const wall = page.getByRole('group', { name: 'Groups as tiles, worst first' })
    await wall.getByRole('button').nth(12).waitFor({ timeout: 60_000 })
    // Every group was read once.
    await page.waitForTimeout(8_000)
    await wall.getByRole('button').nth(8).hover()
    let before = await read(page)
    const tiles = before.length
    let updates = 0
    let moved = 0
    await probe(page, (p) => p.startFrames())
    for (let passed = 0; passed < ms || (updates === 0 && passed < LONGEST_LOOK_MS); passed += LOOK_MS) {
      await page.waitForTimeout(LOOK_MS)
      const now = await read(page)
      const was = new Map(before.map((tile) => [tile.name, tile]))
      updates += now.some((tile) => was.get(tile.name)?.text !== tile.text) ? 1 : 0
      moved += now.filter((tile) => was.get(tile.name)?.place !== tile.place).length
      before = now
    }
    return { frames: await probe(page, (p) => p.endFrames()), updates, moved, tiles }
  })
