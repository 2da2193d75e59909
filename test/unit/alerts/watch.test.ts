import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createAlerts, type Alerts } from '../../../electron/core/alerts/alerts.ts'
import { minuteOfDay } from '../../../electron/core/alerts/notify.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { silentLog } from '../../../electron/core/lib/log.ts'
import type { AlertRule } from '../../../shared/contract/alerts.ts'
import type { VerdictName } from '../../../shared/contract/figures.ts'
import type { DesktopServices } from '../../../shared/desktop-services.ts'
import { createTestClock } from '../../support/clock.ts'
import { createFakeWatchedCluster, fakeGroup } from '../../support/fake-watched-cluster.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { must } from '../../support/test-core.ts'
import { until } from '../../support/until.ts'

const lagRule: AlertRule = {
  id: 'lag',
  enabled: true,
  condition: { is: 'lag', groups: { of: 'group', group: 'billing' }, above: 100 },
  forSeconds: 60,
  recoverMargin: 0.2,
  remindAfterSeconds: 1_800,
  evenInQuietHours: false,
}

const stops: Alerts[] = []
afterEach(() => stops.splice(0).forEach((alerts) => alerts.stop()))

async function setUp(folder: string, available = true) {
  const clock = createTestClock()
  const cluster = createFakeWatchedCluster('p1', clock)
  const shown: { title: string; body: string; clicked: () => void }[] = []
  const notifications: DesktopServices['notifications'] = available
    ? {
        available,
        show(one, clicked) {
          shown.push({ ...one, clicked })
          return { done: true }
        },
      }
    : { available, why: 'no desktop' }
  const alerts = createAlerts({
    files: { fs: nodeFileSystem, clock, platform: process.platform },
    folder: join(folder, 'alerts'),
    fileOf: (name) => join(folder, 'alerts', name),
    clock,
    log: silentLog,
    notifications,
    clusters: { ids: () => ['p1'], cluster: () => cluster, onChange: () => {} },
    profiles: { list: () => [{ id: 'p1', name: 'orders-eu' }] },
  })
  stops.push(alerts)
  const book = await alerts.open('p1')
  const lag = (n: number | null): void => cluster.setGroups([fakeGroup(clock.wall(), { group: 'billing', lag: n })])
  /** Each look at the facts ends with a timer for the next one: until it is there, the look goes on. */
  const advance = async (ms: number): Promise<void> => {
    clock.advance(ms)
    await until(() => clock.waiting > 0, 'the facts were looked at')
  }
  /** A reading each five seconds. */
  const run = async (seconds: number, n: number | null): Promise<void> => {
    for (let t = 0; t < seconds; t += 5) {
      lag(n)
      await advance(5_000)
    }
  }
  const log = () => book.alerts.current()
  const logged = (what: string, isSo: (rows: ReturnType<typeof log>) => boolean) => until(() => isSo(log()), what)
  return { clock, cluster, shown, alerts, book, lag, advance, run, log, logged }
}

const onlyLag = { rules: [lagRule] }

describe('alerts of a cluster, by a clock', () => {
  it('fires after its duration, notifies the system, opens the moment, recovers', async () => {
    const { clock, shown, alerts, book, run, log, logged } = await setUp(await tempFolder())
    await book.choices.change((before) => ({ ...before, ...onlyLag }))
    await run(55, 500)
    expect(log()).toEqual([])
    await run(20, 640)
    await logged('it is logged', (rows) => rows.length === 1)
    const firedAt = must(log()[0]).firedAt
    expect(log()).toMatchObject([{ rule: 'lag', subject: 'billing', value: 640, ended: null, silent: null }])
    expect(shown).toMatchObject([{ title: 'orders-eu: billing: lag 640', body: 'Group billing: lag > 100 for 1 min' }])
    const opened: unknown[] = []
    alerts.onOpened((place) => opened.push(place), new AbortController().signal)
    shown[0]?.clicked()
    expect(opened).toEqual([{ cluster: 'p1', path: `/groups/billing?moment=${firedAt}` }])
    await run(60, 90)
    expect(log()).toMatchObject([{ ended: null }])
    await run(60, 10)
    await logged('it is over', (rows) => rows[0]?.ended === 'recovered')
    expect(must(log()[0]).endedAt).toBeLessThanOrEqual(clock.wall())
    expect(shown).toHaveLength(1)
  })

  it('reminds once, and not of what was acknowledged', async () => {
    const { clock, shown, book, run, log, logged } = await setUp(await tempFolder())
    await book.choices.change((before) => ({ ...before, ...onlyLag }))
    await run(70, 500)
    await logged('it is logged', (rows) => rows.length === 1)
    await run(2_000, 500)
    await logged('it reminds', (rows) => rows[0]?.remindedAt !== null)
    expect(shown.map(({ body }) => body)).toEqual(['Group billing: lag > 100 for 1 min', 'Still so. Group billing: lag > 100 for 1 min'])
    await run(4_000, 500)
    expect(shown).toHaveLength(2)
    await run(60, 0)
    await logged('it is over', (rows) => rows[0]?.ended === 'recovered')
    await run(70, 500)
    await logged('it is logged again', (rows) => rows.length === 2)
    await book.alerts.change((before) => before.map((each) => ({ ...each, acknowledgedAt: clock.wall() })))
    await run(2_000, 500)
    // Saves go one after the other: this one is behind all that was asked for.
    await book.alerts.change((before) => before)
    expect(log()[1]).toMatchObject({ remindedAt: null, ended: null })
    expect(shown).toHaveLength(3)
  })

  it('a cluster that does not answer says nothing; one that is disconnected ends what stands as not watched', async () => {
    const { clock, cluster, book, run, log, logged, advance } = await setUp(await tempFolder())
    await book.choices.change((before) => ({ ...before, ...onlyLag }))
    await run(70, 500)
    await logged('it is logged', (rows) => rows.length === 1)
    cluster.setSource({ is: 'stale', since: clock.wall() })
    await advance(600_000)
    expect(log()).toMatchObject([{ ended: null }])
    cluster.setSource({ is: 'off' })
    clock.advance(5_000)
    await logged('it is ended', (rows) => rows[0]?.ended === 'unwatched')
    // Connected again: it counts anew, and is a new alert.
    cluster.setSource({ is: 'live', since: clock.wall() })
    await run(55, 500)
    expect(log()).toHaveLength(1)
    await run(20, 500)
    await logged('a new one', (rows) => rows.length === 2)
  })

  it('a group that is gone, and a rule that says something else, end what stood', async () => {
    const { clock, cluster, book, run, log, logged, advance } = await setUp(await tempFolder())
    await book.choices.change((before) => ({ ...before, ...onlyLag }))
    await run(70, 500)
    await logged('it is logged', (rows) => rows.length === 1)
    cluster.setGroups([])
    clock.advance(5_000)
    await logged('it is gone', (rows) => rows[0]?.ended === 'gone')
    await run(70, 500)
    await logged('it is logged again', (rows) => rows.length === 2)
    // Another reminder is the same rule; another limit is not.
    await book.choices.change((before) => ({ ...before, rules: [{ ...lagRule, remindAfterSeconds: null }] }))
    await advance(5_000)
    expect(log()[1]?.ended).toBe(null)
    await book.choices.change((before) => ({ ...before, rules: [{ ...lagRule, enabled: false }] }))
    clock.advance(5_000)
    await logged('the rule is off', (rows) => rows[1]?.ended === 'ruleChanged')
  })

  it('muted, in quiet hours, switched off, no desktop: logged, not told; told when that is over and it still stands', async () => {
    const { clock, shown, book, run, log, logged } = await setUp(await tempFolder())
    const minute = minuteOfDay(clock.wall())
    const quiet = { from: minute, to: (minute + 30) % 1_440 }
    await book.choices.change((before) => ({ ...before, ...onlyLag, quiet }))
    await run(70, 500)
    await logged('it is logged', (rows) => rows[0]?.silent === 'quietHours')
    expect(shown).toEqual([])
    await run(1_800, 500)
    await logged('it is told when the quiet hours are over', (rows) => rows[0]?.silent === null)
    expect(shown.length).toBeGreaterThanOrEqual(1)
    await run(60, 0)
    await logged('it is over', (rows) => rows[0]?.ended === 'recovered')
    const muted = [{ group: 'billing', until: clock.wall() + 600_000 }]
    await book.choices.change((before) => ({ ...before, muted }))
    await run(70, 500)
    await logged('muted', (rows) => rows[1]?.silent === 'muted')
    await run(60, 0)
    await logged('over', (rows) => rows[1]?.ended === 'recovered')
    await book.choices.change((before) => ({ ...before, muted: [], notify: false }))
    await run(70, 500)
    await logged('off', (rows) => rows[2]?.silent === 'off')
    const before = shown.length
    await run(600, 500)
    await book.alerts.change((same) => same)
    expect(shown).toHaveLength(before)
    expect(log()).toHaveLength(3)
  })

  it('a host that cannot notify says so in the log', async () => {
    const { shown, book, run, logged } = await setUp(await tempFolder(), false)
    await book.choices.change((before) => ({ ...before, ...onlyLag }))
    await run(70, 500)
    await logged('it is logged', (rows) => rows[0]?.silent === 'notSupported')
    expect(shown).toEqual([])
  })

  it('the ready set watches what is starred, reads it often, and leaves the others alone', async () => {
    const { clock, cluster, book, log, logged, advance } = await setUp(await tempFolder())
    const judged = (group: string, verdict: VerdictName) =>
      fakeGroup(clock.wall(), { group, verdict: { verdict, urgent: false, notice: false, since: clock.wall(), also: [] } })
    cluster.setGroups([judged('billing', 'DATA_LOST'), judged('other', 'DATA_LOST')])
    await advance(5_000)
    expect(log()).toEqual([])
    expect([...cluster.held]).toEqual([])
    await book.choices.change((before) => ({ ...before, watched: ['billing'] }))
    expect([...cluster.held]).toEqual(['billing'])
    clock.advance(5_000)
    await logged('the watched one fires', (rows) => rows.length === 1)
    expect(log()).toMatchObject([{ rule: 'ready-loss', subject: 'billing', verdict: 'DATA_LOST' }])
    await book.choices.change((before) => ({ ...before, watched: [] }))
    expect([...cluster.held]).toEqual([])
  })
})

describe('F-01 F-05 what is kept of alerts', () => {
  it('rules, watched groups and the log are there after a restart; what stood is ended as not watched', async () => {
    const folder = await tempFolder()
    const first = await setUp(folder)
    expect(first.book.choices.current().rules.length).toBeGreaterThan(4)
    await first.book.choices.change((before) => ({ ...before, ...onlyLag, watched: ['billing'], quiet: { from: 1, to: 2 } }))
    await first.run(70, 500)
    await first.logged('it is logged', (rows) => rows.length === 1)
    first.alerts.stop()
    expect((await readdir(join(folder, 'alerts'))).filter((name) => name.includes('.tmp'))).toEqual([])
    const second = await setUp(folder)
    expect(second.book.choices.current()).toMatchObject({ ...onlyLag, watched: ['billing'], quiet: { from: 1, to: 2 }, notify: true })
    expect(second.log()).toMatchObject([{ subject: 'billing', ended: 'unwatched' }])
  })

  it('one rule that does not fit any more spoils no other; a damaged file is put aside and said', async () => {
    const folder = await tempFolder()
    const first = await setUp(folder)
    const strange = { ...lagRule, id: 'later', condition: { is: 'somethingNew' } } as unknown as AlertRule
    await first.book.choices.change((before) => ({ ...before, rules: [strange, lagRule] }))
    first.alerts.stop()
    const second = await setUp(folder)
    expect(second.book.choices.current().rules).toEqual([lagRule])
    // A second save: the first stays beside it.
    await second.book.choices.change((before) => ({ ...before, watched: ['billing'] }))
    second.alerts.stop()
    const file = join(folder, 'alerts', 'p1.json')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('billing', 'billinG'))
    const third = await setUp(folder)
    expect(third.book.choices.problems().map(({ code }) => code)).toEqual(['files.olderCopy'])
    expect((await readdir(join(folder, 'alerts'))).some((name) => name.startsWith('p1.json.damaged-'))).toBe(true)
  })
})
