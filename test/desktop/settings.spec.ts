import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from '../support/hosts.ts'

const started = (electron: ElectronApplication | undefined): ElectronApplication => {
  if (!electron) throw new Error('This is about windows of the desktop')
  return electron
}
const choose = async (page: Page, setting: string, answer: string): Promise<void> => {
  await page.getByRole('radiogroup', { name: setting, exact: true }).getByRole('radio', { name: answer, exact: true }).click()
  await expect(page.getByRole('radiogroup', { name: setting, exact: true }).getByRole('radio', { name: answer, exact: true })).toBeChecked()
}
const factors = (electron: ElectronApplication): Promise<number[]> =>
  electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => Math.round(webContents.getZoomFactor() * 100)),
  )
const menuItem = (electron: ElectronApplication, label: string): Promise<void> =>
  electron.evaluate(({ Menu }, wanted) => {
    const view = Menu.getApplicationMenu()?.items.find((menu) => menu.label === 'View')
    view?.submenu?.items.find((item) => item.label === wanted)?.click()
  }, label)

test('24 zoom, start and how windows are drawn: chosen in the settings, and so after the next start', async ({ launch }) => {
  test.setTimeout(120_000)
  let app = await launch()
  let electron = started(app.electron)

  await test.step('zoom is the same in all windows, from the settings and from the menu', async () => {
    await expect(app.page.getByRole('button', { name: /Explore the sample cluster/ })).toBeVisible()
    const coming = electron.waitForEvent('window')
    await app.page.keyboard.press('Control+Shift+N')
    await expect(await coming).toHaveTitle('Clusters · Samsa')
    await app.page.keyboard.press('Control+,')
    await choose(app.page, 'Zoom', '125 %')
    await expect.poll(() => factors(electron)).toEqual([125, 125])
    await menuItem(electron, 'Zoom In')
    await expect.poll(() => factors(electron)).toEqual([150, 150])
    await expect(app.page.getByRole('radio', { name: '150 %' })).toBeChecked()
    await menuItem(electron, 'Zoom Out')
    await expect.poll(() => factors(electron)).toEqual([125, 125])
  })

  await test.step('after quitting there is one window, at the launcher, as large as before', async () => {
    // Electron throws where it is told so too late. Who has drawn, a machine without such a processor does not tell.
    await choose(app.page, 'Drawn by the graphics processor', 'Off')
    await app.stop()
    app = await launch()
    electron = started(app.electron)
    await expect(app.page).toHaveTitle('Clusters · Samsa')
    expect(electron.windows()).toHaveLength(1)
    await expect.poll(() => factors(electron)).toEqual([125])
  })

  await test.step('where it was left, when that is chosen', async () => {
    await app.page.keyboard.press('Control+,')
    const drawn = app.page.getByRole('group', { name: 'Drawn by the graphics processor' })
    await expect(drawn.getByRole('radio', { name: 'Off', exact: true })).toBeChecked()
    await choose(app.page, 'Drawn by the graphics processor', 'On')
    await choose(app.page, 'Samsa opens', 'Where it was left')
    const coming = electron.waitForEvent('window')
    await app.page.keyboard.press('Control+Shift+N')
    await expect(await coming).toHaveTitle('Clusters · Samsa')
    await app.stop()
    app = await launch()
    electron = started(app.electron)
    await expect.poll(() => electron.windows().length).toBe(2)
    await expect
      .poll(async () => (await Promise.all(electron.windows().map((page) => page.title()))).toSorted())
      .toEqual(['Clusters · Samsa', 'Settings · Samsa'])
  })
  await app.stop()
})
