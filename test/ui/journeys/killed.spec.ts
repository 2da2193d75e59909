import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../../support/hosts.ts'
import { unlock } from './change-steps.ts'
import { addProfile, addressesOf, goTo, openEditor, table, rowsOf, toLauncher, card } from './steps.ts'

test('tabs, filters, sort, an unsaved form and a half-written change are there again after kill -9', async ({
  launch,
  demo,
  dataFolder,
}) => {
  // Many more, of everything at once, are in kill-loop.spec.ts.
  const kills = 2
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
    // On a slow computer something was recorded by now: then it came up at that moment, and asks before it leaves it.
    await app.page.keyboard.press('\\')
    await expect(app.page.getByRole('button', { name: 'Back to live' })).toBeHidden()
    await unlock(app.page)
    await goTo(app.page, 't', 'Topics')
    const change = app.page.getByRole('dialog', { name: 'New topic' })
    await app.page.getByRole('button', { name: 'New topic' }).click()
    await change.getByLabel('Name', { exact: true }).fill(`orders.retry-${kill}`)
    await change.getByLabel('Partitions', { exact: true }).fill('17')
    await expect.poll(() => timesOnDisk(`orders.retry-${kill}`)).toBeGreaterThanOrEqual(1)
    await expect.poll(() => timesOnDisk('\\"partitions\\":\\"17')).toBeGreaterThanOrEqual(1)
    await app.kill()

    app = await launch()
    const again = app.page.getByRole('dialog', { name: 'New topic' })
    await expect(again.getByLabel('Name', { exact: true })).toHaveValue(`orders.retry-${kill}`)
    await expect(again.getByLabel('Partitions', { exact: true })).toHaveValue('17')
    await expect(again.getByText('What you had written is here again')).toBeVisible()
    await again.getByRole('button', { name: 'Cancel' }).click()
    await again.getByRole('button', { name: 'Discard' }).click()
    await expect.poll(() => timesOnDisk(`orders.retry-${kill}`), 'given up, it is forgotten').toBe(0)
    await goTo(app.page, 'c', 'Consumer groups')
  }
  await app.page.getByRole('button', { name: 'Connect', exact: true }).click()
  await app.page.keyboard.press('/')
  await app.page.keyboard.press('Control+A')
  await app.page.keyboard.press('Delete')
  await expect(rowsOf(table(app.page, 'Consumer groups')).first()).toBeVisible()
  await app.stop()
})
