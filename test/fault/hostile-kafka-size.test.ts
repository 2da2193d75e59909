import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaClient } from '../../electron/core/clients/kafka/kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { startEmulatorProcess, type EmulatorProcess } from '../support/kafka-emulator-process.ts'
import { settingsFor } from './hostile-kafka-peers.ts'

let emulator: EmulatorProcess
let client: KafkaClient
const signal = (): AbortSignal => AbortSignal.timeout(60_000)

beforeAll(async () => {
  emulator = await startEmulatorProcess({ preset: 'xl', release: '3.9' })
  const bootstrap = emulator.bootstrap.map((address) => {
    const [host = '', port] = address.split(':')
    return { host, port: Number(port) }
  })
  client = createKafkaClient({ ...settingsFor(0), bootstrap }, { clock: systemClock })
  await client.connect(signal())
}, 60_000)
afterAll(async () => {
  client?.close()
  await emulator?.stop()
})

async function refresh(): Promise<{ readonly partitions: number; readonly commits: number; readonly ends: number }> {
  const reading = await client.metadata(signal())
  const groups = (await client.listGroups(signal())).flatMap((r) =>
    r.ok ? r.value.map((g) => ({ group: g.group, coordinator: r.broker })) : [],
  )
  let commits = 0
  await client.fetchCommits(
    groups,
    (batch) => {
      for (const group of batch.groups) for (const topic of group.topics) commits += topic.partitions.length
    },
    signal(),
  )
  const all = new Map(reading.topics.map((t) => [t.name, Int32Array.from(t.partitions, (p) => p.partition)]))
  const offsets = await client.listOffsets(all, 'latest', 'uncommitted', signal())
  const ends = offsets.topics.reduce((sum, t) => sum + t.offsets.filter((o) => o >= 0).length, 0)
  return { partitions: reading.topics.reduce((sum, t) => sum + t.partitions.length, 0), commits, ends }
}

describe('H-04 a full refresh of 10,000 topics, 100,000 partitions and 5,000 groups', () => {
  it('is complete, and leaves the event loop free: p99 ≤ 50 ms in the best of six', async () => {
    const rounds: { p99: number; max: number }[] = []
    for (let round = 0; round < 6; round++) {
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      const read = await refresh()
      delay.disable()
      expect(read.partitions).toBeGreaterThanOrEqual(100_000)
      expect(read.commits).toBe(100_000)
      expect(read.ends).toBe(read.partitions)
      rounds.push({ p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 })
    }
    // The machine may be busy with other tests; the client is the same in every round.
    expect(Math.min(...rounds.map((r) => r.p99)), JSON.stringify(rounds)).toBeLessThanOrEqual(50)
    expect(Math.min(...rounds.map((r) => r.max)), JSON.stringify(rounds)).toBeLessThanOrEqual(200)
  })
})
