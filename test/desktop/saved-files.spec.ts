import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '../support/hosts.ts'

test('A-05 an export of the page becomes a file where the system’s dialog was told, and the page says where', async ({ launch }) => {
  const folder = await mkdtemp(join(tmpdir(), 'samsa-saved-'))
  const app = await launch()
  try {
    const electron = app.electron
    if (!electron) throw new Error('This is about windows of the desktop')
    // The dialog is the system's own: a path that is set beforehand is what it would have answered.
    await electron.evaluate(({ BrowserWindow }, to) => {
      for (const window of BrowserWindow.getAllWindows())
        window.webContents.session.on('will-download', (_event, item) => item.setSavePath(`${to}/${item.getFilename()}`))
    }, folder)
    await app.page.getByRole('button', { name: /Explore the sample cluster/ }).click()
    await expect(app.page).toHaveTitle(/^Overview · /)
    for (const key of ['g', 'h']) await app.page.keyboard.press(key)
    await expect(app.page).toHaveTitle(/^Activity · /)
    await app.page
      .getByRole('button', { name: /^Export/ })
      .first()
      .click()
    await expect(app.page.getByText(/\.jsonl saved$/)).toBeVisible()
    const name = `samsa-activity-${new Date().toISOString().slice(0, 10)}.jsonl`
    await expect(app.page.getByText(join(folder, name))).toBeVisible()
    expect(() => readFileSync(join(folder, name))).not.toThrow()
  } finally {
    await app.kill()
    await rm(folder, { recursive: true, force: true })
  }
})
