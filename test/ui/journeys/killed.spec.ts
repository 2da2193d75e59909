import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../../support/hosts.ts'
import { addProfile, addressesOf, goTo, openEditor, table, rowsOf, toLauncher, card } from './steps.ts'

test('tabs, filters, sort and an unsaved form are there again after kill -9', async ({ launch, demo, dataFolder, host }) => {
  // 100 with SAMSA_LONG=1; of the packages, which hold the same program, it is not asked again.
  const kills = process.env['SAMSA_LONG'] === '1' && host === 'browser' ? 100 : 2
  test.setTimeout(60_000 + kills * 30_000)
  const timesOnDisk = (text: string): number => readFileSync(join(dataFolder, 'workspace.json'), 'utf8').split(text).length - 1
  let app = await launch()
  await addProfile(app.page, { name: 'orders-eu', bootstrap: addressesOf(demo) })
  await goTo(app.page, 'c', 'Consumer groups')
  await app.page.getByRole('grid', { name: 'Consumer groups' }).getByRole('button', { name: 'Group', exact: true }).click()

  for (let kill = 0; kill < kills; kill += 1) {
    const filter = `kill-${kill}`
    await app.page.keyboard.press('/')
    await app.page.keyboard.press('Control+A')
    await app.page.keyboard.type(filter)
    // The tabs and the place are kept each by itself, so that a kill between the two is within what may be lost.
    await expect.poll(() => timesOnDisk(filter)).toBeGreaterThanOrEqual(2)
    await app.kill()

    app = await launch()
    // Not the launcher: it ended without notice, so it goes on where it was.
    await expect(app.page).toHaveTitle('Consumer groups · orders-eu · Samsa')
    await expect(
      app.page
        .getByRole('searchbox')
        .or(app.page.getByPlaceholder(/filter/i))
        .first(),
    ).toHaveValue(filter)
    await toLauncher(app.page)
    await openEditor(app.page)
    await app.page.getByLabel('Name', { exact: true }).fill(`unsaved ${kill}`)
    await expect.poll(() => timesOnDisk(`unsaved ${kill}`)).toBeGreaterThanOrEqual(1)
    await app.kill()

    app = await launch()
    await expect(app.page.getByLabel('Name', { exact: true })).toHaveValue(`unsaved ${kill}`)
    await expect(app.page.getByText('What you had written is here again')).toBeVisible()
    await app.page.getByRole('button', { name: 'Cancel' }).click()
    await app.page.getByRole('button', { name: 'Discard' }).click()
    await card(app.page, 'orders-eu').getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(app.page).toHaveTitle('Consumer groups · orders-eu · Samsa')
  }
  await app.page.keyboard.press('/')
  await app.page.keyboard.press('Control+A')
  await app.page.keyboard.press('Delete')
  await expect(rowsOf(table(app.page, 'Consumer groups')).first()).toBeVisible()
  await app.stop()
})
