import type { Page } from '@playwright/test'
import { expect, test } from '../../support/hosts.ts'
import { addProfile, addressesOf, cell, goTo, probePanel, rowsOf, table, fillProfile, openEditor } from '../journeys/steps.ts'

/** API keys and error codes of Kafka's protocol. */
const LIST_OFFSETS = 2
const LIST_GROUPS = 16
const DESCRIBE_CONFIGS = 32
const DESCRIBE_LOG_DIRS = 35
const TOPIC_AUTHORIZATION_FAILED = 29
const CLUSTER_AUTHORIZATION_FAILED = 31

const main = (app: Page) => app.getByRole('main')

async function visit(app: Page, path: string): Promise<void> {
  const cluster = /#\/c\/[^/]+/.exec(app.url())?.[0] ?? ''
  await app.evaluate((to) => location.assign(to), `${cluster}${path}`)
}

test.describe('D-09 rights that are missing', () => {
  test('30: a group that may not be described is a row that says so, with the command that grants it', async ({ app, demo }) => {
    await addProfile(app, { name: 'rights', bootstrap: addressesOf(demo) })
    await expect(app.getByRole('heading', { level: 1 })).toContainText('1 group may not be read by this user')
    await goTo(app, 'c', 'Consumer groups')
    const groups = table(app, 'Consumer groups')
    await expect(rowsOf(groups).filter({ hasText: 'finance-ledger' })).toContainText('Not allowed')
    await expect(main(app).getByText('Not allowed: needs Describe on group finance-ledger', { exact: false }).first()).toBeVisible()
    await visit(app, '/groups/finance-ledger')
    await expect(main(app).getByText('The user of this profile lacks that right.').first()).toBeVisible()
    await expect(main(app).getByText(/kafka-acls\.sh .*--operation Describe --group finance-ledger/)).toBeVisible()
    await expect(main(app).getByRole('button', { name: 'Copy the ACL command' }).first()).toBeVisible()
  })

  test('29: a topic whose offsets or configs may not be read; the rest of it stays', async ({ app, demo }) => {
    demo.faults.answer(TOPIC_AUTHORIZATION_FAILED, { api: LIST_OFFSETS, topic: 'audit.trail' })
    demo.faults.answer(TOPIC_AUTHORIZATION_FAILED, { api: DESCRIBE_CONFIGS, topic: 'orders.events' })
    await addProfile(app, { name: 'rights', bootstrap: addressesOf(demo) })
    await visit(app, '/groups/audit-archiver?tab=partitions')
    const partitions = table(app, 'Partitions')
    await expect(rowsOf(partitions)).toHaveCount(4)
    for (const row of await rowsOf(partitions).all()) {
      await expect(cell(row, 'lag')).toHaveText('not allowed')
      await expect(cell(row, 'end')).toHaveText('—')
      await expect(cell(row, 'committed')).toHaveText(/^[\d\s]+$/)
    }
    await visit(app, '/topics/orders.events?tab=config')
    await expect(main(app).getByText('Not allowed: needs DescribeConfigs on topic orders.events').first()).toBeVisible()
    await expect(main(app).getByText(/--operation DescribeConfigs --topic orders\.events/)).toBeVisible()
    await app.getByRole('tab', { name: /^Partitions/ }).click()
    await expect(rowsOf(table(app, 'Partitions'))).toHaveCount(12)
  })

  test('31: groups, broker configs and log directories of a cluster that may not be described', async ({ app, demo }) => {
    for (const api of [LIST_GROUPS, DESCRIBE_CONFIGS, DESCRIBE_LOG_DIRS]) demo.faults.answer(CLUSTER_AUTHORIZATION_FAILED, { api })
    await openEditor(app)
    await fillProfile(app, { name: 'rights', bootstrap: addressesOf(demo) })
    await expect(probePanel(app).getByText('It connects, with limits')).toBeVisible()
    await expect(probePanel(app).getByText('Not allowed: needs Describe on the cluster').first()).toBeVisible()
    await app.getByRole('button', { name: 'Save and connect' }).click()
    await expect(app).toHaveTitle('Overview · rights · Samsa')

    await goTo(app, 'c', 'Consumer groups')
    await expect(main(app).getByText('Not allowed: needs Describe on the cluster').first()).toBeVisible()
    await expect(main(app).getByText(/--operation Describe --cluster/)).toBeVisible()
    // Not read is not none.
    await expect(main(app).getByText('No consumer groups yet')).toHaveCount(0)
    await expect(app.getByRole('heading', { name: 'Consumer groups' }).locator('..')).not.toContainText('0')
    await visit(app, '/brokers/1?tab=config')
    await expect(main(app).getByText('Not allowed: needs DescribeConfigs on the cluster').first()).toBeVisible()
    await goTo(app, 'b', 'Brokers')
    await expect(rowsOf(table(app, 'Brokers'))).toHaveCount(4)
    for (const row of await rowsOf(table(app, 'Brokers')).all()) await expect(cell(row, 'size')).toHaveText('—')
  })
})
