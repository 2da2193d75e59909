import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaChanges } from '../../electron/core/clients/kafka/kafka-changes.ts'
import type { KafkaClient } from '../../electron/core/clients/kafka/kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import type { EmulatedRelease } from '../emulators/kafka/releases.ts'
import { createTestPermit } from '../support/permit.ts'
import { changingApis, CUT_TOPIC, cutChanges, olderConfigs, type CutChange } from './cut-changes.ts'
import { createCuttingProxy, type Cut } from './cutting-proxy.ts'

/** Cut points of each of the 18 changes; `SAMSA_LONG`: at every byte, five times. */
const { CUTS_EACH, ROUNDS } = process.env['SAMSA_LONG'] ? { CUTS_EACH: 1_000, ROUNDS: 5 } : { CUTS_EACH: 30, ROUNDS: 1 }

interface Rig {
  readonly emulator: KafkaEmulator
  readonly proxy: Awaited<ReturnType<typeof createCuttingProxy>>
  readonly client: KafkaClient
  readonly changes: KafkaChanges
  stop(): Promise<void>
}

/** A client that reaches an emulated broker only through the proxy that cuts. */
async function createRig(release: EmulatedRelease): Promise<Rig> {
  const emulator = await createKafkaEmulator({ brokers: 1, release, authorizer: true, topics: [CUT_TOPIC] })
  const proxy = await createCuttingProxy(emulator.port(1))
  emulator.advertise(1, { host: '127.0.0.1', port: proxy.port })
  const bootstrap = [{ host: '127.0.0.1', port: proxy.port }]
  const client = createKafkaClient(
    { bootstrap, clientId: 'samsa', tls: null, sasl: null, addressMap: [], brokerVersion: null },
    { clock: systemClock },
  )
  await client.connect(AbortSignal.timeout(30_000))
  const stop = async (): Promise<void> => {
    client.close()
    await proxy.stop()
    await emulator.stop()
  }
  return { emulator, proxy, client, changes: client.changes(createTestPermit()), stop }
}

/** Where to cut, evenly over the bytes of request and answer; the whole request without an answer, and an answer without its last byte, are among them. */
function* cutsOf(api: number, request: number, answer: number): Generator<Cut, void> {
  const places = new Set([request, request + answer])
  for (let i = 0; i < CUTS_EACH - 2; i++) places.add(Math.floor((i * (request + answer)) / (CUTS_EACH - 2)))
  for (let round = 0; round < ROUNDS; round++) {
    for (const place of places)
      yield place <= request ? { api, side: 'request', after: place } : { api, side: 'answer', after: place - request - 1 }
  }
}

describe('E-09 a connection that is cut at any byte of a change', () => {
  const told = { done: 0, refused: 0, notSent: 0, unknown: 0 }
  const rigs: Rig[] = []
  let numbers = 0
  beforeAll(async () => {
    // The newest, and one before IncrementalAlterConfigs.
    for (const release of ['4.3', '2.1'] as const) rigs.push(await createRig(release))
  })
  afterAll(() => Promise.all(rigs.map((rig) => rig.stop())))

  async function cutEverywhere({ api, act }: CutChange, { emulator, proxy, changes }: Rig): Promise<void> {
    const whole = await act(numbers++, changes, emulator.world)
    expect(whole).toEqual({ outcome: { is: 'done' }, effects: 1 })
    const { request, answer } = proxy.exchanges.get(api) ?? { request: 0, answer: 0 }
    expect(Math.min(request, answer)).toBeGreaterThan(8)
    for (const cut of cutsOf(api, request, answer)) {
      proxy.cutNext(cut)
      const before = emulator.journal.requestsOf(api)
      const { outcome, effects } = await act(numbers++, changes, emulator.world)
      const where = `cut after ${cut.after} bytes of its ${cut.side}`
      if (!outcome) throw new Error(where)
      told[outcome.is]++
      expect(proxy.struck, where).toBe(true)
      // A frame that left may still be on its way to the broker: what was sent whole arrives, once.
      await expect
        .poll(() => emulator.journal.requestsOf(api) - before, { timeout: 10_000, message: `${where}, ${outcome.is}` })
        .toBe(cut.side === 'answer' || cut.after === request ? 1 : 0)
      expect(effects, where).toBeLessThanOrEqual(1)
      if (outcome.is === 'done') expect(effects, where).toBe(1)
      if (outcome.is === 'notSent' || outcome.is === 'refused') expect(effects, where).toBe(0)
    }
  }

  const cuts = Object.entries({ ...cutChanges, 'alterConfigs of brokers before 2.3': olderConfigs })
  test.each(cuts)(
    'E-09 %s: sent at most once, never a false “done”, never a false “nothing was done”',
    async (name, change) => {
      const rig = rigs[name in cutChanges ? 0 : 1]
      if (rig === undefined) throw new Error('no rig')
      await cutEverywhere(change, rig)
    },
    120_000,
  )

  test('E-09 500 cut points and more in all: what was cut was sent, at least in part, so nobody can know more', () => {
    const { unknown, ...others } = told
    expect(others).toEqual({ done: 0, refused: 0, notSent: 0 })
    expect(unknown).toBeGreaterThanOrEqual(500)
    process.stdout.write(`changes of Kafka: ${unknown} cut points, none of them done twice or told falsely\n`)
  })

  test('E-09 every API that the client can change a cluster by is among them', async () => {
    const cut = new Set(cuts.map(([, { api }]) => api))
    const missing = [...(await changingApis())].filter(([key]) => !cut.has(key)).map(([, name]) => name)
    expect(missing).toEqual([])
    expect(cut.size).toBe(17)
  })
})
