import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { kafkaAvailable } from '../../kafka/harness/available.ts'
import { expect, test } from '../../support/hosts.ts'
import { unlock } from './change-steps.ts'
import {
  bytesOn,
  CONFIGS,
  confirmed,
  placesOf,
  REASSIGN,
  releaseFor,
  replicasOf,
  startScene,
  throttlesOf,
  TOPICS,
  type RealScene,
} from './real-kafka-steps.ts'
import { addProfile, goTo, rowsOf, table } from './steps.ts'

const available = await kafkaAvailable()

const MOVED = 'real.moved'
const UNEVEN = 'real.uneven'
const MADE = 'real.made'

interface Wanted {
  readonly goal: string
  readonly topic: string
  readonly throttle: string
  readonly moves: number
}

/** The review of a plan: replicas by partition, as they are shown. Ends when it can be started. */
async function reviewed(
  app: Page,
  { goal, topic, throttle, moves }: Wanted,
  more: () => Promise<void> = async () => {},
): Promise<number[][]> {
  await goTo(app, 'p', 'Reassignments')
  await app.getByRole('tab', { name: 'Plan' }).click()
  await app.getByLabel('Goal', { exact: true }).selectOption(goal)
  await more()
  await app.getByLabel('Topics', { exact: true }).fill(topic)
  await app.getByLabel('Throttle, MiB/s').fill(throttle)
  const rows = rowsOf(table(app, 'Moves'))
  await expect(rows).toHaveCount(moves, { timeout: 30_000 })
  await expect(app.getByRole('button', { name: 'Start…' })).not.toHaveAttribute('aria-disabled')
  const shown = await rows.evaluateAll((all) =>
    all.map((row) => ({
      partition: row.querySelector('[data-column="partition"]')?.textContent ?? '',
      replicas: [...row.querySelectorAll('[data-kind="added"], [data-kind="stays"]')].map((each) =>
        Number(each.textContent.replace('+', '')),
      ),
    })),
  )
  return shown.toSorted((a, b) => (a.partition < b.partition ? -1 : 1)).map(({ replicas }) => replicas)
}

const start = (app: Page): Promise<void> => app.getByRole('button', { name: 'Start…' }).click()

/** One cluster for all: its leaders stay where they are until somebody elects others. */
let scene: RealScene

test.describe('Three real brokers, asked by Kafka’s own tools', () => {
  test.skip(!available.ok, available.ok ? '' : available.why)
  test.beforeAll(async () => {
    test.setTimeout(180_000)
    const settings = { 'auto.leader.rebalance.enable': 'false' }
    scene = await startScene({ release: releaseFor(test.info().project.name), nodes: 3, settings })
    const topics = [
      { name: MOVED, assignments: [[1], [1]] },
      { name: UNEVEN, assignments: [[1, 2, 3], [1, 3, 2], [1, 2, 3]] }, // prettier-ignore
    ]
    await scene.ask({ do: 'createTopics', topics })
    await scene.ask({ do: 'produce', topic: MOVED, partitions: [0, 1], count: 60, bytes: 100_000 })
  })
  test.afterAll(async () => {
    await scene?.stop()
  })

  test('issue 5.1 5.4 replicas and leaders: what the review shows is where Kafka’s tools find them, and no throttle is left', async ({
    app,
    dataFolder,
  }) => {
    test.setTimeout(300_000)
    await addProfile(app, { name: 'orders-eu', environment: 'production', bootstrap: scene.info.bootstrap.split(',') })
    await unlock(app)

    await test.step('a new topic', async () => {
      await goTo(app, 't', 'Topics')
      await app.getByRole('button', { name: 'New topic' }).click()
      const form = app.getByRole('dialog', { name: 'New topic' })
      await form.getByLabel('Name').fill(MADE)
      await form.getByLabel('Partitions', { exact: true }).fill('4')
      await form.getByLabel('Replicas', { exact: true }).fill('2')
      await form.getByRole('button', { name: 'Add a config' }).click()
      await form.getByLabel('Config', { exact: true }).fill('retention.ms')
      await form.getByLabel('Value', { exact: true }).fill('2 d')
      await form.getByRole('button', { name: 'Create…' }).click()
      await confirmed(app, MADE, '4 partitions', '172800000')
      const described = await scene.tool(TOPICS, '--describe', '--topic', MADE)
      expect(described).toMatch(/PartitionCount: 4\s+ReplicationFactor: 2\s+Configs: .*retention\.ms=172800000/)
    })

    await test.step('another replication', async () => {
      const shown = await reviewed(app, { goal: 'replication', topic: MADE, throttle: '', moves: 4 })
      expect(shown.map((ids) => ids.toSorted((a, b) => a - b))).toEqual(Array.from({ length: 4 }, () => [1, 2, 3]))
      await start(app)
      await confirmed(app, `Reassign 4 partitions of ${MADE}`, ...shown.map((ids) => ids.join(', ')))
      await expect(app.getByText('moved', { exact: true })).toBeVisible({ timeout: 60_000 })
      expect(await replicasOf(scene, MADE)).toEqual(shown)
    })

    const empty = async (throttle: string): Promise<number[][]> =>
      reviewed(app, { goal: 'empty', topic: MOVED, throttle, moves: 2 }, () =>
        app.getByRole('group', { name: 'Brokers to empty' }).getByRole('button', { name: '1', exact: true }).click(),
      )
    const whole = await bytesOn(scene, MOVED, [1])

    await test.step('replicas on their way with a throttle: progress is right', async () => {
      await empty('0.05')
      await start(app)
      await confirmed(app, '51.2 KiB/s until it is over', 'The throttle goes by itself', '--throttle 52429')
      await expect(app.getByRole('heading', { name: 'Reassignment of 2 partitions' })).toBeVisible()
      // A rate for leaders and one for followers on each of three brokers, or on those that take part; and the lists of the topic.
      const set = await throttlesOf(scene, MOVED)
      expect(set).toContain('leader.replication.throttled.rate=52429')
      expect(set).toContain('follower.replication.throttled.rate=52429')
      expect(set.some((line) => line.startsWith('follower.replication.throttled.replicas='))).toBe(true)
      const bar = app.getByRole('progressbar', { name: 'Copied' })
      await expect(async () => {
        const there = (await bytesOn(scene, MOVED, [2, 3])) / whole
        const shown = Number(await bar.getAttribute('aria-valuenow')) / 100
        expect(there).toBeGreaterThan(0.05)
        expect(there).toBeLessThan(0.9)
        expect(Math.abs(shown - there), `${shown} is shown, ${there} is there`).toBeLessThanOrEqual(0.05)
      }).toPass({ timeout: 60_000 })
    })

    await test.step('another throttle', async () => {
      await app.getByRole('button', { name: 'Change throttle…' }).click()
      const form = app.getByRole('dialog', { name: 'Throttle of the reassignment' })
      await form.getByLabel('MiB a second, each broker').fill('0.1')
      await form.getByRole('button', { name: 'Plan it' }).click()
      await confirmed(app, 'Copy at 102 KiB/s')
      const rates = (await throttlesOf(scene, MOVED)).filter((line) => line.includes('.rate='))
      expect(new Set(rates.map((line) => line.split('=')[1]))).toEqual(new Set(['104858']))
    })

    await test.step('cancelled half way: all is where it was, and no throttle is left', async () => {
      await app.getByRole('button', { name: 'Cancel…' }).click()
      await confirmed(app, `${MOVED}-0`, 'The throttle goes by itself as soon as nothing moves.')
      await expect(app.getByText('cancelled', { exact: true })).toBeVisible({ timeout: 30_000 })
      expect(await throttlesOf(scene, MOVED)).toEqual([])
      expect(await scene.tool(REASSIGN, '--list')).toContain('No partition reassignments found')
      expect(await replicasOf(scene, MOVED)).toEqual([[1], [1]])
    })

    await test.step('to the end: as shown, and no throttle is left', async () => {
      const shown = await empty('50')
      expect(shown.flat().toSorted((a, b) => a - b)).toEqual([2, 3])
      await start(app)
      await confirmed(app, '50.0 MiB/s until it is over')
      await expect(app.getByText('moved', { exact: true })).toHaveCount(2, { timeout: 60_000 })
      // Before --verify, which takes throttles away itself.
      expect(await throttlesOf(scene, MOVED)).toEqual([])
      expect(await replicasOf(scene, MOVED)).toEqual(shown)
      const file = join(dataFolder, 'moves.json')
      const partitions = shown.map((replicas, partition) => ({ topic: MOVED, partition, replicas }))
      await writeFile(file, JSON.stringify({ version: 1, partitions }))
      const verified = await scene.tool(REASSIGN, '--verify', '--reassignment-json-file', file)
      expect(verified.match(/Reassignment of partition \S+ is completed/g)).toHaveLength(2)
    })

    await test.step('leaders evened out: first the order of replicas, then the election', async () => {
      const shown = await reviewed(app, { goal: 'leaders', topic: UNEVEN, throttle: '', moves: 2 })
      await start(app)
      await confirmed(app, 'Nothing is copied')
      await expect(app.getByText('moved', { exact: true })).toHaveCount(3, { timeout: 60_000 })
      const placed = await placesOf(scene, UNEVEN)
      expect(placed.map(({ leader }) => leader)).toEqual([1, 1, 1])
      expect(new Set(placed.map(({ replicas }) => replicas[0]))).toEqual(new Set([1, 2, 3]))
      expect(placed.map(({ replicas }) => replicas)).toEqual(expect.arrayContaining(shown))
      await app.getByRole('tab', { name: 'Leaders' }).click()
      await expect(rowsOf(table(app, 'Leaders')).filter({ hasText: UNEVEN })).toHaveCount(2, { timeout: 20_000 })
      await app.getByRole('button', { name: 'Elect…' }).click()
      await confirmed(app, 'broker 1 leads', 'broker 2 leads', 'broker 3 leads')
      expect((await placesOf(scene, UNEVEN)).map(({ leader }) => leader)).toEqual(placed.map(({ replicas }) => replicas[0]))
      await expect(app.getByText('Every partition is led by its preferred replica.')).toBeVisible({ timeout: 20_000 })
    })

    await test.step('a dynamic key of a broker, and back', async () => {
      const dynamic = (): Promise<string> => scene.tool(CONFIGS, '--describe', '--entity-type', 'brokers', '--entity-name', '2')
      await goTo(app, 'b', 'Brokers')
      await rowsOf(table(app, 'Brokers')).filter({ hasText: 'rack-b' }).dblclick()
      await app.getByRole('tab', { name: /^Config/ }).click()
      await app.getByRole('button', { name: 'Change…' }).click()
      const form = app.getByRole('dialog', { name: 'Configuration of broker 2' })
      await form.getByLabel('Find a config').fill('message.max.bytes')
      await form.getByLabel('message.max.bytes', { exact: true }).fill('2 MiB')
      await form.getByRole('button', { name: 'Change 1 config…' }).click()
      await confirmed(app, 'message.max.bytes', '2097152')
      await expect.poll(dynamic, { timeout: 20_000 }).toContain('message.max.bytes=2097152')
      await goTo(app, 'h', 'Activity')
      await rowsOf(table(app, 'Activity')).filter({ hasText: 'configuration of broker 2' }).first().click()
      await app.getByRole('complementary').getByRole('button', { name: 'Undo…' }).click()
      await confirmed(app, 'message.max.bytes')
      await expect.poll(dynamic, { timeout: 20_000 }).not.toContain('message.max.bytes')
    })
  })
})
