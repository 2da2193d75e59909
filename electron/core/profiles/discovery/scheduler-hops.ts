import type { DiscoveryHop } from '../../../../shared/contract/discovery.ts'
import { brokerOfTask } from '../../../../shared/domain/joined/kafka-framework.ts'
import { isEnded, type MesosSnapshot } from '../../../../shared/domain/mesos.ts'
import { noMesos } from '../../../../shared/domain/mesos-state.ts'
import { describeError, AppError } from '../../../../shared/errors/error.ts'
import type { MarathonClient } from '../../clients/marathon/marathon-client.ts'
import { schedulerCandidates, schedulersOfMarathon } from '../../clients/scheduler/candidates.ts'
import { openScheduler, type AccessNeeds, type SchedulerAccess } from '../../clients/scheduler/open-scheduler.ts'
import { hop, skipped, type Context } from './hop.ts'
import { brokersOfSdk, sdkClusterAt, type SdkCluster } from './sdk-cluster.ts'
import { count, type FoundFramework } from './mesos-hops.ts'

const MARATHON = { id: 'marathon', kind: 'marathon', label: 'Marathon', override: 'marathon' } as const
const SCHEDULER = { id: 'scheduler', kind: 'scheduler', label: 'Scheduler', override: 'scheduler' } as const
const BROKERS = { id: 'brokers', kind: 'brokers', label: 'Brokers', override: 'bootstrap' } as const

/** Where Marathon runs apps that look like the scheduler. */
export async function* marathonHop(
  context: Context,
  base: string | null,
  client: (base: string) => MarathonClient,
): AsyncGenerator<DiscoveryHop, readonly string[]> {
  if (base === null) {
    yield skipped(context, MARATHON, 'no address is known')
    return []
  }
  const found = yield* hop(context, { ...MARATHON, label: base }, async (signal) => {
    const marathon = client(base)
    try {
      const value = await schedulersOfMarathon(marathon, signal)
      context.found = { ...context.found, marathon: base }
      const detail = value.length === 0 ? 'no app of it looks like a Kafka scheduler' : `an app at ${value.join(', ')}`
      return { value, ending: { detail } }
    } finally {
      marathon.close()
    }
  })
  return found ?? []
}

export interface SchedulerHopNeeds extends AccessNeeds {
  readonly named: string | null
  readonly marathon: readonly string[]
  readonly framework: FoundFramework | null
}

/** Who of those that could be it answers like a scheduler and has the tasks that Mesos runs. */
export async function* schedulerHop(
  context: Context,
  needs: SchedulerHopNeeds,
): AsyncGenerator<DiscoveryHop, SchedulerAccess | SdkCluster | null> {
  const { named, marathon, framework } = needs
  const mesos = {
    ...noMesos,
    chosen: framework?.framework.id ?? null,
    frameworks: new Map(framework === null ? [] : [[framework.framework.id, framework.framework]]),
    executors: framework?.snapshot.executors ?? [],
  }
  const places = schedulerCandidates({ configured: named, last: null, marathon, mesos })
  if (places.length === 0) {
    yield skipped(context, SCHEDULER, 'nothing tells where it is')
    return null
  }
  return yield* hop<SchedulerAccess | SdkCluster>(context, SCHEDULER, async (signal) => {
    const tried: { address: string; why: string }[] = []
    const dcos: string[] = []
    const open = await Promise.all(
      places.map((base) =>
        openScheduler(needs, base, signal).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'scheduler.dcos') dcos.push(base)
          tried.push({ address: base, why: error instanceof AppError ? describeError(error).cause : 'it does not answer' })
          return null
        }),
      ),
    )
    const all = open.filter((access) => access !== null)
    const proven = all.find((access) => hasTasksOf(access, framework?.snapshot ?? null))
    const value = proven ?? all.find(({ base }) => isSame(base, named)) ?? all[0]
    for (const access of all) if (access !== value) access.close()
    if (value === undefined) {
      const sdk = await sdkClusterAt(needs, dcos, signal)
      if (sdk === null) throw new AppError('scheduler.notFound', { tried })
      context.found = { ...context.found, scheduler: sdk.base }
      return { value: sdk, ending: { detail: sdk.detail } }
    }
    context.found = { ...context.found, scheduler: value.base }
    return { value, ending: endingOf(value, proven === value, framework, all) }
  })
}

const isSame = (base: string, named: string | null): boolean => named !== null && base.replace(/\/+$/, '') === named.replace(/\/+$/, '')

function hasTasksOf({ first }: SchedulerAccess, snapshot: MesosSnapshot | null): boolean {
  if (snapshot === null) return false
  const ids = new Set(snapshot.tasks.map((task) => task.id))
  return first.brokers.some(({ task }) => task !== null && ids.has(task.id))
}

function endingOf(access: SchedulerAccess, proven: boolean, framework: FoundFramework | null, all: readonly SchedulerAccess[]) {
  const { base, release } = access
  const kafka = release.kafkaVersion === null ? '' : `, with Kafka ${release.kafkaVersion}`
  const detail = `${base}, release ${release.version ?? release.line}${kafka}`
  if (proven) return { detail: `${detail}; Mesos runs its tasks` }
  const why = unprovenBecause(access, framework)
  const choices = all.map((each) => ({ field: 'scheduler' as const, value: each.base.slice(0, 400), label: each.base.slice(0, 400) }))
  return { state: 'warning' as const, detail: `${detail}; ${why}`, choices: all.length > 1 ? choices : [] }
}

function unprovenBecause({ base, first }: SchedulerAccess, found: FoundFramework | null): string {
  if (found === null) return 'there is no Mesos to check it by'
  const runs = found.snapshot.tasks.some((task) => !isEnded(task.state)) || first.brokers.some(({ task }) => task !== null)
  if (runs) return 'it runs no task that Mesos knows of this framework: make sure that it is the right one'
  // A framework without a task has nothing to be proven by, but where it is registered from.
  const { hostname } = found.framework
  const sameHost = hostname !== null && new URL(base).hostname.replace(/^\[|\]$/g, '') === hostname
  return sameHost
    ? `Mesos tells that the framework is on ${hostname}, and neither has a task yet`
    : 'neither it nor Mesos has a task of the framework yet: make sure that it is the right one'
}

/** Where the brokers answer, by the scheduler's list, else by their tasks. */
export async function* brokersHop(
  context: Context,
  access: SchedulerAccess | SdkCluster | null,
  framework: FoundFramework | null,
  summary: MesosSnapshot | null,
) {
  if (access === null && framework === null) {
    yield skipped(context, BROKERS, 'neither scheduler nor tasks are known')
    return
  }
  yield* hop(context, BROKERS, async () => {
    if (access !== null && 'bootstrap' in access) return { value: null, ending: brokersOfSdk(context, access) }
    const brokers = access?.first.brokers ?? []
    const told = brokers.flatMap(({ task }) => (task?.state === 'running' && task.endpoint !== null ? [task.endpoint] : []))
    const bootstrap = told.length > 0 ? told : endpointsOfTasks(framework?.snapshot ?? null, summary)
    context.found = { ...context.found, bootstrap: [...new Set([...context.found.bootstrap, ...bootstrap])].slice(0, 50) }
    const detail = access === null ? `${count(bootstrap.length, 'task')} of brokers` : `${brokers.length} defined, ${bootstrap.length} run`
    return {
      value: null,
      ending: bootstrap.length > 0 ? { detail } : { state: 'warning' as const, detail: `${detail}: Kafka cannot be asked before one runs` },
    }
  })
}

function endpointsOfTasks(snapshot: MesosSnapshot | null, summary: MesosSnapshot | null): readonly string[] {
  const hosts = new Map(summary?.agents.map((agent) => [agent.id, agent.hostname]))
  return (snapshot?.tasks ?? []).flatMap((task) => {
    const host = task.agentId === null ? null : (hosts.get(task.agentId) ?? null)
    const port = task.resources?.ports[0]?.from
    return !isEnded(task.state) && brokerOfTask(task.id) !== null && host !== null && port !== undefined ? [`${host}:${port}`] : []
  })
}
