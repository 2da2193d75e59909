import type { Locator, Page } from '@playwright/test'
import { kafkaAvailable } from '../../kafka/harness/available.ts'
import { startCluster, type RealCluster } from '../../kafka/harness/cluster.ts'
import { startWorkbench, type Workbench } from '../../kafka/harness/workbench.ts'
import { expect, test } from '../../support/hosts.ts'
import { confirm, dialog, unlock } from './change-steps.ts'
import { addProfile, goTo, rowsOf, table } from './steps.ts'

const ACLS = 'org.apache.kafka.tools.AclCommand'
const CONFIGS = 'kafka.admin.ConfigCommand'
const CONSUMER = 'org.apache.kafka.tools.consumer.ConsoleConsumer'
const TOPICS = 'org.apache.kafka.tools.TopicCommand'

const available = await kafkaAvailable()

/** One node with an authorizer and SASL, and Kafka's own tools in a JVM beside it. */
let cluster: RealCluster
let bench: Workbench

const ask = (request: object): Promise<unknown> => bench.ask({ bootstrap: cluster.info.bootstrap, ...request })

/** Output of one of Kafka's own tools. */
async function tool(name: string, ...args: readonly string[]): Promise<string> {
  const answer = await ask({ do: 'cli', tool: name, args: ['--bootstrap-server', cluster.info.bootstrap, ...args] })
  const { out, err, code } = answer as { out: string; err: string; code: number } // what Workbench.java answers
  expect(code, `${name}: ${err}${out}`).toBe(0)
  return out
}

const configsOf = (type: string, name: string): Promise<string> => tool(CONFIGS, '--describe', '--entity-type', type, '--entity-name', name)

const rowOf = (app: Page, list: string, name: string): Locator =>
  rowsOf(table(app, list)).filter({ has: app.getByText(name, { exact: true }) })

async function menuOf(app: Page, row: Locator, item: string): Promise<void> {
  await row.click({ button: 'right' })
  await app.getByRole('menuitem', { name: item }).click()
}

/** The plan says these; then it is confirmed, and verified by reading back. */
async function confirmed(app: Page, ...says: readonly string[]): Promise<void> {
  for (const text of says) await expect(dialog(app)).toContainText(text, { timeout: 20_000 })
  await confirm(app)
}

test.describe('Real Kafka, asked by its own tools', () => {
  test.skip(!available.ok, available.ok ? '' : available.why)
  test.beforeAll(async () => {
    test.setTimeout(180_000)
    const started = await Promise.all([startCluster({ release: '4', nodes: 1, secure: true }), startWorkbench('4')])
    ;[cluster, bench] = started
    await ask({ do: 'createTopics', topics: [{ name: 'real.orders', partitions: 2, replication: 1 }] })
  })
  test.afterAll(async () => {
    await Promise.all([cluster?.stop(), bench?.stop()])
  })

  test('issue 5.1 E-06 topics, a message, a broker, ACLs, quotas and SCRAM users: what the plan says is what Kafka’s tools see', async ({
    app,
  }) => {
    test.setTimeout(300_000)
    await addProfile(app, { name: 'orders-eu', environment: 'production', bootstrap: cluster.info.bootstrap.split(',') })
    await unlock(app)
    await goTo(app, 't', 'Topics')
    const topic = rowOf(app, 'Topics', 'real.orders')

    await test.step('the configuration of a topic', async () => {
      await menuOf(app, topic, 'Change configuration…')
      const form = app.getByRole('dialog', { name: 'Configuration of real.orders' })
      await form.getByLabel('Find a config').fill('retention.ms')
      await form.getByLabel('retention.ms', { exact: true }).fill('1 h')
      await form.getByRole('button', { name: 'Change 1 config…' }).click()
      await confirmed(app, 'retention.ms', '3600000')
      expect(await configsOf('topics', 'real.orders')).toMatch(/^\s+retention\.ms=3600000 /m)
    })

    await test.step('more partitions', async () => {
      await menuOf(app, topic, 'Add partitions…')
      const form = app.getByRole('dialog', { name: 'Add partitions to real.orders' })
      await form.getByLabel('Partitions then').fill('5')
      await form.getByRole('button', { name: 'Add…' }).click()
      await confirmed(app, '5')
      expect(await tool(TOPICS, '--describe', '--topic', 'real.orders')).toContain('PartitionCount: 5')
    })

    await test.step('a topic like it', async () => {
      await expect(topic.locator('[data-column="partitions"]')).toHaveText('5', { timeout: 30_000 })
      await menuOf(app, topic, 'New topic like this…')
      const form = app.getByRole('dialog', { name: 'New topic like real.orders' })
      await form.getByLabel('Name').fill('real.copy')
      await form.getByRole('button', { name: 'Create…' }).click()
      await confirmed(app, 'real.copy', 'retention.ms')
      const described = await tool(TOPICS, '--describe', '--topic', 'real.copy')
      expect(described).toContain('PartitionCount: 5')
      expect(described).toContain('retention.ms=3600000')
    })

    await test.step('one message', async () => {
      await menuOf(app, rowOf(app, 'Topics', 'real.copy'), 'Write messages…')
      const form = app.getByRole('dialog', { name: 'Write messages to real.copy' })
      await form.getByRole('textbox', { name: 'Key', exact: true }).fill('order-4711')
      await form.getByRole('textbox', { name: 'Value', exact: true }).fill('{"state":"grüße"}')
      await form.getByRole('button', { name: 'Review' }).click()
      await confirmed(app, 'real.copy')
      const print = ['--formatter-property', 'print.key=true', '--formatter-property', 'key.separator=|']
      const read = await tool(
        CONSUMER,
        '--topic',
        'real.copy',
        '--from-beginning',
        '--max-messages',
        '1',
        '--timeout-ms',
        '20000',
        ...print,
      )
      expect(read.trim()).toBe('order-4711|{"state":"grüße"}')
    })

    await test.step('a dynamic key of a running broker', async () => {
      await goTo(app, 'b', 'Brokers')
      await rowsOf(table(app, 'Brokers')).first().dblclick()
      await app.getByRole('tab', { name: /^Config/ }).click()
      await app.getByRole('button', { name: 'Change…' }).click()
      const form = app.getByRole('dialog', { name: 'Configuration of broker 1' })
      await form.getByLabel('Find a config').fill('message.max.bytes')
      await form.getByLabel('message.max.bytes', { exact: true }).fill('2 MiB')
      await form.getByRole('button', { name: 'Change 1 config…' }).click()
      await confirmed(app, 'message.max.bytes', '2097152')
      await expect.poll(() => configsOf('brokers', '1'), { timeout: 20_000 }).toContain('message.max.bytes=2097152')
    })

    await goTo(app, 's', 'Security')
    const tab = (name: string): Promise<void> => app.getByRole('tab', { name }).click()

    await test.step('an ACL, added and deleted', async () => {
      await app.getByRole('button', { name: 'Add an ACL' }).click()
      const form = app.getByRole('dialog', { name: 'Add an ACL' })
      await form.getByLabel('Principal').fill('User:ada')
      await form.getByLabel('Name', { exact: true }).fill('real.orders')
      await form.getByRole('button', { name: 'Review' }).click()
      await confirmed(app, 'User:ada may Read on topic real.orders')
      const listed = (): Promise<string> => tool(ACLS, '--list', '--principal', 'User:ada')
      const rule = '(principal=User:ada, host=*, operation=READ, permissionType=ALLOW)'
      expect(await listed()).toContain(rule)
      await menuOf(app, rowOf(app, 'ACLs', 'User:ada'), 'Delete this ACL…')
      await confirmed(app, 'User:ada may Read on topic real.orders')
      expect(await listed()).not.toContain('principal=User:ada')
    })

    await test.step('a quota, set and removed', async () => {
      await tab('Quotas')
      await app.getByRole('button', { name: 'Set a quota' }).click()
      const form = app.getByRole('dialog', { name: 'Set a quota' })
      await form.getByLabel('User name').fill('ada')
      await form.getByLabel('Produce').fill('1 MiB')
      await form.getByRole('button', { name: 'Review…' }).click()
      await confirmed(app, 'producer_byte_rate of user ada', '1048576')
      expect(await configsOf('users', 'ada')).toMatch(/'ada' are producer_byte_rate=1048576/)
      await menuOf(app, rowOf(app, 'Quotas', 'ada'), 'Remove this quota…')
      await confirmed(app, 'producer_byte_rate of user ada')
      expect(await configsOf('users', 'ada')).not.toContain('producer_byte_rate')
    })

    await test.step('a SCRAM user, made and removed', async () => {
      await tab('SCRAM users')
      await app.getByRole('button', { name: 'Create a user' }).click()
      const form = app.getByRole('dialog', { name: 'Create a user' })
      await form.getByLabel('User', { exact: true }).fill('ada')
      await form.getByLabel('Password', { exact: true }).fill('sesame')
      await form.getByLabel('Once more').fill('sesame')
      await form.getByRole('button', { name: 'Review…' }).click()
      await confirmed(app, 'SCRAM-SHA-512 of user ada', '4096 iterations')
      expect(await configsOf('users', 'ada')).toContain('SCRAM-SHA-512=iterations=4096')
      await menuOf(app, rowOf(app, 'SCRAM users', 'ada'), 'Remove this credential…')
      await confirmed(app, 'SCRAM-SHA-512 of user ada')
      expect(await configsOf('users', 'ada')).not.toContain('SCRAM-SHA-512')
    })
  })
})
