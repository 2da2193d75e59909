import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { rounded } from '../support/rounded.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { following, stoppedAt } from '../emulators/world/group.ts'
import { must, seeView, startTestCore } from '../support/test-core.ts'
import { tempFolder } from '../support/temp-folder.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

describe('F-08 history of a connected cluster', () => {
  it('is recorded from connect on, and is there after a restart, with no broker and no screen', { timeout: 60_000 }, async () => {
    const now = Date.now()
    const kafka = await createKafkaEmulator({
      brokers: 3,
      topics: [
        { name: 'orders', partitions: 6, replication: 3, perSecond: 60, history: 1_000 },
        { name: 'single', partitions: 3, replication: 1, history: 1_000 },
      ],
      groups: [
        { name: 'billing', progress: [{ topic: 'orders', partitions: [0, 1, 2, 3, 4, 5], position: following(60_000) }] },
        {
          name: 'lonely',
          progress: [{ topic: 'single', partitions: [0, 1, 2], position: stoppedAt(now) }],
          commits: { single: { 0: 40, 1: 50 } },
        },
      ],
    })
    open.push(kafka)
    const dataFolder = await tempFolder()
    const first = await startTestCore({ dataFolder })
    const cluster = await first.connect(kafka.bootstrap.map((b) => `${b.host}:${b.port}`))
    const at = { cluster, at: 'live' } as const
    const groups = seeView(first.page.groups.list, at, 'group')
    await groups.until((v) => v.rows.get('billing')?.lag != null, 'billing is read')
    const partitions = seeView(first.page.groups.partitions, { ...at, group: 'lonely' }, 'key')
    await partitions.until(
      (v) => v.rows.size >= 2 && [...v.rows.values()].every((r) => r.lag !== null || r.committed === null),
      'partitions are read',
    )
    const live = must(groups.rows.get('lonely')).lag
    const span = { from: now - 60_000, to: now + 120_000 }
    const ask = (page: typeof first.page) => page.lag.history({ ...at, group: 'lonely', span, points: 180 })
    const overviewLive = seeView(first.page.cluster.overview, at, 'cluster')
    const brokersLive = seeView(first.page.brokers.list, at, 'id')
    const topicsLive = seeView(first.page.topics.list, at, 'name')
    await overviewLive.until((v) => v.rows.size === 1 && v.about.state === 'live', 'the overview is live')
    await brokersLive.until((v) => v.rows.size === 3 && v.about.state === 'live', 'brokers are live')
    await topicsLive.until((v) => v.rows.size >= 2 && v.about.state === 'live', 'topics are live')
    await first.page.topics.config({ ...at, topic: 'orders' })
    await first.stop()

    // Closed in order: nothing but the file is left, and only its owner may read it.
    expect(await readdir(join(dataFolder, 'history'))).toEqual([`${cluster}.db`])
    const file = join(dataFolder, 'history', `${cluster}.db`)
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o077).toBe(0)
    await kafka.stop()
    const second = await startTestCore({ dataFolder })
    open.push(second)
    const history = await ask(second.page)
    const known = history.lag.filter((value) => value !== null)
    expect(known.length).toBeGreaterThan(0)
    expect(known.at(-1)).toBe(live)
    expect(history.lag.slice(0, 59).every((value) => value === null)).toBe(true)
    expect(history.topics.map((t) => t.topic)).toEqual(['single'])
    expect(must(history.since)).toBeGreaterThan(now - 1_000)

    const map = await second.page.lag.heatMap({ ...at, group: 'billing', span, metric: 'lag', order: 'topic', columns: 60, rows: 4 })
    expect(map.partitions).toBe(6)
    expect(map.rows.map((r) => [r.partition, r.last])).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ])
    expect(await second.page.lag.why({ ...at, group: 'lonely' })).toMatchObject({ onset: null, causes: [] })
    // Every view of the last moment, with its age.
    const then = { cluster, at: Date.now() }
    const groupsThen = seeView(second.page.groups.list, then, 'group')
    await groupsThen.until((v) => v.about.state === 'offline', 'the last moment is there')
    expect(groupsThen.rows.size).toBe(groups.rows.size)
    // Figures are recorded with six digits.
    expect(rounded(groupsThen.rows.get('lonely'))).toEqual({
      ...(rounded(must(groups.rows.get('lonely'))) as object),
      trend: expect.anything() as unknown,
    })
    expect(must(groupsThen.about.asOf)).toBeGreaterThan(now - 1_000)
    const overviewThen = seeView(second.page.cluster.overview, then, 'cluster')
    await overviewThen.until((v) => v.rows.size === 1, 'the overview of then')
    expect(must(overviewThen.rows.get(cluster))).toMatchObject({ brokers: { up: 3, known: 3 }, topics: topicsLive.rows.size })
    const brokersThen = seeView(second.page.brokers.list, then, 'id')
    await brokersThen.until((v) => v.rows.size === 3, 'the brokers of then')
    const partitionsThen = seeView(second.page.groups.partitions, { ...then, group: 'lonely' }, 'key')
    await partitionsThen.until((v) => v.rows.size === partitions.rows.size, 'the partitions of then')
    expect((await second.page.topics.config({ ...then, topic: 'orders' })).entries.length).toBeGreaterThan(0)
    await expect(second.page.topics.config({ ...then, topic: 'never-was' })).rejects.toMatchObject({ code: 'history.notRecorded' })
    const before = seeView(second.page.groups.list, { cluster, at: now - 3_600_000 }, 'group')
    await before.until((v) => v.about.state === 'failed', 'nothing was recorded an hour ago')
    expect(before.about.errors).toEqual([{ code: 'history.notRecorded', about: { at: now - 3_600_000 } }])
    const never = await second.page.lag.history({ ...at, group: 'nobody', span, points: 10 })
    expect(never).toMatchObject({ since: null, topics: [] })
    expect([...first.defects, ...second.defects]).toEqual([])
  })
})
