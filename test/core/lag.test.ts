import { afterEach, describe, expect, it } from 'vitest'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { following, reading, stoppedAt, type GroupSpec } from '../emulators/world/group.ts'
import type { LagSampleEvent } from '../../shared/contract/lag.ts'
import { createFastClock } from '../support/fast-clock.ts'
import { must, seeView, startTestCore } from '../support/test-core.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

const HOUR = 3_600_000
const PARTITIONS = [0, 1, 2]
/** Five minutes of samples pass in half a minute. */
const TIMES = 12

async function start() {
  const clock = createFastClock(TIMES)
  const began = clock.wall()
  const member = { id: 'm', instance: null, clientId: 'c', host: '10.0.0.1', rack: null, assigned: new Map([['orders', PARTITIONS]]) }
  const group = (name: string, position: (time: number) => number, members = [member]): GroupSpec => ({
    name,
    members,
    progress: [{ topic: 'orders', partitions: PARTITIONS, position }],
    commitEveryMs: 5_000,
  })
  const kafka = await createKafkaEmulator({
    brokers: 3,
    clock,
    topics: [
      { name: 'orders', partitions: 3, replication: 3, perSecond: 60, history: 200_000 },
      { name: 'trimmed', partitions: 1, replication: 1, perSecond: 1, history: 10_000 },
    ],
    groups: [
      group('keeps', following(500)),
      group('stalled', stoppedAt(began - 60_000)),
      group('stopped', stoppedAt(began - HOUR), []),
      group('slow', reading(began, 60_000, 0.5)),
      group('fast', reading(began, HOUR, 3)),
      { name: 'loser', members: [], commits: { trimmed: { 0: 100 } } },
      { name: 'overtaken', members: [member], commits: { orders: { 0: 10_000_000, 1: -1 } } },
    ],
  })
  open.push({ stop: () => kafka.stop() })
  kafka.world.deleteRecords('trimmed', 0, 5_000)
  const core = await startTestCore({ clock })
  open.push(core)
  const cluster = await core.connect(kafka.bootstrap.map((b) => `${b.host}:${b.port}`))
  return { core, clock, began, at: { cluster, at: 'live' } as const }
}

describe('lag of live groups', () => {
  it('tells each group’s trouble, how old its next record is, and how it knows', { timeout: 120_000 }, async () => {
    const { core, clock, began, at } = await start()
    const groups = seeView(core.page.groups.list, at, 'group')
    const stopped = seeView(core.page.groups.partitions, { ...at, group: 'stopped' }, 'key')

    // Told at once, from the time index: nobody has read for an hour.
    await groups.until((v) => v.rows.get('stopped')?.verdict?.verdict === 'STOPPED', 'an hour without a reader is a stop', 20_000)
    const { timeLag } = must(groups.rows.get('stopped'))
    const truth = (clock.wall() - (began - HOUR)) / 1_000
    expect(timeLag).toMatchObject({ kind: 'value', method: 'index' })
    if (timeLag.kind === 'value') {
      const grown = (clock.wall() - timeLag.at) / 1_000
      expect(Math.abs(timeLag.seconds + grown - truth)).toBeLessThanOrEqual(timeLag.error + 1)
      expect(timeLag.error).toBeLessThanOrEqual(0.02 * truth)
    }
    await groups.until((v) => v.rows.get('loser')?.verdict?.verdict === 'DATA_LOST', 'deleted before it was read', 20_000)
    expect(groups.rows.get('loser')?.lost).toBe(4_900)

    await groups.until(
      (v) => v.rows.get('slow')?.verdict?.verdict === 'FALLING_BEHIND' && v.rows.get('stalled')?.verdict?.verdict === 'STALLED',
      'five minutes tell what goes wrong',
      80_000,
    )
    await groups.until((v) => v.rows.get('fast')?.verdict?.verdict === 'CATCHING_UP', 'and what gets better', 20_000)
    const word = (group: string) => groups.rows.get(group)?.verdict?.verdict
    expect(['keeps', 'overtaken'].map(word)).toEqual(['OK', 'AHEAD'])
    expect(must(groups.rows.get('slow')).eta).toEqual({ kind: 'never' })
    // 60 msg/s come, 30 are read: 1,800 a minute.
    expect(must(groups.rows.get('slow')).slope).toBeGreaterThan(1_000)
    expect(must(groups.rows.get('fast')).eta.kind).toBe('in')
    expect(must(groups.rows.get('keeps')).in).toBeGreaterThan(40)
    for (const row of groups.rows.values()) expect(row.lag ?? 0, row.group).toBeGreaterThanOrEqual(0)
    expect(must(groups.rows.get('overtaken')).lag).toBe(0)

    await stopped.until((v) => v.rows.get('orders-0')?.timeLag.kind === 'value', 'each partition has its own')
    expect(stopped.rows.get('orders-0')).toMatchObject({ verdict: { verdict: 'STOPPED' }, out: 0, eta: { kind: 'never' }, blocked: 0 })

    const explained = await core.page.lag.explain({ ...at, group: 'stopped', topic: 'orders', partition: 0 })
    const value = (name: string) => explained.lines.find((one) => one.name === name)?.value
    expect([value('verdict shown'), value('group state')]).toEqual(['STOPPED', 'Empty'])
    expect(Number(value('lag'))).toBe(Number(explained.end.offset) - Number(explained.committed.offset))

    const strips = seeView(core.page.lag.log, { ...at, topic: 'orders', times: true }, 'key')
    await strips.until((v) => v.rows.size === 3 && (v.rows.get('0')?.groups.length ?? 0) === 6, 'every group stands in the log')
    expect(strips.rows.get('0')?.groups.find((g) => g.group === 'overtaken')).toMatchObject({ lag: 0 })
    expect(strips.rows.get('0')?.groups[0]?.group).toBe('stopped')
    await strips.until((v) => v.rows.get('0')?.groups[0]?.timeLag.kind === 'value', 'by time too')
    expect(strips.rows.get('0')?.times?.points.length).toBeGreaterThan(0)
    const plain = seeView(core.page.lag.log, { ...at, topic: 'orders', times: false }, 'key')
    await plain.until((v) => v.rows.size === 3, 'without times')
    expect(plain.rows.get('0')).toMatchObject({ times: null, groups: [{ timeLag: { kind: 'unknown' } }, {}, {}, {}, {}, {}] })

    const samples: LagSampleEvent[] = []
    for await (const sample of core.page.lag.samples({ ...at, group: 'slow' })) {
      samples.push(sample)
      if (samples.length === 3) break
    }
    expect(samples.map((s) => s.verdict)).toEqual(['FALLING_BEHIND', 'FALLING_BEHIND', 'FALLING_BEHIND'])
    expect(samples[2]?.t).toBeGreaterThan(samples[0]?.t ?? Infinity)
    expect(core.defects).toEqual([])
  })
})
