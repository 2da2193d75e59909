import { afterEach, describe, expect, it } from 'vitest'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { following } from '../emulators/world/group.ts'
import { seeView, startTestCore } from '../support/test-core.ts'
import { tempFolder } from '../support/temp-folder.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

describe('alerts about partitions, with no screen open', () => {
  it('under min ISR is known: 0 while all are in sync, and told when a broker dies', { timeout: 120_000 }, async () => {
    const kafka = await createKafkaEmulator({
      brokers: 3,
      topics: [
        { name: 'strict', partitions: 6, replication: 3, perSecond: 5, history: 100, configs: { 'min.insync.replicas': '3' } },
        { name: 'easy', partitions: 6, replication: 3, perSecond: 5, history: 100, configs: { 'min.insync.replicas': '2' } },
      ],
      groups: [{ name: 'calm', progress: [{ topic: 'strict', partitions: [0], position: following(1) }] }],
    })
    open.push(kafka)
    const core = await startTestCore({ dataFolder: await tempFolder() })
    open.push(core)
    const cluster = await core.connect(kafka.bootstrap.map((b) => `${b.host}:${b.port}`))
    const { id } = await core.page.alerts.save({
      cluster,
      rule: {
        id: null,
        enabled: true,
        condition: { is: 'partitions', which: 'underMinIsr', above: 0 },
        forSeconds: 0,
        recoverMargin: 0,
        remindAfterSeconds: null,
        evenInQuietHours: false,
      },
    })
    const rules = seeView(core.page.alerts.rules, { cluster }, 'id')
    await rules.until((v) => v.rows.get(id)?.blind === null, 'it is known while all are in sync', 60_000)
    expect(rules.rows.get(id)?.standing).toBe(0)
    const log = seeView(core.page.alerts.log, { cluster }, 'id')
    await kafka.killBroker(3)
    await log.until((v) => [...v.rows.values()].some((row) => row.rule === id), 'it is told', 90_000)
    // Only those of the topic that needs all three.
    expect([...log.rows.values()].find((row) => row.rule === id)).toMatchObject({ subject: '', value: 6, ended: null })
    expect(core.defects).toEqual([])
  })
})
