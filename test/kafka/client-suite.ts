import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  GroupAtCoordinator,
  GroupCommits,
  GroupListing,
  KafkaClient,
  MetadataReading,
  TopicOffsets,
} from '../../electron/core/clients/kafka/kafka-client.ts'
import type { BrokerId } from '../../shared/domain/ids.ts'
import { until } from '../support/until.ts'

/**
 * What the Kafka client must do, said once and run against the emulator (every release) and against real Kafka, so that neither the
 * client nor the emulator can hold beliefs of its own. The scene is the same on both:
 *
 * - `suite.plain`: 3 partitions; 100 records each, one a second from `began` + 1 s on; records below 40 of partition 1 are deleted
 * - `suite.single`: 3 partitions without replicas, partition p on broker p + 1; 10 records each
 * - `suite.idle`: 1 partition, no records
 * - group `suite-old`: no members; commits 30 in plain-0 and 10 in plain-1, none in plain-2
 * - group `suite-zk`: offsets in ZooKeeper, 25 in plain-0 and 90 in plain-2, where `zooKeeper`
 * - group `suite-running`: one classic member (client id `suite-member`) that has read all of `suite.single`
 * - group `suite-next`: the same with the consumer protocol (KIP-848), where `nextGroups`
 */
export interface Scene {
  readonly client: KafkaClient
  readonly brokers: number
  readonly began: number
  readonly nextGroups: boolean
  /** Brokers have a ZooKeeper and tell what groups keep there. */
  readonly zooKeeper: boolean
  /** Brokers before 0.11 delete no records: left out where none could be. */
  readonly nothingDeleted?: boolean
  /** Kafka 1.1 tells the defaults of a topic that is not there. */
  readonly tellsOfNoTopic?: boolean
  killBroker(id: number): Promise<void>
  returnBroker(id: number): Promise<void>
  stop(): Promise<void>
}

export interface SuiteOptions {
  /** More than one broker, so one can die. */
  readonly degraded: boolean
  /** How long the cluster may take to see that a broker died or returned. */
  readonly noticeMs: number
}

export function kafkaClientSuite(prepare: () => Promise<Scene>, { degraded, noticeMs }: SuiteOptions): void {
  let scene: Scene
  let client: KafkaClient
  const signal = (): AbortSignal => AbortSignal.timeout(30_000)
  beforeAll(async () => {
    scene = await prepare()
    client = scene.client
    await client.connect(signal())
  }, 180_000)
  afterAll(async () => {
    client?.close()
    await scene?.stop()
  })

  const can = (what: Parameters<KafkaClient['capability']>[0]): boolean => client.capability(what).state === 'yes'
  const latest = async (topic: string, partitions = [0, 1, 2]): Promise<TopicOffsets | undefined> =>
    (await client.listOffsets(new Map([[topic, partitions]]), 'latest', 'uncommitted', signal())).topics[0]

  test('metadata tells brokers, topics and leaders', async () => {
    const reading = await client.metadata(signal())
    expect(reading.brokers.map((b) => b.id).toSorted(byNumber)).toEqual(Array.from({ length: scene.brokers }, (_, i) => i + 1))
    expect(
      topicOf(reading, 'suite.plain')
        .partitions.map((p) => p.partition)
        .toSorted(byNumber),
    ).toEqual([0, 1, 2])
    for (const p of topicOf(reading, 'suite.single').partitions) {
      const own = 1 + (p.partition % scene.brokers)
      expect(p).toMatchObject({ error: 0, leader: own, replicas: [own], isr: [own], offline: [] })
    }
    expect(reading.topics.some((t) => t.name === '__consumer_offsets')).toBe(true)
  })

  test('offsets in ZooKeeper are read of groups that are named; where there is no ZooKeeper that is said', async () => {
    const topics = [
      { topic: 'suite.plain', partitions: [0, 1, 2] },
      { topic: 'suite.single', partitions: Int32Array.of(0, 1, 2) },
      { topic: 'no.such.topic', partitions: [0] },
    ]
    const named = ['suite-zk', 'suite-old', 'never-heard-of'].map((name) => ({ name, topics }))
    const [kept, inKafka, unheard] = await client.fetchZooKeeperCommits(named, signal())
    if (!scene.zooKeeper) {
      expect([kept?.error?.code, unheard?.error?.code]).toEqual(['kafka.noZooKeeper', 'kafka.noZooKeeper'])
      return
    }
    expect([kept?.group, kept?.error, asRecord(kept)]).toEqual(['suite-zk', null, { 'suite.plain-0': 25, 'suite.plain-2': 90 }])
    // Commits in Kafka are no offsets in ZooKeeper, and the other way round.
    expect(inKafka).toMatchObject({ group: 'suite-old', error: null, topics: [] })
    expect(unheard).toMatchObject({ group: 'never-heard-of', error: null, topics: [] })
    if (!can('listGroups')) return
    expect((await client.listGroups(signal())).flatMap((r) => (r.ok ? r.value : [])).map((g) => g.group)).not.toContain('suite-zk')
  })

  test('brokers are known with their release', async () => {
    await client.listGroups(signal())
    await client.listOffsets(new Map([['suite.single', [0, 1, 2]]]), 'latest', 'uncommitted', signal())
    for (const broker of client.brokers()) expect(broker).toMatchObject({ state: 'up', error: null, release: expect.stringMatching(/^\d/) })
  })

  test('every group is listed once, by its coordinator', async () => {
    if (!can('listGroups')) {
      const refused = await client.listGroups(signal())
      expect(refused.every((r) => !r.ok && r.error.code === 'kafka.unsupported')).toBe(true)
      return
    }
    const listed = await groupsOf(client, signal())
    expect([...listed.keys()]).toContain('suite-running')
    const running = listed.get('suite-running')
    expect(running?.protocolType).toBe('consumer')
    expect(running?.state).toBe(can('groupStates') ? 'Stable' : '')
    expect(running?.type).toBe(can('groupTypes') ? 'classic' : 'unknown')
    if (scene.nextGroups) expect(listed.get('suite-next')).toMatchObject({ type: 'consumer', state: 'Stable' })
    expect(listed.get('suite-old')?.state).toBe(!listed.has('suite-old') ? undefined : can('groupStates') ? 'Empty' : '')
  })

  test('groups are described with members and assignment', async () => {
    if (!can('listGroups')) return
    const listed = await groupsOf(client, signal())
    const asked = [...listed.values()].filter((g) => g.group.startsWith('suite-'))
    const described = await client.describeGroups(asked, signal())
    const member = { clientId: 'suite-member', host: '127.0.0.1', assigned: [{ topic: 'suite.single', partitions: [0, 1, 2] }] }
    expect(described.get('suite-running')).toMatchObject({
      state: 'Stable',
      protocolType: 'consumer',
      assignor: 'range',
      members: [member],
    })
    if (scene.nextGroups) expect(described.get('suite-next')).toMatchObject({ state: 'Stable', type: 'consumer', members: [member] })
    if (listed.has('suite-old')) expect(described.get('suite-old')).toMatchObject({ state: 'Empty', members: [] })
  })

  test('commits are read at the listed coordinator, and a missing commit stays missing', async () => {
    const old = can('listGroups') ? (await groupsOf(client, signal())).get('suite-old') : undefined
    const [commits] = await commitsOf(client, [{ group: 'suite-old', coordinator: old?.coordinator ?? null }])
    expect(commits?.error).toBeNull()
    expect(asRecord(commits)).toEqual({ 'suite.plain-0': 30, 'suite.plain-1': 10 })
  })

  test('commits of groups whose coordinator is not known are found', async () => {
    const all = await commitsOf(client, [
      { group: 'suite-old', coordinator: null },
      { group: 'suite-running', coordinator: null },
    ])
    const byName = new Map(all.map((c) => [c.group, c]))
    expect(asRecord(byName.get('suite-old'))).toEqual({ 'suite.plain-0': 30, 'suite.plain-1': 10 })
    expect(asRecord(byName.get('suite-running'))).toEqual({ 'suite.single-0': 10, 'suite.single-1': 10, 'suite.single-2': 10 })
  })

  test('a group that nobody knows has no commits and no error', async () => {
    const [commits] = await commitsOf(client, [{ group: 'suite-nobody', coordinator: null }])
    expect(commits).toMatchObject({ error: null })
    expect(asRecord(commits)).toEqual({})
  })

  test('log ends and starts', async () => {
    const ends = await latest('suite.plain')
    expect([...(ends?.offsets ?? [])]).toEqual([100, 100, 100])
    const starts = await client.listOffsets(new Map([['suite.plain', [0, 1, 2]]]), 'earliest', 'uncommitted', signal())
    expect([...(starts.topics[0]?.offsets ?? [])]).toEqual([0, scene.nothingDeleted === true ? 0 : 40, 0])
    expect([...((await latest('suite.idle', [0]))?.offsets ?? [])]).toEqual([0])
  })

  test('offsets by time: the first record at or after it, or none', async () => {
    const since = scene.began + 50_500
    const found = await client.listOffsets(new Map([['suite.plain', [0, 2]]]), since, 'uncommitted', signal())
    const [topic] = found.topics
    if (!can('offsetsByTime')) {
      expect(found.failed.map((f) => f.error.code)).toContain('kafka.unsupported')
      return
    }
    expect([...(topic?.offsets ?? [])]).toEqual([50, 50])
    expect([...(topic?.timestamps ?? [])]).toEqual([scene.began + 51_000, scene.began + 51_000])
    const none = await client.listOffsets(new Map([['suite.plain', [0]]]), scene.began + 3_600_000, 'uncommitted', signal())
    expect([...(none.topics[0]?.offsets ?? [])]).toEqual([-1])
  })

  test('an unknown topic or partition is an error of its own place', async () => {
    const asked = new Map([
      ['suite.plain', [0, 17]],
      ['suite.nowhere', [0]],
    ])
    const { topics } = await client.listOffsets(asked, 'latest', 'uncommitted', signal())
    const [plain, nowhere] = topics
    expect([plain?.offsets[0], plain?.errors.get(0), plain?.errors.get(1)]).toEqual([100, undefined, 3])
    expect(nowhere?.errors.get(0)).toBe(3)
    expect(nowhere?.offsets[0]).toBeNaN()
  })

  test('configs with their source, each resource with its own error', async () => {
    const resources = [
      { kind: 'topic', name: 'suite.plain', keys: ['retention.ms', 'cleanup.policy'] },
      { kind: 'topic', name: 'suite.nowhere', keys: null },
      { kind: 'broker', name: '1', keys: null },
    ] as const
    const [plain, nowhere, broker] = await client.describeConfigs(resources, signal())
    if (!can('describeConfigs')) {
      expect(plain?.error?.code).toBe('kafka.unsupported')
      return
    }
    expect(plain?.error).toBeNull()
    const retention = plain?.entries.find((e) => e.name === 'retention.ms')
    expect(retention).toMatchObject({ value: '7200000', readOnly: false, sensitive: false })
    expect(plain?.entries.find((e) => e.name === 'cleanup.policy')).toMatchObject({ value: 'delete', source: 'default' })
    expect(nowhere?.error === null).toBe(scene.tellsOfNoTopic === true)
    // Set or not, what Kafka itself would take is told.
    expect(broker?.entries.find((e) => e.name === 'num.network.threads')).toMatchObject({ defaultValue: '3' })
    const secret = broker?.entries.find((e) => e.name === 'ssl.keystore.password')
    expect(secret).toMatchObject({ sensitive: true, value: null })
  })

  test('log directories by broker', async () => {
    const [one] = await client.describeLogDirs([1], signal())
    if (!can('describeLogDirs')) {
      expect(one?.ok === false && one.error.code).toBe('kafka.unsupported')
      return
    }
    if (!one?.ok) throw one?.error ?? new Error('no answer')
    const [dir] = one.value.dirs
    expect(dir).toMatchObject({ error: 0, path: expect.stringMatching(/\//) })
    expect(dir?.totalBytes === null).toBe(!can('diskTotals'))
    const replica = dir?.replicas.find((r) => r.topic === 'suite.single' && r.partition === 0)
    expect(replica).toMatchObject({ isFuture: false, offsetLag: 0 })
    expect(replica?.sizeBytes).toBeGreaterThan(0)
  })

  test('requests and bytes are counted', async () => {
    const before = client.counters()
    await latest('suite.plain')
    const after = client.counters()
    expect(after.requests).toBeGreaterThan(before.requests)
    expect(after.byApi.get(2) ?? 0).toBeGreaterThan(before.byApi.get(2) ?? 0)
    expect(after.bytesIn).toBeGreaterThan(before.bytesIn)
    expect(after.inFlight).toBe(0)
  })

  if (!degraded) return
  describe('one of three brokers dies', () => {
    test('its partitions have no offset and never 0; all else stays full; it returns without a new connection', async () => {
      await scene.killBroker(2)
      const killed = performance.now()
      const atOnce = await latest('suite.single')
      expect(performance.now() - killed).toBeLessThan(3000)
      expect(atOnce?.offsets[1]).toBeNaN()
      expect([-2, 5, 6]).toContain(atOnce?.errors.get(1))
      expect([atOnce?.offsets[0], atOnce?.offsets[2]]).toEqual([10, 10])

      const lost = await metadataUntil(client, noticeMs, (m) => leaderOf(m, 'suite.single', 1) === -1)
      expect(topicOf(lost, 'suite.single').partitions.find((p) => p.partition === 1)).toMatchObject({ error: 5, leader: -1 })
      expect(topicOf(lost, 'suite.plain').partitions.every((p) => p.leader > 0 && p.leader !== 2)).toBe(true)
      // A new leader may say 78 OFFSET_NOT_AVAILABLE until its followers have told it how far they are: unknown meanwhile, never less.
      await untilAsync(
        async () => {
          const plain = await latest('suite.plain')
          for (const [place, offset] of (plain?.offsets ?? new Float64Array()).entries()) {
            if (Number.isNaN(offset)) expect([6, 74, 75, 78]).toContain(plain?.errors.get(place))
            else expect(offset).toBe(100)
          }
          return plain?.errors.size === 0
        },
        noticeMs,
        'the new leaders answer',
      )
      const afterwards = await latest('suite.single')
      expect(afterwards?.offsets[1]).toBeNaN()
      expect(afterwards?.errors.get(1)).toBe(5)

      // A coordinator that moved is found; none is asked in vain.
      if (can('listGroups')) {
        await untilAsync(async () => (await groupsOf(client, signal())).has('suite-running'), noticeMs, 'the groups are listed again')
      }
      const commits = await commitsUntil(client, ['suite-old', 'suite-running'], noticeMs)
      expect(asRecord(commits.get('suite-old'))).toEqual({ 'suite.plain-0': 30, 'suite.plain-1': 10 })
      expect(client.brokers().find((b) => b.id === 2)?.state ?? 'gone').not.toBe('up')

      await scene.returnBroker(2)
      await metadataUntil(client, noticeMs, (m) => leaderOf(m, 'suite.single', 1) === 2)
      await untilAsync(async () => (await latest('suite.single'))?.offsets[1] === 10, noticeMs, 'the returned broker answers')
      await until(() => client.brokers().find((b) => b.id === 2)?.state === 'up', 'broker 2 is up', noticeMs)
    }, 120_000)
  })
}

const byNumber = (a: number, b: number): number => a - b

const topicOf = (reading: MetadataReading, name: string): MetadataReading['topics'][number] => {
  const topic = reading.topics.find((t) => t.name === name)
  if (!topic) throw new Error(`no ${name} in metadata`)
  return topic
}

const leaderOf = (reading: MetadataReading, topic: string, partition: number): BrokerId | undefined =>
  topicOf(reading, topic).partitions.find((p) => p.partition === partition)?.leader

type Listed = GroupListing & { readonly coordinator: BrokerId }

export async function groupsOf(client: KafkaClient, signal: AbortSignal): Promise<Map<string, Listed>> {
  const groups = new Map<string, Listed>()
  for (const answer of await client.listGroups(signal)) {
    for (const group of answer.ok ? answer.value : []) {
      if (groups.has(group.group)) throw new Error(`${group.group} is listed twice`)
      groups.set(group.group, { ...group, coordinator: answer.broker })
    }
  }
  return groups
}

export async function commitsOf(client: KafkaClient, groups: readonly GroupAtCoordinator[]): Promise<GroupCommits[]> {
  const all: GroupCommits[] = []
  await client.fetchCommits(groups, (batch) => all.push(...batch.groups), AbortSignal.timeout(30_000))
  return all
}

/** Offset by `topic-partition`, of those that have one. */
export function asRecord(commits: GroupCommits | undefined): Record<string, number> {
  const found: Record<string, number> = {}
  for (const { topic, partitions, offsets } of commits?.topics ?? []) {
    partitions.forEach((p, i) => {
      const offset = offsets[i] ?? -1
      if (!(offset < 0)) found[`${topic}-${p}`] = offset
    })
  }
  return found
}

async function metadataUntil(client: KafkaClient, deadlineMs: number, isSo: (m: MetadataReading) => boolean): Promise<MetadataReading> {
  let last: MetadataReading | null = null
  await untilAsync(
    async () => {
      last = await client.metadata(AbortSignal.timeout(30_000))
      return isSo(last)
    },
    deadlineMs,
    'metadata shows it',
  )
  if (last === null) throw new Error('no metadata')
  return last
}

async function commitsUntil(client: KafkaClient, groups: readonly string[], deadlineMs: number): Promise<Map<string, GroupCommits>> {
  let found = new Map<string, GroupCommits>()
  await untilAsync(
    async () => {
      const all = await commitsOf(
        client,
        groups.map((group) => ({ group, coordinator: null })),
      )
      found = new Map(all.map((c) => [c.group, c]))
      return all.every((c) => c.error === null)
    },
    deadlineMs,
    'the commits are read without an error',
  )
  return found
}

/** Asks until it is so, with a breath between; fails after the deadline. */
export async function untilAsync(isSo: () => Promise<boolean>, deadlineMs: number, what: string): Promise<void> {
  const end = performance.now() + deadlineMs
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Waited ${deadlineMs} ms in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
