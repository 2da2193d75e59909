import { startDemoMesos } from '../../emulators/demo-mesos.ts'
import { following, stoppedAt } from '../../emulators/world/group.ts'
import { expect, test } from '../../support/hosts.ts'
import { everyScreenAnswers, everythingBesideAnswers } from './offline-answers.ts'
import { addProfile, addressesOf, card, cell, figure, goTo, rowsOf, table } from './steps.ts'

test('F-10 every server stopped: the app starts, opens the profile, and all screens show the last moment with its age', async ({
  launch,
  emulate,
}, info) => {
  test.setTimeout(180_000)
  const options = {
    brokers: 3,
    topics: [
      { name: 'orders', partitions: 6, replication: 3, perSecond: 30, history: 1_000 },
      { name: 'single', partitions: 3, replication: 1, history: 100 },
    ],
    groups: [
      {
        name: 'lonely',
        progress: [{ topic: 'single', partitions: [0, 1, 2], position: stoppedAt(Date.now()) }],
        commits: { single: { 0: 40, 1: 50, 2: 60 } },
      },
      { name: 'billing', progress: [{ topic: 'orders', partitions: [0, 1, 2, 3, 4, 5], position: following(30_000) }] },
    ],
  }
  const kafka = await emulate(options)
  const first = await launch()
  await addProfile(first.page, { name: 'far-away', bootstrap: addressesOf(kafka) })
  await goTo(first.page, 'c', 'Consumer groups')
  const lonely = rowsOf(table(first.page, 'Consumer groups')).filter({ hasText: 'lonely' })
  await expect(cell(lonely, 'lag')).not.toHaveText('—')
  const lag = await figure(cell(lonely, 'lag'))
  await goTo(first.page, 'b', 'Brokers')
  await expect(rowsOf(table(first.page, 'Brokers'))).toHaveCount(3)
  await goTo(first.page, 't', 'Topics')
  await expect(rowsOf(table(first.page, 'Topics')).filter({ hasText: 'orders' })).toBeVisible()
  await first.stop()
  await kafka.stop()

  const { page: app, stop } = await launch()
  const shown = card(app, 'far-away')
  await expect(shown.getByText('3 / 3')).toBeVisible()
  await expect(shown.getByText(/as of|last seen|ago/i).first()).toBeVisible()
  await shown.getByRole('button', { name: 'Connect', exact: true }).click()
  const picture = async (name: string): Promise<void> => info.attach(name, { body: await app.screenshot(), contentType: 'image/png' })
  const recorded = app.getByRole('status').filter({ hasText: /RECORDED .* ago/ })
  await expect(recorded).toBeVisible({ timeout: 5_000 })
  await goTo(app, 'c', 'Consumer groups')
  const then = rowsOf(table(app, 'Consumer groups')).filter({ hasText: 'lonely' })
  await expect(cell(then, 'lag')).not.toHaveText('—')
  expect(await figure(cell(then, 'lag'))).toBe(lag)
  await expect(recorded).toBeVisible()
  await picture('groups, recorded')
  for (const [letter, title] of [
    ['o', 'Overview'],
    ['w', 'Lag wall'],
  ] as const) {
    await goTo(app, letter, title)
    await expect(recorded).toBeVisible()
    await expect(app.getByRole('main').getByText('lonely').first()).toBeVisible()
    await picture(`${title}, recorded`)
  }
  await goTo(app, 't', 'Topics')
  await expect(rowsOf(table(app, 'Topics')).filter({ hasText: 'orders' })).toBeVisible()
  await goTo(app, 'b', 'Brokers')
  await expect(rowsOf(table(app, 'Brokers'))).toHaveCount(3)
  await picture('brokers, recorded')
  await expect(app.getByRole('slider', { name: 'Recorded time' })).toBeVisible()

  await app.keyboard.press('[')
  await app.keyboard.press('[')
  await expect(recorded).toBeVisible()
  await expect(rowsOf(table(app, 'Brokers')).or(app.getByText('Nothing is recorded of that moment')).first()).toBeVisible()
  await stop()
})

test('F-10 every route and tab answers without any server: what was read last with its age, or a sentence that says why not', async ({
  launch,
  emulate,
  host,
}, info) => {
  const long = process.env['SAMSA_LONG'] === '1'
  test.skip(host !== 'browser' && !long, 'done in Chromium; in Electron too with SAMSA_LONG=1')
  test.setTimeout(long ? 600_000 : 180_000)
  const kafka = await emulate({
    brokers: [1, 2, 3].map((id) => ({ id })),
    topics: [{ name: 'orders', partitions: 6, replication: 3, perSecond: 30, history: 1_000 }],
    groups: [{ name: 'billing', progress: [{ topic: 'orders', partitions: [0, 1, 2, 3, 4, 5], position: following(30_000) }] }],
  })
  const mesos = await startDemoMesos(kafka)
  const first = await launch()
  await first.page.getByRole('textbox', { name: 'Address of anything in a cluster' }).fill(mesos.masters[0] ?? '')
  await first.page.keyboard.press('Enter')
  await expect(first.page.getByRole('list', { name: 'What was found' })).toContainText(mesos.scheduler, { timeout: 60_000 })
  await first.page.getByLabel('Name', { exact: true }).fill('far-away')
  await first.page.getByRole('button', { name: 'Take what was found' }).click()
  await first.page.getByRole('button', { name: 'Save and connect' }).click()
  await expect(first.page.getByRole('contentinfo')).toContainText('Live', { timeout: 60_000 })
  await goTo(first.page, 'a', 'Agents and tasks')
  await expect(first.page.getByText('9 of 9 agents active')).toBeVisible({ timeout: 60_000 })
  await goTo(first.page, 'c', 'Consumer groups')
  await expect(cell(rowsOf(table(first.page, 'Consumer groups')).first(), 'lag')).not.toHaveText('—', { timeout: 60_000 })
  // Read once, so that it was read before the moment that is shown.
  await goTo(first.page, 't', 'Topics')
  await rowsOf(table(first.page, 'Topics')).filter({ hasText: 'orders' }).click()
  await first.page.keyboard.press('Enter')
  await first.page.getByRole('tab', { name: /^Config/ }).click()
  await expect(first.page.getByText('cleanup.policy').first()).toBeVisible()
  await first.stop()
  await mesos.stop()
  await kafka.stop()

  const { page: app, stop } = await launch()
  await card(app, 'far-away').getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(app.getByRole('status').filter({ hasText: /RECORDED .* ago/ })).toBeVisible()
  const begin = /^#(\/c\/[^/]+)/.exec(await app.evaluate(() => location.hash))?.[1] ?? ''
  // In the long run every screen is there to be looked at.
  const picture = async (name: string): Promise<void> => {
    if (long) await app.screenshot({ path: info.outputPath(`${name.replaceAll(/[^\w-]+/g, ' ').trim()}.png`) })
  }
  await everyScreenAnswers(app, begin, picture)
  await everythingBesideAnswers(app, begin.slice('/c/'.length), picture)
  await stop()
})
