import { isStale } from '../../../../shared/domain/part-status.ts'
import type { SystemFacts } from '../../../../shared/domain/system-facts.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { createLanes } from '../../clients/http/lanes.ts'
import { createMarathonClient } from '../../clients/marathon/marathon-client.ts'
import { createMesosClient } from '../../clients/mesos/create-mesos-client.ts'
import type { MesosClient } from '../../clients/mesos/mesos-client.ts'
import type { PlacesSettings } from '../../clients/places.ts'
import { createAbort } from '../../lib/abort.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { createBudget } from '../budget.ts'
import type { Sink } from '../needs.ts'
import type { WatchSet } from '../watch-set.ts'
import { startLoop, type Loop } from './loop.ts'
import { createMesosReading, type MesosReading } from './mesos-reading.ts'
import { startMesosLoop } from './mesos-loop.ts'
import { schedulerCandidates, schedulersOfMarathon } from '../../clients/scheduler/candidates.ts'
import { createSchedulerLink, type SchedulerLink } from './scheduler-link.ts'
import { createSystem, type System } from './system.ts'

/** Of its own: a dead Kafka does not hold up Mesos, nor the other way round (G-15). */
const REQUESTS_A_SECOND = 8
const AT_A_TIME = 6

const MOVING_MS = 5_000
const HIDDEN_MS = 30_000
const HEARTBEAT_MS = 1_000

export interface MesosSideNeeds {
  readonly profile: string
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly sink: Sink
  readonly watching: WatchSet
  readonly settings: PlacesSettings
  /** What the systems tell of themselves changed. */
  readonly onChange: () => void
}

/** What is read of a cluster beside Kafka: Mesos, Marathon and the scheduler. */
export interface MesosSide {
  /** The same array while nothing changed. */
  systems(): readonly SystemFacts[]
  readonly mesos: MesosClient | null
  /** The scheduler, proven by a reading of this moment. Fails with `scheduler.notFound` or `scheduler.unverified`. */
  readonly scheduler: SchedulerLink
  readNow(): Promise<void>
  pause(paused: boolean): void
  stop(): void
}

export function startMesosSide(needs: MesosSideNeeds): MesosSide {
  const { clock, settings, sink, watching } = needs
  const abort = createAbort()
  const lanes = createLanes()
  const budget = createBudget(clock, { perSecond: REQUESTS_A_SECOND, atATime: AT_A_TIME })
  let paused = false
  const systems = createSystems(needs)
  const mesos = settings.mesos && createMesosClient(settings.mesos, { clock, lanes })
  const reading: MesosReading | null = mesos && createMesosReading({ client: mesos, clock, sink, framework: settings.framework })
  const link = createSchedulerLink({
    ...needs,
    lanes,
    system: systems.scheduler,
    mesos: reading,
    candidates: candidatesOf(needs, lanes, systems.marathon),
  })

  const tier = (usual: number): number | null =>
    paused ? null : watching.any() ? (isMoving(sink) ? Math.min(MOVING_MS, usual) : usual) : HIDDEN_MS
  const loops: Loop[] = []
  // Mesos may tell now where the scheduler is.
  const onFrame = (): void => {
    if (systems.scheduler.retryIn() !== null && sink.current().scheduler === null) void schedulerLoop.readNow().catch(() => undefined)
  }
  if (mesos !== null && reading !== null) {
    loops.push(...startMesosLoop({ ...needs, client: mesos, reading, system: systems.mesos, budget, tier, onFrame }, abort.signal))
  }
  const schedulerLoop = startLoop(
    {
      clock,
      budget,
      cost: () => 1,
      async read(signal) {
        await link.read(signal)
        await sink.apply({ kind: 'part', part: 'schedulerBrokers', change: { interval: tier(watching.intervals().mesos) } })
      },
      wait: () => soonest(systems.scheduler.retryIn(), tier(watching.intervals().mesos)),
    },
    abort.signal,
  )
  loops.push(schedulerLoop)
  watching.onChange(() => loops.forEach((loop) => loop.replan()), abort.signal)
  everySecond(clock, abort.signal, () => {
    const { parts } = sink.current()
    if (isStale(parts.agents, clock.now())) systems.mesos.fellSilent()
    if (isStale(parts.schedulerBrokers, clock.now())) systems.scheduler.fellSilent()
  })

  return {
    systems: systems.list,
    mesos,
    scheduler: link,
    async readNow() {
      for (const loop of loops) await loop.readNow()
    },
    pause(next) {
      paused = next
      for (const system of systems.all) system.pause(next)
      for (const loop of loops)
        if (next) loop.replan()
        else void loop.readNow().catch(() => undefined)
    },
    stop() {
      abort.abort(new AppError('profile.notConnected', { profile: needs.profile }))
      budget.stop()
      link.close()
      mesos?.close()
    },
  }
}

/** A system that is lost is looked for at its own pace, unless nothing is to be read at all. */
const soonest = (retry: number | null, planned: number | null): number | null => (planned === null ? null : (retry ?? planned))

/** Something is on its way from one state to another. */
function isMoving(sink: Sink): boolean {
  for (const { active, task } of sink.current().scheduler?.brokers.values() ?? []) {
    if (task === null ? active : task.state !== 'running') return true
  }
  return false
}

function createSystems({ clock, random, settings, onChange }: MesosSideNeeds) {
  let made: readonly SystemFacts[] | null = null
  const needs = {
    clock,
    random,
    onChange() {
      made = null
      onChange()
    },
  }
  const mesos = createSystem('mesos', needs)
  const scheduler = createSystem('scheduler', needs)
  const marathon = createSystem('marathon', needs)
  const all: readonly System[] = [...(settings.mesos ? [mesos] : []), scheduler, ...(settings.marathon ? [marathon] : [])]
  return { mesos, scheduler, marathon, all, list: () => (made ??= all.map((system) => system.facts())) }
}

/** Marathon is asked only when the scheduler is looked for. */
function candidatesOf({ settings, clock, sink }: MesosSideNeeds, lanes: ReturnType<typeof createLanes>, system: System) {
  return async (last: string | null, signal: AbortSignal): Promise<readonly string[]> => {
    let marathon: readonly string[] = []
    if (settings.marathon !== null) {
      const client = createMarathonClient(settings.marathon, { clock, lanes })
      try {
        marathon = await schedulersOfMarathon(client, signal)
        system.tell({ address: settings.marathon.base })
        system.succeeded()
      } catch (error) {
        if (signal.aborted) throw error
        if (error instanceof AppError) system.failed(error)
      } finally {
        client.close()
      }
    }
    return schedulerCandidates({ configured: settings.scheduler?.base ?? null, last, marathon, mesos: sink.current().mesos })
  }
}

function everySecond(clock: Clock, signal: AbortSignal, act: () => void): void {
  let cancel = (): void => {}
  const again = (): void => {
    cancel = clock.after(HEARTBEAT_MS, () => {
      act()
      again()
    })
  }
  signal.addEventListener('abort', () => cancel(), { once: true })
  again()
}
