import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STEP_MS } from '../../shared/domain/backfill.ts'
import type { GroupPartitionRow } from '../../shared/contract/groups.ts'
import { must, seeView, startTestCore, type TestCore } from '../support/test-core.ts'
import { noKafka, sharedCluster, type SharedCluster } from './harness/shared.ts'
import { temporaryFolder } from './harness/temporary-folder.ts'

const HOUR = 3_600_000
const STEADY = 'lagtime.steady'
const BURSTS = 'lagtime.bursts'
const LIVE = 'lagtime.live'
const STARTED = Date.now()

/** Records of known times: `count` of them, `step` ms apart. */
interface Stretch {
  readonly first: number
  readonly step: number
  readonly count: number
}
const steady: readonly Stretch[] = [{ first: STARTED - 3 * HOUR, step: 5_000, count: 2_000 }]
/** Two bursts with an hour of nothing between, and a trickle afterwards. */
const bursts: readonly Stretch[] = [
  { first: STARTED - 5 * HOUR, step: 2, count: 700 },
  { first: STARTED - 4 * HOUR, step: 3, count: 700 },
  { first: STARTED - HOUR, step: 45_000, count: 60 },
]
const lengthOf = (log: readonly Stretch[]): number => log.reduce((sum, { count }) => sum + count, 0)

function timeOf(log: readonly Stretch[], offset: number): number {
  let from = 0
  for (const { first, step, count } of log) {
    if (offset < from + count) return first + (offset - from) * step
    from += count
  }
  throw new Error(`There is no record ${offset}`)
}

/** Where consumers stopped. */
const stops = [
  { group: 'lagtime-a', topic: STEADY, log: steady, offset: 400 },
  { group: 'lagtime-b', topic: STEADY, log: steady, offset: 1_999 },
  { group: 'lagtime-c', topic: BURSTS, log: bursts, offset: 699 },
  { group: 'lagtime-d', topic: BURSTS, log: bursts, offset: 700 },
  { group: 'lagtime-e', topic: BURSTS, log: bursts, offset: 1_430 },
  { group: 'lagtime-f', topic: BURSTS, log: bursts, offset: 0 },
] as const

describe.skipIf(noKafka !== null)('lag on real Kafka', () => {
  let cluster: SharedCluster
  let core: TestCore
  let dataFolder: string
  let at: { cluster: string; at: 'live' }
  const running: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    cluster = await sharedCluster('three')
    const topics = [STEADY, BURSTS, LIVE].map((name) => ({ name, partitions: 1, replication: 1, configs: { 'retention.ms': '-1' } }))
    await cluster.ask({ do: 'createTopics', topics })
    for (const [topic, log] of [[STEADY, steady] as const, [BURSTS, bursts] as const])
      for (const { first, step, count } of log)
        await cluster.ask({ do: 'produce', topic, partitions: [0], count, firstTimestamp: first, step })
    for (const { group, topic, offset } of stops) await cluster.ask({ do: 'commit', group, offsets: [{ topic, partition: 0, offset }] })
    await cluster.ask({ do: 'startProducer', name: 'lagtime-producer', topic: LIVE, partitions: 1, perSecond: 500 })
    running.push(() => cluster.ask({ do: 'stopProducer', name: 'lagtime-producer' }))
    for (const [name, commit] of [['lagtime-live', true] as const, ['lagtime-mute', false] as const]) {
      await cluster.ask({ do: 'startConsumer', name, group: name, topics: [LIVE], commit })
      running.push(() => cluster.ask({ do: 'stopConsumer', name }))
    }
    dataFolder = await temporaryFolder('lag')
    core = await startTestCore({ dataFolder })
    at = { cluster: await core.connect(cluster.info.bootstrap.split(',')), at: 'live' }
  }, 180_000)
  afterAll(async () => {
    await core?.stop()
    if (dataFolder !== undefined) await rm(dataFolder, { recursive: true, force: true })
    for (const stop of running.toReversed()) await stop()
  })

  test(
    '20 backfill: log ends by the time index of real Kafka are exact, by record times that are known',
    { timeout: 180_000 },
    async () => {
      for (const group of ['lagtime-a', 'lagtime-c']) await core.page.alerts.watch({ cluster: at.cluster, group, on: true })
      const recorder = seeView(core.page.history.recorder, { cluster: at.cluster }, 'cluster')
      const progress = () => must(recorder.rows.get(at.cluster)).backfill
      await recorder.until(({ rows }) => (rows.get(at.cluster)?.backfill.topics ?? 0) >= 2, 'it began', 60_000)
      await recorder.until(() => progress().is === 'done', 'it is done', 120_000)
      recorder.close()
      const from = Math.ceil((STARTED - 23 * HOUR) / STEP_MS) * STEP_MS
      const points = Math.floor((STARTED - from) / STEP_MS) - 1
      for (const [group, topic, log] of [['lagtime-a', STEADY, steady] as const, ['lagtime-c', BURSTS, bursts] as const]) {
        const span = { from, to: from + points * STEP_MS }
        const { backfilled, step } = await core.page.lag.positions({ ...at, group, topic, partition: 0, span, points })
        expect(step).toBe(STEP_MS)
        const times = Array.from({ length: lengthOf(log) }, (_, offset) => timeOf(log, offset))
        expect(backfilled).toEqual(backfilled.map((_, i) => times.filter((time) => time < from + i * STEP_MS).length))
      }
      // The produce side only.
      const history = await core.page.lag.history({ ...at, group: 'lagtime-a', span: { from, to: STARTED - 5 * 60_000 }, points: 200 })
      expect(history.backfilled.in.filter((rate) => rate !== null).length).toBeGreaterThan(190)
      expect(history.lag.every((lag) => lag === null)).toBe(true)
    },
  )

  test.each(stops)('$group stopped at $offset of $topic: lag is exact, time lag within its error bar', async ({ group, log, offset }) => {
    const truth = timeOf(log, offset)
    const isClose = ({ timeLag }: GroupPartitionRow): boolean =>
      timeLag.kind === 'value' && timeLag.method === 'index' && timeLag.error <= Math.max(1, 0.02 * timeLag.seconds)
    const view = seeView(core.page.groups.partitions, { ...at, group }, 'key')
    const seen: GroupPartitionRow[] = []
    await view.until(
      (v) => {
        const [row] = v.rows.values()
        if (row) seen.push(row)
        return row !== undefined && isClose(row)
      },
      'its time lag is known',
      60_000,
    )
    for (const { lag, timeLag } of seen) {
      expect(lag).toBe(lengthOf(log) - offset)
      // At whatever width, the bar holds the truth.
      if (timeLag.kind === 'value')
        expect(Math.abs(timeLag.seconds - (timeLag.at - truth) / 1_000)).toBeLessThanOrEqual(timeLag.error + 0.002)
      if (timeLag.kind === 'moreThan') expect((timeLag.at - truth) / 1_000).toBeGreaterThanOrEqual(timeLag.seconds)
    }
    view.close()
  })

  test('a consumer that overtakes the reading is never ahead of the log, and its lag never negative', async () => {
    const view = seeView(core.page.groups.partitions, { ...at, group: 'lagtime-live' }, 'key')
    const seen = new Map<string, GroupPartitionRow>()
    await view.until(
      (v) => {
        const [row] = v.rows.values()
        if (row?.committed != null && row.end !== null) seen.set(row.committed, row)
        return seen.size >= 6
      },
      'it was read six times while it moved',
      90_000,
    )
    for (const { committed, end, lag, ahead } of seen.values()) {
      expect(Number(end)).toBeGreaterThanOrEqual(Number(committed))
      expect(lag).toBe(Number(end) - Number(committed))
      expect(ahead).toBe(0)
    }
    view.close()
  })

  test('a consumer that reads and never commits has no lag: neither 0 nor the whole log', async () => {
    const partitions = seeView(core.page.groups.partitions, { ...at, group: 'lagtime-mute' }, 'key')
    const one = seeView(core.page.groups.one, { ...at, group: 'lagtime-mute' }, 'group')
    await partitions.until((v) => [...v.rows.values()].some((row) => row.end !== null), 'its partition is read', 60_000)
    await one.until((v) => v.rows.get('lagtime-mute')?.verdict?.verdict === 'NO_COMMIT', 'the group is judged', 60_000)
    for (const row of partitions.rows.values()) expect(row).toMatchObject({ committed: null, lag: null, reading: 'noCommit' })
    expect(must(one.rows.get('lagtime-mute'))).toMatchObject({ lag: null, leftOut: { noCommit: 1 } })
    partitions.close()
    one.close()
  })
})
