import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaChanges, Outcome } from '../../electron/core/clients/kafka/kafka-changes.ts'
import type { KafkaClient } from '../../electron/core/clients/kafka/kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { createTestPermit } from '../support/permit.ts'
import { createCuttingProxy } from './cutting-proxy.ts'

/** Cut points in all; `SAMSA_LONG` for the long version. */
const CUTS = process.env['SAMSA_LONG'] ? 5_000 : 500

interface Kind {
  readonly name: string
  readonly api: number
  /** Makes what the change needs, sends it, and tells how often it took effect. */
  act(n: number): Promise<{ readonly outcome: Outcome | undefined; readonly effects: number }>
}

/** Requests of one kind are all of the same length. */
const digits = (n: number): string => `1${String(n).padStart(6, '0')}`

const signal = (): AbortSignal => AbortSignal.timeout(30_000)

describe('E-09 a connection that is cut at any byte of a change', () => {
  let emulator: KafkaEmulator
  let proxy: Awaited<ReturnType<typeof createCuttingProxy>>
  let client: KafkaClient
  let changes: KafkaChanges
  beforeAll(async () => {
    emulator = await createKafkaEmulator({
      brokers: 1,
      release: '4.3',
      topics: [{ name: 'cut', partitions: 1, replication: 1, history: 1e6 }],
    })
    proxy = await createCuttingProxy(emulator.port(1))
    emulator.advertise(1, { host: '127.0.0.1', port: proxy.port })
    const bootstrap = [{ host: '127.0.0.1', port: proxy.port }]
    client = createKafkaClient(
      { bootstrap, clientId: 'samsa', tls: null, sasl: null, addressMap: [], brokerVersion: null },
      { clock: systemClock },
    )
    await client.connect(signal())
    changes = client.changes(createTestPermit())
  })
  afterAll(async () => {
    client.close()
    await proxy.stop()
    await emulator.stop()
  })

  const kinds = (): readonly Kind[] => {
    const { world } = emulator
    return [
      {
        name: 'CreateTopics',
        api: 19,
        async act(n) {
          const topic = { name: `made-${digits(n)}`, partitions: 1, replication: 1, assignment: null, configs: new Map<string, string>() }
          const [result] = await changes.createTopics([topic], signal())
          return { outcome: result?.outcome, effects: world.topics.has(topic.name) ? 1 : 0 }
        },
      },
      {
        name: 'CreatePartitions',
        api: 37,
        async act() {
          const before = world.topic('cut').partitions
          const [result] = await changes.createPartitions([{ topic: 'cut', count: before + 1, assignment: null }], signal())
          return { outcome: result?.outcome, effects: world.topic('cut').partitions - before }
        },
      },
      {
        name: 'Produce',
        api: 0,
        async act(n) {
          const before = world.topic('cut').written.size
          const records = [{ key: Buffer.from(digits(n)), value: Buffer.from('v'), headers: [] }]
          const [result] = await changes.produce([{ topic: 'cut', partition: 0, time: 0, records }], signal())
          return { outcome: result?.outcome, effects: world.topic('cut').written.size - before }
        },
      },
      {
        name: 'OffsetCommit',
        api: 8,
        async act(n) {
          const [result] = await changes.commitOffsets('cutters', [{ topic: 'cut', partition: 0, offset: n, metadata: null }], signal())
          const at = world.groups.get('cutters')?.commits.get('cut')?.get(0)
          return { outcome: result?.outcome, effects: at === n ? 1 : 0 }
        },
      },
      {
        name: 'DeleteGroups',
        api: 42,
        async act(n) {
          world.addGroup({ name: `doomed-${digits(n)}`, commits: { cut: { 0: 1 } } })
          const [result] = await changes.deleteGroups([`doomed-${digits(n)}`], signal())
          return { outcome: result?.outcome, effects: world.groups.has(`doomed-${digits(n)}`) ? 0 : 1 }
        },
      },
      {
        name: 'AlterPartitionReassignments',
        api: 45,
        async act() {
          const before = world.moves.begun
          const [result] = await changes.reassign([{ topic: 'cut', partition: 0, replicas: [1] }], signal())
          return { outcome: result?.outcome, effects: world.moves.begun - before }
        },
      },
      {
        name: 'IncrementalAlterConfigs',
        api: 44,
        async act(n) {
          const resource = { kind: 'topic', name: 'cut' } as const
          const edit = { resource, changes: [{ key: 'retention.ms', operation: 'set', value: digits(n) }] } as const
          const [result] = await changes.alterConfigs([edit], signal())
          return { outcome: result?.outcome, effects: world.topic('cut').configs.get('retention.ms') === digits(n) ? 1 : 0 }
        },
      },
    ]
  }

  test(`${CUTS} cut points: sent at most once, never a false “done”, never a false “nothing was done”`, async () => {
    const told = { done: 0, refused: 0, notSent: 0, unknown: 0 }
    const all = kinds()
    const lengths = new Map<number, { request: number; answer: number }>()
    for (const [i, kind] of all.entries()) {
      const { outcome } = await kind.act(900_000 + i)
      expect(outcome?.is, kind.name).toBe('done')
      lengths.set(kind.api, proxy.exchanges.get(kind.api) ?? { request: 0, answer: 0 })
    }
    for (let n = 1; n <= CUTS; n++) {
      const kind = all[n % all.length]
      if (!kind) throw new Error('no kind')
      const { request, answer } = lengths.get(kind.api) ?? { request: 0, answer: 0 }
      const place = Math.floor(n / all.length) % (request + answer)
      const cut =
        place <= request ? ({ side: 'request', after: place } as const) : ({ side: 'answer', after: place - request - 1 } as const)
      proxy.cutNext({ api: kind.api, ...cut })
      const before = emulator.journal.requestsOf(kind.api)
      const { outcome, effects } = await kind.act(n)
      const where = `${kind.name} cut after ${cut.after} bytes of its ${cut.side}`
      if (!outcome) throw new Error(where)
      told[outcome.is]++
      expect(proxy.struck, where).toBe(true)
      // A frame that left may still be on its way to the broker: what was sent whole arrives, once.
      await expect
        .poll(() => emulator.journal.requestsOf(kind.api) - before, { timeout: 10_000, message: `${where}, ${outcome.is}` })
        .toBe(cut.side === 'answer' || cut.after === request ? 1 : 0)
      expect(effects, where).toBeLessThanOrEqual(1)
      if (outcome.is === 'done') expect(effects, where).toBe(1)
      if (outcome.is === 'notSent' || outcome.is === 'refused') expect(effects, where).toBe(0)
    }
    expect(told.done + told.unknown + told.refused + told.notSent).toBe(CUTS)
    // What was cut was sent, at least in part: nobody can know more.
    expect(told.unknown).toBe(CUTS)
    expect(emulator.journal.requests()).toBeGreaterThan(CUTS / 4)
  }, 120_000)
})
