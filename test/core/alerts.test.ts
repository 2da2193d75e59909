import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { AlertRuleDraft } from '../../shared/contract/alerts.ts'
import type { Notifications } from '../../shared/desktop-services.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { following, stoppedAt } from '../emulators/world/group.ts'
import { noKeychain } from '../support/fake-keychain.ts'
import { must, seeView, startTestCore } from '../support/test-core.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

const rule = (change: Partial<AlertRuleDraft> = {}): AlertRuleDraft => ({
  id: null,
  enabled: true,
  condition: { is: 'lag', groups: { of: 'pattern', pattern: 'bill*' }, above: 100 },
  forSeconds: 2,
  recoverMargin: 0.2,
  remindAfterSeconds: null,
  evenInQuietHours: false,
  ...change,
})

describe('alerts of a connected cluster, with no page open', () => {
  it('fires on what was read, notifies, opens the moment, replays, and is there after a restart', { timeout: 90_000 }, async () => {
    const kafka = await createKafkaEmulator({
      brokers: 3,
      topics: [{ name: 'orders', partitions: 6, replication: 3, perSecond: 60, history: 10_000 }],
      groups: [
        { name: 'billing', progress: [{ topic: 'orders', partitions: [0, 1, 2, 3, 4, 5], position: stoppedAt(Date.now() - 30_000) }] },
        { name: 'calm', progress: [{ topic: 'orders', partitions: [0, 1, 2, 3, 4, 5], position: following(500) }] },
      ],
    })
    open.push(kafka)
    const dataFolder = await tempFolder()
    const shown: { title: string; clicked: () => void }[] = []
    const notifications: Notifications = {
      available: true,
      show({ title }, clicked) {
        shown.push({ title, clicked })
        return { done: true }
      },
    }
    const no = { done: false, why: 'tests' } as const
    const desktop = {
      host: 'desktop',
      keychain: noKeychain,
      copyText: () => no,
      openExternal: async () => no,
      notifications,
      outside: { listen() {} },
    } as const
    const core = await startTestCore({ dataFolder, desktop })
    open.push(core)
    const cluster = await core.connect(kafka.bootstrap.map((b) => `${b.host}:${b.port}`))
    const settings = seeView(core.page.alerts.settings, { cluster }, 'id')
    await settings.until((v) => v.rows.get('settings')?.notifications.available === true, 'settings are read')
    const { id } = await core.page.alerts.save({ cluster, rule: rule() })
    await until(() => shown.length > 0, 'it is told', 40_000)
    expect(must(shown[0]).title).toMatch(/billing: lag/)
    const log = seeView(core.page.alerts.log, { cluster }, 'id')
    await log.until((v) => v.rows.size > 0, 'it is logged')
    const alert = must([...log.rows.values()][0])
    expect(alert).toMatchObject({ rule: id, subject: 'billing', ended: null, silent: null, condition: { is: 'lag' } })
    expect(alert.value).toBeGreaterThan(100)
    expect([...log.rows.values()].map(({ subject }) => subject)).toEqual(['billing'])

    const stop = new AbortController()
    const places = core.page.alerts.opened({}, { signal: stop.signal })[Symbol.asyncIterator]()
    const next = places.next()
    // The stream has to be open before the click: a view that answers later than its start says so.
    await core.page.host.info({})
    shown[0]?.clicked()
    expect((await next).value).toEqual({ cluster, path: alert.path })
    stop.abort()
    await places.next().catch(() => undefined)

    const replayed = await core.page.alerts.test({ cluster, rule: rule({ forSeconds: 0 }), hours: 24 })
    expect(replayed).toMatchObject({ subjects: 1, notes: [] })
    expect(replayed.fired.map(({ subject }) => subject)).toEqual(['billing'])
    expect(must(replayed.since)).toBeLessThanOrEqual(must(replayed.fired[0]).firedAt)
    const brokers = await core.page.alerts.test({ cluster, rule: rule({ condition: { is: 'brokerDown' } }), hours: 24 })
    expect(brokers).toMatchObject({ since: null, fired: [], notes: ['notRecorded'] })

    await core.page.alerts.acknowledge({ cluster, ids: [alert.id] })
    await core.page.alerts.watch({ cluster, group: 'calm', on: true })
    await log.until((v) => v.rows.get(alert.id)?.acknowledgedAt !== null, 'it is acknowledged')
    // What nobody reads cannot be told, and says so.
    const rules = seeView(core.page.alerts.rules, { cluster }, 'id')
    await rules.until((v) => v.rows.get('ready-framework')?.blind === 'notRead' && v.rows.get(id)?.standing === 1, 'rules say how they are')
    expect(rules.rows.get('ready-broker')?.blind).toBeNull()
    await core.stop()
    expect((await readdir(join(dataFolder, 'alerts'))).filter((name) => name.endsWith('.json')).sort()).toEqual([
      `${cluster}.json`,
      `${cluster}.log.json`,
    ])

    const again = await startTestCore({ dataFolder })
    open.push(again)
    const later = seeView(again.page.alerts.log, { cluster }, 'id')
    await later.until((v) => v.rows.size === 1, 'the log is there')
    expect(later.rows.get(alert.id)).toMatchObject({ ended: 'unwatched' })
    const kept = seeView(again.page.alerts.settings, { cluster }, 'id')
    await kept.until((v) => v.rows.get('settings')?.watched[0] === 'calm', 'the star is there')
    expect([...core.defects, ...again.defects]).toEqual([])
  })
})
