import { expect, test } from '../../support/hosts.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`a first start, ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('opens on the launcher, with nothing that the content policy blocks', async ({ app }, info) => {
      await expect(app.getByRole('heading').first()).toBeVisible()
      await expect(app).toHaveTitle(/Samsa/)
      await info.attach(`first-start-${colorScheme}`, { body: await app.screenshot(), contentType: 'image/png' })
    })
  })
}
