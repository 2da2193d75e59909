import type { Page } from '@playwright/test'
import { expect, test } from '../../support/hosts.ts'

const theme = (page: Page, answer: string) => page.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { name: answer })
const openSettings = async (page: Page): Promise<void> => {
  await expect(page.getByRole('button', { name: /Explore the sample cluster|Search/ }).first()).toBeVisible()
  // A page shows a moment before it hears keys.
  await expect(async () => {
    await page.keyboard.press('Control+,')
    await expect(page.getByRole('button', { name: 'Back up…' })).toBeVisible({ timeout: 2_000 })
  }).toPass()
}

test('24 the data folder is backed up, restored at the next start, and gone back from', async ({ launch, host }) => {
  test.skip(host !== 'browser', 'the system’s save dialog stands before the file: test/desktop/saved-files.spec.ts')
  test.setTimeout(120_000)
  let app = await launch()
  let { page } = app
  await openSettings(page)
  await theme(page, 'Dark').click()
  await expect(theme(page, 'Dark')).toBeChecked()

  await page.getByRole('button', { name: 'Back up…' }).click()
  await page.getByRole('checkbox', { name: /^With passwords/ }).check()
  await page.getByLabel('Pass phrase', { exact: true }).fill('correct horse battery staple')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the file' }).click()
  const file = await (await download).path()
  await theme(page, 'Light').click()
  await expect(theme(page, 'Light')).toBeChecked()

  await page.getByLabel('Restore…', { exact: true }).setInputFiles(file)
  await page.getByLabel('Pass phrase', { exact: true }).fill('correct horse battery staple')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Light → Dark')).toBeVisible()
  await page.getByRole('button', { name: 'Restore at the next start' }).click()
  await expect(
    page.getByText(/^At the next start a backup takes the place of: .* Stop the browser host and start it again\.$/),
  ).toBeVisible()
  await expect(theme(page, 'Light')).toBeChecked()
  await app.stop()

  app = await launch()
  page = app.page
  await openSettings(page)
  await expect(theme(page, 'Dark')).toBeChecked()
  await page.getByRole('button', { name: /^Go back to the data of/ }).click()
  await expect(page.getByText(/^At the next start what was here before comes back/)).toBeVisible()
  await app.stop()

  app = await launch()
  await openSettings(app.page)
  await expect(theme(app.page, 'Light')).toBeChecked()
  await app.stop()
})
