import { findJdk, findMaven } from '../../build/machine.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { startKafkaOnMesos, type KafkaOnMesos } from '../emulators/kafka-on-mesos.ts'
import { createEmulatedRunner } from '../emulators/scheduler/emulated-kafka.ts'
import { createRealKafkaRunner } from '../emulators/scheduler/real-kafka.ts'
import { following } from '../emulators/world/group.ts'
import { startTraffic } from './kafka-traffic.ts'

export interface StartingWorld extends KafkaOnMesos {
  /** Brokers are Apache Kafka; else this machine has no JDK or no Maven, and they are emulated. */
  readonly real: boolean
  /** An application writes to `orders` and reads it as `billing`, once three brokers are up. */
  work(): Promise<void>
}

/** A Mesos whose Kafka scheduler has no broker yet. Real wherever it can be; ends with everything that was started in it. */
export async function startStartingWorld(): Promise<StartingWorld> {
  return 'path' in findJdk() && 'path' in findMaven() ? realWorld() : emulatedWorld()
}

async function realWorld(): Promise<StartingWorld> {
  const runner = await createRealKafkaRunner()
  const world = await startKafkaOnMesos(runner).catch(async (error: unknown) => {
    await runner.stop()
    throw error
  })
  const ends: (() => Promise<void>)[] = [world.stop, runner.stop]
  return {
    ...world,
    real: true,
    async work() {
      const endpoints = world.scheduler.world.list().flatMap(({ task }) => task?.endpoint ?? [])
      const traffic = await startTraffic(endpoints)
      ends.unshift(traffic.stop)
    },
    async stop() {
      for (const end of ends) await end()
    },
  }
}

async function emulatedWorld(): Promise<StartingWorld> {
  const kafka = await createKafkaEmulator({
    brokers: [0, 1, 2].map((id) => ({ id })),
    topics: [
      {
        name: 'orders',
        partitions: 3,
        replication: 2,
        perSecond: 100,
        assignment: [
          [0, 1],
          [1, 2],
          [2, 0],
        ],
        configs: { 'min.insync.replicas': '2' },
      },
    ],
    groups: [{ name: 'billing', progress: [{ topic: 'orders', partitions: [0, 1, 2], position: following(500) }] }],
  })
  for (const id of kafka.world.brokers.keys()) await kafka.killBroker(id)
  const log = '[2026-11-28 09:14:02,118] INFO [KafkaServer] Kafka Server started (kafka.server.KafkaRaftServer)\n'
  const world = await startKafkaOnMesos(createEmulatedRunner({ kafka, readLog: () => Promise.resolve(log) }))
  return {
    ...world,
    real: false,
    work: () => Promise.resolve(),
    async stop() {
      await world.stop()
      await kafka.stop()
    },
  }
}
