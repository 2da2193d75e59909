import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ResetRow, ResetScope, ResetTo } from '../../shared/contract/group-changes.ts'
import { parseOffsets } from '../../shared/domain/offsets/csv.ts'
import { applied, planned } from '../support/changing.ts'
import { seeView, startTestCore, type TestCore } from '../support/test-core.ts'
import { untilAsync } from './client-suite.ts'
import type { SharedName } from './harness/registry.ts'
import { temporaryFolder } from './harness/temporary-folder.ts'
import { noKafka, sharedCluster, type SharedCluster } from './harness/shared.ts'
import { GROUPS_TOOL } from './oracle.ts'
import { toolWitness } from './tool-witness.ts'

const partitions = [0, 1, 2]
const orders = 'reset.orders'
const audit = 'reset.audit.with.a.name.of.more.than.24.letters'
const group = 'reset-idle'
const running = 'reset-running'

const iso = (at: number): string => new Date(at).toISOString().replace('Z', '')

describe.skipIf(noKafka !== null).each<[string, SharedName]>([
  ['4.x, three nodes', 'three'],
  ['3.9, one node', 'older'],
])('Offsets are reset as kafka-consumer-groups does it: %s', (_name, name) => {
  let cluster: SharedCluster
  let core: TestCore
  let profile: string
  let folder: string
  let began: number
  const witness = () => toolWitness(cluster)

  beforeAll(async () => {
    cluster = await sharedCluster(name)
    folder = await temporaryFolder('reset')
    began = Math.floor(Date.now() / 1000) * 1000 - 200_000
    await cluster.ask({ do: 'createTopics', topics: [orders, audit].map((topic) => ({ name: topic, partitions: 3, replication: 1 })) })
    for (const topic of [orders, audit])
      await cluster.ask({ do: 'produce', topic, partitions, count: 100, firstTimestamp: began + 1000, step: 1000 })
    await cluster.ask({ do: 'deleteRecords', topic: orders, partition: 1, before: 20 })
    await start(cluster)
    core = await startTestCore({ dataFolder: join(folder, 'data') })
    profile = await core.connect(cluster.info.bootstrap.split(','), { access: 'guarded' })
  }, 240_000)
  afterAll(async () => {
    await core?.stop()
    await cluster?.ask({ do: 'stopConsumer', name: running })
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  /** The same positions before each comparison. */
  const stand = async (): Promise<void> => {
    const at = (topic: string, partition: number, offset: number): object => ({ topic, partition, offset })
    await cluster.ask({ do: 'commit', group, offsets: [at(orders, 0, 30), at(orders, 1, 60), at(orders, 2, 100), at(audit, 0, 5)] })
    await cluster.ask({ do: 'commit', group: 'reset-other', offsets: [at(orders, 0, 77), at(orders, 1, 33)] })
  }
  /** What the tool would do, by `topic-partition`. */
  const tool = async (...args: readonly string[]): Promise<Record<string, number>> => {
    const output = await cluster.cli(GROUPS_TOOL, '--group', group, '--reset-offsets', '--dry-run', '--export', ...args)
    const { lines, problems } = parseOffsets(
      output
        .split('\n')
        .filter((line) => /,\d+,\d+$/.test(line))
        .join('\n'),
    )
    expect(problems, output).toEqual([])
    return Object.fromEntries(lines.map((l) => [`${l.topic}-${l.partition}`, l.offset]))
  }
  const ours = async (target: ResetTo, scope: ResetScope = { of: 'all' }): Promise<readonly ResetRow[]> =>
    (await core.page.groups.previewReset({ cluster: profile, group, scope, target })).rows
  const asRecord = (rows: readonly ResetRow[]): Record<string, number> =>
    Object.fromEntries(rows.flatMap((r) => (r.next === null ? [] : [[`${r.topic}-${r.partition}`, Number(r.next)]])))
  const changed = (rows: readonly ResetRow[]) =>
    rows.flatMap((r) => (r.next === null || r.next === r.now ? [] : [{ topic: r.topic, partition: r.partition, offset: r.next }]))

  const all = ['--all-topics']
  const one: ResetScope = { of: 'topics', topics: [{ topic: orders, partitions: [0, 1] }] }
  const whole: ResetScope = { of: 'topics', topics: [{ topic: audit, partitions: null }] }
  const modes: readonly [name: string, target: () => ResetTo, args: () => readonly string[], scope?: ResetScope][] = [
    ['earliest', () => ({ to: 'earliest' }), () => ['--to-earliest', ...all]],
    ['latest', () => ({ to: 'latest' }), () => ['--to-latest', ...all]],
    ['latest of two partitions', () => ({ to: 'latest' }), () => ['--to-latest', '--topic', `${orders}:0,1`], one],
    ['earliest of a topic, also where nothing was committed', () => ({ to: 'earliest' }), () => ['--to-earliest', '--topic', audit], whole],
    ['a moment', () => ({ to: 'time', at: began + 50_500 }), () => ['--to-datetime', iso(began + 50_500), ...all]],
    ['a moment after the last record', () => ({ to: 'time', at: began + 150_000 }), () => ['--to-datetime', iso(began + 150_000), ...all]],
    ['a moment before the first', () => ({ to: 'time', at: began - 1 }), () => ['--to-datetime', iso(began - 1), ...all]],
    ['an offset', () => ({ to: 'offset', offset: '50' }), () => ['--to-offset', '50', ...all]],
    ['an offset below the log of one partition', () => ({ to: 'offset', offset: '3' }), () => ['--to-offset', '3', ...all]],
    ['an offset above the log', () => ({ to: 'offset', offset: '5000' }), () => ['--to-offset', '5000', ...all]],
    ['forward', () => ({ to: 'shift', by: 7 }), () => ['--shift-by', '7', ...all]],
    ['back', () => ({ to: 'shift', by: -45 }), () => ['--shift-by', '-45', ...all]],
    ['back and forth beyond the log', () => ({ to: 'shift', by: 5000 }), () => ['--shift-by', '5000', ...all]],
    ['current', () => ({ to: 'current' }), () => ['--to-current', ...all]],
    ['current of a topic, also where nothing was committed', () => ({ to: 'current' }), () => ['--to-current', '--topic', audit], whole],
  ]
  test.each(modes)('E-06 %s', async (_mode, target, args, scope) => {
    await stand()
    const expected = await tool(...args())
    expect(Object.keys(expected).length).toBeGreaterThan(0)
    expect(asRecord(await ours(target(), scope))).toEqual(expected)
  })

  test('E-06 so long ago', async () => {
    await stand()
    const seconds = Math.round((Date.now() - (began + 50_500)) / 1000)
    // Time goes on: what the tool says is between what we say before and after it.
    const before = asRecord(await ours({ to: 'ago', ms: seconds * 1000 }))
    const expected = await tool('--by-duration', `PT${seconds}S`, ...all)
    const after = asRecord(await ours({ to: 'ago', ms: seconds * 1000 }))
    expect(Object.keys(before)).toEqual(Object.keys(after))
    expect(Object.keys(expected).toSorted()).toEqual(Object.keys(before).toSorted())
    for (const [key, offset] of Object.entries(expected)) {
      expect(offset, key).toBeGreaterThanOrEqual(before[key] ?? Infinity)
      expect(offset, key).toBeLessThanOrEqual(after[key] ?? -1)
    }
  })

  test('E-06 from a file that the tool wrote, and to it', async () => {
    await stand()
    const file = join(folder, `${name}.csv`)
    const exported = await core.page.groups.exportOffsets({ cluster: profile, groups: ['reset-other'] })
    await writeFile(file, exported.text)
    const expected = await tool('--from-file', file)
    expect(expected).toEqual({ [`${orders}-0`]: 77, [`${orders}-1`]: 33 })
    expect(asRecord(await ours({ to: 'file', text: exported.text }))).toEqual(expected)
    const written = await cluster.cli(GROUPS_TOOL, '--group', group, '--reset-offsets', '--dry-run', '--export', '--to-current', ...all)
    expect(
      asRecord(
        await ours({
          to: 'file',
          text: written
            .split('\n')
            .filter((line) => line.includes(','))
            .join('\n'),
        }),
      ),
    ).toEqual(await tool('--to-current', ...all))
  })

  /** The tool copies in two steps: it writes what the other group has, and reads it for this one. */
  const toolCopy = async (from: string): Promise<Record<string, number>> => {
    const file = join(folder, `${name}-${from}.csv`)
    const written = await cluster.cli(GROUPS_TOOL, '--group', from, '--reset-offsets', '--dry-run', '--export', '--to-current', ...all)
    const lines = written.split('\n').filter((line) => /,\d+$/.test(line))
    await writeFile(file, `${lines.join('\n')}\n`)
    return tool('--from-file', file)
  }
  test('E-06 as another group', async () => {
    await stand()
    const expected = await toolCopy('reset-other')
    expect(expected).toEqual({ [`${orders}-0`]: 77, [`${orders}-1`]: 33 })
    expect(asRecord(await ours({ to: 'group', group: 'reset-other', matching: false }))).toEqual(expected)
  })

  test('E-06, E-12 as it was recorded, which is where the tool saw it then', async () => {
    await stand()
    const then = await tool('--to-current', ...all)
    // What is on a screen is recorded every few seconds.
    const view = seeView(core.page.groups.partitions, { cluster: profile, at: 'live', group }, 'key')
    const recorded = (at: number) => ours({ to: 'recorded', at }).then(asRecord, () => null)
    let at = 0
    await untilAsync(
      async () => {
        at = Date.now()
        return isDeepStrictEqual(await recorded(at), then)
      },
      90_000,
      'it is recorded as the tool sees it',
    )
    await cluster.ask({ do: 'commit', group, offsets: [{ topic: orders, partition: 0, offset: 90 }] })
    const moved = await witness().committed(group)
    const rows = await ours({ to: 'recorded', at })
    expect(asRecord(rows)).toEqual(then)
    const { row } = await applied(core, profile, core.page.groups.resetOffsets, { group, offsets: changed(rows), how: 'recorded' })
    expect(row.state).toBe('verified')
    expect(await witness().committed(group)).toEqual({ ...moved, ...then })
    expect((await applied(core, profile, core.page.audit.undo, { act: row.act })).row.state).toBe('verified')
    expect(await witness().committed(group)).toEqual(moved)
    view.close()
  })

  test('E-06, E-12 applied it stands as the tool reads it, and undone as before', async () => {
    await stand()
    const before = await witness().committed(group)
    for (const target of [{ to: 'earliest' }, { to: 'shift', by: 10 }, { to: 'group', group: 'reset-other', matching: false }] as const) {
      const rows = await ours(target)
      const { row } = await applied(core, profile, core.page.groups.resetOffsets, { group, offsets: changed(rows), how: target.to })
      expect(row).toMatchObject({ state: 'verified', undo: { can: true } })
      expect(await witness().committed(group)).toEqual({ ...before, ...asRecord(rows) })
      expect((await applied(core, profile, core.page.audit.undo, { act: row.act })).row.state).toBe('verified')
      expect(await witness().committed(group)).toEqual(before)
    }
  })

  test('E-06 a running group is refused with its members listed, and the tool refuses it too', async () => {
    const offsets = [{ topic: orders, partition: 0, offset: '50' }]
    const before = await witness().committed(running)
    const refused: unknown = await planned(profile, core.page.groups.resetOffsets, { group: running, offsets, how: '' }).catch(
      (e: unknown) => e,
    )
    expect(refused).toMatchObject({
      code: 'group.running',
      about: { state: 'Stable', count: 1, members: [expect.stringMatching(/^reset-member on 127\.0\.0\.1$/)] },
    })
    const said = await cluster
      .cli(GROUPS_TOOL, '--group', running, '--reset-offsets', '--to-earliest', '--topic', orders, '--execute')
      .catch(String)
    expect(said).toMatch(/inactive|current state is Stable/)
    expect(await witness().committed(running)).toEqual(before)
  })

  test('E-12 a group is deleted, and made again by undo', async () => {
    await stand()
    const before = await witness().committed(group)
    const { row } = await applied(core, profile, core.page.groups.remove, { groups: [group] })
    expect(row.state).toBe('verified')
    expect(await witness().groups()).not.toContain(group)
    await applied(core, profile, core.page.audit.undo, { act: row.act })
    expect(await witness().committed(group)).toEqual(before)
  })
})

async function start(cluster: SharedCluster): Promise<void> {
  await cluster.ask({ do: 'startConsumer', name: running, group: running, topics: [orders], config: { 'client.id': 'reset-member' } })
  await untilAsync(
    async () => {
      // What Workbench.java answers.
      const states = (await cluster.ask({ do: 'consumers' })) as Record<string, { received: number; idlePolls: number }>
      return states[running]?.received === 280 && (states[running]?.idlePolls ?? 0) > 0
    },
    60_000,
    'the member has read all',
  )
}
