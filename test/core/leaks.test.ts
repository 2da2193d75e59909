import { afterEach, describe, expect, it } from 'vitest'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { stoppedAt } from '../emulators/world/group.ts'
import { seeView, startTestCore } from '../support/test-core.ts'
import { until } from '../support/until.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

const CYCLES = 50

/** Sockets, timers and whatever else keeps the process busy, by kind. */
function busy(): { sockets: number; timers: number } {
  const kinds = process.getActiveResourcesInfo()
  return { sockets: kinds.filter((k) => k.startsWith('TCP')).length, timers: kinds.filter((k) => k === 'Timeout').length }
}

describe('H-03 nothing accumulates', () => {
  it(`${CYCLES} times connect, visit every screen, disconnect: sockets and timers are where they were`, { timeout: 120_000 }, async () => {
    const warnings: Error[] = []
    const onWarning = (warning: Error): void => void warnings.push(warning)
    process.on('warning', onWarning)
    const kafka = await createKafkaEmulator({
      brokers: 3,
      topics: [{ name: 'a', partitions: 3, replication: 3, history: 10 }],
      groups: [{ name: 'g', progress: [{ topic: 'a', partitions: [0, 1, 2], position: stoppedAt(Date.now()) }] }],
    })
    open.push(kafka)
    const core = await startTestCore()
    open.push(core)
    const cluster = await core.connect(kafka.bootstrap.map((b) => `${b.host}:${b.port}`))
    const at = { cluster, at: 'live' } as const
    const { page } = core

    const cycle = async (): Promise<void> => {
      await page.profiles.connect({ id: cluster })
      const groups = seeView(page.groups.list, at, 'group')
      const views = [
        groups,
        seeView(page.cluster.overview, at, 'cluster'),
        seeView(page.cluster.reading, at, 'cluster'),
        seeView(page.brokers.list, at, 'key'),
        seeView(page.brokers.partitions, { ...at, broker: 1 }, 'key'),
        seeView(page.topics.list, at, 'name'),
        seeView(page.topics.partitions, { ...at, topic: 'a' }, 'key'),
        seeView(page.topics.groups, { ...at, topic: 'a' }, 'group'),
        seeView(page.groups.one, { ...at, group: 'g' }, 'group'),
        seeView(page.groups.partitions, { ...at, group: 'g' }, 'key'),
        seeView(page.groups.members, { ...at, group: 'g' }, 'member'),
        seeView(page.profiles.list, {}, 'id'),
      ]
      await groups.until((v) => v.about.state === 'live' && v.rows.size === 1, 'the groups are live')
      await page.profiles.disconnect({ id: cluster })
      for (const view of views) view.close()
    }
    const quiet = async (like: { sockets: number; timers: number } | null): Promise<{ sockets: number; timers: number }> => {
      await until(() => like === null || (busy().sockets <= like.sockets + 2 && busy().timers <= like.timers + 2), 'it is quiet again')
      return busy()
    }

    await cycle()
    // The emulator's side of a socket closes a moment later.
    await until(() => busy().sockets <= 3, 'all connections are closed', 1_000)
    const before = await quiet(null)
    for (let n = 0; n < CYCLES; n += 1) await cycle()
    const after = await quiet(before)
    process.off('warning', onWarning)
    expect(after.sockets).toBeLessThanOrEqual(before.sockets + 2)
    expect(after.timers).toBeLessThanOrEqual(before.timers + 2)
    expect(warnings).toEqual([])
    expect(core.defects).toEqual([])
  })

  it('G-05 stopping the core closes every socket within a second', async () => {
    const kafka = await createKafkaEmulator({ brokers: 3, topics: [{ name: 'a', partitions: 3, replication: 3 }] })
    open.push(kafka)
    const core = await startTestCore()
    const cluster = await core.connect(kafka.bootstrap.map((b) => `${b.host}:${b.port}`))
    const brokers = seeView(core.page.brokers.list, { cluster, at: 'live' }, 'key')
    await brokers.until((v) => [...v.rows.values()].filter((b) => b.state === 'up').length === 3, 'three brokers are up')
    const stopped = core.stop()
    await until(() => busy().sockets <= 3, 'all connections are closed', 1_000)
    await stopped
  })
})
