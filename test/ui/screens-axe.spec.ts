import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { pose } from '../../build/screens/pose.ts'
import { shots } from '../../build/screens/shots.ts'
import { servePreview, type PreviewServer } from '../support/preview/server.ts'

/**
 * Every screen that `npm run screens` draws, over the scripted core. That those are all routes is a test of its own
 * (`test/features/screens-cover.test.ts`). Lists in their other states, forms, plans and
 * looks are built of the same parts: with SAMSA_LONG=1.
 */
const long = process.env['SAMSA_LONG'] === '1'
const looked = long ? shots : shots.filter(({ other }) => other !== true)
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let server: PreviewServer
test.beforeAll(async () => {
  test.setTimeout(180_000)
  server = await servePreview()
})
test.afterAll(() => server.stop())

/** The page follows the system, so that one page shows both themes, one after the other. */
async function wear(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.locator(`html[data-theme="${theme}"]`).waitFor()
  await page.evaluate(() =>
    document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
  )
}

/** What axe finds, whatever its impact. Its code is handed in by the test's own connection: no policy of the page is loosened. */
async function violations(page: Page, theme: 'light' | 'dark'): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  // The themes differ in their colours alone.
  const chosen = theme === 'light' || long ? axe.withTags(rules) : axe.withRules(['color-contrast', 'link-in-text-block'])
  const found = await chosen.analyze()
  return found.violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map((node) => `${id} (${impact}): ${help} — ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
  )
}

/** The contrast theme differs in its colours alone: looked at on every eighth screen. */
async function inMoreContrast(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ contrast: 'more', colorScheme: theme })
    // The page follows what the system says of contrast.
    await page.locator(`html[data-contrast="more"][data-theme="${theme}"]`).waitFor()
    const axe = new AxeBuilder({ page }).setLegacyMode(true).withRules(['color-contrast', 'link-in-text-block'])
    for (const { id, nodes } of (await axe.analyze()).violations)
      found.push(...nodes.map((node) => `${theme}, more contrast: ${id} — ${node.target.join(' ')} ${node.html.slice(0, 120)}`))
  }
  await page.emulateMedia({ contrast: null })
  return found
}

// Each part by a worker of its own.
test.describe.configure({ mode: 'parallel' })
const PARTS = 2
for (let part = 0; part < PARTS; part++) {
  test(`axe finds nothing on any screen, in either theme, part ${part + 1} of ${PARTS}`, async ({ browser }) => {
    // All screens in all looks are a thousand looks of axe: minutes on a busy machine.
    test.setTimeout(long ? 1_800_000 : 600_000)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const found: string[] = []
    for (const [index, shot] of looked.filter((_, at) => at % PARTS === part).entries()) {
      found.push(...(await pose(page, server.origin, null, shot)))
      // Screens are built of the same parts: the colours of the dark theme are looked at on every other one.
      for (const theme of long || index % 2 === 0 ? (['light', 'dark'] as const) : (['light'] as const)) {
        await wear(page, theme)
        for (const one of await violations(page, theme)) found.push(`${shot.name}, ${theme}: ${one}`)
      }
      if (long || index % 8 === 0) for (const one of await inMoreContrast(page)) found.push(`${shot.name}, ${one}`)
    }
    await page.close()
    expect(looked.length).toBeGreaterThan(40)
    expect(found).toEqual([])
  })
}
