import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ItemResults, KafkaChanges, Outcome } from '../../electron/core/clients/kafka/kafka-changes.ts'
import { entityWords, type QuotaEntity, type QuotaKey } from '../../shared/domain/quota.ts'
import type { ScramMechanism } from '../../shared/domain/scram.ts'
import type { KafkaClient } from '../../electron/core/clients/kafka/kafka-client.ts'
import { describeError } from '../../shared/errors/error.ts'
import { createTestPermit } from '../support/permit.ts'
import { asRecord, commitsOf, groupsOf, untilAsync } from './client-suite.ts'

export type WitnessedRecord = readonly [key: string | null, value: string | null, headers: string]

/** What is so, told by somebody else than the client: Kafka's own tools, or the emulator's world. */
export interface Witness {
  /** Replicas by partition; null: there is no such topic. */
  replicas(topic: string): Promise<readonly (readonly number[])[] | null>
  /** Overrides of the topic. */
  overrides(topic: string): Promise<Readonly<Record<string, string>>>
  logStarts(topic: string): Promise<readonly number[]>
  /** Offset by `topic-partition`. */
  committed(group: string): Promise<Readonly<Record<string, number>>>
  /** Records of one partition from its start: key, value and headers as text; null where there is none. */
  records(topic: string, partition: number, count: number): Promise<readonly WitnessedRecord[]>
  groups(): Promise<readonly string[]>
  /** Limits of exactly this entity, by key. */
  quota(entity: QuotaEntity): Promise<Readonly<Record<string, number>>>
  /** Iterations by mechanism. */
  scram(user: string): Promise<Readonly<Record<string, number>>>
}

/**
 * The scene on both: topic `<prefix>.read` of 3 partitions with 50 records each; group `<prefix>-running` with one member that has it all
 * and has read all of it; `brokers` brokers from 1 on.
 */
export interface ChangeScene {
  readonly client: KafkaClient
  readonly witness: Witness
  readonly brokers: number
  readonly prefix: string
  stop(): Promise<void>
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => a.key.localeCompare(b.key)

const outcomes = (results: ItemResults<unknown>): string[] => results.map((r) => r.outcome.is)
const wordsOf = (outcome: Outcome | undefined): string =>
  outcome === undefined || outcome.is === 'done' ? '' : Object.values(describeError(outcome.error)).join(' ')

/** What the client's changes must do, run against the emulator (several releases) and against real Kafka. */
export function kafkaChangeSuite(prepare: () => Promise<ChangeScene>): void {
  let scene: ChangeScene
  let client: KafkaClient
  let changes: KafkaChanges
  let all: number[]
  const signal = (): AbortSignal => AbortSignal.timeout(30_000)
  const named = (name: string): string => `${scene.prefix}.${name}`
  const soon = (so: () => Promise<boolean>, what: string): Promise<void> => untilAsync(so, 30_000, what)
  const can = (what: Parameters<KafkaClient['capability']>[0]): boolean => client.capability(what).state === 'yes'
  const create = async (name: string, partitions = 2, configs: Readonly<Record<string, string>> = {}): Promise<void> => {
    const topic = { name, partitions, replication: 1, assignment: null, configs: new Map(Object.entries(configs)) }
    expect(outcomes(await changes.createTopics([topic], signal()))).toEqual(['done'])
    await soon(
      async () => (await client.metadata(signal())).topics.some((t) => t.name === name && t.partitions.every((p) => p.leader > 0)),
      `${name} exists`,
    )
  }

  beforeAll(async () => {
    scene = await prepare()
    client = scene.client
    changes = client.changes(createTestPermit())
    all = Array.from({ length: scene.brokers }, (_, i) => i + 1)
    await client.connect(signal())
  }, 180_000)
  afterAll(async () => {
    client?.close()
    await scene?.stop()
  })

  test('E-01 topics are created as asked; one that cannot be is refused in the broker’s words, the others are made', async () => {
    const configs = new Map([['retention.ms', '3600000']])
    const one = { name: named('one'), partitions: 3, replication: scene.brokers, assignment: null, configs }
    const laid = {
      name: named('laid'),
      partitions: 0,
      replication: 0,
      assignment: [[all.at(-1) ?? 1], [1]],
      configs: new Map<string, string>(),
    }
    const wide = { ...one, name: named('wide'), replication: 9 }
    const bad = { ...one, name: named('bad'), configs: new Map([['retention.ms', 'long']]) }
    const results = await changes.createTopics([one, wide, laid, bad], signal())
    expect(results.map((r) => r.item)).toEqual([one, wide, laid, bad])
    expect(outcomes(results)).toEqual(['done', 'refused', 'done', 'refused'])
    expect(wordsOf(results[1]?.outcome)).toMatch(/INVALID_REPLICATION_FACTOR/)
    expect(wordsOf(results[3]?.outcome)).toMatch(/retention\.ms.*INVALID_CONFIG|INVALID_CONFIG/)
    await soon(async () => (await scene.witness.replicas(named('laid'))) !== null, 'the topic is there')
    expect(await scene.witness.replicas(named('laid'))).toEqual([[all.at(-1) ?? 1], [1]])
    expect((await scene.witness.replicas(named('one')))?.map((r) => r.length)).toEqual([scene.brokers, scene.brokers, scene.brokers])
    expect(await scene.witness.overrides(named('one'))).toMatchObject({ 'retention.ms': '3600000' })
    expect(await scene.witness.replicas(named('wide'))).toBeNull()
    const [again] = await changes.createTopics([one], signal())
    expect(again?.outcome.is).toBe('refused')
    expect(wordsOf(again?.outcome)).toMatch(/TOPIC_ALREADY_EXISTS/)
  })

  test('E-01 partitions are added, and never taken away', async () => {
    await create(named('grow'), 2)
    const grow = { topic: named('grow'), count: 4, assignment: [[1], [all.at(-1) ?? 1]] }
    const results = await changes.createPartitions([grow], signal())
    if (!can('createPartitions')) return expect(outcomes(results)).toEqual(['notSent'])
    expect(outcomes(results)).toEqual(['done'])
    await soon(async () => (await scene.witness.replicas(named('grow')))?.length === 4, 'there are four')
    expect((await scene.witness.replicas(named('grow')))?.slice(2)).toEqual([[1], [all.at(-1) ?? 1]])
    const fewer = await changes.createPartitions([{ topic: named('grow'), count: 3, assignment: null }], signal())
    expect(outcomes(fewer)).toEqual(['refused'])
    expect(wordsOf(fewer[0]?.outcome)).toMatch(/INVALID_PARTITIONS/)
  })

  test('E-06 a changed key changes, the others stay, also where the whole set must be sent', async () => {
    await create(named('set'), 1, { 'retention.ms': '1000', 'segment.bytes': '2097152' })
    const resource = { kind: 'topic', name: named('set') } as const
    const edit = (key: string, operation: 'set' | 'delete' | 'append', value: string | null) => ({
      resource,
      changes: [{ key, operation, value }],
    })
    const results = await changes.alterConfigs([edit('retention.ms', 'set', '7200000')], signal())
    if (!can('alterConfigs')) return expect(outcomes(results)).toEqual(['notSent'])
    expect(outcomes(results)).toEqual(['done'])
    const settled = (expected: Readonly<Record<string, string>>): Promise<void> =>
      expect.poll(() => scene.witness.overrides(named('set')), { timeout: 30_000, interval: 100 }).toEqual(expected)
    await settled({ 'retention.ms': '7200000', 'segment.bytes': '2097152' })
    expect(outcomes(await changes.alterConfigs([edit('cleanup.policy', 'append', 'compact')], signal()))).toEqual(['done'])
    await settled({ 'cleanup.policy': 'delete,compact', 'retention.ms': '7200000', 'segment.bytes': '2097152' })
    expect(outcomes(await changes.alterConfigs([edit('cleanup.policy', 'delete', null)], signal()))).toEqual(['done'])
    expect(outcomes(await changes.alterConfigs([edit('retention.ms', 'delete', null)], signal()))).toEqual(['done'])
    await settled({ 'segment.bytes': '2097152' })
    const bad = await changes.alterConfigs([edit('retention.ms', 'set', 'long')], signal())
    expect(outcomes(bad)).toEqual(['refused'])
    expect(wordsOf(bad[0]?.outcome)).toMatch(/retention\.ms/)
  })

  test('E-01 partitions are reassigned, listed while they move, and taken back; preferred leaders are elected', async () => {
    const away = all.at(-1) ?? 1
    await create(named('move'), 2)
    const [first] = (await scene.witness.replicas(named('move'))) ?? []
    const to = [away, ...all.filter((id) => id !== away)]
    const at = (partition: number, replicas: readonly number[] | null) => ({ topic: named('move'), partition, replicas })
    const results = await changes.reassign([at(0, to), at(9, [1]), at(1, [99])], signal())
    if (!can('reassign')) {
      expect(outcomes(results)).toEqual(['notSent', 'notSent', 'notSent'])
      await expect(client.listReassignments(signal())).rejects.toMatchObject({ code: 'kafka.unsupported' })
      return
    }
    expect(outcomes(results)).toEqual(['done', 'refused', 'refused'])
    expect(wordsOf(results[1]?.outcome)).toMatch(/UNKNOWN_TOPIC_OR_PARTITION/)
    expect(wordsOf(results[2]?.outcome)).toMatch(/INVALID_REPLICA_ASSIGNMENT/)
    await soon(async () => (await client.listReassignments(signal())).ongoing.length === 0, 'nothing moves any more')
    expect((await scene.witness.replicas(named('move')))?.[0]).toEqual(to)

    const elected = await changes.electLeaders([{ topic: named('move'), partition: 0 }], signal())
    expect(outcomes(elected)).toEqual(['done'])
    const leader = async () =>
      (await client.metadata(signal())).topics.find((t) => t.name === named('move'))?.partitions.find((p) => p.partition === 0)?.leader
    await soon(async () => (await leader()) === away, 'the preferred replica leads')
    // The preferred one leads already: nothing to do is done.
    expect(outcomes(await changes.electLeaders([{ topic: named('move'), partition: 0 }], signal()))).toEqual(['done'])
    expect(wordsOf((await changes.electLeaders([{ topic: named('move'), partition: 9 }], signal()))[0]?.outcome)).not.toBe('')

    const nothing = await changes.reassign([at(0, null)], signal())
    expect(wordsOf(nothing[0]?.outcome)).toMatch(/NO_REASSIGNMENT_IN_PROGRESS/)
    expect(first?.length).toBe(1)
  })

  test('E-06 a throttle is set on brokers and replicas, and taken from them again', async () => {
    if (!can('reassign')) return
    await create(named('slow'), 2)
    const rate = 'follower.replication.throttled.rate'
    const list = 'follower.replication.throttled.replicas'
    const broker = { kind: 'broker', name: String(all.at(-1) ?? 1) } as const
    const topic = { kind: 'topic', name: named('slow') } as const
    const change = (key: string, operation: 'set' | 'append' | 'subtract' | 'delete', value: string | null) => ({ key, operation, value })
    const done = async (...items: Parameters<KafkaChanges['alterConfigs']>[0][number][]): Promise<void> =>
      expect(outcomes(await changes.alterConfigs(items, signal()))).toEqual(items.map(() => 'done'))
    await done(
      { resource: broker, changes: [change(rate, 'set', '1000000')] },
      { resource: topic, changes: [change(list, 'append', '0:1,1:1')] },
    )
    await soon(async () => (await scene.witness.overrides(named('slow')))[list] === '0:1,1:1', 'the list is there')
    const value = async () =>
      (await client.describeConfigs([{ ...broker, keys: [rate] }], signal()))[0]?.entries.find((e) => e.name === rate)?.value ?? null
    await soon(async () => (await value()) === '1000000', 'the rate is there')
    await done({ resource: topic, changes: [change(list, 'subtract', '0:1')] })
    await soon(async () => (await scene.witness.overrides(named('slow')))[list] === '1:1', 'one is left')
    await done({ resource: broker, changes: [change(rate, 'delete', null)] }, { resource: topic, changes: [change(list, 'delete', null)] })
    await soon(async () => (await scene.witness.overrides(named('slow')))[list] === undefined && (await value()) === null, 'it is gone')
  })

  test('E-01 records are deleted below an offset, per partition', async () => {
    const at = (partition: number, offset: number) => ({ topic: named('read'), partition, offset })
    const results = await changes.deleteRecords([at(0, 10), at(1, 999), at(2, -1)], signal())
    if (!can('deleteRecords')) return expect(outcomes(results)).toEqual(['notSent', 'notSent', 'notSent'])
    expect(outcomes(results)).toEqual(['done', 'refused', 'done'])
    expect(wordsOf(results[1]?.outcome)).toMatch(/OFFSET_OUT_OF_RANGE/)
    expect(await scene.witness.logStarts(named('read'))).toEqual([10, 0, 50])
  })

  test('E-09 records are written once, as they are, each partition as a whole', async () => {
    if (!can('produce')) return
    await create(named('written'), 2, { 'max.message.bytes': '2000' })
    await create(named('packed'), 1, { 'cleanup.policy': 'compact' })
    const text = (value: string): Buffer => Buffer.from(value)
    const records = [
      { key: text('k-1'), value: text('{"text":"grüße 漢字"}'), headers: [] },
      { key: null, value: text('no key'), headers: [{ name: '__proto__', value: text('x') }] },
      { key: text('k-2'), value: null, headers: [] },
    ]
    const at = (topic: string, partition: number, more = records) => ({ topic: named(topic), partition, records: more, time: Date.now() })
    const before = client.counters().byApi.get(0) ?? 0
    const results = await changes.produce([at('written', 0), at('written', 1, records.slice(0, 1)), at('written', 9)], signal())
    expect(outcomes(results)).toEqual(['done', 'done', 'notSent'])
    expect(await scene.witness.records(named('written'), 0, 3)).toEqual([
      ['k-1', '{"text":"grüße 漢字"}', ''],
      [null, 'no key', '__proto__:x'],
      ['k-2', null, ''],
    ])
    expect(await scene.witness.records(named('written'), 1, 1)).toEqual([['k-1', '{"text":"grüße 漢字"}', '']])
    expect((client.counters().byApi.get(0) ?? 0) - before).toBeLessThanOrEqual(2)
    const large = await changes.produce([at('written', 0, [{ key: null, value: Buffer.alloc(5_000), headers: [] }])], signal())
    expect(outcomes(large)).toEqual(['refused'])
    expect(wordsOf(large[0]?.outcome)).toMatch(/MESSAGE_TOO_LARGE/)
    const keyless = await changes.produce([at('packed', 0, records.slice(1, 2))], signal())
    expect(outcomes(keyless)).toEqual(['refused'])
    expect(wordsOf(keyless[0]?.outcome)).toMatch(/INVALID_RECORD/)
  })

  test('E-01 offsets are set without joining: of a group that is empty or new, not of one that runs', async () => {
    await create(named('offsets'), 3)
    const group = `${scene.prefix}-empty`
    const at = (partition: number, offset: number) => ({ topic: named('offsets'), partition, offset, metadata: null })
    await soon(async () => outcomes(await changes.commitOffsets(group, [at(0, 5)], signal()))[0] === 'done', 'the coordinator takes it')
    expect(outcomes(await changes.commitOffsets(group, [at(1, 7), at(9, 1), at(2, 0)], signal()))).toEqual(['done', 'refused', 'done'])
    const expected = { [`${named('offsets')}-0`]: 5, [`${named('offsets')}-1`]: 7, [`${named('offsets')}-2`]: 0 }
    expect(await scene.witness.committed(group)).toEqual(expected)
    const [read] = await commitsOf(client, [{ group, coordinator: null }])
    expect(asRecord(read)).toEqual(expected)

    const running = `${scene.prefix}-running`
    const before = await scene.witness.committed(running)
    const refused = await changes.commitOffsets(running, [{ topic: named('read'), partition: 0, offset: 1, metadata: null }], signal())
    expect(outcomes(refused)).toEqual(['refused'])
    expect(wordsOf(refused[0]?.outcome)).toMatch(/UNKNOWN_MEMBER_ID/)
    expect(await scene.witness.committed(running)).toEqual(before)
  })

  test('E-01 offsets are deleted, but not of topics that the group reads', async () => {
    await create(named('forget'), 2)
    const group = `${scene.prefix}-forget`
    const at = (partition: number) => ({ topic: named('forget'), partition })
    expect(
      outcomes(
        await changes.commitOffsets(
          group,
          [0, 1].map((p) => ({ ...at(p), offset: 0, metadata: null })),
          signal(),
        ),
      ),
    ).toEqual(['done', 'done'])
    const results = await changes.deleteOffsets(group, [at(1)], signal())
    if (!can('deleteOffsets')) return expect(outcomes(results)).toEqual(['notSent'])
    expect(outcomes(results)).toEqual(['done'])
    expect(Object.keys(await scene.witness.committed(group))).toEqual([`${named('forget')}-0`])
    const subscribed = await changes.deleteOffsets(`${scene.prefix}-running`, [{ topic: named('read'), partition: 0 }], signal())
    expect(outcomes(subscribed)).toEqual(['refused'])
    expect(wordsOf(subscribed[0]?.outcome)).toMatch(/GROUP_SUBSCRIBED_TO_TOPIC/)
    const nobody = await changes.deleteOffsets(`${scene.prefix}-nobody`, [at(0)], signal())
    expect(wordsOf(nobody[0]?.outcome)).toMatch(/GROUP_ID_NOT_FOUND/)
  })

  test('E-01 empty groups are deleted, running ones are not', async () => {
    await create(named('doomed'), 1)
    const group = `${scene.prefix}-doomed`
    expect(
      outcomes(await changes.commitOffsets(group, [{ topic: named('doomed'), partition: 0, offset: 0, metadata: null }], signal())),
    ).toEqual(['done'])
    const results = await changes.deleteGroups([group, `${scene.prefix}-running`, `${scene.prefix}-nobody`], signal())
    if (!can('deleteGroups')) return expect(outcomes(results)).toEqual(['notSent', 'notSent', 'notSent'])
    expect(outcomes(results)).toEqual(['done', 'refused', 'refused'])
    expect(wordsOf(results[1]?.outcome)).toMatch(/NON_EMPTY_GROUP/)
    expect(wordsOf(results[2]?.outcome)).toMatch(/GROUP_ID_NOT_FOUND/)
    expect(await scene.witness.groups()).not.toContain(group)
    expect(await scene.witness.groups()).toContain(`${scene.prefix}-running`)
  })

  test('E-01 client quotas are set, changed and removed: of a user, a pair, an address and the default', async () => {
    const nobody: QuotaEntity = { user: null, clientId: null, ip: null }
    const user = { ...nobody, user: { name: `${scene.prefix} ‘quota’` } }
    const pair = { ...user, clientId: { name: 'app.1' } }
    const entities = [user, pair, { ...nobody, clientId: { name: null } }, { ...nobody, ip: { name: '10.9.8.7' } }]
    const edit = (entity: QuotaEntity, values: Partial<Record<QuotaKey, number | null>>) => ({
      entity,
      // The keys of the object given.
      changes: (Object.entries(values) as [QuotaKey, number | null][]).map(([key, value]) => ({ key, value })),
    })
    const values = [
      { producer_byte_rate: 1_048_576, request_percentage: 12.5 },
      { consumer_byte_rate: 2_000, controller_mutation_rate: 0.5 },
      { request_percentage: 75 },
      { connection_creation_rate: 20 },
    ]
    // Brokers follow the controller a moment later.
    const seen = (entity: QuotaEntity, limits: Readonly<Record<string, number>>): Promise<void> =>
      soon(async () => isDeepStrictEqual(await scene.witness.quota(entity), limits), `${entityWords(entity)}: ${JSON.stringify(limits)}`)
    const set = await changes.alterQuotas(
      entities.map((entity, i) => edit(entity, values[i] ?? {})),
      signal(),
    )
    if (!can('quotas')) return expect(outcomes(set)).toEqual(['notSent', 'notSent', 'notSent', 'notSent'])
    expect(outcomes(set)).toEqual(['done', 'done', 'done', 'done'])
    for (const [i, entity] of entities.entries()) await seen(entity, values[i] ?? {})
    await soon(async () => (await client.readQuotas(signal())).quotas.length === 4, 'the broker asked knows all')
    const { quotas, unknown } = await client.readQuotas(signal())
    const keysOf = (all: typeof quotas) => new Set(all.map((q) => JSON.stringify([q.entity, q.values.toSorted(byKey)])))
    const expected = entities.map((entity, i) => ({
      entity,
      values: edit(entity, values[i] ?? {}).changes as { key: QuotaKey; value: number }[],
    }))
    expect(keysOf(quotas)).toEqual(keysOf(expected))
    expect(unknown).toBe(0)
    const results = await changes.alterQuotas(
      [edit(user, { producer_byte_rate: 2_048, request_percentage: null }), edit(pair, { connection_creation_rate: 5 })],
      signal(),
    )
    expect(outcomes(results)).toEqual(['done', 'refused'])
    expect(wordsOf(results[1]?.outcome)).toMatch(/INVALID_REQUEST/)
    await seen(user, { producer_byte_rate: 2_048 })
    await seen(pair, values[1] ?? {})
    const gone = (entity: QuotaEntity, i: number) =>
      edit(entity, Object.fromEntries(Object.keys(values[i] ?? {}).map((key) => [key, null])))
    expect(outcomes(await changes.alterQuotas(entities.map(gone), signal()))).toEqual(['done', 'done', 'done', 'done'])
    await seen(user, {})
    await soon(async () => (await client.readQuotas(signal())).quotas.length === 0, 'no quota is left')
  })

  test('E-01 SCRAM users are made, given another password, and removed', async () => {
    const [ada, bob] = [`${scene.prefix}-ada`, `${scene.prefix} ‘bob’`]
    const one = (user: string, iterations: number, mechanism: ScramMechanism = 'SCRAM-SHA-256') => ({
      user,
      mechanism,
      iterations,
      password: 'a pass, of ‘signs’ =1',
    })
    const set = await changes.setScram([one(ada, 4_096), one(ada, 8_192, 'SCRAM-SHA-512'), one(bob, 4_097)], signal())
    if (!can('scram')) return expect(outcomes(set)).toEqual(['notSent', 'notSent', 'notSent'])
    expect(outcomes(set)).toEqual(['done', 'done', 'done'])
    const seen = (user: string, iterations: Readonly<Record<string, number>>): Promise<void> =>
      soon(async () => isDeepStrictEqual(await scene.witness.scram(user), iterations), `${user}: ${JSON.stringify(iterations)}`)
    await seen(ada, { 'SCRAM-SHA-256': 4_096, 'SCRAM-SHA-512': 8_192 })
    await seen(bob, { 'SCRAM-SHA-256': 4_097 })
    const results = await changes.setScram([one(ada, 4_100), one(bob, 16_385)], signal())
    expect(outcomes(results)).toEqual(['done', 'refused'])
    expect(wordsOf(results[1]?.outcome)).toMatch(/UNACCEPTABLE_CREDENTIAL/)
    await seen(ada, { 'SCRAM-SHA-256': 4_100, 'SCRAM-SHA-512': 8_192 })
    const ours = async () => (await client.readScram(signal())).credentials.filter((each) => each.user === ada || each.user === bob)
    expect(new Set(await ours())).toEqual(
      new Set([
        { user: ada, mechanism: 'SCRAM-SHA-256', iterations: 4_100 },
        { user: ada, mechanism: 'SCRAM-SHA-512', iterations: 8_192 },
        { user: bob, mechanism: 'SCRAM-SHA-256', iterations: 4_097 },
      ]),
    )
    const gone = await changes.removeScram([one(ada, 0), one(bob, 0), one(`${ada}-nobody`, 0)], signal())
    expect(outcomes(gone)).toEqual(['done', 'done', 'refused'])
    expect(wordsOf(gone[2]?.outcome)).toMatch(/RESOURCE_NOT_FOUND/)
    await seen(ada, { 'SCRAM-SHA-512': 8_192 })
    expect(outcomes(await changes.removeScram([one(ada, 0, 'SCRAM-SHA-512')], signal()))).toEqual(['done'])
    await soon(async () => (await ours()).length === 0, 'none is left')
  })

  test('E-01 a member is removed from its group', async () => {
    const group = `${scene.prefix}-running`
    const listed = (await groupsOf(client, signal())).get(group)
    const described = await client.describeGroups([{ group, coordinator: listed?.coordinator ?? null, type: 'classic' }], signal())
    const running = described.get(group)
    const member = running && 'members' in running ? (running.members[0]?.member ?? '') : ''
    expect(member).not.toBe('')
    const both = [
      { member, instance: null },
      { member: 'nobody-1', instance: null },
    ]
    const results = await changes.removeMembers(group, both, signal())
    if (!can('removeMembers')) return expect(outcomes(results)).toEqual(['notSent', 'notSent'])
    expect(outcomes(results)).toEqual(['done', 'refused'])
    expect(wordsOf(results[1]?.outcome)).toMatch(/UNKNOWN_MEMBER_ID/)
  })

  test('E-01 topics are deleted; one that is not there is refused', async () => {
    await create(named('gone'), 1)
    const results = await changes.deleteTopics([named('gone'), named('never')], signal())
    expect(outcomes(results)).toEqual(['done', 'refused'])
    expect(wordsOf(results[1]?.outcome)).toMatch(/UNKNOWN_TOPIC_OR_PARTITION/)
    await soon(async () => (await scene.witness.replicas(named('gone'))) === null, 'the topic is gone')
  })

  test('E-05 without a valid permit nothing is sent', async () => {
    const permit = createTestPermit()
    const late = client.changes(permit)
    permit.end()
    const before = client.counters().byApi
    const topic = { name: named('late'), partitions: 1, replication: 1, assignment: null, configs: new Map<string, string>() }
    expect(outcomes(await late.createTopics([topic], signal()))).toEqual(['notSent'])
    expect(outcomes(await late.deleteTopics([named('one')], signal()))).toEqual(['notSent'])
    expect(outcomes(await late.deleteGroups([`${scene.prefix}-empty`], signal()))).toEqual(['notSent'])
    const after = client.counters().byApi
    for (const key of [19, 20, 42]) expect(after.get(key)).toBe(before.get(key))
    expect(await scene.witness.replicas(named('late'))).toBeNull()
  })
}
