import { expect, test } from '../../support/hosts.ts'
import {
  addressesOf,
  card,
  cell,
  figure,
  figures,
  fillProfile,
  goTo,
  openCluster,
  openEditor,
  probePanel,
  rowsOf,
  table,
  toLauncher,
} from './steps.ts'

test('from nothing to the lagging group: create a profile, probe, connect, find the group, open its partition, its topic and its broker', async ({
  app,
  demo,
}, info) => {
  test.setTimeout(180_000)
  const picture = async (name: string): Promise<void> => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await app.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expect(app.locator('html')).toHaveAttribute('data-theme', colorScheme)
      await info.attach(`${name}-${colorScheme}`, { body: await app.screenshot(), contentType: 'image/png' })
    }
  }

  await openEditor(app)
  await fillProfile(app, { name: 'orders-eu', environment: 'production', bootstrap: addressesOf(demo).slice(0, 2) })
  const probe = probePanel(app)
  await expect(probe.getByText('Everything answers')).toBeVisible()
  await expect(probe.getByText(/4 brokers · 27 topics · Kafka 4\.0/)).toBeVisible()
  for (const id of [1, 2, 3, 4]) await expect(probe.getByText(`Broker ${id} · 127.0.0.1:${demo.port(id)}`)).toBeVisible()
  await picture('1-probe')

  await app.getByRole('button', { name: 'Save and connect' }).click()
  await expect(app).toHaveTitle('Overview · orders-eu · Samsa')
  await expect(app.getByRole('heading', { name: /19 groups were read/ })).toBeVisible()
  await picture('2-overview')

  await toLauncher(app)
  // Which of the two depends on how often it was read: a loss is one when two readings have seen it.
  await expect(card(app, 'orders-eu').getByText(/^(legacy-reporting: data lost|audit-archiver: stopped)$/)).toBeVisible()
  await expect(card(app, 'orders-eu').getByText('production')).toBeVisible()
  await expect(card(app, 'orders-eu').getByText('lag of legacy-reporting')).toBeVisible()
  await picture('3-launcher')

  await openCluster(app, 'orders-eu')
  await goTo(app, 'c', 'Consumer groups')
  const groups = table(app, 'Consumer groups')
  await expect(rowsOf(groups).first()).toContainText('legacy-reporting')
  await picture('4-groups')
  await app.getByRole('textbox', { name: 'Filter' }).fill('state:stable lag>50000 topic:inventory*')
  await expect(rowsOf(groups)).toHaveCount(1)
  await expect(app.getByRole('status').filter({ hasText: '1 of 20' })).toBeVisible()
  const found = rowsOf(groups).first()
  await expect(cell(found, 'group')).toContainText('warehouse-sync')
  expect(await figure(cell(found, 'lag'))).toBeGreaterThan(50_000)
  await picture('5-groups-filtered')

  // Not in the middle: there are links to the topics.
  await cell(found, 'lag').dblclick()
  await expect(app).toHaveTitle(/^warehouse-sync · /)
  // Of the last day nothing was recorded: what was produced is asked of the brokers, and drawn dashed.
  await app.getByRole('radio', { name: '24 h' }).click()
  await expect(app.getByText('in, backfilled').first()).toBeVisible({ timeout: 90_000 })
  await picture('6-backfilled')
  await app.getByRole('tab', { name: /^Partitions/ }).click()
  const partitions = table(app, 'Partitions')
  await expect(rowsOf(partitions)).toHaveCount(10)
  // Worst first: the one partition whose reader is too slow.
  const worst = rowsOf(partitions).first()
  await expect(cell(worst, 'partition')).toHaveText('3')
  const [committed, end, lag] = await figures(worst, ['committed', 'end', 'lag'])
  expect((end ?? 0) - (committed ?? 0)).toBe(lag)
  await picture('6-group')

  const leader = await cell(worst, 'leader').innerText()
  await cell(worst, 'lag').dblclick()
  await expect(app).toHaveTitle(/^inventory\.levels · /)
  await app.getByRole('tab', { name: /^Partitions/ }).click()
  const filter = app.getByRole('textbox', { name: 'Filter' })
  if ((await filter.inputValue()) === '') await filter.fill('partition:3')
  await expect(rowsOf(table(app, 'Partitions'))).toHaveCount(1)
  const partition = rowsOf(table(app, 'Partitions')).first()
  await expect(cell(partition, 'partition')).toHaveText('p3')
  await expect(cell(partition, 'leader')).toHaveText(leader)
  await picture('7-topic')

  await cell(partition, 'leader').getByRole('button').click()
  await expect(app).toHaveTitle(new RegExp(`^Broker ${leader} · `))
  await expect(app.getByText('It answers')).toBeVisible()
  await expect(app.getByText(`127.0.0.1:${demo.port(Number(leader))}`).first()).toBeVisible()
  await picture('8-broker')
})
