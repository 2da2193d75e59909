import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../../support/hosts.ts'
import { addProfile, addressesOf, cell, goTo, openCluster, openEditor, probePanel, rowsOf, table, toLauncher } from './steps.ts'

const long = process.env['SAMSA_LONG'] === '1'
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
/** The themes differ in their colours alone: all rules for both with SAMSA_LONG=1. */
const colours = ['color-contrast', 'link-in-text-block']

const themes = ['light', 'dark', 'forced colours'] as const
type Theme = (typeof themes)[number]

/** What would move although the system asks that nothing does. */
const moving = (app: Page): Promise<string[]> =>
  app.evaluate(() => {
    const isLong = (durations: string): boolean => durations.split(',').some((each) => Number.parseFloat(each) > 0)
    return [...document.querySelectorAll('body *')].flatMap((element) => {
      const style = getComputedStyle(element)
      const moves = isLong(style.transitionDuration) || (style.animationName !== 'none' && isLong(style.animationDuration))
      return moves ? [`moves: ${element.tagName} ${element.getAttribute('class') ?? ''}`] : []
    })
  })

/** What axe finds on the screen as it is, of what keeps people from using it. */
async function barriers(app: Page, theme: Theme): Promise<string[]> {
  const forced = theme === 'forced colours'
  const colorScheme = forced ? 'dark' : theme
  await app.emulateMedia({ colorScheme, reducedMotion: 'reduce', forcedColors: forced ? 'active' : 'none' })
  await expect(app.locator('html')).toHaveAttribute('data-theme', colorScheme)
  await expect(app.locator('html')).toHaveAttribute('data-contrast', forced ? 'more' : 'normal')
  const axe = new AxeBuilder({ page: app }).setLegacyMode(true)
  const { violations } = await (theme === 'light' || long ? axe.withTags(tags) : axe.withRules(colours)).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help} — ${nodes
          .slice(0, 4)
          .map((node) => `${node.target.join(' ')} (${node.any[0]?.message ?? ''})`)
          .join(', ')} (${nodes.length})`,
    )
}

test('axe finds no serious barrier on any screen, in either theme and in forced colours, and nothing moves that should not', async ({
  app,
  demo,
}) => {
  test.setTimeout(240_000)
  const found: string[] = []
  const look = async (screen: string): Promise<void> => {
    for (const theme of themes) found.push(...(await barriers(app, theme)).map((text) => `${screen}, ${theme}: ${text}`))
    found.push(...new Set((await moving(app)).map((text) => `${screen}: ${text}`)))
  }
  await expect(app.getByRole('heading', { name: 'No cluster yet' })).toBeVisible()
  await look('first start')
  await openEditor(app)
  await app.getByLabel('Bootstrap brokers').fill(addressesOf(demo)[0] ?? '')
  await expect(probePanel(app).getByText('Everything answers')).toBeVisible()
  await look('editor with its probe')
  await app.getByRole('button', { name: 'Cancel' }).click()
  await look('dialog')
  await app.getByRole('button', { name: 'Discard' }).click()
  await addProfile(app, { name: 'orders-eu', environment: 'production', bootstrap: addressesOf(demo) })
  await toLauncher(app)
  await look('launcher')
  await openCluster(app, 'orders-eu')
  await expect(app.getByRole('heading', { name: /groups were read/ })).toBeVisible()
  await look('overview')
  await goTo(app, 'c', 'Consumer groups')
  await expect(rowsOf(table(app, 'Consumer groups')).first()).toBeVisible()
  await look('groups')
  await cell(rowsOf(table(app, 'Consumer groups')).first(), 'lag').dblclick()
  await expect(app.getByRole('complementary', { name: 'Why' })).toBeVisible()
  await look('group, lag')
  await app.keyboard.press('2')
  await expect(rowsOf(table(app, 'Partitions')).first()).toBeVisible()
  await look('group')
  await app.keyboard.press('3')
  await look('group, members')
  await goTo(app, 't', 'Topics')
  await expect(rowsOf(table(app, 'Topics')).first()).toBeVisible()
  await look('topics')
  await cell(rowsOf(table(app, 'Topics')).first(), 'partitions').dblclick()
  await expect(app.getByRole('img', { name: /partitions as strips of offsets/ })).toBeVisible()
  await look('topic, log')
  await app.keyboard.press('2')
  await expect(rowsOf(table(app, 'Partitions')).first()).toBeVisible()
  await look('topic')
  await app.keyboard.press('4')
  await look('topic, config')
  await goTo(app, 'b', 'Brokers')
  await expect(rowsOf(table(app, 'Brokers')).first()).toBeVisible()
  await look('brokers')
  await cell(rowsOf(table(app, 'Brokers')).first(), 'replicas').dblclick()
  await expect(app.getByRole('heading', { name: 'Broker 1' }).first()).toBeVisible()
  await look('broker')
  await app.keyboard.press('Control+k')
  await look('palette')
  await app.keyboard.press('Escape')
  await app.keyboard.press('?')
  await look('keys')
  await app.keyboard.press('Escape')
  await app.getByRole('button', { name: 'Settings' }).click()
  await look('settings')
  expect(found).toEqual([])
})
