import { describe } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import { entityToWire } from '../../electron/core/clients/kafka/ops/client-quotas.ts'
import { SCRAM_MECHANISMS } from '../../shared/domain/scram.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import type { EmulatedRelease } from '../emulators/kafka/releases.ts'
import { eachCommit, stoppedAt } from '../emulators/world/group.ts'
import type { World } from '../emulators/world.ts'
import { kafkaChangeSuite, type ChangeScene, type Witness } from '../kafka/change-suite.ts'
import { createTestClock } from '../support/clock.ts'

const witnessOf = (world: World): Witness => ({
  async replicas(name) {
    const topic = world.topics.get(name)
    if (!topic) return null
    world.moves.now()
    return Array.from({ length: topic.partitions }, (_, p) => topic.replicasOf(p))
  },
  overrides: async (name) => Object.fromEntries(world.topic(name).configs),
  async logStarts(name) {
    const topic = world.topic(name)
    return Array.from({ length: topic.partitions }, (_, p) => topic.start(p, world.now()))
  },
  async committed(name) {
    const found: Record<string, number> = {}
    for (const topic of world.topics.values())
      eachCommit(world.group(name), topic, world.now(), (p, offset) => (found[`${topic.name}-${p}`] = offset))
    return found
  },
  async records(name, partition, count) {
    const text = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString()
    return Array.from({ length: count }, (_, offset) => {
      const { key, value, headers = [] } = world.topic(name).written.get(`${partition}@${offset}`) ?? { key: null, value: null }
      return [text(key), text(value), headers.map((h) => `${h.name}:${text(h.value)}`).join(',')] as const
    })
  },
  groups: async () => [...world.groups.keys()],
  scram: async (user) =>
    Object.fromEntries(
      [...world.scram.values()]
        .filter((one) => one.user === user)
        .map(({ mechanism, iterations }) => [SCRAM_MECHANISMS[mechanism - 1] ?? '', iterations]),
    ),
  async quota(wanted) {
    const key = JSON.stringify(entityToWire(wanted))
    const found = world.quotas.all().find(({ entity }) => JSON.stringify(entity) === key)
    return Object.fromEntries(found?.values ?? [])
  },
})

async function emulatedScene(release: EmulatedRelease): Promise<ChangeScene> {
  const clock = createTestClock()
  const emulator = await createKafkaEmulator({
    brokers: 3,
    release,
    clock,
    topics: [{ name: 'change.read', partitions: 3, replication: 1, history: 50 }],
  })
  const partitions = [0, 1, 2]
  emulator.world.addGroup({
    name: 'change-running',
    members: [
      { id: 'member-1', instance: null, clientId: 'c', host: '127.0.0.1', rack: null, assigned: new Map([['change.read', partitions]]) },
    ],
    progress: [{ topic: 'change.read', partitions, position: stoppedAt(clock.wall()) }],
  })
  const settings = { bootstrap: emulator.bootstrap, clientId: 'samsa-test', tls: null, sasl: null, addressMap: [], brokerVersion: null }
  return {
    client: createKafkaClient(settings, { clock: systemClock }),
    witness: witnessOf(emulator.world),
    brokers: 3,
    prefix: 'change',
    stop: emulator.stop,
  }
}

describe.each(['0.10.1', '0.11', '1.1', '2.1', '2.4', '2.6', '3.0', '4.3'] as const)('Changes against an emulated Kafka %s', (release) => {
  kafkaChangeSuite(() => emulatedScene(release))
})
