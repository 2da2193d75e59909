import { expect, test } from '../../support/hosts.ts'
import { confirm, dialog, menuOf, unlock } from './change-steps.ts'
import { addProfile, addressesOf, cell, goTo, rowOf, rowsOf, table } from './steps.ts'

/** Production: everything is locked at first, and what disturbs or loses something is typed. */
const cluster = { name: 'orders-eu', environment: 'production' } as const

test('E-01 E-08 E-12 unlock, create a topic, change it, see it in Activity, take it back, delete it, lock', async ({ app, demo }, info) => {
  test.setTimeout(180_000)
  const picture = async (name: string): Promise<void> => info.attach(name, { body: await app.screenshot(), contentType: 'image/png' })
  await addProfile(app, { ...cluster, bootstrap: addressesOf(demo) })
  await goTo(app, 't', 'Topics')

  await test.step('locked: nothing can be pressed, and it says why', async () => {
    const create = app.getByRole('button', { name: 'New topic' })
    await expect(create).toHaveAttribute('aria-disabled', 'true')
    await expect(create).toHaveAttribute('title', 'This cluster is locked: unlock it first')
    await unlock(app)
    await expect(create).not.toHaveAttribute('aria-disabled')
  })

  await test.step('create', async () => {
    await app.getByRole('button', { name: 'New topic' }).click()
    const form = app.getByRole('dialog', { name: 'New topic' })
    await form.getByLabel('Name').fill('journey.orders')
    await form.getByLabel('Partitions', { exact: true }).fill('4')
    await expect(form.getByText('Where the replicas would go')).toBeVisible()
    await form.getByRole('button', { name: 'Add a config' }).click()
    await form.getByLabel('Config', { exact: true }).fill('retention.ms')
    await form.getByLabel('Value', { exact: true }).fill('2 d')
    await picture('1-form')
    await form.getByRole('button', { name: 'Create…' }).click()
    await expect(dialog(app)).toBeVisible()
    await picture('2-create')
    await confirm(app)
    expect(demo.world.topic('journey.orders')).toMatchObject({ partitions: 4, replication: 3 })
    expect(demo.world.topic('journey.orders').configs.get('retention.ms')).toBe('172800000')
  })

  await test.step('change its configuration', async () => {
    await expect(rowOf(app, 'Topics', 'journey.orders')).toBeVisible()
    await menuOf(app, rowOf(app, 'Topics', 'journey.orders'), 'Change configuration…')
    const form = app.getByRole('dialog', { name: 'Configuration of journey.orders' })
    await form.getByLabel('retention.ms', { exact: true }).fill('1 h')
    await form.getByRole('button', { name: 'Change 1 config…' }).click()
    await expect(dialog(app)).toContainText('172800000')
    await expect(dialog(app)).toContainText('3600000')
    await expect(dialog(app)).toContainText('kafka-configs')
    await picture('3-configure')
    await confirm(app)
    expect(demo.world.topic('journey.orders').configs.get('retention.ms')).toBe('3600000')
  })

  await test.step('Activity has both with the reason, its chain is sound, and the change is taken back', async () => {
    await goTo(app, 'h', 'Activity')
    const acts = rowsOf(table(app, 'Activity'))
    await expect(acts.filter({ hasText: 'verified' }).filter({ hasText: 'journey.orders' })).toHaveCount(2)
    await app.getByRole('button', { name: 'Verify' }).click()
    await expect(app.getByText(/entries in 1 file are as they were written/)).toBeVisible()
    const change = acts.filter({ hasText: 'configuration of journey.orders' }).first()
    await change.click()
    const detail = app.getByRole('complementary')
    await expect(detail.getByText('INC-4711')).toBeVisible()
    await expect(detail).toContainText('172800000')
    await picture('4-activity')
    await detail.getByRole('button', { name: 'Undo…' }).click()
    await confirm(app)
    expect(demo.world.topic('journey.orders').configs.get('retention.ms')).toBe('172800000')
    await expect(detail.getByRole('button', { name: 'Taken back by a later act' })).toBeVisible()
  })

  await test.step('delete: named, not before its time', async () => {
    await goTo(app, 't', 'Topics')
    await menuOf(app, rowOf(app, 'Topics', 'journey.orders'), 'Delete topic…')
    await expect(dialog(app).getByText(/^Ready in \d s$/)).toBeVisible()
    await picture('5-delete')
    await confirm(app)
    expect(demo.world.topics.has('journey.orders')).toBe(false)
    await expect(rowOf(app, 'Topics', 'journey.orders')).toHaveCount(0, { timeout: 20_000 })
  })

  await app.keyboard.press('Control+Shift+L')
  await expect(app.getByRole('banner').getByText('Observe')).toBeVisible()
  await expect(app.getByRole('button', { name: 'New topic' })).toHaveAttribute('aria-disabled', 'true')
})

test('E-06 E-12 reset a group’s offsets as previewed, and take it back to the exact offsets', async ({ app, demo }, info) => {
  test.setTimeout(180_000)
  const group = 'audit-archiver'
  const committed = (topic: string, partition: number) => demo.world.group(group).commits.get(topic)?.get(partition)
  const plain = (text: string): number => Number(text.replaceAll(/\D/g, ''))
  await addProfile(app, { ...cluster, bootstrap: addressesOf(demo) })
  await unlock(app)

  await goTo(app, 'c', 'Consumer groups')
  const row = rowOf(app, 'Consumer groups', group)
  // Before that nobody knows whether it may be reset, and the key says so.
  await expect(cell(row, 'members')).toHaveText(/^0/)
  await row.hover()
  await row.click()
  await expect(row).toHaveAttribute('aria-selected', 'true')
  await app.keyboard.press('Shift+R')
  const form = app.getByRole('dialog', { name: `Reset offsets of ${group}` })
  await form.getByLabel('Move to').selectOption('shift')
  await form.getByLabel('By how many records').fill('-25')
  await expect(form.getByText(/^The group is .*: it takes offsets\.$/)).toBeVisible()
  const rows = rowsOf(form.getByRole('grid'))
  await expect(rows.first()).toContainText('replays 25')
  const shown = await rows.evaluateAll((all) =>
    all.map((row) =>
      ['topic', 'partition', 'now', 'next'].map((column) => row.querySelector(`[data-column="${column}"]`)?.textContent ?? ''),
    ),
  )
  await info.attach('reset', { body: await app.screenshot(), contentType: 'image/png' })
  await form.getByRole('button', { name: /^Move \d+ partitions…$/ }).click()
  await expect(dialog(app).getByText(/^Ready in \d s$/)).toBeVisible()
  await info.attach('reset-plan', { body: await app.screenshot(), contentType: 'image/png' })
  await confirm(app)
  for (const [topic = '', partition = '', now = '', next = ''] of shown) {
    expect(committed(topic, plain(partition)), `${topic} ${partition}`).toBe(plain(next))
    expect(plain(now) - plain(next)).toBe(25)
  }

  await goTo(app, 'h', 'Activity')
  await rowsOf(table(app, 'Activity')).filter({ hasText: group }).first().click()
  await app.getByRole('complementary').getByRole('button', { name: 'Undo…' }).click()
  await confirm(app)
  for (const [topic = '', partition = '', now = ''] of shown)
    expect(committed(topic, plain(partition)), `${topic} ${partition}`).toBe(plain(now))
})
