import type { KafkaPicture } from '../../electron/core/commands/brokers/world.ts'
import { lifecycleHandlers } from '../../electron/core/api/lifecycle.ts'
import type { Clock } from '../../electron/core/lib/clock.ts'
import type { AuditRow } from '../../shared/contract/audit.ts'
import type { ChangeRequest, ChangeResult, Plan } from '../../shared/contract/changes.ts'
import type { Profile } from '../../shared/contract/profiles.ts'
import type { PlacementAgent } from '../../shared/domain/placement/rules.ts'
import type { Agent } from '../emulators/scheduler/agents.ts'
import { startSchedulerEmulator, type SchedulerEmulator } from '../emulators/scheduler/emulator.ts'
import type { EmulatedRelease } from '../emulators/scheduler/releases.ts'
import { createSimulatedMesos, sampleAgents, type SimulatedMesos } from '../emulators/scheduler/simulated-mesos.ts'
import { openTestChanges, planIn, type OpenedChanges } from './change-world.ts'
import { createFastClock } from './fast-clock.ts'
import { schedulerWorld } from './scheduler-world.ts'
import { untilAsync } from './until-async.ts'

export interface BrokerBench {
  readonly emulator: SchedulerEmulator
  readonly mesos: SimulatedMesos
  readonly clock: Clock
  readonly changes: OpenedChanges
  readonly handlers: ReturnType<typeof lifecycleHandlers>
  /** What Kafka says; null: it is not connected. */
  picture: KafkaPicture | null
  plan(member: Member, input: object): Promise<Plan>
  /** Plans, confirms, and follows to the end. */
  does(member: Member, input: object): Promise<AuditRow>
  undo(act: string): Promise<AuditRow>
  stop(): Promise<void>
}

export type Member = Exclude<keyof ReturnType<typeof lifecycleHandlers>, 'placement'>

export interface BenchNeeds {
  readonly release?: EmulatedRelease
  readonly agents?: readonly Agent[]
  readonly profile?: Partial<Profile>
  readonly times?: number
}

/** Commands, runner and audit log over an emulated scheduler whose time runs fast. */
export async function startBrokerBench({
  release = '0.10.1.0-SNAPSHOT',
  agents = sampleAgents(3),
  profile = {},
  times = 50,
}: BenchNeeds = {}): Promise<BrokerBench> {
  const clock = createFastClock(times)
  const mesos = createSimulatedMesos(clock, agents)
  const emulator = await startSchedulerEmulator({ release, clock, mesos })
  const { world, close } = await schedulerWorld(emulator.url, clock)
  const changes = await openTestChanges({ clock, profile: { environment: 'staging', access: 'guarded', ...profile } })
  const bench = { picture: null as KafkaPicture | null }
  const handlers = lifecycleHandlers(changes.runner, () => {
    const { picture } = bench
    const kafka = picture === null ? null : () => Promise.resolve({ ...picture, asOf: clock.wall() })
    return { ...world, kafka, agents: () => Promise.resolve({ asOf: clock.wall(), agents: mesos.offerable().map(placementAgent) }) }
  })
  const context = { signal: AbortSignal.timeout(120_000) }
  const call = (member: Member, request: ChangeRequest<object>): Promise<ChangeResult> =>
    // Each handler takes its own input; tests give what it takes, or what it refuses.
    (handlers[member] as (request: ChangeRequest<object>, c: typeof context) => Promise<ChangeResult>)(request, context)
  const follow = async <I>(send: (request: ChangeRequest<I>) => Promise<ChangeResult>, input: I): Promise<AuditRow> => {
    const plan = planIn(await send({ do: 'plan', cluster: 'p1', input }))
    const result = await send({ do: 'apply', cluster: 'p1', plan: plan.id, typed: plan.confirm.typed, reason: null })
    if (result.is !== 'applied') throw new Error(`It was not applied: ${JSON.stringify(result)}`)
    const row = (): AuditRow | undefined => changes.audit.row(result.act)
    await untilAsync(() => Promise.resolve(row()?.ended === true), 60_000, `${plan.title} came to an end; it is ${JSON.stringify(row())}`)
    const ended = row()
    if (ended === undefined) throw new Error('The act is not in the log')
    return ended
  }
  return Object.assign(bench, {
    emulator,
    mesos,
    clock,
    changes,
    handlers,
    plan: async (member: Member, input: object) => planIn(await call(member, { do: 'plan', cluster: 'p1', input })),
    does: (member: Member, input: object) => follow((request) => call(member, request), input),
    undo: (act: string) => follow((request) => changes.runner.undo(request, context), { act }),
    async stop() {
      await changes.stop()
      close()
      await emulator.stop()
    },
  })
}

export const placementAgent = (agent: Agent): PlacementAgent => ({
  ...agent,
  active: true,
  notOffered: null,
  otherAttributes: new Set(),
  volumes: new Set(agent.volumes),
})

/** Partitions of one topic, each a row of `leader | replicas | in sync`. */
export const picture = (
  topic: string,
  rows: readonly (readonly [number, readonly number[], readonly number[]])[],
  minIsr: number,
): KafkaPicture => ({
  asOf: 0,
  partitions: rows.map(([leader, replicas, isr], partition) => ({ topic, partition, leader, replicas, isr })),
  minIsr: new Map([[topic, minIsr]]),
  alive: new Set(rows.flatMap(([, replicas]) => replicas)),
  groups: [],
})
