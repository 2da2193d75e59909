import { expect, test } from '../support/hosts.ts'

test('22 with the sign in the tray Samsa stays when its window is closed, and comes back from there', async ({ launch }) => {
  const app = await launch()
  const electron = app.electron
  if (!electron) throw new Error('This is about the desktop')
  await expect(app.page).toHaveTitle('Clusters · Samsa')
  await app.page.evaluate(() => (location.hash = '#/settings'))
  await expect(app.page.getByRole('radiogroup', { name: 'Open at login' }).getByRole('radio', { name: 'Yes' })).toBeDisabled()
  await app.page.getByRole('radiogroup', { name: 'Sign in the tray' }).getByText('Yes').click()
  await expect(app.page.getByRole('radiogroup', { name: 'Sign in the tray' }).getByRole('radio', { name: 'Yes' })).toBeChecked()
  await app.page.close()
  await expect.poll(() => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  const coming = electron.waitForEvent('window')
  await electron.evaluate(({ app: self }) => void self.emit('activate', {}, false))
  await expect(await coming).toHaveTitle('Clusters · Samsa')
  await app.stop()
})
