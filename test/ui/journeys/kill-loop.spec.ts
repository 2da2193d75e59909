import type { Page } from '@playwright/test'
import { expect, test, type StartedHost } from '../../support/hosts.ts'
import { createRandom } from '../../support/random.ts'
import { FIELD, FILTER, FORM, inOrder, lookAround, notKept, pagesOf, type SeenWindow } from './kill-steps.ts'
import { openEditor } from './steps.ts'

/**
 * Rounds of: change some of it, wait until that is kept, `kill -9`, start again, compare all of it. Last of all one more change is under
 * way when it is killed: of that one either the old or the new is there, never a third. `SAMSA_KILLS=100 SAMSA_SEED=11`: as many, other ones.
 * With SAMSA_LONG=1 a hundred, in the host that has windows.
 */
const roundsIn = (host: string): number =>
  Number(process.env['SAMSA_KILLS'] ?? (process.env['SAMSA_LONG'] === '1' && host === 'desktop' ? 100 : 3))
const SEED = Number(process.env['SAMSA_SEED'] ?? 7)

type Random = ReturnType<typeof createRandom>
interface Turn {
  readonly host: StartedHost
  readonly page: Page
  readonly random: Random
  /** Written nowhere else. */
  readonly text: string
}
/** Changes something; answers what is then on the disk. Null: it cannot be done here now. */
type Act = (turn: Turn) => Promise<readonly string[] | null>

const inCluster = (page: Page): boolean => new URL(page.url()).hash.startsWith('#/c/')
const form = (page: Page) => page.locator(FORM)
const fieldIn = (page: Page) => form(page).locator(FIELD).first()
const lists = { c: /^Consumer groups · /, t: /^Topics · /, b: /^Brokers · / } as const

const acts: Readonly<Record<string, Act>> = {
  async filter({ page, text }) {
    if (!(await page.locator(FILTER).first().isVisible()) || (await form(page).isVisible())) return null
    await page.locator(FILTER).first().fill(text)
    return inCluster(page) ? [`filter=${text}`] : []
  },
  async list({ page, random }) {
    if (!inCluster(page) || (await form(page).isVisible())) return null
    const [letter, title] = Object.entries(lists)[random.below(3)] ?? []
    await page
      .locator('main')
      .first()
      .click({ position: { x: 2, y: 2 } })
    await page.keyboard.press('g')
    await page.keyboard.press(letter ?? '')
    await expect(page).toHaveTitle(title ?? '')
    return []
  },
  async newTab({ page }) {
    const tabs = page.getByRole('tablist', { name: 'Open tabs' }).getByRole('tab')
    if (!inCluster(page) || (await form(page).isVisible()) || (await tabs.count()) >= 4) return null
    await page.getByRole('button', { name: 'New tab' }).click()
    await expect(page).toHaveTitle(/^Overview · /)
    return []
  },
  async closeTab({ page, random }) {
    const tabs = page.getByRole('tablist', { name: 'Open tabs' }).getByRole('tab')
    const count = await tabs.count()
    if (!inCluster(page) || count < 3 || (await form(page).isVisible())) return null
    await page
      .getByTitle(/^Close /)
      .nth(random.below(count))
      .click()
    await expect(tabs).toHaveCount(count - 1)
    return []
  },
  async topicForm({ page, random, text }) {
    if (!/\/topics\?/.test(page.url()) || (await form(page).isVisible())) return null
    const which = random.below(2) === 0 ? 'form=topics.create' : 'form=topics.addPartitions&of=orders'
    await page.evaluate((query) => (location.hash = `${location.hash}&${query}`), which)
    return write(page, text)
  },
  write: async ({ page, text }) => ((await form(page).isVisible()) ? write(page, text) : null),
  async giveUp({ page }) {
    if (!(await page.getByRole('dialog').isVisible())) return null
    await page.getByRole('button', { name: 'Cancel' }).click()
    const discard = page.getByRole('button', { name: 'Discard' })
    // It asks where something was written.
    await expect(async () => {
      if (await discard.isVisible()) await discard.click()
      await expect(page.getByRole('dialog')).toBeHidden({ timeout: 500 })
    }).toPass()
    return []
  },
  async editor({ page, text }) {
    if (inCluster(page) || (await form(page).isVisible())) return null
    await openEditor(page)
    return write(page, text)
  },
  async newWindow({ host, page }) {
    if (!host.electron || inCluster(page) || host.electron.windows().length >= 4) return null
    const coming = host.electron.waitForEvent('window')
    await page.keyboard.press('Control+Shift+N')
    await expect(await coming).toHaveTitle('Clusters · Samsa')
    return []
  },
  async closeWindow({ host, page }) {
    if (!host.electron || inCluster(page) || host.electron.windows().length < 4 || (await form(page).isVisible())) return null
    const count = host.electron.windows().length
    await page.close()
    await expect.poll(() => host.electron?.windows().length).toBe(count - 1)
    return []
  },
  async move({ host, page, random }) {
    const [x, y] = [random.below(200), random.below(100)]
    const window = await host.electron?.browserWindow(page)
    await window?.evaluate((its, at) => its.setBounds({ ...at, width: 1_200, height: 800 }), { x, y })
    return window ? [`"x":${x},"y":${y}`] : null
  },
}

/** Into the first field of the open form that takes text. */
async function write(page: Page, text: string): Promise<readonly string[]> {
  await fieldIn(page).fill(text)
  return [text]
}

/** The state to begin with; where there are windows, three: two on a cluster, one at the launcher. */
async function begin(host: StartedHost): Promise<void> {
  await host.page.getByRole('button', { name: /Explore the sample cluster/ }).click()
  await expect(host.page).toHaveTitle(/^Overview · /)
  if (!host.electron) return
  const launcher = host.electron.waitForEvent('window')
  await host.page.keyboard.press('Control+Shift+N')
  await expect(await launcher).toHaveTitle('Clusters · Samsa')
  await host.page.bringToFront()
  await host.page.getByRole('button', { name: 'New tab' }).click()
  await expect(host.page.getByRole('tablist', { name: 'Open tabs' }).getByRole('tab')).toHaveCount(2)
  const moved = host.electron.waitForEvent('window')
  await host.page.keyboard.press('Control+k')
  await host.page.keyboard.type('>Move this tab to a new window')
  await host.page.keyboard.press('Enter')
  await expect(await moved).toHaveTitle(/^Overview · /)
}

/** A change that nobody waits for: into a form or a filter on the screen. Answers what was there before; null: there was no place for it. */
async function underWay(host: StartedHost, random: Random, text: string): Promise<string | null> {
  const pages = pagesOf(host)
  const page = pages[random.below(pages.length)]
  if (!page) return null
  const written = fieldIn(page)
  const field = (await written.isVisible()) ? written : page.locator(FILTER).first()
  // The launcher's search is not kept.
  if ((field !== written && !inCluster(page)) || !(await field.isVisible())) return null
  const before = await field.inputValue()
  await field.fill(text)
  return before
}

/** As if that change had not been under way: its text, which is nowhere else, is the old one's again. */
const without = (seen: readonly SeenWindow[], text: string, before: string): readonly SeenWindow[] =>
  inOrder(JSON.parse(JSON.stringify(seen).replaceAll(JSON.stringify(text), JSON.stringify(before))) as readonly SeenWindow[])

test('windows, tabs, filters and unsaved forms are there again after kill -9', async ({ launch, dataFolder, host: kind }, info) => {
  const rounds = roundsIn(kind)
  test.setTimeout(120_000 + rounds * 20_000)
  const random = createRandom(SEED)
  const done = new Map<string, number>()
  let host = await launch()
  await begin(host)
  let [kept, lost] = [0, 0]
  const began = performance.now()
  for (let round = 1; round <= rounds; round += 1) {
    const texts: string[] = []
    for (let step = 0; texts.length < 3 && step < 30; step += 1) {
      const pages = pagesOf(host)
      const page = pages[random.below(pages.length)]
      const [name = '', act] = Object.entries(acts)[random.below(Object.keys(acts).length)] ?? []
      if (!page || !act) continue
      // Only what was written last in a place is on the disk; so each is waited for before the next.
      const then = await act({ host, page, random, text: `r${round}s${step}` })
      if (then === null) continue
      done.set(name, (done.get(name) ?? 0) + 1)
      await expect.poll(() => notKept(host, dataFolder, then), `round ${round}: what ${name} did is kept`).toBe('')
      texts.push(name)
    }
    const seen = await lookAround(host)
    await expect.poll(() => notKept(host, dataFolder, []), `round ${round}: what was looked at is kept`).toBe('')
    const text = `under-way-${round}`
    const before = await underWay(host, random, text)
    await new Promise((resolve) => setTimeout(resolve, random.between(0, 700)))
    await host.kill()

    host = await launch()
    if (host.electron) await expect.poll(() => host.electron?.windows().length, `round ${round}: windows`).toBe(seen.length)
    let now: readonly SeenWindow[] = []
    await expect(async () => {
      now = await lookAround(host)
      expect(before === null ? now : without(now, text, before), `round ${round}, after ${texts.join(', ')}`).toEqual(seen)
    }).toPass({ timeout: 20_000 })
    if (before !== null && JSON.stringify(now).includes(text)) kept += 1
    else if (before !== null) lost += 1
    if (round % 10 === 0) console.log(`${round} of ${rounds} rounds, after ${Math.round((performance.now() - began) / 1_000)} s`)
  }
  const seconds = (performance.now() - began) / 1_000 / rounds
  info.annotations.push({ type: 'figure', description: `${rounds} of ${rounds}, ${seconds.toFixed(1)} s a round, seed ${SEED}` })
  const acted = [...done].map(([name, times]) => `${name} ${times}`).join(', ')
  console.log(
    `${rounds} of ${rounds} rounds, ${seconds.toFixed(1)} s each, seed ${SEED}: ${acted}; under way: ${kept} kept, ${lost} not yet`,
  )
  await host.stop()
})
