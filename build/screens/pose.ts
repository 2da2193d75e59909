import type { Page } from '@playwright/test'
import type { Shot } from './shot.ts'

/** Opens a shot's place on the preview and does what it asks for. Answers with what could not be done. */
export async function pose(page: Page, origin: string, theme: string | null, shot: Shot): Promise<readonly string[]> {
  const { world = 'busy', path, look, script, keys = [], choose = [], press = [], file, write, after = [], drag } = shot
  const query = new URLSearchParams({ world, ...(theme === null ? {} : { theme }), ...(look === undefined ? {} : { [look]: '' }) })
  // A fresh document each time: only the fragment would change otherwise.
  await page.goto('about:blank')
  await page.goto(`${origin}/?${query.toString()}#${path}`)
  await page.locator('main').first().waitFor({ timeout: 60_000 })
  if (script !== undefined) await page.evaluate(script)
  for (const key of keys) await page.keyboard.press(key)
  const missing: string[] = []
  for (const { in: label, option } of choose) {
    const list = page.getByLabel(label, { exact: true }).first()
    await list.selectOption(option, { timeout: 10_000 }).catch(() => void missing.push(`there is no “${option}” in “${label}”`))
  }
  for (const name of press) {
    const pressed = page.getByRole('button', { name }).or(page.getByRole('menuitem', { name })).first()
    await pressed.click({ timeout: 10_000 }).catch(() => void missing.push(`there is no “${name}” to press`))
  }
  if (file !== undefined) {
    const given = { name: file.name, mimeType: 'text/plain', buffer: Buffer.from(file.text) }
    const asking = page.locator(file.in === undefined ? 'input[type=file]' : `input[type=file][aria-label="${file.in}"]`)
    await asking.last().setInputFiles(given)
  }
  if (write !== undefined) {
    const field = page.getByLabel(write.in, { exact: true }).first()
    await field.fill(write.text, { timeout: 10_000 }).catch(() => void missing.push(`there is no “${write.in}” to write into`))
  }
  for (const key of after) await page.keyboard.press(key)
  if (drag !== undefined) {
    await page.mouse.move(...drag.from)
    await page.mouse.down()
    await page.mouse.move(...drag.to, { steps: 4 })
    await page.mouse.up()
  }
  return missing
}
