import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaClient } from '../../electron/core/clients/kafka/kafka-client.ts'
import { createConnections } from '../../electron/core/collectors/connections.ts'
import { createHistories } from '../../electron/core/history/histories.ts'
import { noHiding } from '../../electron/core/history/moments/json.ts'
import { startRecording } from '../../electron/core/history/recording.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import type { Derived } from '../../electron/core/state/derive/derive.ts'
import { createClusterStore } from '../../electron/core/state/store.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { following, reading, wave, type GroupSpec } from '../emulators/world/group.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { createRecordedMesos, type RecordedMesos } from './recorded-mesos.ts'
import { historyLane } from './history-lane.ts'

/** What was live, and when it became so. */
export interface Truth {
  readonly at: number
  readonly derived: Derived
}

export interface RecordedScene {
  readonly clock: TestClock
  readonly kafka: KafkaEmulator
  /** Is read every ten seconds while connected. */
  readonly mesos: RecordedMesos
  readonly histories: ReturnType<typeof createHistories>
  /** Every state that was live, oldest first. */
  readonly truths: readonly Truth[]
  readonly store: ReturnType<typeof createClusterStore>
  /** Lets time pass, a second at a time; what is due is read and recorded before the next one. */
  pass(ms: number): Promise<void>
  disconnect(): void
  connect(): void
  stop(): Promise<void>
}

export const PROFILE = 'p'
const MESOS_MS = 10_000
const member = (name: string, assigned: Readonly<Record<string, readonly number[]>>) => ({
  id: `${name}-1`,
  instance: null,
  clientId: name,
  host: `10.0.0.${name.length}`,
  rack: null,
  assigned: new Map(Object.entries(assigned)),
})
const ALL = [0, 1, 2, 3]

/** A small cluster under a clock of its own, connected and recorded into a folder. */
export async function startRecordedScene(folder: string): Promise<RecordedScene> {
  const clock = createTestClock()
  const began = clock.wall()
  const group = (name: string, position: (time: number) => number, topics: readonly string[]): GroupSpec => ({
    name,
    members: [member(name, Object.fromEntries(topics.map((topic) => [topic, ALL])))],
    progress: topics.map((topic) => ({ topic, partitions: ALL, position })),
    commitEveryMs: 5_000,
  })
  const kafka = await createKafkaEmulator({
    brokers: 3,
    clock,
    topics: [
      { name: 'orders', partitions: 4, replication: 3, perSecond: 40, history: 50_000 },
      { name: 'payments', partitions: 4, replication: 2, perSecond: 5, history: 9_000 },
    ],
    groups: [
      group('billing', wave(20 * 60_000, 120_000), ['orders', 'payments']),
      group('audit', following(2_000), ['orders']),
      group('slow', reading(began, 60_000, 0.5), ['payments']),
      { name: 'secret', forbidden: true },
    ],
  })
  const histories = createHistories({ lane: historyLane(), fileOf: (id) => `${folder}/${id}.db`, clock, log: silentLog })
  const clients: KafkaClient[] = []
  const truths: Truth[] = []
  const connections = createConnections({
    clock,
    random: () => 0.5,
    log: silentLog,
    createKafkaClient(settings) {
      const client = createKafkaClient(settings, { clock })
      clients.push(client)
      return client
    },
    placesSettings: () => null,
    zooKeeperGroups: () => [],
    connectionSettings: () => ({
      bootstrap: kafka.bootstrap,
      clientId: 'samsa',
      tls: null,
      sasl: null,
      addressMap: [],
      brokerVersion: null,
    }),
    createStore: createClusterStore,
    onLive: () => undefined,
  })
  const recording = startRecording({
    clusters: connections,
    histories,
    clock,
    log: silentLog,
    hiding: noHiding,
    summaryOf: () => null,
    isOn: () => true,
  })
  const { store, hold } = connections.cluster(PROFILE)
  const end = new AbortController()
  // Somebody looks at it: sizes of replicas are read only then.
  hold({ kind: 'brokers' }, end.signal)
  store.watch(() => void truths.push({ at: clock.wall(), derived: store.derived() }), end.signal)
  connections.connect(PROFILE)
  const mesos = createRecordedMesos()
  let mesosReadAt = Number.NEGATIVE_INFINITY
  const readMesos = async (): Promise<void> => {
    if (!connections.isConnected(PROFILE) || clock.now() - mesosReadAt < MESOS_MS) return
    mesosReadAt = clock.now()
    for (const observation of mesos.observations(clock.wall(), clock.now())) await store.apply(observation)
  }

  /** Nothing asked and nothing being taken in or stored, for a few rounds of the event loop. */
  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 6;) {
      const states = truths.length
      await new Promise<void>((resolve) => setImmediate(resolve))
      quiet = clients.some((client) => client.counters().inFlight > 0) || truths.length !== states ? 0 : quiet + 1
    }
  }
  return {
    ...{ clock, kafka, mesos, histories, truths, store },
    async pass(ms) {
      for (let passed = 0; passed < ms; passed += 1_000) {
        clock.advance(1_000)
        await settle()
        await readMesos()
      }
    },
    disconnect: () => connections.disconnect(PROFILE),
    connect: () => connections.connect(PROFILE),
    async stop() {
      end.abort()
      connections.stop()
      const stopped = recording.stop()
      await settle()
      await stopped
      await kafka.stop()
    },
  }
}
