import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { kafkaAvailable } from '../../kafka/harness/available.ts'
import { expect, test } from '../../support/hosts.ts'
import { dialog, unlock } from './change-steps.ts'
import {
  ACLS,
  committedBy,
  confirmed,
  CONSUMER,
  menuOf,
  OFFSETS,
  releaseFor,
  rowOf,
  startScene,
  TOPICS,
  type RealScene,
} from './real-kafka-steps.ts'
import { addProfile, goTo, rowsOf, table } from './steps.ts'

const available = await kafkaAvailable()

/** One node with an authorizer and SASL. */
let scene: RealScene

const ask: RealScene['ask'] = (request) => scene.ask(request)
const tool: RealScene['tool'] = (name, ...args) => scene.tool(name, ...args)
const configsOf: RealScene['configsOf'] = (type, name) => scene.configsOf(type, name)
const committed = (): Promise<Record<string, number>> => committedBy(scene, 'real.readers')

test.describe('Real Kafka, asked by its own tools', () => {
  test.skip(!available.ok, available.ok ? '' : available.why)
  test.beforeAll(async () => {
    test.setTimeout(180_000)
    scene = await startScene({ release: releaseFor(test.info().project.name), nodes: 1, secure: true })
    await ask({ do: 'createTopics', topics: [{ name: 'real.orders', partitions: 2, replication: 1 }] })
    await ask({ do: 'produce', topic: 'real.orders', partitions: [0, 1], count: 20, firstTimestamp: Date.now() - 60_000, step: 1_000 })
    const at = (partition: number, offset: number): object => ({ topic: 'real.orders', partition, offset })
    await ask({ do: 'commit', group: 'real.readers', offsets: [at(0, 15), at(1, 7)] })
  })
  test.afterAll(async () => {
    await scene?.stop()
  })

  test('issue 5.1 E-06 topics, a message, a broker, ACLs, quotas and SCRAM users: what the plan says is what Kafka’s tools see', async ({
    app,
    dataFolder,
  }) => {
    test.setTimeout(300_000)
    await addProfile(app, { name: 'orders-eu', environment: 'production', bootstrap: scene.info.bootstrap.split(',') })
    await unlock(app)
    await goTo(app, 't', 'Topics')
    // Once the first reading is kept, what others do is told.
    await expect.poll(() => readdir(join(dataFolder, 'surveys')).catch(() => []), { timeout: 30_000 }).not.toEqual([])
    await tool(TOPICS, '--create', '--topic', 'real.theirs', '--partitions', '1', '--replication-factor', '1')
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
      await form.getByRole('button', { name: 'Review…' }).click()
      await confirmed(app, 'real.copy')
      const property = scene.info.release === '4' ? '--formatter-property' : '--property'
      const print = [property, 'print.key=true', property, 'key.separator=|']
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

    await test.step('records deleted', async () => {
      await menuOf(app, rowOf(app, 'Topics', 'real.copy'), 'Delete records…')
      const form = app.getByRole('dialog', { name: 'Delete records of real.copy' })
      await form.getByLabel('Everything up to the end, in all partitions').check()
      const act = form.getByRole('button', { name: 'Delete…' })
      // Until the ends of the partitions were read there is nothing to delete, and a press does nothing.
      await expect(async () => {
        await act.click()
        await expect(dialog(app)).toBeVisible({ timeout: 5_000 })
      }).toPass({ timeout: 60_000 })
      await confirmed(app, 'real.copy')
      const starts = await tool(OFFSETS, '--topic', 'real.copy', '--time', '-2')
      expect([...starts.matchAll(/:(\d+)$/gm)].map(([, offset]) => Number(offset)).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 1])
    })

    await test.step('a topic deleted, until it is really gone', async () => {
      await menuOf(app, rowOf(app, 'Topics', 'real.copy'), 'Delete topic…')
      await confirmed(app, 'real.copy', '5 partitions')
      expect((await tool(TOPICS, '--list')).split('\n')).not.toContain('real.copy')
    })

    await test.step('offsets reset as the preview shows, and taken back', async () => {
      await goTo(app, 'c', 'Consumer groups')
      await rowOf(app, 'Consumer groups', 'real.readers').click()
      await app.keyboard.press('Shift+R')
      const form = app.getByRole('dialog', { name: 'Reset offsets of real.readers' })
      await form.getByLabel('Move to').selectOption('shift')
      await form.getByLabel('By how many records').fill('-5')
      await expect(rowsOf(form.getByRole('grid'))).toHaveCount(2)
      const shown = await rowsOf(form.getByRole('grid')).evaluateAll((all) =>
        all.map((row) => ['partition', 'next'].map((column) => Number(row.querySelector(`[data-column="${column}"]`)?.textContent))),
      )
      expect(shown.toSorted(([a = 0], [b = 0]) => a - b)).toEqual([
        [0, 10],
        [1, 2],
      ])
      await form.getByRole('button', { name: 'Move 2 partitions…' }).click()
      await confirmed(app, 'real.readers')
      expect(await committed()).toEqual({ 'real.orders-0': 10, 'real.orders-1': 2 })
      await goTo(app, 'h', 'Activity')
      await rowsOf(table(app, 'Activity')).filter({ hasText: 'real.readers' }).first().click()
      await app.getByRole('complementary').getByRole('button', { name: 'Undo…' }).click()
      await confirmed(app, 'real.readers')
      expect(await committed()).toEqual({ 'real.orders-0': 15, 'real.orders-1': 7 })
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
      await form.getByRole('button', { name: 'Review…' }).click()
      await confirmed(app, 'User:ada may Read on topic real.orders')
      const listed = (): Promise<string> => tool(ACLS[scene.info.release], '--list', '--principal', 'User:ada')
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

    await test.step('what Kafka’s tools did is told as someone else’s, and nothing that was done here is', async () => {
      await goTo(app, 'h', 'Activity')
      await app.getByRole('button', { name: 'Someone else’s' }).click()
      const seen = rowsOf(table(app, 'Activity'))
      await expect(seen.filter({ hasText: 'Topic real.theirs was created' })).toHaveCount(1, { timeout: 90_000 })
      await expect(seen).toHaveCount(1)
    })
  })
})
