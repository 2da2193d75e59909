import type { KafkaEmulator } from './kafka/emulator.ts'
import { startMesos } from './mesos/emulator.ts'
import type { MemorySandbox } from './mesos/sandbox.ts'
import { createMesosWorld, type MesosWorld } from './mesos/world.ts'
import { startFramework } from './scheduler/cluster.ts'
import { createEmulatedRunner } from './scheduler/emulated-kafka.ts'

const MIB = 1_024
const AGENTS = 9

export interface DemoMesos {
  readonly masters: readonly string[]
  readonly scheduler: string
  readonly world: MesosWorld
  stop(): Promise<void>
}

function logOf(taskId: string, lines: number): string {
  const at = (n: number): string => new Date(Date.now() - n * 1_700).toISOString().replace('T', ' ').replace('Z', '').replace('.', ',')
  const said = [
    'INFO [GroupCoordinator]: Stabilized group order-fulfilment generation 12 (kafka.coordinator.group.GroupCoordinator)',
    'INFO [Log partition=orders.events-4, dir=/data/kafka] Rolled new log segment in 3 ms. (kafka.log.Log)',
    'WARN [ReplicaFetcher] Partition catalog.changes-3 marked as behind (kafka.server.ReplicaFetcherThread)',
  ]
  return Array.from(
    { length: Math.min(lines, 400) },
    (_, n, all = Math.min(lines, 400)) => `[${at(all - n)}] ${said[n % said.length] ?? ''} ${taskId.slice(0, 8)}`,
  ).join('\n')
}

/**
 * Three masters, nine agents in three racks, and a scheduler whose brokers 1 to 4 are the emulated ones; one more is stopped, one waits for an
 * offer that no agent can make, one fails again and again.
 */
export async function startDemoMesos(kafka: KafkaEmulator): Promise<DemoMesos> {
  const world = createMesosWorld({ masters: 3 })
  for (let n = 1; n <= AGENTS; n++) {
    world.addAgent({
      hostname: `agent-${n}`,
      attributes: { rack: `rack-${'abc'[(n - 1) % 3] ?? 'a'}`, disk: n === 9 ? 'hdd' : 'ssd' },
      resources: { cpus: 8, mem: 32 * MIB, disk: 400_000, ports: [[31_000, 31_999]] },
    })
  }
  const emulator = await startMesos(world)
  const readLog = (taskId: string, name: string, lines: number) => Promise.resolve(name === 'stderr' ? '' : logOf(taskId, lines))
  const runner = createEmulatedRunner({ kafka, readLog })
  const { scheduler, ...framework } = await startFramework({ release: '0.10.0.0', mesos: world, runner })
  const other = world.addFramework({ name: 'marathon', webuiUrl: '', hostname: 'agent-7' })
  const agents = [...world.agents.keys()]
  for (let n = 0; n < 12; n++) {
    const id = `shop-web.${n}`
    world.launchTask({
      frameworkId: other.id,
      id,
      name: 'shop-web',
      agentId: agents[n % agents.length] ?? '',
      resources: { cpus: 0.5, mem: 512 },
    })
    world.updateTask(other.id, id, { state: 'TASK_RUNNING' })
  }
  const brokers = [...kafka.world.brokers.keys()]
  for (const id of [...brokers, 5, 6, 7]) {
    const broker = scheduler.world.add(id)
    Object.assign(broker, {
      cpus: 2,
      mem: 6 * MIB,
      heap: 4 * MIB,
      options: new Map([['log.dirs', id === 3 ? 'kafka-logs' : `/data/kafka/${id}`]]),
    })
    broker.constraints = new Map([id === 6 ? ['rack', 'like:rack-z'] : ['hostname', 'unique']])
  }
  for (const id of [...brokers, 6, 7]) scheduler.world.start(id)
  writeLogs(world, kafka)
  return {
    masters: emulator.masters,
    scheduler: scheduler.url,
    world,
    async stop() {
      await framework.stop()
      await emulator.stop()
    },
  }
}

/** What the tasks print, for the screens that read files. */
function writeLogs(world: ReturnType<typeof createMesosWorld>, kafka: KafkaEmulator): void {
  const write = (): void => {
    for (const task of world.tasks.values()) {
      if (!/^(kafka|broker)-\d/.test(task.id) || !kafka.world.brokers.size) continue
      // In memory: no folder was given.
      const files = world.sandbox(task).files as MemorySandbox
      if (files.size('stdout') === null) files.write('stderr', 'I1123 13:02:11 exec.cpp:162] Version: 1.11.0\n')
      files.append('stdout', `${logOf(task.id, 3)}\n`)
    }
  }
  setInterval(write, 2_000).unref()
}
