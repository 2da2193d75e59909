import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GroupPartitionRow } from '../../shared/contract/groups.ts'
import { must, seeView, startTestCore, type SeenView, type TestCore } from '../support/test-core.ts'
import { noKafka, sharedCluster, type SharedCluster } from './harness/shared.ts'
import { temporaryFolder } from './harness/temporary-folder.ts'
import * as oracle from './oracle.ts'

const PREFIX = 'core'
const TOPICS = 9
/** Without replicas: its three partitions lie on three brokers. */
const SINGLE = 'core.t006'
const REPLICATED = 'core.t005'
const groups = oracle.kinds.map((kind) => `${PREFIX}-${kind}`)
const NOTICED_MS = 3_000

describe.skipIf(noKafka !== null)('the core in front of a real cluster', () => {
  let cluster: SharedCluster
  let core: TestCore
  let dataFolder: string
  let at: { cluster: string; at: 'live' }

  beforeAll(async () => {
    cluster = await sharedCluster('three')
    await oracle.makeScene(cluster, PREFIX, TOPICS)
    for (const topic of [SINGLE, REPLICATED]) await cluster.ask({ do: 'produce', topic, partitions: [0, 1, 2], count: 10 })
    const offsets = [SINGLE, REPLICATED].flatMap((topic) => [0, 1, 2].map((partition) => ({ topic, partition, offset: 4 + partition })))
    await cluster.ask({ do: 'commit', group: 'core-watched', offsets })
    dataFolder = await temporaryFolder('core')
    core = await startTestCore({ dataFolder })
    at = { cluster: await core.connect(cluster.info.bootstrap.split(',')), at: 'live' }
  }, 180_000)
  afterAll(async () => {
    await core?.stop()
    if (dataFolder !== undefined) await rm(dataFolder, { recursive: true, force: true })
    if (cluster !== undefined) await oracle.stopScene(cluster, PREFIX)
  })

  test.each(groups)('%s: partitions, members, state and type are what kafka-consumer-groups prints', async (group) => {
    const about = await cluster.cli(oracle.GROUPS_TOOL, '--describe', '--group', group, '--offsets')
    const expected = oracle.oracleRows(about).toSorted(oracle.byPlace)
    const partitions = seeView(core.page.groups.partitions, { ...at, group }, 'key')
    const asTold = (): oracle.OracleRow[] => [...partitions.rows.values()].map((row) => asOracle(group, row)).toSorted(oracle.byPlace)
    await partitions
      .until(() => JSON.stringify(asTold()) === JSON.stringify(expected), 'the rows are those of the tool')
      .catch(() => undefined)
    expect(expected.length).toBeGreaterThan(0)
    expect(asTold()).toEqual(expected)

    const [state] = oracle.tableOf(await cluster.cli(oracle.GROUPS_TOOL, '--describe', '--group', group, '--state'))
    const type = (await oracle.typesOf(cluster)).get(group)
    const facts = { state: state?.['STATE'], members: Number(state?.['#MEMBERS']), type: type?.toLowerCase() }
    const [list, one] = [seeView(core.page.groups.list, at, 'group'), seeView(core.page.groups.one, { ...at, group }, 'group')]
    for (const view of [list, one]) {
      await view.until((v) => v.about.state === 'live' && v.rows.get(group)?.members === facts.members, 'the row is there')
      expect(view.rows.get(group)).toMatchObject(facts)
    }
    const sum = expected.reduce((total, row) => total + (row.lag ?? 0), 0)
    expect(must(must(one.rows.get(group)).lag) + (must(one.rows.get(group)).lost ?? 0)).toBe(sum)

    const described = oracle.tableOf(await cluster.cli(oracle.GROUPS_TOOL, '--describe', '--group', group, '--members'))
    const members = seeView(core.page.groups.members, { ...at, group }, 'member')
    await members.until((v) => v.rows.size === described.length && v.about.state === 'live', 'the members are there')
    const owned = [...members.rows.values()].map((m) => [m.member, `/${m.host}`, m.clientId, m.partitions])
    const told = described.map((m) => [m['CONSUMER-ID'], m['HOST'], m['CLIENT-ID'], Number(m['#PARTITIONS'])])
    expect(owned.toSorted(byText)).toEqual(told.toSorted(byText))
    for (const view of [partitions, list, one, members]) view.close()
  })

  test('topics, their partitions and the brokers are what kafka-topics and kafka-broker-api-versions print', async () => {
    const lines = (await cluster.cli(oracle.TOPICS_TOOL, '--describe')).split('\n').map(fieldsOf)
    const list = seeView(core.page.topics.list, at, 'name')
    await list.until((v) => v.about.state === 'live', 'topics are there')
    const heads = lines.filter((line) => line['PartitionCount'] !== undefined)
    const asTold = [...list.rows.values()].map((t) => [t.name, t.partitions, t.replication])
    expect(asTold.toSorted(byText)).toEqual(
      heads.map((t) => [t['Topic'], Number(t['PartitionCount']), Number(t['ReplicationFactor'])]).toSorted(byText),
    )
    expect(heads.filter((t) => t['Topic']?.startsWith('core.'))).toHaveLength(TOPICS)
    for (const topic of [SINGLE, REPLICATED]) {
      const seen = seeView(core.page.topics.partitions, { ...at, topic }, 'key')
      await seen.until((v) => v.rows.size === 3, 'its partitions are there')
      const ours = [...seen.rows.values()].map((p) => {
        const isr = p.replicas.filter((r) => r.inSync).map((r) => r.broker)
        return [p.partition, p.leader, p.replicas.map((r) => r.broker), isr.toSorted(byText)]
      })
      const theirs = lines.filter((line) => line['Topic'] === topic && line['Partition'] !== undefined)
      expect(ours.toSorted(byText)).toEqual(
        theirs.map((p) => [Number(p['Partition']), Number(p['Leader']), idsOf(p['Replicas']), idsOf(p['Isr']).toSorted(byText)]),
      )
      seen.close()
    }
    const brokers = seeView(core.page.brokers.list, at, 'key')
    await brokers.until((v) => v.rows.size === 3 && [...v.rows.values()].every((b) => b.state === 'up'), 'brokers are up')
    const named = [...(await cluster.cli(oracle.BROKERS_TOOL)).matchAll(/^(\S+):(\d+) \(id: (\d+) rack: (\S+)/gm)]
    const told = named.map(([, host, port, id, rack]) => [Number(id), host, Number(port), rack])
    expect([...brokers.rows.values()].map((b) => [b.id, b.host, b.port, b.rack]).toSorted(byText)).toEqual(told.toSorted(byText))
  })

  test('a broker dies: no leader within 3 s, never 0, every row stays; it returns: all is live without a call', async () => {
    const one = seeView(core.page.groups.partitions, { ...at, group: 'core-watched' }, 'key')
    const single = seeView(core.page.topics.partitions, { ...at, topic: SINGLE }, 'key')
    const topics = seeView(core.page.topics.list, at, 'name')
    const list = seeView(core.page.groups.list, at, 'group')
    const overview = seeView(core.page.cluster.overview, at, 'cluster')
    const brokers = seeView(core.page.brokers.list, at, 'key')
    const views: readonly SeenView<unknown>[] = [one, single, topics, list, overview, brokers]
    await one.until((v) => v.rows.size === 6 && [...v.rows.values()].every((r) => r.reading === 'complete'), 'the group is read')
    for (const view of views) await view.until((v) => v.about.state === 'live', 'every view is live', 20_000)
    const sizes = views.map((view) => view.rows.size)
    const lags = lagsOf(one)
    const dead = must(single.rows.get('1')).leader
    const orphan = must(single.rows.get('1')).key

    const began = performance.now()
    await cluster.stopBroker(dead)
    await one.until((v) => v.rows.get(`${SINGLE}-${orphan}`)?.reading === 'noLeader', 'the partition reads no leader', NOTICED_MS)
    await single.until((v) => v.rows.get(orphan)?.offsets === 'noLeader', 'so it does in its topic', NOTICED_MS)
    await overview.until((v) => (v.rows.get(at.cluster)?.offline ?? 0) >= 3, 'the overview counts them', NOTICED_MS)
    await brokers.until((v) => v.rows.get(String(dead))?.state === 'down', 'the broker is down', NOTICED_MS)
    expect(performance.now() - began).toBeLessThan(NOTICED_MS)
    expect(one.rows.get(`${SINGLE}-${orphan}`)).toMatchObject({ leader: -1, lag: null, end: null, committed: '5' })
    expect(single.rows.get(orphan)).toMatchObject({ leader: -1, messages: null, end: null })
    expect(brokers.rows.get(String(dead))).toMatchObject({ latencyMs: null, disk: null })
    expect(topics.rows.get(SINGLE)).toMatchObject({ offline: 1, messages: 20, messagesPartial: true })
    expect(views.map((view) => view.rows.size)).toEqual(sizes)
    // The others of the topic are as they were.
    for (const [key, lag] of lags) if (key.startsWith(SINGLE) && key !== `${SINGLE}-${orphan}`) expect(one.rows.get(key)?.lag).toBe(lag)

    await cluster.startBroker(dead)
    await one.until((v) => [...lags].every(([key, lag]) => v.rows.get(key)?.lag === lag), 'every lag is back', 30_000)
    await single.until((v) => v.rows.get(orphan)?.offsets === 'read', 'so is the end', 30_000)
    await brokers.until((v) => [...v.rows.values()].every((b) => b.state === 'up'), 'every broker is up', 30_000)
    await overview.until((v) => v.rows.get(at.cluster)?.offline === 0, 'nothing is offline', 30_000)
    for (const view of views) await view.until((v) => v.about.state === 'live' && v.about.errors.length === 0, 'every view is live', 30_000)
    expect(views.map((view) => view.rows.size)).toEqual(sizes)
    expect(core.defects).toEqual([])
  })
})

/** As the tool says it: it counts from the commit also where the records of it were deleted. */
function asOracle(group: string, row: GroupPartitionRow): oracle.OracleRow {
  const number = (text: string | null): number | null => (text === null ? null : Number(text))
  return {
    group,
    topic: row.topic,
    partition: row.partition,
    committed: number(row.committed),
    end: number(row.end),
    lag: row.lag === null ? null : row.lag + (row.lost ?? 0),
    member: row.member,
    host: row.host === null ? null : `/${row.host}`,
    clientId: row.clientId,
  }
}

const lagsOf = (view: SeenView<GroupPartitionRow>): ReadonlyMap<string, number | null> =>
  new Map([...view.rows.values()].map((row) => [row.key, row.lag]))

/** `Topic: a	Partition: 0	Leader: 1` as a record. */
const fieldsOf = (line: string): Record<string, string> =>
  Object.fromEntries([...line.matchAll(/(\w+): ([^\t]*)/g)].map(([, name = '', value = '']) => [name, value.trim()]))

const idsOf = (text: string | undefined): number[] => (text ?? '').split(',').map(Number)

/** Any order that is the same on both sides. */
const byText = (a: unknown, b: unknown): number => String(a).localeCompare(String(b))
