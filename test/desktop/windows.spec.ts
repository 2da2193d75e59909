import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { root } from '../../build/machine.ts'
import { expect, test } from '../support/hosts.ts'
import { openEditor } from '../ui/journeys/steps.ts'

/** Twice: what came back is kept once more. Many more are in ui/journeys/kill-loop.spec.ts. */
const KILLS = 2

const started = (electron: ElectronApplication | undefined): ElectronApplication => {
  if (!electron) throw new Error('This is about windows of the desktop')
  return electron
}

/** As a second start on the same data folder does. */
const secondStart = (electron: ElectronApplication, argument: string): Promise<void> =>
  electron.evaluate(({ app }, given) => void app.emit('second-instance', {}, ['samsa', given], '/'), argument)

const titled = async (electron: ElectronApplication, title: RegExp): Promise<Page> => {
  await expect.poll(async () => (await titlesOf(electron)).some((each) => title.test(each)), `a window titled ${String(title)}`).toBe(true)
  for (const page of electron.windows()) if (title.test(await page.title())) return page
  throw new Error('It was there a moment ago')
}
const titlesOf = (electron: ElectronApplication): Promise<string[]> => Promise.all(electron.windows().map((page) => page.title()))
const partitionsIn = (page: Page) => page.getByRole('dialog').getByLabel('Partitions then')
const filterOf = (page: Page) => page.getByRole('searchbox').or(page.getByPlaceholder(/filter/i)).first() // prettier-ignore

test('A-12 A-13 several windows: each with its tabs, links and files in the right one; all are there again after kill -9', async ({
  launch,
  dataFolder,
}) => {
  test.setTimeout(90_000 + KILLS * 30_000)
  const onDisk = (text: string): boolean => readFileSync(join(dataFolder, 'workspace.json'), 'utf8').includes(text)
  let app = await launch()
  let electron = started(app.electron)

  await test.step('a new window, by its key, at the launcher', async () => {
    await app.page.getByRole('button', { name: /Explore the sample cluster/ }).click()
    await expect(app.page).toHaveTitle(/^Overview · /)
    const coming = electron.waitForEvent('window')
    await app.page.keyboard.press('Control+Shift+N')
    await expect(await coming).toHaveTitle('Clusters · Samsa')
  })
  await test.step('a link comes to the window on its cluster, however the other is used', async () => {
    const id = new URL(app.page.url()).hash.split('/')[2] ?? ''
    await secondStart(electron, `samsa://open/groups?profile=${id}`)
    await expect(app.page).toHaveTitle(/^Consumer groups · /)
    expect(await titlesOf(electron)).toHaveLength(2)
  })
  await test.step('a link that names no cluster says so where the user is', async () => {
    await secondStart(electron, 'samsa://open/groups')
    await expect(app.page.getByText('The link that was followed leads nowhere')).toBeVisible()
    await app.page.getByRole('button', { name: 'Dismiss' }).click()
    await expect(app.page).toHaveTitle(/^Consumer groups · /)
  })
  await test.step('a tab moves to a window of its own', async () => {
    await app.page.keyboard.press('Control+T')
    await expect(app.page).toHaveTitle(/^Overview · /)
    await app.page.keyboard.press('g')
    await app.page.keyboard.press('t')
    await expect(app.page).toHaveTitle(/^Topics · /)
    const coming = electron.waitForEvent('window')
    await electron.evaluate(({ Menu }) => {
      const file = Menu.getApplicationMenu()?.items.find((menu) => menu.label === 'File')
      file?.submenu?.items.find((item) => item.label === 'Move Tab to New Window')?.click()
    })
    await expect(await coming).toHaveTitle(/^Topics · /)
    await expect(app.page).toHaveTitle(/^Consumer groups · /)
  })
  await test.step('a recording that the system hands over has a window of its own', async () => {
    const coming = electron.waitForEvent('window')
    await secondStart(electron, join(root, 'build/sample/incident.samsa'))
    await expect(await coming).toHaveTitle(/^Overview · /)
    await (await coming).close()
    await expect.poll(() => electron.windows().length).toBe(3)
  })
  await openEditor(await titled(electron, /^Clusters · /))

  for (let kill = 0; kill < KILLS; kill += 1) {
    const [groups, topics, editor] = [
      await titled(electron, /^Consumer groups · /),
      await titled(electron, /^Topics · /),
      await titled(electron, /cluster · Samsa$/i),
    ]
    for (const [page, text] of [
      [groups, `groups-${kill}`],
      [topics, `topics-${kill}`],
    ] as const) {
      await filterOf(page).fill(text)
      await expect.poll(() => onDisk(text)).toBe(true)
    }
    await editor.getByLabel('Name', { exact: true }).fill(`unsaved ${kill}`)
    await expect.poll(() => onDisk(`unsaved ${kill}`)).toBe(true)
    // The dialog of a change over the topics of that window, half written.
    await topics.evaluate(() => (location.hash = `${location.hash}&form=topics.addPartitions&of=orders`))
    await partitionsIn(topics).fill(`${100 + kill}`)
    await expect.poll(() => onDisk(`\\"written\\":\\"${100 + kill}`)).toBe(true)
    await app.kill()

    app = await launch()
    electron = started(app.electron)
    await expect.poll(() => electron.windows().length, 'as many windows as before').toBe(3)
    await expect(filterOf(await titled(electron, /^Consumer groups · /))).toHaveValue(`groups-${kill}`)
    await expect(filterOf(await titled(electron, /^Topics · /))).toHaveValue(`topics-${kill}`)
    await expect((await titled(electron, /cluster · Samsa$/i)).getByLabel('Name', { exact: true })).toHaveValue(`unsaved ${kill}`)
    const change = await titled(electron, /^Topics · /)
    await expect(partitionsIn(change)).toHaveValue(`${100 + kill}`)
    await change.getByRole('button', { name: 'Cancel' }).click()
    await change.getByRole('button', { name: 'Discard' }).click()
    await expect(change.getByRole('dialog')).toBeHidden()
  }
  await test.step('a page that crashes says so, is logged, and comes back with its tabs', async () => {
    await electron.evaluate(({ dialog, BrowserWindow }) => {
      dialog.showMessageBox = (...given: readonly unknown[]) => {
        Object.assign(globalThis, { asked: given.at(-1) })
        return Promise.resolve({ response: 0, checkboxChecked: false })
      }
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getTitle().startsWith('Topics'))
        ?.webContents.forcefullyCrashRenderer()
    })
    await expect
      .poll(() => electron.evaluate(() => (globalThis as { asked?: { message: string } }).asked?.message))
      .toBe('This window stopped working')
    const shown = (): Promise<string[]> =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.webContents.getTitle()))
    await expect.poll(async () => (await shown()).map((title) => title.split(' · ')[0])).toContain('Topics')
    await expect.poll(() => readFileSync(join(dataFolder, 'logs/samsa.log'), 'utf8')).toContain('The page of a window is gone')
  })
  await app.stop()
})
