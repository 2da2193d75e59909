import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDemoWorld } from '../emulators/kafka/demo-world.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { versionsOf, type EmulatedRelease } from '../emulators/kafka/releases.ts'
import { committedOffset } from '../emulators/world/group.ts'
import { createTestClock } from '../support/clock.ts'
import { cliAgainst, noKafka, sharedCluster } from './harness/shared.ts'
import type { SharedName } from './harness/registry.ts'

const TOOLS = 'org.apache.kafka.tools'

/** `Produce(0): 0 to 13 [usable: 13]` → 0 → [0, 13]. */
function printedVersions(output: string): Map<number, [number, number]> {
  const found = new Map<number, [number, number]>()
  for (const [, key, low, high] of output.matchAll(/\((\d+)\): (\d+)(?: to (\d+))? \[/g))
    found.set(Number(key), [Number(low), Number(high ?? low)])
  return found
}

describe.skipIf(noKafka !== null)('The emulator tells the truth', () => {
  test.each([
    ['3.9', 'older', 'kafka.admin'],
    ['4.3', 'three', TOOLS],
  ] as const satisfies readonly (readonly [EmulatedRelease, SharedName, string])[])(
    'versions of %s are what a real broker advertises',
    async (release, name, tools) => {
      const cluster = await sharedCluster(name)
      const real = printedVersions(await cluster.cli(`${tools}.BrokerApiVersionsCommand`))
      const emulated = [...versionsOf(release)].map(([key, [low, high]]) => ({ key, low, high }))
      expect(emulated.length).toBeGreaterThan(25)
      const told = emulated.map(({ key }) => ({ key, low: real.get(key)?.[0], high: real.get(key)?.[1] }))
      expect(emulated).toEqual(told)
    },
  )

  describe("Kafka's own tools read it as they read Kafka", () => {
    let emulator: KafkaEmulator
    let bootstrap: string
    beforeAll(async () => {
      // Time stands still, so that what the tools print can be compared.
      const world = createDemoWorld(createTestClock())
      emulator = await createKafkaEmulator({ world, brokers: world.brokers.size, release: '4.3' })
      emulator.world.removeGroup('finance-ledger')
      bootstrap = emulator.bootstrap.map((b) => `${b.host}:${b.port}`).join(',')
    })
    afterAll(() => emulator?.stop())

    test('groups with their offsets', async () => {
      const output = await cliAgainst(bootstrap, `${TOOLS}.consumer.group.ConsumerGroupCommand`, '--describe', '--all-groups')
      const rows = output.split('\n').map((line) => line.trim().split(/\s+/))
      const { world } = emulator
      const printed = rows.filter((cells) => world.groups.has(cells[0] ?? '') && cells.length >= 9)
      expect(printed.length).toBeGreaterThan(100)
      for (const [group = '', topic = '', partition = '', committed, end] of printed) {
        const p = Number(partition)
        const offset = committedOffset(world.group(group), world.topic(topic), p, world.now())
        const expected = [offset === null ? '-' : String(offset), String(world.topic(topic).end(p, world.now()))]
        expect([committed, end], `${group} ${topic}-${p}`).toEqual(expected)
      }
    })

    test('topics, configs and log directories', async () => {
      const topics = await cliAgainst(bootstrap, `${TOOLS}.TopicCommand`, '--describe', '--topic', 'orders.events')
      expect(topics).toMatch(/PartitionCount: 12\s+ReplicationFactor: 3/)
      expect(topics).toMatch(/Partition: 0\s+Leader: 1\s+Replicas: 1,2,3\s+Isr: 1,2,3/)
      const dirs = await cliAgainst(bootstrap, `${TOOLS}.LogDirsCommand`, '--describe', '--topic-list', 'orders.events')
      expect(dirs).toContain('"partition":"orders.events-0"')
      const configs = await cliAgainst(bootstrap, 'kafka.admin.ConfigCommand', '--describe', '--all', '--topic', 'orders.events')
      expect(configs).toContain('min.insync.replicas=2')
    })
  })
})
