import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaClient, MetadataReading } from '../../electron/core/clients/kafka/kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { asRecord, commitsOf, groupsOf, untilAsync } from './client-suite.ts'
import { noKafka, sharedCluster, type SharedCluster } from './harness/shared.ts'

const GROUPS_TOOL = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand'
const TOPICS = 200

/** Rows of `kafka-consumer-groups --describe`, without what depends on the width of a terminal. */
interface OracleRow {
  readonly group: string
  readonly topic: string
  readonly partition: number
  readonly committed: number | null
  readonly end: number | null
  readonly lag: number | null
  readonly member: string | null
  readonly host: string | null
  readonly clientId: string | null
}

const numberOf = (cell: string | undefined): number | null => (cell === undefined || cell === '-' ? null : Number(cell))
const textOf = (cell: string | undefined): string | null => (cell === undefined || cell === '-' ? null : cell)

function tableOf(output: string): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  let header: string[] = []
  for (const line of output.split('\n')) {
    const cells = line.trim().split(/\s{2,}|\s(?=\S)/)
    if (line.startsWith('GROUP')) header = cells
    else if (line.trim() !== '' && cells.length >= 5 && !line.startsWith('Consumer group')) {
      rows.push(Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '-'])))
    }
  }
  return rows
}

const oracleRows = (output: string): OracleRow[] =>
  tableOf(output).map((row) => ({
    group: row['GROUP'] ?? '',
    topic: row['TOPIC'] ?? '',
    partition: Number(row['PARTITION']),
    committed: numberOf(row['CURRENT-OFFSET']),
    end: numberOf(row['LOG-END-OFFSET']),
    lag: numberOf(row['LAG']),
    member: textOf(row['CONSUMER-ID']),
    host: textOf(row['HOST']),
    clientId: textOf(row['CLIENT-ID']),
  }))

const byPlace = (a: OracleRow, b: OracleRow): number => a.topic.localeCompare(b.topic) || a.partition - b.partition

const groups = ['oracle-classic', 'oracle-next', 'oracle-empty', 'oracle-partial', 'oracle-below-start'] as const

describe.skipIf(noKafka !== null)('Samsa and kafka-consumer-groups tell the same', () => {
  let cluster: SharedCluster
  let client: KafkaClient
  const signal = (): AbortSignal => AbortSignal.timeout(60_000)

  beforeAll(async () => {
    cluster = await sharedCluster('three')
    await makeScene(cluster)
    client = createKafkaClient(cluster.settings, { clock: systemClock })
    await client.connect(signal())
  }, 180_000)
  afterAll(async () => {
    client?.close()
    for (const name of ['oracle-classic-1', 'oracle-classic-2', 'oracle-next-1', 'oracle-partial-1'])
      await cluster?.ask({ do: 'stopConsumer', name })
  })

  test('each partition of each group: committed, end, lag, member', async () => {
    const expected = oracleRows(await cluster.cli(GROUPS_TOOL, '--describe', '--all-groups', '--offsets')).filter((r) => isOurs(r.group))
    const seen = await readAsOracle(client, signal())
    expect(new Set(expected.map((r) => r.group))).toEqual(new Set(groups))
    for (const group of groups) {
      const ours = seen.filter((r) => r.group === group).toSorted(byPlace)
      expect(ours, group).toEqual(expected.filter((r) => r.group === group).toSorted(byPlace))
    }
    // The scene is what it is meant to be: else equality proves little.
    const at = (group: string, partition: number): OracleRow | undefined => seen.find((r) => r.group === group && r.partition === partition)
    expect(at('oracle-partial', 2)).toMatchObject({ committed: null, end: 60, lag: null, clientId: 'partial-1' })
    expect(at('oracle-below-start', 0)).toMatchObject({ committed: 5, end: 60, lag: 55 })
    expect(at('oracle-next', 0)).toMatchObject({ committed: 20, lag: 0, clientId: 'next-1' })
    expect(at('oracle-classic', 0)).toMatchObject({ lag: 0 })
  })

  test('state, type and number of members of each group', async () => {
    const states = tableOf(await cluster.cli(GROUPS_TOOL, '--describe', '--all-groups', '--state'))
    const ours = await groupsOf(client, signal())
    const described = await client.describeGroups(
      [...ours.values()].filter((g) => isOurs(g.group)),
      signal(),
    )
    for (const group of groups) {
      const row = states.find((r) => r['GROUP'] === group)
      const description = described.get(group)
      if (description === undefined || description instanceof Error) throw description ?? new Error(`${group} was not described`)
      expect({ state: description.state, members: description.members.length }, group).toEqual({
        state: row?.['STATE'],
        members: Number(row?.['#MEMBERS']),
      })
    }
    const types = await typesOf(cluster)
    for (const group of groups) expect(ours.get(group)?.type, group).toBe(types.get(group)?.toLowerCase())
  })

  test('one full refresh of lag costs at most 1 + 3B + ceil(G / 500) requests', async () => {
    const brokers = 3
    const before = client.counters().requests
    const metadata = await client.metadata(signal())
    const listed = [...(await groupsOf(client, signal())).values()]
    const commits = await commitsOf(client, listed)
    const wanted = new Map<string, Set<number>>()
    for (const place of commits.flatMap((c) => Object.keys(asRecord(c)))) {
      const cut = place.lastIndexOf('-')
      const topic = place.slice(0, cut)
      wanted.set(topic, (wanted.get(topic) ?? new Set()).add(Number(place.slice(cut + 1))))
    }
    const ends = await client.listOffsets(new Map([...wanted].map(([t, ps]) => [t, [...ps]])), 'latest', 'uncommitted', signal())
    const spent = client.counters().requests - before
    expect(metadata.topics.length).toBeGreaterThanOrEqual(TOPICS)
    expect(ends.failed).toEqual([])
    expect(spent).toBeLessThanOrEqual(1 + 3 * brokers + Math.ceil(listed.length / 500))
  })
})

const isOurs = (group: string): boolean => groups.some((g) => g === group)

async function typesOf(cluster: SharedCluster): Promise<Map<string, string>> {
  const lines = (await cluster.cli(GROUPS_TOOL, '--list', '--type')).split('\n').slice(1)
  return new Map(lines.map((line) => line.trim().split(/\s+/)).map(([group = '', type = '']) => [group, type]))
}

/** What the client knows, in the tool's rows: assigned partitions and those with a commit. */
async function readAsOracle(client: KafkaClient, signal: AbortSignal): Promise<OracleRow[]> {
  const metadata = await client.metadata(signal)
  const listed = [...(await groupsOf(client, signal)).values()].filter((g) => isOurs(g.group))
  const described = await client.describeGroups(listed, signal)
  const commits = new Map((await commitsOf(client, listed)).map((c) => [c.group, c]))
  const ends = await allEnds(client, metadata, signal)
  return listed.flatMap(({ group }) => {
    const committed = asRecord(commits.get(group))
    const owners = new Map<string, { member: string; host: string; clientId: string }>()
    const description = described.get(group)
    if (description === undefined || description instanceof Error) throw description ?? new Error(`${group} was not described`)
    for (const { member, host, clientId, assigned } of description.members) {
      for (const { topic, partitions } of assigned ?? []) {
        for (const p of partitions) owners.set(`${topic}-${p}`, { member, host: `/${host}`, clientId })
      }
    }
    return [...new Set([...Object.keys(committed), ...owners.keys()])].map((place): OracleRow => {
      const cut = place.lastIndexOf('-')
      const offset = committed[place] ?? null
      const end = ends.get(place) ?? null
      const owner = owners.get(place) ?? { member: null, host: null, clientId: null }
      const lag = offset === null || end === null ? null : end - offset
      return { group, topic: place.slice(0, cut), partition: Number(place.slice(cut + 1)), committed: offset, end, lag, ...owner }
    })
  })
}

async function allEnds(client: KafkaClient, metadata: MetadataReading, signal: AbortSignal): Promise<Map<string, number>> {
  const asked = new Map(metadata.topics.map((t) => [t.name, t.partitions.map((p) => p.partition)]))
  const ends = new Map<string, number>()
  for (const { topic, partitions, offsets } of (await client.listOffsets(asked, 'latest', 'uncommitted', signal)).topics) {
    partitions.forEach((p, i) => ends.set(`${topic}-${p}`, offsets[i] ?? Number.NaN))
  }
  return ends
}

/** 200 topics, and groups of every kind that issue 2 names. */
async function makeScene(cluster: SharedCluster): Promise<void> {
  const name = (i: number): string => `oracle.t${String(i).padStart(3, '0')}`
  const topics = Array.from({ length: TOPICS }, (_, i) => ({ name: name(i), partitions: 3, replication: i < 6 ? 3 : 1 }))
  await cluster.ask({ do: 'createTopics', topics })
  const partitions = [0, 1, 2]
  for (const i of [0, 1, 2, 3]) await cluster.ask({ do: 'produce', topic: name(i), partitions, count: 60 })
  await cluster.ask({ do: 'produce', topic: name(4), partitions: [0, 1], count: 20 })
  await cluster.ask({
    do: 'startConsumer',
    name: 'oracle-classic-1',
    group: 'oracle-classic',
    topics: [name(0)],
    config: { 'client.id': 'classic-1' },
  })
  await cluster.ask({
    do: 'startConsumer',
    name: 'oracle-classic-2',
    group: 'oracle-classic',
    topics: [name(0)],
    config: { 'client.id': 'classic-2' },
  })
  const next = { 'client.id': 'next-1', 'group.protocol': 'consumer' }
  await cluster.ask({ do: 'startConsumer', name: 'oracle-next-1', group: 'oracle-next', topics: [name(4)], config: next })
  const commit = (group: string, topic: string, offsets: readonly number[]): Promise<unknown> =>
    cluster.ask({ do: 'commit', group, offsets: offsets.map((offset, partition) => ({ topic, partition, offset })) })
  await commit('oracle-empty', name(1), [60, 20, 0])
  await commit('oracle-partial', name(2), [12, 60])
  // Partition 2 is owned by a member that never commits.
  const partial = { name: 'oracle-partial-1', group: 'oracle-partial', topics: [name(2)], commit: false }
  await cluster.ask({ do: 'startConsumer', ...partial, config: { 'client.id': 'partial-1' } })
  await commit('oracle-below-start', name(3), [5, 60, 44])
  await cluster.ask({ do: 'deleteRecords', topic: name(3), partition: 0, before: 50 })
  await untilAsync(
    async () => {
      // What Workbench.java answers.
      const all = (await cluster.ask({ do: 'consumers' })) as Record<string, { received: number; assigned: number; idlePolls: number }>
      const [one, two, other, partial] = [all['oracle-classic-1'], all['oracle-classic-2'], all['oracle-next-1'], all['oracle-partial-1']]
      return (
        (one?.received ?? 0) + (two?.received ?? 0) >= 180 &&
        (one?.assigned ?? 0) > 0 &&
        (two?.assigned ?? 0) > 0 &&
        [one, two, other, partial].every((c) => (c?.idlePolls ?? 0) > 2) &&
        other?.received === 40 &&
        other.assigned === 3 &&
        partial?.assigned === 3
      )
    },
    60_000,
    'the consumers have read all and the groups are quiet',
  )
}
