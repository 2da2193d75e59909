import { expect, test } from '../../support/hosts.ts'
import { addProfile, addressesOf, cell, goTo, rowsOf, table } from '../journeys/steps.ts'

for (const release of ['0.8.2', '0.9'] as const) {
  test(`brokers of ${release}: what works works, and what they lack says which release has it`, async ({ app, emulate }, info) => {
    const kafka = await emulate({
      brokers: 3,
      release,
      topics: [{ name: 'orders', partitions: 6, replication: 3, perSecond: 10, history: 100 }],
    })
    await addProfile(app, { name: 'old', bootstrap: addressesOf(kafka) })
    const main = app.getByRole('main')
    await expect(app.getByRole('heading', { level: 1 })).toContainText('every partition has a leader')
    await expect(main.getByText(`Kafka ${release}`)).toBeVisible()
    await info.attach('overview', { body: await app.screenshot(), contentType: 'image/png' })

    await goTo(app, 'c', 'Consumer groups')
    if (release === '0.8.2') {
      for (const words of ['ListGroups is not supported by this cluster', 'It needs Kafka 0.9.', 'Upgrade the brokers to use it.'])
        await expect(main.getByText(words)).toBeVisible()
    } else await expect(main.getByText(/^No consumer groups yet/)).toBeVisible()

    await goTo(app, 't', 'Topics')
    await expect(cell(rowsOf(table(app, 'Topics')), 'partitions')).toHaveText('6')
    await expect(cell(rowsOf(table(app, 'Topics')), 'size')).toHaveText('—')
    await expect(main.getByText('DescribeLogDirs is not supported by this cluster. It needs Kafka 1.0.')).toBeVisible()
    await cell(rowsOf(table(app, 'Topics')), 'partitions').dblclick()
    await app.getByRole('tab', { name: /^Partitions/ }).click()
    const partitions = rowsOf(table(app, 'Partitions'))
    await expect(partitions).toHaveCount(6)
    await expect(cell(partitions.first(), 'end')).toHaveText(/\d/)
    await app.getByRole('tab', { name: /^Config/ }).click()
    await expect(main.getByText('DescribeConfigs is not supported by this cluster')).toBeVisible()
    await expect(main.getByText('It needs Kafka 0.11', { exact: false })).toBeVisible()

    await goTo(app, 'b', 'Brokers')
    await expect(rowsOf(table(app, 'Brokers'))).toHaveCount(3)
    await expect(app.getByRole('contentinfo')).toContainText('Live')
  })
}
