import type { Impact } from '../../../../shared/contract/changes.ts'
import type { Placement, BrokerSettingsInput } from '../../../../shared/contract/lifecycle.ts'
import { adviceFor } from '../../../../shared/domain/placement/advice.ts'
import { funnelOf, judgeAgents, startInOrder } from '../../../../shared/domain/placement/funnel.ts'
import type { PlacedBroker, PlacementBroker, PlacementMoment } from '../../../../shared/domain/placement/rules.ts'
import { parseConstraints } from '../../../../shared/domain/scheduler/constraint.ts'
import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import type { BrokerSettings } from '../../../../shared/domain/scheduler/settings.ts'
import { parsePortRange } from '../../../../shared/domain/scheduler/values.ts'
import { checkFor, settingsOfBroker } from './settings.ts'
import type { BrokerWorld } from './world.ts'

/** What the scheduler takes where nothing is said. */
const DEFAULT_CPUS = 1
const DEFAULT_MEM = 2_048

const neverStarted: Pick<SchedulerBroker, 'stickiness' | 'failover'> = {
  stickiness: { periodMs: null, hostname: null, stoppedAt: null },
  failover: { delayMs: null, maxDelayMs: null, maxTries: null, failures: 0, failedAt: null },
}

export function placementBroker(
  id: number,
  settings: BrokerSettings,
  of: Pick<SchedulerBroker, 'stickiness' | 'failover'> = neverStarted,
): PlacementBroker {
  const constraints = parseConstraints(settings.constraints ?? '')
  const port = settings.port === undefined || settings.port === null ? null : parsePortRange(settings.port)
  return {
    id,
    cpus: settings.cpus ?? DEFAULT_CPUS,
    mem: settings.mem ?? DEFAULT_MEM,
    port: port?.ok ? port.value : null,
    volume: settings.volume ?? null,
    constraints: constraints.ok ? constraints.value : new Map(),
    stickiness: of.stickiness,
    failover: of.failover,
  }
}

export const momentOf = (world: BrokerWorld, known: readonly SchedulerBroker[]): PlacementMoment => ({
  now: world.clock.wall(),
  placed: known.flatMap(({ id, task }): readonly PlacedBroker[] =>
    task === null ? [] : [{ id, hostname: task.hostname, attributes: task.attributes }],
  ),
  stickyFirst: world.scheduler.can.stopNeedsOffers,
})

/** Whether there is room for brokers with these settings, started in order; nothing where Mesos is not known. */
export async function placementImpact(
  ids: readonly number[],
  settings: BrokerSettings,
  world: BrokerWorld,
  signal: AbortSignal,
): Promise<readonly Impact[]> {
  const known = await world.scheduler.list(signal)
  return roomFor(
    ids.map((id) => placementBroker(id, settings)),
    known,
    world,
    signal,
  )
}

export async function roomFor(
  brokers: readonly PlacementBroker[],
  known: readonly SchedulerBroker[],
  world: BrokerWorld,
  signal: AbortSignal,
): Promise<readonly Impact[]> {
  const read = await world.agents(signal)
  if (read === null) return []
  const order = startInOrder(brokers, read.agents, momentOf(world, known))
  const nowhere = order.filter(({ agent }) => agent === null)
  if (nowhere.length === 0) {
    const hosts = [...new Set(order.flatMap(({ agent }) => agent?.hostname ?? []))]
    return [{ severity: 'info', text: `There is room now, for example on ${hosts.slice(0, 5).join(', ')}.`, path: '/agents' }]
  }
  return nowhere.map(({ broker, why }) => ({
    severity: 'warn',
    text: `Broker ${broker} has nowhere to go now: ${why ?? 'no agent fits'}.`,
    path: '/agents',
  }))
}

/** The placement simulator: settings as in a form, over those of a broker that exists. */
export async function simulatePlacement(
  {
    broker: id,
    settings,
    order,
  }: { readonly broker: number | null; readonly settings: BrokerSettingsInput; readonly order: readonly number[] },
  world: BrokerWorld,
  signal: AbortSignal,
): Promise<Placement> {
  const known = await world.scheduler.list(signal)
  const stored = known.find((each) => each.id === id) ?? null
  const asked = checkFor('lifecycle.placement', settings, null, world.scheduler.can)
  const all = { ...(stored === null ? {} : settingsOfBroker(stored)), ...asked }
  const read = await world.agents(signal)
  if (read === null) return { asOf: null, funnel: [], agents: [], advice: [], order: [] }
  const moment = momentOf(
    world,
    known.filter((each) => each.id !== id),
  )
  const broker = placementBroker(id ?? -1, all, stored ?? neverStarted)
  const judged = judgeAgents(broker, read.agents, moment)
  const inOrder = order.map((each) => placementBroker(each, all, known.find((one) => one.id === each) ?? neverStarted))
  return {
    asOf: read.asOf,
    funnel: funnelOf(judged).map(({ rule, left, out }) => ({ rule, left, out: [...out] })),
    agents: judged.map(({ agent, rules, why }) => ({
      id: agent.id,
      hostname: agent.hostname,
      fits: why === null,
      why,
      rules: rules.map((each) => ({ rule: each.rule, ok: each.why === null, why: each.why })),
    })),
    advice: [...adviceFor(broker, judged)],
    order: startInOrder(inOrder, read.agents, moment).map(({ broker: each, agent, why }) => ({
      broker: each,
      hostname: agent?.hostname ?? null,
      why,
    })),
  }
}
