import { afterEach, describe, expect, test } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import {
  LEADER_DID_NOT_ANSWER,
  type GroupCommits,
  type KafkaClient,
  type KafkaConnectionSettings,
} from '../../electron/core/clients/kafka/kafka-client.ts'
import type { Writer } from '../../electron/core/clients/kafka/wire/writer.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { AppError } from '../../shared/errors/error.ts'
import { codes } from '../emulators/kafka/codes.ts'
import { createKafkaEmulator, type EmulatorOptions, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { following } from '../emulators/world/group.ts'
import { asRecord, commitsOf, groupsOf } from '../kafka/client-suite.ts'
import { createTestClock } from '../support/clock.ts'
import { rawKafkaCall } from '../support/raw-kafka-call.ts'
import { until } from '../support/until.ts'

const LIST_OFFSETS = 2
const METADATA = 3
const OFFSET_FETCH = 9
const LIST_GROUPS = 16
const DESCRIBE_CONFIGS = 32

const open: { close(): void }[] = []
const running: KafkaEmulator[] = []
afterEach(async () => {
  for (const client of open.splice(0)) client.close()
  await Promise.all(running.splice(0).map((e) => e.stop()))
})

const signal = (): AbortSignal => AbortSignal.timeout(20_000)
const oneTopic = [{ name: 'a', partitions: 3, replication: 2, history: 50 }]

async function emulate(options: Partial<EmulatorOptions> = {}): Promise<KafkaEmulator> {
  const emulator = await createKafkaEmulator({ brokers: 3, topics: oneTopic, ...options })
  running.push(emulator)
  return emulator
}

function clientOf({ bootstrap }: Pick<KafkaEmulator, 'bootstrap'>, more: Partial<KafkaConnectionSettings> = {}): KafkaClient {
  const settings = { bootstrap, clientId: 'samsa-test', tls: null, sasl: null, addressMap: [], brokerVersion: null, ...more }
  const client = createKafkaClient(settings, { clock: systemClock })
  open.push(client)
  return client
}

async function connected(emulator: KafkaEmulator, more: Partial<KafkaConnectionSettings> = {}): Promise<KafkaClient> {
  const client = clientOf(emulator, more)
  await client.connect(signal())
  return client
}

const ends = async (client: KafkaClient, isolation: 'uncommitted' | 'committed' = 'uncommitted'): Promise<Float64Array | undefined> =>
  (await client.listOffsets(new Map([['a', [0, 1, 2]]]), 'latest', isolation, signal())).topics[0]?.offsets

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

describe('the emulated world moves with time', () => {
  test('logs grow at their rate, retention follows, commits come at intervals', async () => {
    const clock = createTestClock()
    const emulator = await emulate({
      clock,
      topics: [{ name: 'a', partitions: 3, replication: 2, perSecond: 30, retentionMs: 60_000 }],
      groups: [{ name: 'g', progress: [{ topic: 'a', partitions: [0, 1, 2], position: following(2000) }] }],
    })
    const client = await connected(emulator)
    expect([...((await ends(client)) ?? [])]).toEqual([0, 0, 0])
    clock.advance(100_000)
    expect([...((await ends(client)) ?? [])]).toEqual([1000, 1000, 1000])
    const { topics } = await client.listOffsets(new Map([['a', [0]]]), 'earliest', 'uncommitted', signal())
    expect(topics[0]?.offsets[0]).toBe(400)
    const [commits] = await commitsOf(client, [{ group: 'g', coordinator: emulator.coordinator('g') }])
    expect(asRecord(commits)['a-0']).toBeGreaterThan(960)
    expect(asRecord(commits)['a-0']).toBeLessThanOrEqual(980)
  })

  test('an open transaction holds the last stable offset below the end', async () => {
    const emulator = await emulate()
    const client = await connected(emulator)
    emulator.world.openTransaction('a', 1)
    emulator.world.topic('a').append(1, 5, emulator.world.now())
    expect([...((await ends(client)) ?? [])]).toEqual([50, 55, 50])
    expect([...((await ends(client, 'committed')) ?? [])]).toEqual([50, 50, 50])
    emulator.world.endTransaction('a', 1)
    expect([...((await ends(client, 'committed')) ?? [])]).toEqual([50, 55, 50])
  })

  test('a deleted topic is gone from metadata, and its places say so', async () => {
    const emulator = await emulate()
    const client = await connected(emulator)
    emulator.world.deleteTopic('a')
    const { topics } = await client.listOffsets(new Map([['a', [0]]]), 'latest', 'uncommitted', signal())
    expect(topics[0]?.errors.get(0)).toBe(codes.unknownTopicOrPartition)
    expect((await client.metadata(signal())).topics.map((t) => t.name)).toEqual(['__consumer_offsets'])
  })

  test('offsets kept in ZooKeeper are told by OffsetFetch v0 only', async () => {
    const emulator = await emulate({ release: '0.9', groups: [{ name: 'old', inZooKeeper: true, commits: { a: { 0: 7 } } }] })
    const client = await connected(emulator, { brokerVersion: '0.9' })
    const [commits] = await commitsOf(client, [{ group: 'old', coordinator: null }])
    expect(asRecord(commits)).toEqual({})
    const place = (to: Writer): Writer => to.string('old').array(['a'], (topic) => to.string(topic).int32s([0]))
    const reply = await rawKafkaCall(emulator.port(1), { key: OFFSET_FETCH, version: 0 }, place)
    expect([reply.count(1), reply.string(), reply.count(1), reply.int32(), reply.int64()]).toEqual([1, 'a', 1, 0, 7])
  })
})

describe('a broker dies as real ones do', () => {
  test('G-02 metadata names it until it is fenced, new leaders settle, and nothing reads as 0 meanwhile', async () => {
    const clock = createTestClock()
    const emulator = await emulate({ clock, fencedAfterMs: 9000, leaderSettlesMs: 400 })
    const client = await connected(emulator)
    await emulator.killBroker(1)
    const leaders = async (): Promise<number[] | undefined> =>
      (await client.metadata(signal())).topics.find((t) => t.name === 'a')?.partitions.map((p) => p.leader)
    const codesNow = async (): Promise<(number | undefined)[]> => {
      const { topics } = await client.listOffsets(new Map([['a', [0, 1, 2]]]), 'latest', 'uncommitted', signal())
      return [0, 1, 2].map((place) => topics[0]?.errors.get(place) ?? topics[0]?.offsets[place])
    }
    expect(await leaders()).toEqual([1, 2, 3])
    expect(await codesNow()).toEqual([LEADER_DID_NOT_ANSWER, 50, 50])
    clock.advance(9000)
    expect(await leaders()).toEqual([2, 2, 3])
    expect(await codesNow()).toEqual([codes.offsetNotAvailable, 50, 50])
    clock.advance(500)
    expect(await codesNow()).toEqual([50, 50, 50])
    await emulator.returnBroker(1)
    expect(await leaders()).toEqual([2, 2, 3])
  })
})

describe('faults of one item stay with the item', () => {
  test('a coordinator that moved is found; one that stays wrong is told', async () => {
    const emulator = await emulate({ groups: [{ name: 'g', commits: { a: { 0: 4 } } }] })
    const client = await connected(emulator)
    const right = emulator.coordinator('g')
    const wrong = 1 + (right % 3)
    const [moved] = await commitsOf(client, [{ group: 'g', coordinator: wrong }])
    expect(asRecord(moved)).toEqual({ 'a-0': 4 })
    emulator.faults.answer(codes.coordinatorLoading, { api: OFFSET_FETCH, group: 'g' })
    const [loading] = await commitsOf(client, [{ group: 'g', coordinator: right }])
    expect(loading?.error).toBeInstanceOf(AppError)
    expect(loading?.topics).toEqual([])
  })

  test('a forbidden group is listed, and only its own answers say no', async () => {
    const emulator = await emulate({
      groups: [
        { name: 'open', commits: { a: { 0: 1 } } },
        { name: 'closed', commits: { a: { 0: 2 } }, forbidden: true },
      ],
    })
    const client = await connected(emulator)
    const listed = [...(await groupsOf(client, signal())).values()]
    const commits = new Map((await commitsOf(client, listed)).map((c): [string, GroupCommits] => [c.group, c]))
    expect(asRecord(commits.get('open'))).toEqual({ 'a-0': 1 })
    expect(commits.get('closed')?.error?.code).toBe('kafka.forbidden')
    expect((await client.describeGroups(listed, signal())).get('closed')).toMatchObject({ code: 'kafka.forbidden' })
  })

  test.each([codes.offsetNotAvailable, codes.topicAuthorization])(
    'ListOffsets error %i of one partition leaves the others',
    async (code) => {
      const emulator = await emulate()
      const client = await connected(emulator)
      emulator.faults.answer(code, { api: LIST_OFFSETS, topic: 'a', partition: 1 })
      const { topics } = await client.listOffsets(new Map([['a', [0, 1, 2]]]), 'latest', 'uncommitted', signal())
      expect([topics[0]?.offsets[0], topics[0]?.offsets[1], topics[0]?.offsets[2]]).toEqual([50, Number.NaN, 50])
      expect([...(topics[0]?.errors ?? [])]).toEqual([[1, code]])
    },
  )

  test('metadata keeps a topic that may not be described, and partitions without a leader', async () => {
    const emulator = await emulate()
    emulator.faults.answer(codes.topicAuthorization, { api: METADATA, topic: '__consumer_offsets' })
    emulator.loseLeader('a', 0)
    const { topics } = await (await connected(emulator)).metadata(signal())
    expect(topics.find((t) => t.name === '__consumer_offsets')?.error).toBe(codes.topicAuthorization)
    expect(topics.find((t) => t.name === 'a')?.partitions[0]).toMatchObject({ leader: -1, error: codes.leaderNotAvailable, isr: [1, 2] })
  })

  test('one broker without the right to list groups: its answer says so, the others list', async () => {
    const emulator = await emulate({ groups: [{ name: 'g1' }, { name: 'g2' }, { name: 'g3' }, { name: 'g4' }] })
    const client = await connected(emulator)
    emulator.faults.answer(codes.clusterAuthorization, { api: LIST_GROUPS, broker: 2 })
    const answers = await client.listGroups(signal())
    expect(answers.map((a) => [a.broker, a.ok] as const).toSorted(([a], [b]) => a - b)).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ])
  })
})

describe('faults of the connection', () => {
  test('a broker that closes, garbles or hangs costs its own answer only', async () => {
    const emulator = await emulate()
    const client = await connected(emulator)
    for (const strike of ['drop', 'garble'] as const) {
      const undo = emulator.faults[strike]({ broker: 2, api: LIST_GROUPS })
      const answers = await client.listGroups(signal())
      expect(
        answers
          .filter((a) => a.ok)
          .map((a) => a.broker)
          .toSorted((a, b) => a - b),
        strike,
      ).toEqual([1, 3])
      undo()
    }
    emulator.faults.hang({ broker: 2, api: LIST_OFFSETS })
    const stop = new AbortController()
    const asked = client.listOffsets(new Map([['a', [0, 1, 2]]]), 'latest', 'uncommitted', stop.signal)
    await until(() => emulator.journal.frames.some((f) => f.broker === 2 && f.api === LIST_OFFSETS), 'the request is there')
    stop.abort(new Error('given up'))
    await expect(asked).rejects.toThrow('given up')
  })

  test('a slow broker is waited for, and throttling is obeyed', async () => {
    const emulator = await emulate({ brokers: 1, topics: [{ name: 'a', partitions: 3, replication: 1, history: 50 }] })
    const client = await connected(emulator)
    const undo = emulator.faults.slow(120, { api: LIST_OFFSETS })
    const start = performance.now()
    await ends(client)
    expect(performance.now() - start).toBeGreaterThan(100)
    undo()
    emulator.faults.throttle(150, { api: LIST_OFFSETS, times: 1 })
    await ends(client)
    const held = performance.now()
    await ends(client)
    expect(performance.now() - held).toBeGreaterThan(100)
  })

  test('an advertised address that leads nowhere is reached through the address map', async () => {
    const emulator = await emulate({ brokers: 2 })
    emulator.advertise(2, { host: 'kafka-2.internal.invalid', port: 9092 })
    const lost = await connected(emulator)
    const failed = (await lost.listGroups(signal())).find((a) => a.broker === 2)
    expect(failed?.ok === false && failed.error.code).toBe('kafka.hostUnknown')
    const addressMap = [{ from: 'kafka-2.internal.invalid:9092', to: `127.0.0.1:${emulator.port(2)}` }]
    const mapped = await connected(emulator, { addressMap })
    expect((await mapped.listGroups(signal())).every((a) => a.ok)).toBe(true)
  })

  test('a port that refuses is one broker less; the same port serves again', async () => {
    const emulator = await emulate()
    const client = await connected(emulator)
    const serveAgain = await emulator.refuse(3)
    const broken = (await client.listGroups(signal())).find((a) => a.broker === 3)
    expect(broken?.ok).toBe(false)
    await serveAgain()
    await client.connect(signal())
    expect((await client.listGroups(signal())).every((a) => a.ok)).toBe(true)
  })
})

describe('logins against the emulator', () => {
  const users = { alice: 'correct, horse = battery' }
  const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const

  test.each(mechanisms.flatMap((m) => (['0.10.2', '1.1', '2.1', '4.2'] as const).map((r) => [m, r] as const)))(
    '%s on %s: the right password opens, a wrong one is told',
    async (mechanism, release) => {
      const emulator = await emulate({ release, sasl: { users, mechanisms } })
      const client = await connected(emulator, { sasl: { mechanism, user: 'alice', password: users.alice } })
      expect((await client.metadata(signal())).topics.some((t) => t.name === 'a')).toBe(true)
      const wrong = clientOf(emulator, { sasl: { mechanism, user: 'alice', password: 'wrong' } })
      expect(await codeOf(wrong.connect(signal()))).toBe('kafka.authentication')
    },
  )

  test('no login, and a mechanism that the broker does not offer', async () => {
    const emulator = await emulate({ brokers: 1, topics: [], sasl: { users, mechanisms: ['PLAIN'] } })
    expect(await codeOf(clientOf(emulator).connect(signal()))).toBe('kafka.loginNeeded')
    const other = clientOf(emulator, { sasl: { mechanism: 'SCRAM-SHA-512', user: 'alice', password: users.alice } })
    expect(await codeOf(other.connect(signal()))).toBe('kafka.mechanism')
  })
})

describe('what a refresh costs', () => {
  test('1 + 3B + ceil(G/500) requests for 1,200 groups on 5 brokers; configs are not part of it', async () => {
    const groups = Array.from({ length: 1200 }, (_, i) => ({ name: `g${i}`, commits: { a: { [i % 3]: i % 50 } } }))
    const emulator = await emulate({ brokers: 5, groups })
    const client = await connected(emulator)
    await client.listGroups(signal())
    emulator.journal.reset()
    const before = client.counters().requests
    await client.metadata(signal())
    const listed = [...(await groupsOf(client, signal())).values()]
    const commits = await commitsOf(client, listed)
    await ends(client)
    expect(listed).toHaveLength(1200)
    expect(commits.every((c) => c.topics.length === 1)).toBe(true)
    const asked = emulator.journal.frames.filter((f) => f.api !== 18)
    expect(asked.length).toBeLessThanOrEqual(1 + 3 * 5 + Math.ceil(1200 / 500))
    expect(client.counters().requests - before).toBe(emulator.journal.requests())
    expect(emulator.journal.requestsOf(DESCRIBE_CONFIGS)).toBe(0)
  })
})
