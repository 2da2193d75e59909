import type { Locator } from '@playwright/test'
import { stoppedAt } from '../../emulators/world/group.ts'
import { expect, test } from '../../support/hosts.ts'
import { addProfile, addressesOf, cell, goTo, rowsOf, table } from './steps.ts'

/** Every text that the element has shown from now on. */
const watch = (at: Locator): Promise<void> =>
  at.evaluate((element) => {
    const seen = new Set<string>()
    // The test's own mark on the page.
    Object.assign(window, { textsSeen: seen })
    const look = (): void => {
      seen.add((element as HTMLElement).innerText.trim())
      requestAnimationFrame(look)
    }
    look()
  })
const seen = (at: Locator): Promise<string[]> => at.page().evaluate(() => [...(window as unknown as { textsSeen: Set<string> }).textsSeen]) // set by `watch`

test('a broker dies and returns: “no leader” within 3 s, never 0, full screens, live again without a click', async ({
  app,
  emulate,
}, info) => {
  test.setTimeout(120_000)
  const kafka = await emulate({
    brokers: 3,
    topics: [
      { name: 'orders', partitions: 6, replication: 3, perSecond: 60, history: 1_000 },
      { name: 'single', partitions: 3, replication: 1, history: 100, assignment: [[1], [2], [3]] },
    ],
    groups: [
      {
        name: 'lonely',
        progress: [{ topic: 'single', partitions: [0, 1, 2], position: stoppedAt(Date.now()) }],
        commits: { single: { 0: 40, 1: 50, 2: 60 } },
      },
    ],
    // As real clusters do: metadata names the dead broker for a while, and new leaders need a moment.
    fencedAfterMs: 1_500,
    leaderSettlesMs: 300,
  })
  await addProfile(app, { name: 'three', bootstrap: addressesOf(kafka) })
  const cluster = /#\/c\/[^/]+/.exec(app.url())?.[0] ?? ''
  const visit = (path: string): Promise<void> => app.evaluate((to) => location.assign(to), `${cluster}${path}`)
  const within = { timeout: 3_000 }
  const picture = async (name: string): Promise<void> => info.attach(name, { body: await app.screenshot(), contentType: 'image/png' })
  const alive = async (): Promise<void> => {
    await expect(app.getByRole('contentinfo')).toContainText('Live')
    await expect(app.getByRole('banner').first()).toContainText('Live')
  }

  // The group.
  await visit('/groups/lonely?tab=partitions')
  const partitions = table(app, 'Partitions')
  await expect(rowsOf(partitions)).toHaveCount(3)
  const lost = rowsOf(partitions).filter({ has: app.locator('[data-column="partition"]', { hasText: /^p?1$/ }) })
  await expect(cell(lost, 'lag')).toHaveText('50')
  await watch(cell(lost, 'lag'))
  await kafka.killBroker(2)
  await expect(cell(lost, 'lag')).toHaveText('no leader', within)
  await expect(cell(lost, 'end')).toHaveText('no leader')
  expect(await seen(cell(lost, 'lag'))).not.toContain('0')
  await expect(rowsOf(partitions)).toHaveCount(3)
  await picture('group')
  await kafka.returnBroker(2)
  await expect(cell(lost, 'lag')).toHaveText('50', { timeout: 20_000 })
  await alive()

  // The topic.
  await visit('/topics/single?tab=partitions')
  await expect(rowsOf(partitions)).toHaveCount(3)
  await expect(cell(lost, 'end')).toHaveText('100', { timeout: 20_000 })
  await watch(cell(lost, 'end'))
  await kafka.killBroker(2)
  await expect(cell(lost, 'leader')).toHaveText('no leader', within)
  await expect(cell(lost, 'end')).toHaveText('no leader', within)
  expect(await seen(cell(lost, 'end'))).not.toContain('0')
  await expect(rowsOf(partitions)).toHaveCount(3)
  await picture('topic')
  await kafka.returnBroker(2)
  await expect(cell(lost, 'end')).toHaveText('100', { timeout: 20_000 })
  await alive()

  // The overview, and from there the lists.
  await goTo(app, 'o', 'Overview')
  const sentence = app.getByRole('heading', { level: 1 })
  await expect(sentence).toContainText('every partition has a leader', { timeout: 20_000 })
  await kafka.killBroker(2)
  await expect(sentence).toContainText(/1 partition has no leader|no leader/, within)
  await expect(app.getByRole('button', { name: /^broker 2 / })).toBeVisible()
  await picture('overview')
  await goTo(app, 'c', 'Consumer groups')
  await expect(rowsOf(table(app, 'Consumer groups'))).toHaveCount(1)
  await expect(cell(rowsOf(table(app, 'Consumer groups')), 'lag')).toContainText('≥')
  await goTo(app, 'b', 'Brokers')
  await expect(rowsOf(table(app, 'Brokers'))).toHaveCount(3)
  await picture('brokers')
  await kafka.returnBroker(2)
  await expect(rowsOf(table(app, 'Brokers')).filter({ hasText: 'Up' })).toHaveCount(3, { timeout: 20_000 })
  await goTo(app, 'o', 'Overview')
  await expect(sentence).toContainText('every partition has a leader', { timeout: 20_000 })
  await alive()
})
