import { describe } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { emulatedReleases, isKRaft, type EmulatedRelease } from '../emulators/kafka/releases.ts'
import { stoppedAt } from '../emulators/world/group.ts'
import { kafkaClientSuite, type Scene } from '../kafka/client-suite.ts'
import { createTestClock } from '../support/clock.ts'

/** The scene of the suite, told by the emulator. */
async function emulatedScene(release: EmulatedRelease): Promise<Scene> {
  const clock = createTestClock()
  const began = clock.wall()
  const nextGroups = Number(release.split('.')[0]) >= 4
  const emulator = await createKafkaEmulator({
    brokers: 3,
    release,
    clock,
    topics: [
      { name: 'suite.plain', partitions: 3, replication: 3, perSecond: 3, configs: { 'retention.ms': '7200000' } },
      { name: 'suite.single', partitions: 3, replication: 1, history: 10, assignment: [[1], [2], [3]] },
      { name: 'suite.idle', partitions: 1, replication: 3 },
    ],
  })
  clock.advance(100_000)
  const { world } = emulator
  for (const p of [0, 1, 2]) world.topic('suite.plain').setRate(p, 0, world.now())
  world.deleteRecords('suite.plain', 1, 40)
  addGroups(emulator, began, nextGroups)
  const [major = 0, minor = 0] = release.split('.').map(Number)
  // Without ApiVersions the client has to find out by itself that the broker hangs up on what it does not know.
  const brokerVersion = release === '0.8.2' ? '0.8.2' : major === 0 && minor < 10 ? '0.9' : null
  const settings = { bootstrap: emulator.bootstrap, clientId: 'samsa-test', tls: null, sasl: null, addressMap: [], brokerVersion } as const
  return {
    client: createKafkaClient(settings, { clock: systemClock }),
    brokers: 3,
    began,
    nextGroups,
    zooKeeper: !isKRaft(release),
    tellsOfNoTopic: release === '1.1',
    killBroker: emulator.killBroker,
    returnBroker: emulator.returnBroker,
    stop: emulator.stop,
  }
}

function addGroups({ world }: KafkaEmulator, began: number, nextGroups: boolean): void {
  const member = {
    id: 'suite-member-1',
    instance: null,
    clientId: 'suite-member',
    host: '127.0.0.1',
    rack: null,
    assigned: new Map([['suite.single', [0, 1, 2]]]),
  }
  const progress = [{ topic: 'suite.single', partitions: [0, 1, 2], position: stoppedAt(began) }]
  world.addGroup({ name: 'suite-old', commits: { 'suite.plain': { 0: 30, 1: 10 } } })
  world.addGroup({ name: 'suite-zk', inZooKeeper: true, commits: { 'suite.plain': { 0: 25, 2: 90 } } })
  world.addGroup({ name: 'suite-running', members: [member], progress })
  if (nextGroups) world.addGroup({ name: 'suite-next', type: 'consumer', members: [member], progress })
}

describe.each(emulatedReleases)('Kafka client against an emulated Kafka %s', (release) => {
  kafkaClientSuite(() => emulatedScene(release), { degraded: true, noticeMs: 10_000 })
})
