import type { BusyStretches } from '../busy-stretches.ts'
import { startMesos } from '../../emulators/mesos/emulator.ts'
import { createMesosWorld } from '../../emulators/mesos/world.ts'
import { withProcess } from './measured-process.ts'
import type { ProcessReading } from './process-probe.ts'

export interface MesosSize {
  readonly agents: number
  readonly tasks: number
}

export interface MesosFigures {
  /** From connect to the agents being listed. */
  readonly first: ProcessReading
  /** Frames, one after the other, and then the planned ones alone. */
  readonly refresh: ProcessReading
  readonly steady: ProcessReading
  /** How long the core's thread worked without a pause, in ms of its processor time. */
  readonly busy: { readonly refresh: BusyStretches; readonly steady: BusyStretches }
  /** How often each path was asked for, from connect on. */
  readonly asked: Readonly<Record<string, number>>
}

const KAFKA_TASKS = 60
/** Ended ones that Mesos keeps of a framework. */
const KAFKA_ENDED = 500

/** A large Mesos of which Kafka is a small part, as it is in the field. */
function largeWorld({ agents, tasks }: MesosSize) {
  const world = createMesosWorld({ masters: 3 })
  const ids = Array.from(
    { length: agents },
    (_, n) =>
      world.addAgent({
        hostname: `agent-${n}.example.org`,
        attributes: { rack: `r${n % 20}`, zone: `z${n % 3}` },
        resources: { cpus: 32, mem: 131_072, disk: 1_000_000, ports: [[31_000, 31_999]] },
        port: 5_051,
      }).id,
  )
  const kafka = world.addFramework({ name: 'kafka', checkpoint: true, failoverSeconds: 2_592_000 })
  const others = ['marathon', 'spark-etl', 'chronos', 'analytics'].map((name) => world.addFramework({ name }))
  const uuid = (n: number): string => `6f2c1d3e-8f0a-4a53-9f43-${n.toString(16).padStart(12, '0')}`
  for (let n = 0; n < KAFKA_TASKS + KAFKA_ENDED; n++) {
    const id = `kafka-${n % KAFKA_TASKS}-${uuid(n)}`
    const agentId = ids[n % ids.length] ?? ''
    const executor = {
      id: `kafka-${n}`,
      name: `broker-${n % KAFKA_TASKS}`,
      uris: ['http://api:7000/jar/k.jar', 'http://api:7000/kafka/k.tgz'],
    }
    world.launchTask({ frameworkId: kafka.id, id, name: `kafka-${n % KAFKA_TASKS}`, agentId, executor })
    world.updateTask(kafka.id, id, { state: n < KAFKA_TASKS ? 'TASK_RUNNING' : 'TASK_FINISHED' })
  }
  for (let n = KAFKA_TASKS + KAFKA_ENDED; n < tasks; n++) {
    const frameworkId = others[n % others.length]?.id ?? ''
    world.launchTask({ frameworkId, id: `task-${n}`, name: `web-${n % 400}`, agentId: ids[n % ids.length] ?? '' })
    world.updateTask(frameworkId, `task-${n}`, { state: 'TASK_RUNNING' })
  }
  return world
}

/** Issue 3: how late the core's event loop is while it reads a large Mesos, and what it asks of the masters. */
export async function measureMesos(size: MesosSize, times: number, steadyMs: number): Promise<MesosFigures> {
  const emulator = await startMesos(largeWorld(size))
  try {
    return await withProcess('./mesos-process.ts', async (core) => {
      await core.read()
      const cluster = await core.tell<string>({ do: 'connect', masters: emulator.masters, agents: size.agents })
      const first = await core.read()
      const refreshing = await core.tell<BusyStretches>({ do: 'refresh', cluster, times })
      const refresh = await core.read()
      const quiet = await core.tell<BusyStretches>({ do: 'quiet', ms: steadyMs })
      const steady = await core.read()
      const asked: Record<string, number> = {}
      for (const { path } of emulator.log) asked[path] = (asked[path] ?? 0) + 1
      return { first, refresh, steady, busy: { refresh: refreshing, steady: quiet }, asked }
    })
  } finally {
    await emulator.stop()
  }
}
