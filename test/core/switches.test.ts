import { describe, expect, it, onTestFinished } from 'vitest'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { stoppedAt } from '../emulators/world/group.ts'
import { must, seeView, startTestCore } from '../support/test-core.ts'
import { until } from '../support/until.ts'

const OFFSET_FETCH = 9
const DESCRIBE_ACLS = 29

describe('24 feature switches', () => {
  it('what is off is not asked for: settings of the cluster every minute, positions by time; on again it is', async () => {
    const kafka = await createKafkaEmulator({
      brokers: 1,
      release: '4.3',
      topics: [{ name: 'orders', partitions: 1, replication: 1, perSecond: 5, history: 10_000 }],
      groups: [{ name: 'billing', progress: [{ topic: 'orders', partitions: [0], position: stoppedAt(Date.now() - 600_000) }] }],
    })
    const core = await startTestCore()
    onTestFinished(async () => {
      await core.stop()
      await kafka.stop()
    })
    await core.page.host.saveSettings({ elsewhere: 'off', timeProbes: 'off', backfill: 'off' })
    const id = await core.connect(kafka.bootstrap.map((b) => `${b.host}:${b.port}`))
    const list = seeView(core.page.groups.list, { cluster: id, at: 'live' }, 'group')
    onTestFinished(() => list.close())
    const open = seeView(core.page.groups.partitions, { cluster: id, at: 'live', group: 'billing' }, 'key')
    onTestFinished(() => open.close())
    const method = (): string | null => {
      const told = list.rows.get('billing')?.timeLag
      return told?.kind === 'value' ? told.method : null
    }
    // Long after the first survey and the first probe would have been.
    await until(() => kafka.journal.requestsOf(OFFSET_FETCH) >= 4, 'offsets are read four times', 40_000)
    expect(must(list.rows.get('billing')).lag).toBeGreaterThan(1_000)
    expect(method()).not.toBe('index')
    expect(kafka.journal.requestsOf(DESCRIBE_ACLS)).toBe(0)
    await core.page.host.saveSettings({ elsewhere: 'on', timeProbes: 'on' })
    await until(() => kafka.journal.requestsOf(DESCRIBE_ACLS) > 0, 'settings are read', 30_000)
    await list.until(() => method() === 'index' || method() === 'record', 'the time index is asked', 40_000)
  }, 120_000)
})
