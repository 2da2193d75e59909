import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ResetRow, ResetScope, ResetTo } from '../../shared/contract/group-changes.ts'
import { describeError } from '../../shared/errors/error.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { applied, confirmed, planned } from '../support/changing.ts'
import { createTestClock } from '../support/clock.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'

const everything = { of: 'all' } as const

describe('groups are changed through plan and apply', () => {
  let emulator: KafkaEmulator
  let core: TestCore
  let cluster: string
  let began: number
  beforeEach(async () => {
    const clock = createTestClock()
    began = clock.wall()
    const member = { id: 'm-1', instance: null, clientId: 'worker', host: '10.0.0.7', rack: null, assigned: new Map([['orders', [0, 1]]]) }
    emulator = await createKafkaEmulator({
      brokers: 3,
      release: '4.3',
      clock,
      // One record a second in each partition.
      topics: [
        { name: 'orders', partitions: 2, replication: 1, perSecond: 2 },
        { name: 'audit', partitions: 2, replication: 1, history: 50 },
      ],
      groups: [
        { name: 'idle', commits: { orders: { 0: 30, 1: 60 }, audit: { 0: 50 } } },
        { name: 'other', commits: { orders: { 0: 77 }, audit: { 0: 5, 1: 6 } } },
        { name: 'running', members: [member], commits: { orders: { 0: 1 } } },
      ],
    })
    clock.advance(100_000)
    for (const p of [0, 1]) emulator.world.topic('orders').setRate(p, 0, clock.wall())
    emulator.world.deleteRecords('orders', 0, 20)
    core = await startTestCore()
    cluster = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { access: 'guarded' },
    )
  })
  afterEach(async () => {
    await core.stop()
    await emulator.stop()
  })

  const preview = (target: ResetTo, scope: ResetScope = everything, group = 'idle') =>
    core.page.groups.previewReset({ cluster, group, scope, target })
  const short = (rows: readonly ResetRow[]): string[] =>
    rows.map((r) => `${r.topic}-${r.partition} ${r.now ?? '–'}→${r.next ?? r.problem ?? ''}${r.clamped ? ` (${r.clamped})` : ''}`)
  const next = (rows: readonly ResetRow[]) =>
    rows.flatMap((r) => (r.next === null || r.next === r.now ? [] : [{ topic: r.topic, partition: r.partition, offset: r.next }]))
  const commits = (group: string): unknown =>
    Object.fromEntries([...emulator.world.group(group).commits].map(([t, own]) => [t, Object.fromEntries(own)]))

  it.each<[string, ResetTo, string[]]>([
    ['earliest', { to: 'earliest' }, ['orders-0 30→20', 'orders-1 60→0', 'audit-0 50→0']],
    ['latest', { to: 'latest' }, ['orders-0 30→100', 'orders-1 60→100', 'audit-0 50→50']],
    ['an offset', { to: 'offset', offset: '70' }, ['orders-0 30→70', 'orders-1 60→70', 'audit-0 50→50 (end)']],
    ['forward', { to: 'shift', by: 5 }, ['orders-0 30→35', 'orders-1 60→65', 'audit-0 50→50 (end)']],
    ['back', { to: 'shift', by: -15 }, ['orders-0 30→20 (start)', 'orders-1 60→45', 'audit-0 50→35']],
    ['current', { to: 'current' }, ['orders-0 30→30', 'orders-1 60→60', 'audit-0 50→50']],
    ['another group', { to: 'group', group: 'other', matching: true }, ['orders-0 30→77', 'audit-0 50→5']],
    ['another group, all of it', { to: 'group', group: 'other', matching: false }, ['orders-0 30→77', 'audit-0 50→5', 'audit-1 –→6']],
    ['a file', { to: 'file', text: 'orders,0,44\naudit,1,999\n' }, ['orders-0 30→44', 'audit-1 –→50 (end)']],
    ['a file of several groups', { to: 'file', text: 'idle,orders,0,44\nother,orders,0,1\n' }, ['orders-0 30→44']],
  ])('E-06 previews a reset to %s', async (_name, target, expected) => {
    expect(short((await preview(target)).rows)).toEqual(expected)
  })

  it('E-06 previews a reset to a moment, and to so long ago', async () => {
    const at = began + 50_500
    expect(short((await preview({ to: 'time', at }, { of: 'topics', topics: [{ topic: 'orders', partitions: null }] })).rows)).toEqual([
      'orders-0 30→50',
      'orders-1 60→50',
    ])
    const warned = await preview({ to: 'time', at: Date.now() + 3_600_000 })
    expect(short(warned.rows)).toEqual(['orders-0 30→100', 'orders-1 60→100', 'audit-0 50→50'])
    expect(warned.warnings.join()).toMatch(/CreateTime/)
    const ago = await preview({ to: 'ago', ms: Date.now() - at })
    expect(ago.rows[0]?.next).toMatch(/^(49|50|51|52)$/)
  })

  it('E-06 chooses partitions: those that lag, single ones, all of a topic', async () => {
    expect(short((await preview({ to: 'latest' }, { of: 'lagging' })).rows)).toEqual(['orders-0 30→100', 'orders-1 60→100'])
    const single: ResetScope = { of: 'topics', topics: [{ topic: 'audit', partitions: [1] }] }
    expect(short((await preview({ to: 'earliest' }, single)).rows)).toEqual(['audit-1 –→0'])
    expect(short((await preview({ to: 'shift', by: 1 }, single)).rows)).toEqual(['audit-1 –→noCommit'])
    await expect(preview({ to: 'latest' }, { of: 'topics', topics: [{ topic: 'nowhere', partitions: null }] })).rejects.toMatchObject({
      code: 'rpc.badInput',
    })
  })

  it('E-06 counts what is skipped and replayed; what was previewed is what happens, and undo is exact', async () => {
    const before = commits('idle')
    const shown = await preview({ to: 'offset', offset: '50' })
    expect(shown).toMatchObject({ readiness: { is: 'ready', state: 'Empty' }, totals: { changed: 2, skip: 20, replay: 10 } })
    const input = { group: 'idle', offsets: next(shown.rows), how: 'to offset 50' }
    const { plan, row } = await applied(core, cluster, core.page.groups.resetOffsets, input)
    expect(plan).toMatchObject({ level: 'C3', confirm: { typed: 'idle' }, verdict: 'degrades' })
    expect(plan.changes).toEqual([
      { what: 'orders-0', before: '30', after: '50' },
      { what: 'orders-1', before: '60', after: '50' },
    ])
    expect(plan.equivalent).toContain('--from-file offsets.csv --execute\norders,0,50\norders,1,50\n')
    expect(row).toMatchObject({ state: 'verified', undo: { can: true } })
    expect(commits('idle')).toEqual({ orders: { 0: 50, 1: 50 }, audit: { 0: 50 } })
    const undone = await applied(core, cluster, core.page.audit.undo, { act: row.act })
    expect(undone.row.state).toBe('verified')
    expect(commits('idle')).toEqual(before)
  })

  it('E-12 undo takes commits away again where there were none', async () => {
    const before = commits('idle')
    const shown = await preview({ to: 'group', group: 'other', matching: false })
    const { row } = await applied(core, cluster, core.page.groups.resetOffsets, { group: 'idle', offsets: next(shown.rows), how: '' })
    expect(commits('idle')).toEqual({ orders: { 0: 77, 1: 60 }, audit: { 0: 5, 1: 6 } })
    await applied(core, cluster, core.page.audit.undo, { act: row.act })
    expect(commits('idle')).toEqual(before)
  })

  it('E-06 refuses a running group with its members listed, and one that starts in between', async () => {
    expect(await core.page.groups.readiness({ cluster, group: 'running' })).toMatchObject({
      is: 'running',
      members: [{ clientId: 'worker', host: '10.0.0.7' }],
    })
    const call = core.page.groups.resetOffsets
    const refused: unknown = await call({
      do: 'plan',
      cluster,
      input: { group: 'running', offsets: [{ topic: 'orders', partition: 0, offset: '5' }], how: '' },
    }).catch((e: unknown) => e)
    expect(refused).toMatchObject({ code: 'group.running', about: { members: ['worker on 10.0.0.7'], count: 1 } })
    const plan = await planned(cluster, call, { group: 'idle', offsets: [{ topic: 'orders', partition: 0, offset: '40' }], how: '' })
    const { members } = emulator.world.group('running')
    emulator.world.group('idle').members = members
    await expect(call({ do: 'apply', cluster, plan: plan.id, typed: 'idle', reason: null })).rejects.toMatchObject({
      code: 'group.running',
    })
    expect(emulator.journal.requestsOf(8)).toBe(0)
  })

  it('E-01 a group that came to life after the last look is refused by Kafka, and that is said', async () => {
    emulator.faults.answer(25, { api: 8, group: 'idle' })
    const { row } = await applied(core, cluster, core.page.groups.resetOffsets, {
      group: 'idle',
      offsets: [{ topic: 'orders', partition: 0, offset: '40' }],
      how: '',
    })
    expect(row.state).toBe('failed')
    expect(row.error && describeError(row.error).remedy).toContain('Stop its consumers')
    expect(commits('idle')).toMatchObject({ orders: { 0: 30 } })
  })

  it('E-06 names the field of offsets that cannot be', async () => {
    const plan = (offsets: { topic: string; partition: number; offset: string }[]): Promise<unknown> =>
      core.page.groups.resetOffsets({ do: 'plan', cluster, input: { group: 'idle', offsets, how: '' } }).catch((e: unknown) => e)
    const issue = (message: RegExp) => ({
      about: { issues: [{ path: 'input.offsets.0.offset', message: expect.stringMatching(message) }] },
    })
    expect(await plan([{ topic: 'orders', partition: 0, offset: '101' }])).toMatchObject(issue(/ends at 100/))
    expect(await plan([{ topic: 'orders', partition: 0, offset: '3' }])).toMatchObject(issue(/begins at 20/))
    expect(await plan([{ topic: 'orders', partition: 9, offset: '3' }])).toMatchObject(issue(/cannot be read/))
    expect(await plan([{ topic: 'orders', partition: 0, offset: '30' }])).toMatchObject({ about: { issues: [{ path: 'input.offsets' }] } })
    const file: unknown = await preview({ to: 'file', text: 'orders,0,44\norders,zero,1' }).catch((e: unknown) => e)
    expect(file).toMatchObject({ about: { issues: [{ path: 'input.target.text', message: expect.stringMatching(/^Line 2: “zero”/) }] } })
    expect(await preview({ to: 'offset', offset: '-1' }).catch((e: unknown) => e)).toMatchObject({ code: 'rpc.badInput' })
  })

  it('D-16 exports offsets as Kafka’s CSV, and takes them back', async () => {
    expect(await core.page.groups.exportOffsets({ cluster, groups: ['idle'] })).toEqual({
      text: 'audit,0,50\norders,0,30\norders,1,60\n',
      lines: 3,
    })
    const { text } = await core.page.groups.exportOffsets({ cluster, groups: ['idle', 'other'] })
    expect(text.split('\n')).toContain('other,audit,1,6')
    await applied(core, cluster, core.page.groups.resetOffsets, {
      group: 'copy',
      offsets: next((await preview({ to: 'group', group: 'idle', matching: false }, everything, 'copy')).rows),
      how: 'as idle',
    })
    expect(commits('copy')).toEqual({ orders: { 0: 30, 1: 60 }, audit: { 0: 50 } })
  })

  it('E-12 deletes offsets and groups; undo makes them again', async () => {
    const before = commits('other')
    const deleted = await applied(core, cluster, core.page.groups.deleteOffsets, {
      group: 'other',
      partitions: [{ topic: 'audit', partition: 0 }],
    })
    expect(deleted.row.state).toBe('verified')
    expect(commits('other')).toEqual({ orders: { 0: 77 }, audit: { 1: 6 } })
    await applied(core, cluster, core.page.audit.undo, { act: deleted.row.act })
    expect(commits('other')).toEqual(before)

    const removed = await applied(core, cluster, core.page.groups.remove, { groups: ['other'] })
    expect(removed.plan).toMatchObject({ level: 'C3', confirm: { typed: 'other' } })
    expect(removed.row.state).toBe('verified')
    expect(emulator.world.groups.has('other')).toBe(false)
    await applied(core, cluster, core.page.audit.undo, { act: removed.row.act })
    expect(commits('other')).toEqual(before)
    await expect(core.page.groups.remove({ do: 'plan', cluster, input: { groups: ['running'] } })).rejects.toMatchObject({
      code: 'group.running',
    })
  })

  it('E-01 removes members', async () => {
    const call = core.page.groups.removeMembers
    const plan = await planned(cluster, call, { group: 'running', members: [{ member: 'm-1', instance: null }] })
    expect(plan.changes).toEqual([{ what: 'm-1', before: 'worker on 10.0.0.7', after: null }])
    expect(plan.impact.at(-1)?.text).toMatch(/all its members/)
    expect((await confirmed(core, cluster, call, plan)).state).toBe('verified')
    expect(emulator.world.group('running').members).toEqual([])
  })
})
