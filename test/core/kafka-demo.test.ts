import { afterEach, describe, expect, test } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaClient } from '../../electron/core/clients/kafka/kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { startDemo } from '../emulators/kafka/demo.ts'
import { commitsOf, groupsOf, untilAsync } from '../kafka/client-suite.ts'
import { startEmulatorProcess } from '../support/kafka-emulator-process.ts'

const stops: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

const signal = (): AbortSignal => AbortSignal.timeout(20_000)

async function clientAt(addresses: readonly string[]): Promise<KafkaClient> {
  const bootstrap = addresses.map((address) => ({ host: '127.0.0.1', port: Number(address.split(':')[1]) }))
  const settings = { bootstrap, clientId: 'samsa-test', tls: null, sasl: null, addressMap: [], brokerVersion: null }
  const client = createKafkaClient(settings, { clock: systemClock })
  stops.push(() => client.close())
  await client.connect(signal())
  return client
}

describe('the demo cluster', () => {
  test('starts, moves, has groups of every health, and stops', async () => {
    const demo = await startDemo({ kafka: 'emulated' })
    stops.push(demo.stop)
    const client = await clientAt(demo.bootstrap)
    const { topics, brokers } = await client.metadata(signal())
    expect(brokers.every((b) => b.rack !== null)).toBe(true)
    expect(topics.filter((t) => !t.internal).length).toBeGreaterThanOrEqual(24)
    const listed = [...(await groupsOf(client, signal())).values()]
    expect(listed.length).toBeGreaterThanOrEqual(18)
    expect(new Set(listed.map((g) => g.state))).toEqual(new Set(['Stable', 'Empty', 'Reconciling']))
    const refused = (await commitsOf(client, listed)).filter((c) => c.error !== null)
    expect(refused.map((c) => [c.group, c.error?.code])).toEqual([['finance-ledger', 'kafka.forbidden']])

    const end = async (): Promise<number> => {
      const { topics: found } = await client.listOffsets(new Map([['clickstream.raw', [0]]]), 'latest', 'uncommitted', signal())
      return found[0]?.offsets[0] ?? Number.NaN
    }
    const before = await end()
    await untilAsync(async () => (await end()) > before, 5_000, 'records arrive')
    await demo.stop()
    await expect(client.metadata(signal())).rejects.toMatchObject({ name: 'AppError' })
  })
})

describe('the emulator as a process', () => {
  test('carries 100,000 partitions and 5,000 groups, and takes verbs', async () => {
    const emulator = await startEmulatorProcess({ preset: 'xl' })
    stops.push(emulator.stop)
    const client = await clientAt(emulator.bootstrap)
    const { topics } = await client.metadata(signal())
    expect(topics.reduce((sum, t) => sum + t.partitions.length, 0)).toBe(100_050)
    const listed = [...(await groupsOf(client, signal())).values()]
    const commits = await commitsOf(client, listed)
    expect(commits).toHaveLength(5000)
    expect(commits.every((c) => c.error === null && c.topics.length === 2)).toBe(true)
    const asked = new Map(topics.map((t) => [t.name, t.partitions.map((p) => p.partition)]))
    const ends = await client.listOffsets(asked, 'latest', 'uncommitted', signal())
    expect(ends.topics.every((t) => t.errors.size === 0)).toBe(true)
    // The client counts its questions, not the ApiVersions that opens each connection.
    const counted = await emulator.ask({ do: 'counters' })
    expect(Number(counted['requests']) - Number(counted['handshakes'])).toBe(client.counters().requests)
    await emulator.ask({ do: 'killBroker', broker: 2 })
    expect((await client.listGroups(signal())).find((a) => a.broker === 2)?.ok).toBe(false)
  })
})
