import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { following } from '../emulators/world/group.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { must, seeView, startTestCore } from '../support/test-core.ts'

describe('24 the history of a profile is deleted', () => {
  it('while it is connected: what was recorded is gone, and recording begins anew; after a disconnect nothing is left', async () => {
    const kafka = await createKafkaEmulator({
      brokers: 1,
      topics: [{ name: 'orders', partitions: 2, replication: 1, perSecond: 20, history: 100 }],
      groups: [{ name: 'billing', progress: [{ topic: 'orders', partitions: [0, 1], position: following(500) }] }],
    })
    const dataFolder = await tempFolder()
    const core = await startTestCore({ dataFolder })
    onTestFinished(async () => {
      await core.stop()
      await kafka.stop()
    })
    const { page } = core
    await page.host.saveSettings({ readOpen: '2' })
    const cluster = await core.connect(kafka.bootstrap.map((b) => `${b.host}:${b.port}`))
    const group = seeView(page.groups.partitions, { cluster, at: 'live', group: 'billing' }, 'key')
    const recorder = seeView(page.history.recorder, { cluster }, 'cluster')
    onTestFinished(() => (group.close(), recorder.close()))
    await recorder.until(({ rows }) => (rows.get(cluster)?.first ?? null) !== null, 'something is recorded', 30_000)
    const before = must(recorder.rows.get(cluster)?.first)
    const forgotten = Date.now()
    expect(before).toBeLessThan(forgotten)

    await page.history.forget({ cluster })
    // Offsets and all else come again, none of it older than that.
    await recorder.until(({ rows }) => (rows.get(cluster)?.first ?? 0) > forgotten - 1_000, 'it is recorded anew', 30_000)
    const span = { from: forgotten - 60_000, to: Date.now() + 60_000 }
    const lag = () => page.lag.history({ cluster, at: 'live', group: 'billing', span, points: 120 })
    expect((await lag()).lag.some((value) => value !== null)).toBe(true)

    await page.profiles.disconnect({ id: cluster })
    group.close()
    await page.history.forget({ cluster })
    await recorder.until(({ rows }) => rows.get(cluster)?.first === null, 'nothing is recorded', 30_000)
    expect((await readdir(join(dataFolder, 'history'))).filter((name) => name.endsWith('.db'))).toEqual([])
    expect((await lag()).lag.every((value) => value === null)).toBe(true)
    await expect(page.history.forget({ cluster: 'nobody' })).rejects.toMatchObject({ code: 'profile.unknown' })
    expect(core.defects).toEqual([])
  }, 90_000)
})
