import type { Locator, Page } from '@playwright/test'
import { expect } from '../../support/hosts.ts'

/** Of the profile `orders-eu`, for the reason `INC-4711`. */
export async function unlock(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Unlock…' }).click()
  const asks = app.getByRole('dialog')
  await asks.getByLabel('Type orders-eu to unlock').fill('orders-eu')
  await asks.getByLabel(/^Reason/).fill('INC-4711')
  await asks.getByRole('button', { name: 'Unlock for 15 minutes' }).click()
  await expect(app.getByRole('banner').getByText('Guarded')).toBeVisible()
}

export const dialog = (app: Page): Locator => app.getByRole('alertdialog')
/** Types what is asked for and presses the act, once it may be pressed; ends when its end is told. */
export async function confirm(app: Page): Promise<void> {
  const asks = dialog(app)
  await expect(asks.getByText('Checked again when you press.')).toBeVisible({ timeout: 20_000 })
  // Not before: while it is planned the title is another.
  const act = await asks.getByRole('heading').first().innerText()
  const typed = asks.getByRole('textbox')
  if (await typed.isVisible()) {
    const what = await asks.locator('label b').innerText()
    await typed.fill(what)
  }
  // What takes an act back may be called as the act was, whose end may still be told: that is not the end of this one.
  const told = app.getByText(`Done: ${act}`)
  await told.evaluateAll((before) => before.forEach((element) => element.setAttribute('data-told-before', '')))
  await asks.getByRole('button', { name: act, exact: true }).click()
  await expect(told.and(app.locator(':not([data-told-before])'))).toBeVisible({ timeout: 30_000 })
  await expect(asks).toBeHidden()
}

export async function menuOf(app: Page, row: Locator, item: string): Promise<void> {
  // A list that was held in its order while something was done is put in order again: not under a pointer that moves over it.
  await row.hover()
  await row.click({ button: 'right' })
  await app.getByRole('menuitem', { name: item }).click()
}
