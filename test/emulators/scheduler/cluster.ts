import { systemClock, type Clock } from '../../../electron/core/lib/clock.ts'
import { createMesosWorld, type MesosWorld } from '../mesos/world.ts'
import { createMesosBridge, type MesosBridge, type TaskRunner } from './mesos-bridge.ts'
import { releaseFacts, type EmulatedRelease } from './releases.ts'
import { startSchedulerEmulator, type SchedulerEmulator } from './emulator.ts'

export interface EmulatedFramework {
  readonly mesos: MesosWorld
  readonly bridge: MesosBridge
  readonly scheduler: SchedulerEmulator
  stop(): Promise<void>
}

export interface FrameworkOptions {
  readonly release: EmulatedRelease
  readonly runner: TaskRunner
  readonly clock?: Clock
  readonly mesos?: MesosWorld
  /** The setting `api`: where agents fetch executors. Left out: where it listens. */
  readonly api?: string
}

/** A scheduler on an emulated Mesos: one world, told by the Mesos face and by the scheduler's. */
export async function startFramework({ release, runner, clock = systemClock, mesos, api }: FrameworkOptions): Promise<EmulatedFramework> {
  const world = mesos ?? createMesosWorld({ clock })
  let url = ''
  const bridge = createMesosBridge({ world, facts: releaseFacts[release], api: () => api ?? url, runner })
  const scheduler = await startSchedulerEmulator({ release, clock, mesos: bridge })
  url = scheduler.url
  return { mesos: world, bridge, scheduler, stop: () => scheduler.stop() }
}
