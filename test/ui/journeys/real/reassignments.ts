import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../../../support/hosts.ts'
import { rowsOf, table } from '../steps.ts'
import { bytesOn, confirmed, placesOf, REASSIGN, replicasOf, savedBy, throttlesOf, takenBack, type RealScene } from './scene.ts'
import { reviewed } from './review.ts'
import { longStep, type Stage } from './stage.ts'

const MOVED = 'real.moved'
const GROWN = 'real.grown'
const UNEVEN = 'real.uneven'
const FILLED = 'real.filled'

export async function movesStand({ ask }: RealScene): Promise<void> {
  const topics = [
    { name: MOVED, assignments: [[1], [1]] },
    { name: GROWN, assignments: [[1], [2], [3], [1]] },
    { name: UNEVEN, assignments: [[1, 2, 3], [1, 3, 2], [1, 2, 3]] }, // prettier-ignore
    { name: FILLED, assignments: [[1], [2], [1], [2], [1], [2]] },
  ]
  await ask({ do: 'createTopics', topics })
  // As cheap as can be: the brokers of a busy machine are slow with many large first records.
  const config = { 'enable.idempotence': 'false', acks: '1' }
  for (const partition of [0, 1]) await ask({ do: 'produce', topic: MOVED, partitions: [partition], count: 60, bytes: 100_000, config })
  await ask({ do: 'produce', topic: FILLED, partitions: [0, 1, 2, 3, 4, 5], count: 5, bytes: 10_000, config })
}

const sorted = (ids: readonly number[]): number[] => ids.toSorted((a, b) => a - b)

export async function whereReplicasAre(stage: Stage): Promise<void> {
  const { scene, app, started, folder } = stage
  const begin = (): Promise<void> => app.getByRole('button', { name: 'Start…' }).click()
  const moved = app.getByText('moved', { exact: true })
  /** Runs that are listed as moved. */
  let ended = 0
  /** Started as reviewed; it ends where the review said, by Kafka's own tool. */
  const asReviewed = async (topic: string, shown: readonly number[][], ...says: readonly string[]): Promise<void> => {
    await begin()
    await confirmed(app, ...says)
    await expect(moved).toHaveCount(++ended, { timeout: 60_000 })
    await expect.poll(() => replicasOf(scene, topic), { timeout: 20_000 }).toEqual(shown)
  }

  await test.step('another replication, and back', async () => {
    const shown = await reviewed(app, { goal: 'replication', topic: GROWN, throttle: '', moves: 4 })
    expect(shown.map(sorted)).toEqual(Array.from({ length: 4 }, () => [1, 2, 3]))
    await asReviewed(GROWN, shown, `Reassign 4 partitions of ${GROWN}`, ...shown.map((ids) => ids.join(', ')))
    await takenBack(app, `Reassign 4 partitions of ${GROWN}`, GROWN)
    ended++
    await expect.poll(() => replicasOf(scene, GROWN), { timeout: 30_000 }).toEqual([[1], [2], [3], [1]])
  })

  const empty = async (throttle: string): Promise<number[][]> =>
    reviewed(app, { goal: 'empty', topic: MOVED, throttle, moves: 2, brokers: ['Brokers to empty', 1] })
  const whole = await bytesOn(scene, MOVED, [1])

  await test.step('replicas on their way with a throttle: progress is right', async () => {
    await empty('0.05')
    await begin()
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

  await longStep('another throttle', async () => {
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

  const verified = async (file: string): Promise<number> =>
    (await scene.tool(REASSIGN, '--verify', '--reassignment-json-file', file)).match(/Reassignment of partition \S+ is completed/g)
      ?.length ?? 0

  await test.step('to the end: as shown, no throttle is left, and Kafka’s tool reads the exported plan', async () => {
    const shown = await empty('50')
    expect(sorted(shown.flat())).toEqual([2, 3])
    // The way there; the way back is saved with it.
    const file = await savedBy(started, folder, () => app.getByRole('button', { name: 'Export JSON' }).click(), /\d\.json$/)
    await asReviewed(MOVED, shown, '50.0 MiB/s until it is over')
    // Before --verify, which takes throttles away itself.
    expect(await throttlesOf(scene, MOVED)).toEqual([])
    const plan = JSON.parse(await readFile(file, 'utf8')) as { partitions: { topic: string; partition: number; replicas: number[] }[] } // what is looked at next
    expect(plan.partitions.map(({ topic, partition, replicas }) => ({ topic, partition, replicas }))).toEqual(
      shown.map((replicas, partition) => ({ topic: MOVED, partition, replicas })),
    )
    expect(await verified(file)).toBe(2)
  })

  await longStep('a plan that Kafka’s tool wrote', async () => {
    const topics = join(folder, 'topics.json')
    await writeFile(topics, JSON.stringify({ version: 1, topics: [{ topic: MOVED }] }))
    const told = await scene.tool(REASSIGN, '--generate', '--topics-to-move-json-file', topics, '--broker-list', '1')
    const file = join(folder, 'generated.json')
    await writeFile(file, told.split('\n').findLast((line) => line.startsWith('{')) ?? '')
    const shown = await reviewed(app, { goal: 'given', topic: null, throttle: '', moves: 2, file })
    expect(shown).toEqual([[1], [1]])
    await asReviewed(MOVED, shown, `Reassign 2 partitions of ${MOVED}`)
    expect(await verified(file)).toBe(2)
  })

  await longStep('a broker is filled', async () => {
    const shown = await reviewed(app, { goal: 'fill', topic: FILLED, throttle: '', moves: 2, brokers: ['Brokers to fill', 3] })
    expect(shown).toEqual([[3], [3]])
    const before = await replicasOf(scene, FILLED)
    await begin()
    await confirmed(app, `Reassign 2 partitions of ${FILLED}`)
    await expect(moved).toHaveCount(++ended, { timeout: 60_000 })
    await expect.poll(async () => (await replicasOf(scene, FILLED)).filter(([id]) => id === 3).length, { timeout: 60_000 }).toBe(2)
    const now = await replicasOf(scene, FILLED)
    // Nothing moves between the others.
    expect(now.filter((ids, p) => ids[0] !== 3 && ids[0] !== before[p]?.[0])).toEqual([])
  })

  await test.step('leaders evened out: first the order of replicas, then the election', async () => {
    const shown = await reviewed(app, { goal: 'leaders', topic: UNEVEN, throttle: '', moves: 2 })
    await begin()
    await confirmed(app, 'Nothing is copied')
    await expect(moved).toHaveCount(++ended, { timeout: 60_000 })
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
}
