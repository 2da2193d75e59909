import type { Locator, Page } from '@playwright/test'
import { expect } from '../../support/hosts.ts'

export interface NewProfile {
  readonly name: string
  readonly bootstrap: readonly string[]
  readonly environment?: 'production' | 'staging' | 'test' | 'other'
}

/** Opens the editor of a new profile from the launcher, as it is with and without profiles. */
export async function openEditor(app: Page): Promise<void> {
  const first = app.getByRole('button', { name: /^Add a cluster/ })
  await first
    .or(app.getByRole('button', { name: 'New cluster' }))
    .first()
    .click()
  await expect(app.getByRole('heading', { name: 'New cluster' })).toBeVisible()
}

export async function fillProfile(app: Page, { name, bootstrap, environment }: NewProfile): Promise<void> {
  await app.getByLabel('Name', { exact: true }).fill(name)
  if (environment) await app.getByRole('radiogroup', { name: 'Environment' }).getByText(environment).click()
  await app.getByLabel('Bootstrap brokers').fill(bootstrap.join('\n'))
}

export const probePanel = (app: Page): Locator => app.getByRole('complementary', { name: 'Probe' })

export const card = (app: Page, name: string): Locator => app.locator('[data-card]').filter({ has: app.getByText(name, { exact: true }) })

/** From the launcher: a new profile, saved and connected; ends on its overview. */
export async function addProfile(app: Page, profile: NewProfile): Promise<void> {
  await openEditor(app)
  await fillProfile(app, profile)
  await app.getByRole('button', { name: 'Save and connect' }).click()
  await expect(app).toHaveTitle(`Overview · ${profile.name} · Samsa`)
}

export async function toLauncher(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Back to the clusters' }).click()
  await expect(app).toHaveTitle('Clusters · Samsa')
}

/** Opens the card of a connected profile; ends on its overview. */
export async function openCluster(app: Page, name: string): Promise<void> {
  await expect(card(app, name).getByText('Live', { exact: true })).toBeVisible()
  await card(app, name).getByRole('button', { name: 'Open', exact: true }).click()
  await expect(app).toHaveTitle(new RegExp(` · ${name} · Samsa$`))
}

/** `g` and a letter: the screen with that title. */
export async function goTo(app: Page, letter: string, title: string): Promise<void> {
  await app.keyboard.press('g')
  await app.keyboard.press(letter)
  await expect(app).toHaveTitle(new RegExp(`^${title} · `))
}

export const addressesOf = (kafka: { readonly bootstrap: readonly { readonly host: string; readonly port: number }[] }): string[] =>
  kafka.bootstrap.map(({ host, port }) => `${host}:${port}`)

export const table = (app: Page, label: string): Locator => app.getByRole('grid', { name: label, exact: true })

/** The rows of a table, without its head. */
export const rowsOf = (grid: Locator): Locator => grid.locator('[role="row"][aria-selected]')

export const rowOf = (app: Page, list: string, name: string): Locator =>
  rowsOf(table(app, list)).filter({ has: app.getByText(name, { exact: true }) })

/** Opens what a row is about. A list that is put in order again holds still under a pointer that moves over it: so it is this row. */
export async function openRow(app: Page, list: string, name: string): Promise<void> {
  const row = rowOf(app, list, name)
  await row.hover()
  await row.dblclick()
  await expect(app).toHaveTitle(new RegExp(`^${name} · `))
}

/** The cell of a row, by the column's id. */
export const cell = (row: Locator, column: string): Locator => row.locator(`[data-column="${column}"]`)

/** A figure as the page prints it, in groups of three. */
const asFigure = (text: string): number => Number(text.replaceAll(/[^\d-]/g, ''))
export const figure = async (at: Locator): Promise<number> => asFigure(await at.innerText())

/** Figures of one row at one moment: rows of a living cluster change between two looks. */
export const figures = async (row: Locator, columns: readonly string[]): Promise<number[]> => {
  const texts = await row.evaluate(
    (element, names) => names.map((name) => element.querySelector<HTMLElement>(`[data-column="${name}"]`)?.innerText ?? ''),
    columns,
  )
  return texts.map(asFigure)
}
