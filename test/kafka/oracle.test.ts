import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaClient, MetadataReading } from '../../electron/core/clients/kafka/kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { asRecord, commitsOf, groupsOf } from './client-suite.ts'
import { noKafka, sharedCluster, type SharedCluster } from './harness/shared.ts'
import { byPlace, GROUPS_TOOL, kinds, makeScene, oracleRows, stopScene, tableOf, typesOf, type OracleRow } from './oracle.ts'

const TOPICS = 200
const groups = kinds.map((kind) => `oracle-${kind}`)
const isOurs = (group: string): boolean => groups.includes(group)

describe.skipIf(noKafka !== null)('Samsa and kafka-consumer-groups tell the same', () => {
  let cluster: SharedCluster
  let client: KafkaClient
  const signal = (): AbortSignal => AbortSignal.timeout(60_000)

  beforeAll(async () => {
    cluster = await sharedCluster('three')
    await makeScene(cluster, 'oracle', TOPICS)
    client = createKafkaClient(cluster.settings, { clock: systemClock })
    await client.connect(signal())
  }, 180_000)
  afterAll(async () => {
    client?.close()
    if (cluster !== undefined) await stopScene(cluster, 'oracle')
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
