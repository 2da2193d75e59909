import { expect, test } from '../support/hosts.ts'

test('what is laid out in a button fills it, in this Chromium as in newer ones: the lines of a tile of the wall', async ({ app }) => {
  await app.getByRole('button', { name: /Explore the sample cluster/ }).click()
  await expect(app).toHaveTitle(/^Overview · /)
  await app.keyboard.press('g')
  await app.keyboard.press('w')
  const tile = app.locator('button[data-group]').first()
  await expect(tile).toBeVisible()
  const lines = await tile.evaluate((element) => {
    const { paddingLeft, paddingRight } = getComputedStyle(element)
    const inside = element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
    return Array.from(element.children, (line) => ({
      inside,
      place: getComputedStyle(line).position,
      width: line.getBoundingClientRect().width,
    }))
  })
  const flowing = lines.filter(({ place }) => place === 'static')
  expect(flowing.length).toBeGreaterThanOrEqual(3)
  for (const { inside, width } of flowing) expect(width).toBeCloseTo(inside, 0)
})
