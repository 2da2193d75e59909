import { AppError } from '../../../../shared/errors/error.ts'
import { isEnded, type MesosMasterMetrics } from '../../../../shared/domain/mesos.ts'
import { brokerOfTask } from '../../../../shared/domain/joined/kafka-framework.ts'
import { hostAndPort, parseBase } from '../../clients/http/address.ts'
import type { SystemFacts } from '../../../../shared/domain/system-facts.ts'
import type { MasterReading, MesosClient } from '../../clients/mesos/mesos-client.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Budget } from '../budget.ts'
import { moment, toProblem, type Sink } from '../needs.ts'
import type { WatchSet } from '../watch-set.ts'
import { startEventStream } from './event-stream.ts'
import { startLoop, type Loop } from './loop.ts'
import type { MesosReading } from './mesos-reading.ts'
import type { System } from './system.ts'

/** Ms between two summaries, by how many agents there are (Mesos' own page reads its state this often). */
const INTERVALS: readonly (readonly [number, number])[] = [
  [500, 10_000],
  [1_000, 20_000],
  [5_000, 60_000],
  [10_000, 120_000],
  [15_000, 240_000],
  [20_000, 480_000],
]
const MOST_MS = 960_000
const METRICS_MS = 10_000
/** Of several masters another one may lead: that is seen, and its frame read, within the time that is promised (G-08). */
const ELECTION_MS = 7_500
/** A reading may take a fifth of the time. */
const TIMES_ANSWER = 5
/** Requests that wait in a master: above, it has enough to do. */
const BUSY = 50
const CAUSES_MS = 60_000
const MAINTENANCE_MS = 60_000

export interface MesosLoopNeeds {
  readonly profile: string
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly sink: Sink
  readonly watching: WatchSet
  readonly budget: Budget
  readonly client: MesosClient
  readonly reading: MesosReading
  readonly system: System
  /** The interval that is right now, when nothing speaks against the usual one; null: nothing is to be read. */
  readonly tier: (usual: number) => number | null
  /** A frame was read. */
  readonly onFrame: () => void
}

export const intervalFor = (agents: number): number => INTERVALS.find(([most]) => agents < most)?.[1] ?? MOST_MS

/** Metrics of every master, and the frame of the leader: summary and framework. Never `/state`. */
export function startMesosLoop(needs: MesosLoopNeeds, stop: AbortSignal): readonly Loop[] {
  const { clock, budget, client, system, tier } = needs
  let planned = intervalFor(0)
  let slowed = 1
  const jitter = (): number => 0.8 + 0.4 * needs.random()
  let spread = jitter()
  const beside = createBeside(needs)

  const metrics = async (signal: AbortSignal): Promise<void> => {
    const readings = await client.masters(signal).catch(() => null)
    if (readings === null) return
    const before = leading(system.facts())
    const members = readings.map(member)
    system.tell({ members })
    const now = leading({ members })
    if (before !== '' && now !== '' && now !== before) void frames.readNow().catch(() => undefined)
    const busy = readings.some(({ metrics: m }) => isBusy(m))
    slowed = busy ? Math.min(slowed * 2, MOST_MS / planned) : 1
  }
  const frame = async (signal: AbortSignal): Promise<void> => {
    spread = jitter()
    try {
      const { agents, slowestMs, leader } = await needs.reading.read(signal)
      planned = Math.min(MOST_MS, Math.max(intervalFor(agents), TIMES_ANSWER * slowestMs))
      for (const part of ['agents', 'framework', 'tasks'] as const)
        await needs.sink.apply({ kind: 'part', part, change: { interval: wait() } })
      system.tell({ address: leader, reading: events.isOpen() ? 'stream' : 'polling' })
      system.succeeded()
      needs.onFrame()
      await beside(signal)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof AppError)) needs.log.error('A reading failed', { profile: needs.profile, source: 'mesos', error })
      if (wantsPatience(error)) slowed = Math.min(slowed * 2, MOST_MS / planned)
      system.failed(error instanceof AppError ? error : new AppError('core.unexpected', { where: 'mesos' }, { cause: error }))
    }
  }
  const wait = (): number | null => {
    const usual = Math.min(MOST_MS, Math.max(tier(planned) ?? Infinity, slowed > 1 ? planned * slowed : 0))
    if (tier(planned) === null) return null
    const retry = system.retryIn()
    return retry !== null && slowed === 1 ? retry : Math.max(retry ?? 0, usual * spread)
  }
  const masters = Math.max(1, system.facts().members.length)
  const frames = startLoop({ clock, budget, cost: () => 2, read: frame, wait }, stop)
  const events = startEventStream(
    { ...needs, isPaused: () => tier(METRICS_MS) === null, wake: () => void frames.readNow().catch(() => undefined) },
    stop,
  )
  const looks = (): number => (system.facts().members.length > 1 ? ELECTION_MS : METRICS_MS)
  return [startLoop({ clock, budget, cost: () => masters, read: metrics, wait: () => tier(looks()) }, stop), frames]
}

const isBusy = (metrics: MesosMasterMetrics | null): boolean => (metrics?.waitingRequests ?? 0) > BUSY

function wantsPatience(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  return error.code === 'http.timeout' && 'phase' in error.about && error.about.phase !== 'connect'
}

const member = ({ master, metrics, error }: MasterReading) => ({
  address: hostAndPort(parseBase(master).origin),
  state: metrics === null ? ('unreachable' as const) : metrics.elected === true ? ('leading' as const) : ('standby' as const),
  error: error && toProblem(error),
})

const leading = ({ members }: Pick<SystemFacts, 'members'>): string =>
  members.flatMap(({ address, state }) => (state === 'leading' ? [address] : [])).join(', ')

const BAD_ENDS: ReadonlySet<string> = new Set(['TASK_FAILED', 'TASK_LOST', 'TASK_ERROR', 'TASK_GONE'])

/** What is read now and then beside the frame, and may fail without a word: older masters do not have it. */
function createBeside({ client, clock, sink, watching, profile, log }: MesosLoopNeeds) {
  let causesAt = -Infinity
  let maintenanceAt = -Infinity
  const asked = new Set<string>()

  const unexplained = (): boolean =>
    [...sink.current().mesos.tasks.values()].some(
      (task) => isEnded(task.state) && BAD_ENDS.has(task.state) && !task.causes && brokerOfTask(task.id) !== null && !asked.has(task.id),
    )
  const causes = async (signal: AbortSignal): Promise<void> => {
    causesAt = clock.now()
    for (const task of sink.current().mesos.tasks.values()) if (isEnded(task.state)) asked.add(task.id)
    const { value, epoch } = await client.tasksWithCauses(signal)
    const chosen = sink.current().mesos.chosen
    await sink.apply({ kind: 'causes', ...moment(clock), epoch, tasks: value.tasks.filter((task) => task.frameworkId === chosen) })
  }
  const maintenance = async (signal: AbortSignal): Promise<void> => {
    maintenanceAt = clock.now()
    const { value, epoch } = await client.maintenance(signal)
    await sink.apply({ kind: 'maintenance', ...moment(clock), epoch, maintenance: value })
  }
  return async (signal: AbortSignal): Promise<void> => {
    const due = [
      clock.now() - causesAt >= CAUSES_MS && unexplained() ? causes : null,
      watching.has('mesos') && clock.now() - maintenanceAt >= MAINTENANCE_MS ? maintenance : null,
    ]
    for (const read of due) {
      await read?.(signal).catch((error: unknown) => {
        if (!signal.aborted) log.info('Mesos did not tell something that can be done without', { profile, error })
      })
    }
  }
}
