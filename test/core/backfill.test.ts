import { describe, expect, it, onTestFinished } from 'vitest'
import { REACH_MS, STEP_MS } from '../../shared/domain/backfill.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { following } from '../emulators/world/group.ts'
import { must, seeView, startTestCore, type TestCore } from '../support/test-core.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'

const LIST_OFFSETS = 2
const HOUR = 3_600_000

const addresses = (kafka: KafkaEmulator): string[] => kafka.bootstrap.map((b) => `${b.host}:${b.port}`)

async function startKafka(release: '4.3' | '0.10.0' = '4.3'): Promise<KafkaEmulator> {
  const kafka = await createKafkaEmulator({
    brokers: 1,
    release,
    topics: [
      // 27 hours at one record a second and partition.
      { name: 'orders', partitions: 2, replication: 1, perSecond: 2, history: 100_000 },
      // Of the last six hours alone.
      { name: 'short', partitions: 1, replication: 1, perSecond: 1, history: 100_000, retentionMs: 6 * HOUR },
      { name: 'nobodys', partitions: 1, replication: 1, perSecond: 1, history: 100_000 },
    ],
    groups: [
      {
        name: 'billing',
        progress: [
          { topic: 'orders', partitions: [0, 1], position: following(0) },
          { topic: 'short', partitions: [0], position: following(0) },
        ],
      },
      { name: 'others', progress: [{ topic: 'nobodys', partitions: [0], position: following(0) }] },
    ],
  })
  onTestFinished(() => kafka.stop())
  return kafka
}

/** A core that asks fast. */
async function startCore(dataFolder: string): Promise<TestCore> {
  const core = await startTestCore({ dataFolder })
  onTestFinished(() => core.stop())
  await core.page.host.saveSettings({ pace: '50' })
  return core
}

const recorderOf = ({ page }: TestCore, cluster: string) => {
  const view = seeView(page.history.recorder, { cluster }, 'cluster')
  onTestFinished(() => view.close())
  return view
}

const lastDay = (core: TestCore, cluster: string, group = 'billing') => {
  const to = Date.now()
  return core.page.lag.history({ cluster, at: 'live', group, span: { from: to - REACH_MS, to }, points: 288 })
}

/** A connected core in which a group has its star. */
async function watched() {
  const kafka = await startKafka()
  const dataFolder = await tempFolder()
  const core = await startCore(dataFolder)
  const cluster = await core.connect(addresses(kafka))
  await core.page.alerts.watch({ cluster, group: 'billing', on: true })
  const recorder = recorderOf(core, cluster)
  return { kafka, dataFolder, core, cluster, recorder }
}

describe('20 backfill on first connect', () => {
  it('tells what was produced in the last day of what a watched group reads, without a lag, and never asks twice', async () => {
    const { kafka, dataFolder, core, cluster, recorder } = await watched()
    await recorder.until(({ rows }) => rows.get(cluster)?.backfill.topics === 2, 'it began', 30_000)
    await recorder.until(({ rows }) => rows.get(cluster)?.backfill.is === 'done', 'it is done', 60_000)
    const { done, hours, ...progress } = must(recorder.rows.get(cluster)).backfill
    expect(progress).toEqual({ is: 'done', topics: 2, leftOut: 0, problem: null })
    // By the clock's hours: one more where the first and the last are not whole.
    expect([24, 25]).toContain(hours)
    expect(done).toBe(hours)

    const told = await lastDay(core, cluster)
    const rates = told.backfilled.in.map((rate, i) => ({ rate, leftOut: told.backfilled.leftOut[i], age: 288 - i }))
    const known = rates.filter(({ rate }) => rate !== null)
    // All but the step that now is in, and the one that begins before the day.
    expect(known.length).toBeGreaterThanOrEqual(284)
    // Of six hours three records a second; before that what was deleted is left out, and the sum says so.
    const recent = known.filter(({ age }) => age > 3 && age < 70)
    const old = known.filter(({ age }) => age > 75)
    expect(recent.filter(({ rate, leftOut }) => Math.abs((rate ?? 0) - 3) >= 0.05 || leftOut !== 0)).toEqual([])
    expect(old.filter(({ rate, leftOut }) => Math.abs((rate ?? 0) - 2) >= 0.05 || leftOut !== 1)).toEqual([])
    // It holds the produce side only: no lag, no consumption, and nothing of it passes for recorded.
    const where = told.backfilled.in.flatMap((rate, i) => (rate === null ? [] : [i]))
    expect(where.every((i) => told.lag[i] === null && told.out[i] === null && told.in[i] === null)).toBe(true)
    expect(must(told.since)).toBeGreaterThan(Date.now() - 5 * 60_000)
    const row = must(recorder.rows.get(cluster))
    expect(must(row.first)).toBeGreaterThan(Date.now() - 5 * 60_000)

    const to = Date.now()
    const span = { from: to - 2 * HOUR, to }
    const positions = await core.page.lag.positions({
      cluster,
      at: 'live',
      group: 'billing',
      topic: 'orders',
      partition: 1,
      span,
      points: 120,
    })
    const ends = positions.backfilled.slice(10, 110)
    expect(ends.every((end, i) => end !== null && end >= (ends[i - 1] ?? 0))).toBe(true)
    expect(Math.abs((ends[90] ?? 0) - (ends[0] ?? 0) - 90 * 60)).toBeLessThanOrEqual(STEP_MS / 1_000)
    expect(positions.committed.slice(0, 110).every((offset) => offset === null)).toBe(true)
    const explained = await core.page.lag.explain({ cluster, at: 'live', group: 'billing', topic: 'orders', partition: 0 })
    // The newest of them is left to an own reading that is near: whether one is depends on the minute of the clock.
    expect(explained.lines.at(-1)).toMatchObject({ name: 'rate in, backfilled', value: expect.stringMatching(/^28[78] log ends$/) })
    // Nobody watches these.
    expect((await lastDay(core, cluster, 'others')).backfilled.in.every((rate) => rate === null)).toBe(true)
    await core.stop()

    const asked = kafka.journal.requestsOf(LIST_OFFSETS)
    expect(asked).toBeGreaterThan(288)
    const second = await startCore(dataFolder)
    await second.page.profiles.connect({ id: cluster })
    const again = recorderOf(second, cluster)
    await again.until(({ rows }) => rows.get(cluster)?.backfill.is === 'done', 'nothing is missing', 30_000)
    await until(() => kafka.journal.requestsOf(LIST_OFFSETS) > asked, 'it reads', 20_000)
    expect(kafka.journal.requestsOf(LIST_OFFSETS) - asked).toBeLessThan(30)
    expect((await lastDay(second, cluster)).backfilled.in.filter((rate) => rate !== null).length).toBeGreaterThanOrEqual(283)
    expect([...core.defects, ...second.defects]).toEqual([])
  }, 150_000)

  it('goes on where it was stopped, by the user, by the setting, by an end in the middle', async () => {
    const { kafka, dataFolder, core, cluster, recorder } = await watched()
    await recorder.until(({ rows }) => (rows.get(cluster)?.backfill.done ?? 0) >= 9, 'some hours are there', 60_000)
    await core.page.history.backfill({ cluster, on: false })
    await recorder.until(({ rows }) => rows.get(cluster)?.backfill.is === 'stopped', 'it is stopped')
    const stopped = (await lastDay(core, cluster)).backfilled.in.filter((rate) => rate !== null).length
    expect(stopped).toBeGreaterThan(80)
    expect(stopped).toBeLessThan(270)
    await core.page.host.saveSettings({ backfill: 'off' })
    await recorder.until(({ rows }) => rows.get(cluster)?.backfill.is === 'off', 'it is off')
    await core.page.host.saveSettings({ backfill: 'on' })
    await recorder.until(({ rows }) => rows.get(cluster)?.backfill.is === 'stopped', 'it stays stopped')
    await core.page.history.backfill({ cluster, on: true })
    await recorder.until(({ rows }) => rows.get(cluster)?.backfill.is === 'running', 'it goes on', 30_000)
    await core.stop()
    const asked = kafka.journal.requestsOf(LIST_OFFSETS)
    const second = await startCore(dataFolder)
    await second.page.profiles.connect({ id: cluster })
    const again = recorderOf(second, cluster)
    await again.until(({ rows }) => rows.get(cluster)?.backfill.is === 'done', 'it is done', 60_000)
    expect((await lastDay(second, cluster)).backfilled.in.filter((rate) => rate !== null).length).toBeGreaterThanOrEqual(282)
    // What was stored is not asked for again.
    expect(kafka.journal.requestsOf(LIST_OFFSETS) - asked).toBeLessThan(288)
  }, 150_000)

  it('waits while the cluster is paused, and goes on afterwards', async () => {
    const { core, cluster, recorder } = await watched()
    await recorder.until(({ rows }) => (rows.get(cluster)?.backfill.done ?? 0) >= 2, 'some hours are there', 60_000)
    await core.page.cluster.pause({ cluster, paused: true })
    await recorder.until(({ rows }) => rows.get(cluster)?.backfill.is === 'idle', 'it waits', 40_000)
    expect(must(recorder.rows.get(cluster)).backfill.done).toBeLessThan(25)
    await core.page.cluster.pause({ cluster, paused: false })
    await recorder.until(({ rows }) => rows.get(cluster)?.backfill.is === 'done', 'it is done', 90_000)
  }, 200_000)

  it('says that brokers before 0.10.1 cannot tell', async () => {
    const kafka = await startKafka('0.10.0')
    const core = await startCore(await tempFolder())
    const cluster = await core.connect(addresses(kafka))
    const recorder = recorderOf(core, cluster)
    await recorder.until(({ rows }) => rows.get(cluster)?.backfill.is === 'cannot', 'it cannot', 30_000)
    expect(must(recorder.rows.get(cluster)).backfill.problem).toMatchObject({ code: 'kafka.unsupported', about: { needs: 'Kafka 0.10.1' } })
  }, 60_000)
})
