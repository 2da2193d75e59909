import { freePorts } from '../kafka/harness/free-ports.ts'
import { startMarathon } from './marathon/emulator.ts'
import { startMesos } from './mesos/emulator.ts'
import { createMesosWorld, type MesosWorld } from './mesos/world.ts'
import { startFramework, type EmulatedFramework } from './scheduler/cluster.ts'
import type { TaskRunner } from './scheduler/mesos-bridge.ts'

export interface KafkaOnMesos extends EmulatedFramework {
  readonly masters: readonly string[]
  readonly mesos: MesosWorld
  stop(): Promise<void>
}

export interface KafkaOnMesosOptions {
  readonly masters?: number
  readonly agents?: number
}

/** Linux takes any address of 127/8 for this machine, so that agents have hosts of their own. */
const hostOf = (agent: number): string => (process.platform === 'linux' ? `127.0.0.${agent}` : `agent-${agent}`)

/**
 * A Mesos with agents in three racks, each of which has one port of this machine to give, and a Marathon that runs a scheduler without
 * brokers: where a new cluster begins. What its tasks are is the runner's matter.
 */
export async function startKafkaOnMesos(runner: TaskRunner, { masters = 1, agents = 3 }: KafkaOnMesosOptions = {}): Promise<KafkaOnMesos> {
  const world = createMesosWorld({ masters })
  for (const [n, port] of (await freePorts(agents)).entries()) {
    world.addAgent({
      hostname: hostOf(n + 1),
      attributes: { rack: `rack-${'abc'[n % 3] ?? 'a'}` },
      resources: { cpus: 4, mem: 8_192, disk: 100_000, ports: [[port, port]] },
    })
  }
  const mesos = await startMesos(world)
  await mesos.settled()
  const marathon = await startMarathon(world)
  world.addFramework({ name: 'marathon', webuiUrl: marathon.url, hostname: '127.0.0.1' })
  const framework = await startFramework({ release: '0.10.1.0-SNAPSHOT', mesos: world, runner })
  const { hostname, port } = new URL(framework.scheduler.url)
  marathon.run({ id: '/infra/kafka-mesos', cmd: './kafka-mesos.sh scheduler', at: { host: hostname, port: Number(port) } })
  return {
    ...framework,
    masters: mesos.masters,
    async stop() {
      await framework.stop()
      await marathon.stop()
      await mesos.stop()
    },
  }
}
