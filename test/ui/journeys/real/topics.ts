import { expect, test } from '../../../support/hosts.ts'
import { menuOf } from '../change-steps.ts'
import { goTo, rowOf, rowsOf, table } from '../steps.ts'
import { confirmed, OFFSETS, placesOf, takenBack, TOPICS, type RealScene } from './scene.ts'
import type { Stage } from './stage.ts'

export const ORDERS = 'real.orders'
export const MADE = 'real.made'
export const COPY = 'real.copy'

export async function topicsStand({ ask }: RealScene): Promise<void> {
  await ask({ do: 'createTopics', topics: [{ name: ORDERS, partitions: 2, replication: 3 }] })
  await ask({ do: 'produce', topic: ORDERS, partitions: [0, 1], count: 20 })
}

/** Made, copied, configured and back, given more partitions. What is written into them, and their end, is told by `messages.ts`. */
export async function whatTopicsAre({ scene, app }: Stage): Promise<void> {
  const { tool, configsOf } = scene
  await goTo(app, 't', 'Topics')

  await test.step('a new topic, placed as its preview shows', async () => {
    await app.getByRole('button', { name: 'New topic' }).click()
    const form = app.getByRole('dialog', { name: 'New topic' })
    await form.getByLabel('Name').fill(MADE)
    await form.getByLabel('Partitions', { exact: true }).fill('4')
    await form.getByLabel('Replicas', { exact: true }).fill('2')
    await form.getByRole('button', { name: 'Add a config' }).click()
    await form.getByLabel('Config', { exact: true }).fill('retention.ms')
    await form.getByLabel('Value', { exact: true }).fill('2 d')
    const lines = form.getByText(/^p\d+: [\d, ]+$/)
    await expect(lines).toHaveCount(4)
    const previewed = await lines.allTextContents()
    await form.getByRole('button', { name: 'Create…' }).click()
    await confirmed(app, MADE, '4 partitions', '172800000')
    const described = await tool(TOPICS, '--describe', '--topic', MADE)
    expect(described).toMatch(/PartitionCount: 4\s+ReplicationFactor: 2\s+Configs: .*retention\.ms=172800000/)
    const placed = await placesOf(scene, MADE)
    expect(placed.map(({ replicas }, p) => `p${p}: ${replicas.join(', ')}`)).toEqual(previewed)
  })

  const topic = rowOf(app, 'Topics', ORDERS)
  await test.step('the configuration of a topic, with what is different, and back', async () => {
    const overrides = (): Promise<string> => configsOf('topics', ORDERS)
    await menuOf(app, topic, 'Change configuration…')
    const form = app.getByRole('dialog', { name: `Configuration of ${ORDERS}` })
    await form.getByLabel('Find a config').fill('retention.ms')
    await form.getByLabel('retention.ms', { exact: true }).fill('1 h')
    await form.getByRole('button', { name: 'Change 1 config…' }).click()
    // Before and after.
    await confirmed(app, 'retention.ms', '604800000', '3600000')
    // Samsa read it back from one broker; the tool asks any of them, and each learns of it in its own time.
    await expect.poll(overrides, { timeout: 20_000 }).toMatch(/^\s+retention\.ms=3600000 /m)
    await takenBack(app, `configuration of ${ORDERS}`, 'retention.ms')
    await expect.poll(overrides, { timeout: 20_000 }).not.toContain('retention.ms')
    await goTo(app, 't', 'Topics')
  })

  await test.step('more partitions', async () => {
    await menuOf(app, topic, 'Add partitions…')
    const form = app.getByRole('dialog', { name: `Add partitions to ${ORDERS}` })
    await form.getByLabel('Partitions then').fill('5')
    await form.getByRole('button', { name: 'Add…' }).click()
    await confirmed(app, '5')
    expect(await tool(TOPICS, '--describe', '--topic', ORDERS)).toContain('PartitionCount: 5')
  })

  await test.step('a topic like another', async () => {
    await menuOf(app, rowOf(app, 'Topics', MADE), 'New topic like this…')
    const form = app.getByRole('dialog', { name: `New topic like ${MADE}` })
    await form.getByLabel('Name').fill(COPY)
    await form.getByRole('button', { name: 'Create…' }).click()
    await confirmed(app, COPY, 'retention.ms')
    const described = await tool(TOPICS, '--describe', '--topic', COPY)
    expect(described).toMatch(/PartitionCount: 4\s+ReplicationFactor: 2\s+Configs: .*retention\.ms=172800000/)
  })
}

/** Where the logs of a topic begin, by partition, as Kafka's own tool tells it. */
async function startsOf({ tool }: RealScene, topic: string): Promise<number[]> {
  const told = [...(await tool(OFFSETS, '--topic', topic, '--time', '-2')).matchAll(/:(\d+):(\d+)$/gm)]
  return told.toSorted(([, a], [, b]) => Number(a) - Number(b)).map(([, , offset]) => Number(offset))
}

/** `ends`: offsets of the next records, by partition. */
export async function emptiedAndDeleted({ scene, app }: Stage, topic: string, ends: readonly number[]): Promise<void> {
  await test.step('records deleted', async () => {
    await menuOf(app, rowOf(app, 'Topics', topic), 'Delete records…')
    const form = app.getByRole('dialog', { name: `Delete records of ${topic}` })
    // What is written last is read within seconds; up to the end means the end that stands there.
    await expect(form.locator('tbody tr td:nth-child(3)')).toHaveText(ends.map(String), { timeout: 60_000 })
    await form.getByLabel('Everything up to the end, in all partitions').check()
    await form.getByRole('button', { name: 'Delete…' }).click()
    const records = ends.reduce((sum, end) => sum + end, 0)
    await confirmed(app, topic, `${records} records of ${ends.filter((end) => end > 0).length} partitions go`)
    expect(await startsOf(scene, topic)).toEqual(ends)
  })

  await test.step('a topic deleted, until it is really gone', async () => {
    await menuOf(app, rowOf(app, 'Topics', topic), 'Delete topic…')
    await confirmed(app, topic, `${ends.length} partitions`)
    expect((await scene.tool(TOPICS, '--list')).split('\n')).not.toContain(topic)
    await expect(rowsOf(table(app, 'Topics')).filter({ hasText: topic })).toHaveCount(0, { timeout: 30_000 })
  })
}
