import { describe, expect, it, onTestFinished } from 'vitest'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { following } from '../emulators/world/group.ts'
import { seeView, startTestCore } from '../support/test-core.ts'
import { until } from '../support/until.ts'

const OFFSET_FETCH = 9

describe('0.7 24 how often is read is a setting', () => {
  it('what is open is read as often as the settings say, from the next reading on', async () => {
    const emulator = await createKafkaEmulator({
      brokers: 1,
      release: '4.3',
      topics: [{ name: 'orders', partitions: 1, replication: 1, history: 10 }],
      groups: [{ name: 'billing', progress: [{ topic: 'orders', partitions: [0], position: following(500) }] }],
    })
    const core = await startTestCore()
    onTestFinished(async () => {
      await core.stop()
      await emulator.stop()
    })
    await core.page.host.saveSettings({ readOpen: '2' })
    const id = await core.connect(emulator.bootstrap.map((b) => `${b.host}:${b.port}`))
    const group = seeView(core.page.groups.partitions, { cluster: id, at: 'live', group: 'billing' }, 'key')
    onTestFinished(() => group.close())
    await group.until(({ rows }) => rows.size > 0, 'the group is read', 20_000)
    const list = seeView(core.page.groups.list, { cluster: id, at: 'live' }, 'group')
    onTestFinished(() => list.close())
    await list.until(({ about }) => about.asOf !== null, 'the list is read', 20_000)
    const asOf = { group: group.about.asOf ?? 0, list: list.about.asOf ?? 0 }
    const begun = emulator.journal.requestsOf(OFFSET_FETCH)
    const started = performance.now()
    await until(() => emulator.journal.requestsOf(OFFSET_FETCH) >= begun + 4, 'offsets are read four times', 20_000)
    // At the usual 5 s four readings take 15 s and more.
    expect(performance.now() - started).toBeLessThan(14_000)
    // As of these readings, although the topology is read once a minute.
    await group.until(({ about }) => (about.asOf ?? 0) > asOf.group + 4_000, 'the group says when it was read', 20_000)
    await list.until(({ about }) => (about.asOf ?? 0) > asOf.list + 4_000, 'so does the list', 20_000)
  }, 60_000)
})
