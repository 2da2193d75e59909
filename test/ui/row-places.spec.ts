import { expect, test, type Page } from '@playwright/test'
import { pose } from '../../build/screens/pose.ts'
import { servePreview, type PreviewServer } from '../support/preview/server.ts'

let server: PreviewServer
test.beforeAll(async () => {
  test.setTimeout(180_000)
  server = await servePreview()
})
test.afterAll(() => server.stop())

interface Place {
  readonly row: string
  readonly top: number
  /** How far it is below the end of the one before. */
  readonly gap: number
}

/** The rows of the list from the top. */
const places = (page: Page): Promise<readonly Place[]> =>
  page.evaluate(() => {
    const boxes = [...document.querySelectorAll('[role=grid] [role=row]:not(:has([role=columnheader]))')]
      .map((row) => ({ row: row.textContent ?? '', box: row.getBoundingClientRect() }))
      .sort((a, b) => a.box.top - b.box.top)
    return boxes.map(({ row, box }, at) => ({ row, top: box.top, gap: Math.round(box.top - (boxes[at - 1]?.box.bottom ?? box.top)) }))
  })

const settled = async (page: Page, height: number): Promise<void> => {
  // Two plain rows are that far from each other only after the heights were counted anew.
  await expect
    .poll(async () => {
      const [first, second] = await places(page)
      return (second?.top ?? 0) - (first?.top ?? 0)
    })
    .toBe(height)
  await expect
    .poll(async () => {
      const all = await places(page)
      return { below: all.some(({ row }) => row.startsWith('7')), apart: all.filter(({ gap }) => gap !== 0).map(({ row }) => row) }
    })
    .toEqual({ below: true, apart: [] })
}

test('what is under a row has its room and no more, also after the density was changed', async ({ page }) => {
  test.setTimeout(120_000)
  await pose(page, server.origin, 'light', { name: 'brokers', path: '/c/orders-eu/brokers', world: 'mesos' })
  await expect(page.getByRole('row').filter({ hasText: 'Waiting for an offer' })).toBeVisible()
  await settled(page, 46)
  await page.evaluate(
    `samsaWorld.settings.patch('settings', { settings: { ...samsaWorld.settings.rows()[0].settings, density: 'compact' } })`,
  )
  await settled(page, 38)
})
