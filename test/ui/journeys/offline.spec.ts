import { following, stoppedAt } from '../../emulators/world/group.ts'
import { expect, test } from '../../support/hosts.ts'
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
