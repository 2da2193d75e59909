import type { BrokerStatus, GroupListing, KafkaClient, TopicOffsets } from '../../electron/core/clients/kafka/kafka-client.ts'
import type { Clock } from '../../electron/core/lib/clock.ts'
import { AppError } from '../../shared/errors/error.ts'

/** A cluster of one broker, topic `a` with one partition and the groups given, that a test makes fail. */
export interface FakeKafka {
  readonly client: KafkaClient
  /** What every call fails with; null: none. */
  fail: AppError | null
  /** True: calls never answer. */
  hang: boolean
  /** True: beside the broker there is another, which does not answer what groups it has. */
  halfLists: boolean
  committed: number
  end: number
  /** Names of the calls made. */
  readonly calls: string[]
  closed: boolean
}

const unasked = (what: string): never => {
  throw new AppError('kafka.unsupported', { what, needs: 'another fake' })
}

/** The reason is the owner's own. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }))

export function createFakeKafka(clock: Clock, listings: readonly GroupListing[]): FakeKafka {
  const calls: string[] = []
  const answer = async <T>(name: string, value: () => T, signal: AbortSignal): Promise<T> => {
    calls.push(name)
    if (fake.hang) await untilAborted(signal)
    if (fake.fail) throw fake.fail
    return value()
  }
  const status: BrokerStatus = {
    id: 1,
    host: 'b1',
    port: 9092,
    rack: null,
    state: 'up',
    error: null,
    release: '4.0',
    answeredAt: clock.wall(),
    latencyMs: 1,
  }
  const offsets = (topic: string, value: number): TopicOffsets => ({
    topic,
    partitions: Int32Array.of(0),
    offsets: Float64Array.of(value),
    timestamps: Float64Array.of(-1),
    at: Float64Array.of(clock.wall()),
    errors: new Map(),
  })
  const metadata = () => ({
    at: clock.wall(),
    fenced: [],
    clusterId: 'fake',
    controllerId: 1,
    brokers: [{ id: 1, host: 'b1', port: 9092, rack: null }],
    topics: [
      {
        name: 'a',
        topicId: null,
        internal: false,
        error: 0,
        partitions: [{ partition: 0, error: 0, leader: 1, leaderEpoch: 0, replicas: [1], isr: [1], offline: [] }],
      },
    ],
  })
  const brokers = [status]
  const fake: FakeKafka = {
    calls,
    fail: null,
    hang: false,
    halfLists: false,
    committed: 10,
    end: 25,
    closed: false,
    client: {
      reach: (signal) => answer('connect', () => undefined, signal),
      connect: (signal) => answer('connect', () => undefined, signal),
      metadata: (signal) => answer('metadata', metadata, signal),
      fetchRecords: () => Promise.resolve([]),
      readAcls: (signal) => answer('readAcls', () => unasked('ACLs'), signal),
      readQuotas: (signal) => answer('readQuotas', () => unasked('quotas'), signal),
      readScram: (signal) => answer('readScram', () => unasked('SCRAM users'), signal),
      changes: () => {
        throw new Error('this fake changes nothing')
      },
      async listGroups(signal, onListed) {
        const listed = await answer('listGroups', () => ({ broker: 1, ok: true, value: listings }) as const, signal)
        onListed?.(listed)
        if (fake.halfLists) await untilAborted(signal)
        return [listed]
      },
      describeGroups: (_groups, signal) => answer('describeGroups', () => new Map(), signal),
      fetchCommits: (groups, onBatch, signal) =>
        answer(
          'fetchCommits',
          () =>
            onBatch({
              coordinator: 1,
              groups: groups.map(({ group }) => {
                const error = group.startsWith('secret')
                  ? new AppError('kafka.forbidden', { right: 'DESCRIBE', resource: `group ${group}`, command: '' })
                  : null
                const read = { topic: 'a', partitions: Int32Array.of(0), offsets: Float64Array.of(fake.committed) }
                const topics = error ? [] : [{ ...read, metadata: new Map(), errors: new Map() }]
                return { group, at: clock.wall(), error, topics }
              }),
            }),
          signal,
        ),
      fetchZooKeeperCommits: (groups, signal) =>
        answer(
          'fetchZooKeeperCommits',
          () => groups.map(({ name }) => ({ group: name, at: clock.wall(), error: null, topics: [] })),
          signal,
        ),
      listOffsets: (_partitions, at, _isolation, signal) =>
        answer('listOffsets', () => ({ topics: [offsets('a', at === 'earliest' ? 0 : fake.end)], failed: [] }), signal),
      describeConfigs: (resources, signal) =>
        answer('describeConfigs', () => resources.map((resource) => ({ resource, at: clock.wall(), error: null, entries: [] })), signal),
      describeLogDirs: (_brokers, signal) => answer('describeLogDirs', () => unasked('log dirs'), signal),
      listReassignments: (signal) => answer('listReassignments', () => ({ at: clock.wall(), ongoing: [] }), signal),
      brokers: () => brokers,
      onBrokers: () => undefined,
      capability: () => ({ state: 'yes' }),
      counters: () => ({ requests: calls.length, bytesIn: 0, bytesOut: 0, inFlight: 0, byApi: new Map() }),
      close: () => void (fake.closed = true),
    },
  }
  return fake
}
