import { expect, test } from '@playwright/test'
import { pose } from '../../build/screens/pose.ts'
import { shots } from '../../build/screens/shots.ts'
import { servePreview, type PreviewServer } from '../support/preview/server.ts'

let server: PreviewServer
test.beforeAll(async () => {
  test.setTimeout(180_000)
  server = await servePreview()
})
test.afterAll(() => server.stop())

const notices = shots.filter(({ name }) => name.startsWith('notice, '))

test('25 what is told in passing covers nothing of a screen, however narrow the window, and grows to all its words when it is pointed at', async ({
  page,
}) => {
  expect(notices.length).toBeGreaterThanOrEqual(3)
  for (const shot of notices) {
    await page.setViewportSize(shot.size ?? { width: 1440, height: 900 })
    expect(await pose(page, server.origin, 'light', shot)).toEqual([])
    const notice = page.locator('[data-notice]')
    await expect(notice).toBeVisible()
    const box = await notice.boundingBox()
    const main = await page.locator('main').boundingBox()
    if (!box || !main) throw new Error('Both are on the page')
    const apart = box.y >= main.y + main.height - 1 || box.y + box.height <= main.y + 1
    expect(apart, shot.name).toBe(true)
    // Nor does it lie over the clock, the unlock countdown or the search.
    for (const control of await page.locator('footer button, header button').all()) {
      const other = await control.boundingBox()
      if (!other) continue
      const beside = other.x >= box.x + box.width - 1 || other.x + other.width <= box.x + 1
      const above = other.y + other.height <= box.y + 1 || other.y >= box.y + box.height - 1
      expect(beside || above, `${shot.name}: ${(await control.textContent()) ?? ''}`).toBe(true)
    }
    await notice.hover()
    await expect.poll(async () => (await notice.boundingBox())?.height ?? 0, shot.name).toBeGreaterThan(box.height + 10)
  }
})
