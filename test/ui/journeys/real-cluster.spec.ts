import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { kafkaAvailable } from '../../kafka/harness/available.ts'
import { expect, test, type HostOptions } from '../../support/hosts.ts'
import { unlock } from './change-steps.ts'
import {
  bytesOn,
  committedBy,
  CONFIGS,
  confirmed,
  GROUPS,
  leftStatic,
  menuOf,
  placesOf,
  REASSIGN,
  releaseFor,
  replicasOf,
  resetLines,
  reviewed,
  rowOf,
  savedBy,
  startScene,
  throttlesOf,
  TOPICS,
  type RealScene,
} from './real-kafka-steps.ts'
import { addProfile, goTo, rowsOf, table } from './steps.ts'

const available = await kafkaAvailable()

const MOVED = 'real.moved'
const READ = 'real.read'
const OTHER = 'real.other'
const READERS = 'real.readers'
const FOLLOWER = 'real.follower'
const STATIC = 'real.static'
const UNEVEN = 'real.uneven'
const MADE = 'real.made'

const long = process.env['SAMSA_LONG'] === '1'

/** Both browsers and both releases with SAMSA_LONG=1; without, what takes long is done in one of them, and some of it in none. */
async function stepIn(one: HostOptions['host'] | null, host: HostOptions['host'], title: string, act: () => Promise<void>): Promise<void> {
  if (long || host === one) return test.step(title, act)
  process.stdout.write(`Left out, ${one === null ? '' : `done in the ${one}, `}both with SAMSA_LONG=1: ${title}\n`)
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
    const read = [READ, OTHER]
    await scene.ask({ do: 'createTopics', topics: [...topics, ...read.map((name) => ({ name, partitions: 2, replication: 3 }))] })
    await scene.ask({ do: 'produce', topic: MOVED, partitions: [0, 1], count: 60, bytes: 100_000 })
    for (const topic of read) await scene.ask({ do: 'produce', topic, partitions: [0, 1], count: 20 })
    const at = (topic: string, partition: number, offset: number): object => ({ topic, partition, offset })
    await scene.ask({ do: 'commit', group: READERS, offsets: [at(READ, 0, 15), at(READ, 1, 7), at(OTHER, 0, 3), at(OTHER, 1, 2)] })
    await scene.ask({ do: 'commit', group: FOLLOWER, offsets: [at(READ, 0, 1), at(READ, 1, 1)] })
    await leftStatic(scene, { group: STATIC, topic: READ, instance: 'static-1' })
  })
  test.afterAll(async () => {
    await scene?.stop()
  })

  test('issue 5.1 5.4 replicas and leaders: what the review shows is where Kafka’s tools find them, and no throttle is left', async ({
    app,
    dataFolder,
    host,
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

    await stepIn(null, host, 'another throttle', async () => {
      await app.getByRole('button', { name: 'Change throttle…' }).click()
      const form = app.getByRole('dialog', { name: 'Throttle of the reassignment' })
      await form.getByLabel('MiB a second, each broker').fill('0.1')
      await form.getByRole('button', { name: 'Review…' }).click()
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

    await stepIn('desktop', host, 'to the end: as shown, and no throttle is left', async () => {
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

    await stepIn('browser', host, 'leaders evened out: first the order of replicas, then the election', async () => {
      const moved = app.getByText('moved', { exact: true })
      const before = await moved.count()
      const shown = await reviewed(app, { goal: 'leaders', topic: UNEVEN, throttle: '', moves: 2 })
      await start(app)
      await confirmed(app, 'Nothing is copied')
      await expect(moved).toHaveCount(before + 1, { timeout: 60_000 })
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

    await stepIn(null, host, 'a dynamic key of a broker, and back', async () => {
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

  test('issue 5.1 5.3 offsets and members of groups: what the plan says is what Kafka’s tools see, and files go both ways', async ({
    launch,
    dataFolder,
    host,
  }) => {
    test.setTimeout(300_000)
    const started = await launch()
    try {
      const app = started.page
      const ofTool = (...args: readonly string[]): Promise<string[]> => resetLines(scene, READERS, ...args)
      await addProfile(app, { name: 'orders-eu', environment: 'production', bootstrap: scene.info.bootstrap.split(',') })
      await unlock(app)
      await goTo(app, 'c', 'Consumer groups')

      await stepIn(null, host, 'offsets copied from another group', async () => {
        await rowOf(app, 'Consumer groups', FOLLOWER).click()
        await app.keyboard.press('Shift+R')
        const form = app.getByRole('dialog', { name: `Reset offsets of ${FOLLOWER}` })
        await form.getByLabel('Move to').selectOption('group')
        await form.getByLabel('Group', { exact: true }).fill(READERS)
        await form.getByLabel('Only where this group has commits as well').check()
        await form.getByRole('button', { name: 'Move 2 partitions…' }).click()
        await confirmed(app, `as group ${READERS}`, `${READ}-0`, `${READ}-1`)
        expect(await committedBy(scene, FOLLOWER)).toEqual({ [`${READ}-0`]: 15, [`${READ}-1`]: 7 })
      })

      await rowOf(app, 'Consumer groups', READERS).dblclick()
      const more = async (item: string): Promise<void> => {
        await app.getByRole('button', { name: 'More', exact: true }).click()
        await app.getByRole('menuitem', { name: item }).click()
      }

      await test.step('offsets as a file: the lines of Kafka’s tool, which reads them', async () => {
        const file = await savedBy(started, dataFolder, () => more('Export offsets as CSV'))
        expect((await readFile(file, 'utf8')).trim().split('\n')).toEqual(await ofTool('--to-current', '--all-topics'))
        expect(await ofTool('--from-file', file)).toHaveLength(4)
      })

      await stepIn('desktop', host, 'offsets from a file that Kafka’s tool wrote', async () => {
        const lines = await ofTool('--shift-by', '-3', '--topic', READ)
        await app.keyboard.press('Shift+R')
        const form = app.getByRole('dialog', { name: `Reset offsets of ${READERS}` })
        await form.getByLabel('Move to').selectOption('file')
        await form.getByLabel('Lines').fill(lines.join('\n'))
        await form.getByRole('button', { name: 'Move 2 partitions…' }).click()
        await confirmed(app, 'from a file', '6 read again')
        expect(await ofTool('--to-current', '--topic', READ)).toEqual(lines)
      })

      await stepIn('desktop', host, 'offsets of one topic deleted', async () => {
        await more('Delete offsets of a topic…')
        const form = app.getByRole('dialog', { name: `Delete offsets of ${READERS}` })
        await form.getByLabel(OTHER).check()
        await form.getByRole('button', { name: 'Delete…' }).click()
        await confirmed(app, '2 positions in 1 topic', `${OTHER}-0`, `${OTHER}-1`)
        expect(Object.keys(await committedBy(scene, READERS))).toEqual([`${READ}-0`, `${READ}-1`])
      })

      await stepIn('browser', host, 'the group deleted', async () => {
        await more('Delete group…')
        await confirmed(app, `Delete group ${READERS}`, 'positions are lost')
        expect((await scene.tool(GROUPS, '--list')).split('\n')).not.toContain(READERS)
      })

      await stepIn('browser', host, 'a member removed that will not come back', async () => {
        await goTo(app, 'c', 'Consumer groups')
        await rowOf(app, 'Consumer groups', STATIC).dblclick()
        await app.getByRole('tab', { name: /^Members/ }).click()
        await menuOf(app, rowsOf(table(app, 'Members')).first(), 'Remove member…')
        await confirmed(app, 'static-1', 'These are all its members')
        expect(await scene.tool(GROUPS, '--describe', '--group', STATIC, '--state')).toMatch(/Empty\s+0\s*$/m)
      })
    } finally {
      await started.stop()
    }
  })
})
