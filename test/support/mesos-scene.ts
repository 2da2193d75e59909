import { onTestFinished } from 'vitest'
import type { Clock } from '../../electron/core/lib/clock.ts'
import type { EmulatedRelease } from '../emulators/scheduler/releases.ts'
import { startMesos, type MesosEmulator, type MesosEmulatorSettings } from '../emulators/mesos/emulator.ts'
import { createMesosWorld, type MesosWorld } from '../emulators/mesos/world.ts'
import { startFramework, type EmulatedFramework } from '../emulators/scheduler/cluster.ts'
import { createSimulatedRunner } from '../emulators/scheduler/simulated-runner.ts'

export interface MesosScene extends EmulatedFramework {
  readonly world: MesosWorld
  readonly emulator: MesosEmulator
}

export interface SceneOptions extends MesosEmulatorSettings {
  readonly clock: Clock
  readonly masters?: number
  readonly agents?: number
  readonly release?: EmulatedRelease
  readonly api?: string
  readonly mesosRelease?: readonly [number, number]
}

/** A Mesos with agents in three racks, and a scheduler on it whose brokers are tasks without processes. Ends with the test. */
export async function startMesosScene({
  clock,
  masters = 1,
  agents = 4,
  release = '0.10.0.0',
  api,
  ...more
}: SceneOptions): Promise<MesosScene> {
  const world = createMesosWorld({ clock, masters, ...(more.mesosRelease ? { release: more.mesosRelease } : {}) })
  for (let n = 0; n < agents; n++) {
    world.addAgent({
      hostname: `agent-${n}`,
      attributes: { rack: `r${1 + (n % 3)}` },
      resources: { cpus: 8, mem: 32_768, disk: 100_000, ports: [[31_000, 31_999]] },
    })
  }
  const emulator = await startMesos(world, more)
  await emulator.settled()
  const framework = await startFramework({
    release,
    clock,
    mesos: world,
    runner: createSimulatedRunner(clock),
    ...(api === undefined ? {} : { api }),
  })
  onTestFinished(async () => {
    await framework.stop()
    await emulator.stop()
  })
  return { ...framework, world, emulator }
}
