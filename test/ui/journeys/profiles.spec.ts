import { createDemoWorld } from '../../emulators/kafka/demo-world.ts'
import { expect, test } from '../../support/hosts.ts'
import { addProfile, addressesOf, card, goTo, openCluster, rowsOf, table, toLauncher } from './steps.ts'

test('a profile is edited, duplicated, deleted, and taken back', async ({ app, demo }) => {
  await addProfile(app, { name: 'first', environment: 'test', bootstrap: addressesOf(demo) })
  await toLauncher(app)
  await card(app, 'first').getByRole('button', { name: 'More about first' }).click()
  await app.getByRole('menuitem', { name: /^Edit/ }).click()
  await expect(app.getByRole('heading', { name: 'Edit cluster' })).toBeVisible()
  await app.getByLabel('Name', { exact: true }).fill('renamed')
  await app.getByRole('radiogroup', { name: 'Environment' }).getByText('production').click()
  // Leaving with changes asks first.
  await app.getByRole('button', { name: 'Cancel' }).click()
  await expect(app.getByRole('dialog')).toContainText('Discard what you changed?')
  await app.getByRole('button', { name: 'Keep editing' }).click()
  await app.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(card(app, 'renamed').getByText('production')).toBeVisible()
  await expect(card(app, 'first')).toHaveCount(0)

  await card(app, 'renamed').getByRole('button', { name: 'More about renamed' }).click()
  await app.getByRole('menuitem', { name: /^Duplicate/ }).click()
  await expect(app.locator('[data-card]')).toHaveCount(2)

  await card(app, 'renamed').getByRole('button', { name: 'More about renamed' }).click()
  await app.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(app.locator('[data-card]')).toHaveCount(1)
  await app.getByRole('button', { name: 'Undo' }).click()
  await expect(app.locator('[data-card]')).toHaveCount(2)
  await expect(card(app, 'renamed').getByText('production')).toBeVisible()
})

test('several clusters are connected at once, each with its own frame and its own rows', async ({ app, demo, emulate }, info) => {
  const other = await emulate({
    brokers: 2,
    topics: [{ name: 'only.here', partitions: 2, replication: 2 }],
    clusterId: 'other',
  })
  const third = await emulate({ world: createDemoWorld(), brokers: 4, clusterId: 'third' })
  await addProfile(app, { name: 'one', environment: 'production', bootstrap: addressesOf(demo) })
  await toLauncher(app)
  await addProfile(app, { name: 'two', environment: 'staging', bootstrap: addressesOf(other) })
  await toLauncher(app)
  await addProfile(app, { name: 'three', environment: 'test', bootstrap: addressesOf(third) })
  await toLauncher(app)
  for (const name of ['one', 'two', 'three']) await expect(card(app, name).getByText('Live', { exact: true })).toBeVisible()
  await info.attach('launcher', { body: await app.screenshot(), contentType: 'image/png' })

  await openCluster(app, 'two')
  await goTo(app, 't', 'Topics')
  await expect(rowsOf(table(app, 'Topics')).filter({ hasText: 'only.here' })).toHaveCount(1)
  await expect(app.getByRole('banner').first()).toContainText('staging')

  await toLauncher(app)
  await openCluster(app, 'one')
  await goTo(app, 't', 'Topics')
  await expect(rowsOf(table(app, 'Topics')).filter({ hasText: 'orders.events' })).toHaveCount(1)
  await expect(rowsOf(table(app, 'Topics')).filter({ hasText: 'only.here' })).toHaveCount(0)

  // Disconnecting one leaves the others.
  await toLauncher(app)
  await card(app, 'two').getByRole('button', { name: 'More about two' }).click()
  await app.getByRole('menuitem', { name: 'Disconnect' }).click()
  await expect(card(app, 'two').getByText('Not connected')).toBeVisible()
  for (const name of ['one', 'three']) await expect(card(app, name).getByText('Live', { exact: true })).toBeVisible()
})

test('the page comes back to where it was after a reload', async ({ app, demo }) => {
  await addProfile(app, { name: 'stays', bootstrap: addressesOf(demo) })
  await goTo(app, 'c', 'Consumer groups')
  await app.getByRole('textbox', { name: 'Filter' }).fill('billing')
  await expect(rowsOf(table(app, 'Consumer groups'))).toHaveCount(1)
  // The address follows when typing rests.
  await expect.poll(() => app.url()).toContain('billing')
  await app.reload()
  await expect(app).toHaveTitle('Consumer groups · stays · Samsa')
  await expect(app.getByRole('textbox', { name: 'Filter' })).toHaveValue('billing')
  await expect(rowsOf(table(app, 'Consumer groups'))).toHaveCount(1)
  await expect(app.getByRole('contentinfo')).toContainText('Live')
})
