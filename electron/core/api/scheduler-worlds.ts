import { placementAgents } from '../../../shared/domain/placement/from-mesos.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { BrokerChanges } from '../clients/scheduler/broker-changes.ts'
import type { SchedulerChanges } from '../clients/scheduler/create-changes.ts'
import { schedulerCapabilities } from '../../../shared/domain/scheduler/capabilities.ts'
import { runningIn } from '../../../shared/domain/scheduler/phase.ts'
import { refused, type Outcome } from '../clients/scheduler/outcome.ts'
import type { Connections } from '../collectors/connections.ts'
import { readKafkaPicture } from '../commands/brokers/kafka-picture.ts'
import type { BrokerWorld } from '../commands/brokers/world.ts'
import type { RebalanceWorld } from '../commands/reassignments/rebalance-world.ts'
import type { QuotaWorld } from '../commands/security/quota-world.ts'
import type { Clock } from '../lib/clock.ts'
import type { ClusterStore } from '../state/store.ts'

type Side = ReturnType<Connections<ClusterStore>['side']>

/** Finding and proving the scheduler; reading has limits of its own. */
const OPEN_MS = 30_000

/**
 * What the commands of brokers see of a connected cluster. The scheduler is proven before every reading and every change, so that
 * nothing is sent to one that merely answers at its address (G-09).
 */
export const schedulerWorlds =
  (connections: Connections<ClusterStore>, clock: Clock) =>
  async (cluster: string): Promise<BrokerWorld> => {
    const side = sideOf(connections, cluster)
    const { access } = await side.scheduler.verified(AbortSignal.timeout(OPEN_MS))
    const { store } = connections.cluster(cluster)
    const groups = () => [...store.current().groups.values()].map(({ group, coordinator }) => ({ group, coordinator }))
    return {
      clock,
      scheduler: {
        release: access.release,
        can: schedulerCapabilities(access.release),
        list: async (signal) => (await side.scheduler.verified(signal)).brokers,
        changes: provenChanges(side),
      },
      kafka: (signal) => readKafkaPicture({ client: connections.client(cluster), groups }, signal),
      agents: () => {
        const { mesos, parts } = store.current()
        const { asOf } = parts.agents
        if (side.mesos === null || asOf === null) return Promise.resolve(null)
        const framework = mesos.chosen === null ? null : (mesos.frameworks.get(mesos.chosen) ?? null)
        return Promise.resolve({ asOf, agents: placementAgents(mesos.agents.values(), framework) })
      },
    }
  }

/** The quotas of a cluster's scheduler; the cluster may have none. */
export const schedulerQuotas =
  (connections: Connections<ClusterStore>) =>
  (cluster: string): QuotaWorld['quotaScheduler'] =>
  async (signal) => {
    const side = sideIn(connections, cluster)
    if (side === null) return null
    const { access } = await side.scheduler.verified(signal)
    return {
      offered: schedulerCapabilities(access.release).quotas.offered,
      list: async (until) => (await side.scheduler.verified(until)).access.reader.quotas(until),
      set: (client, rates, until) => proven(side, until, ({ topics }) => topics.setQuota(client, rates, until)),
    }
  }

/** How a cluster's scheduler moves replicas; the cluster may have none. */
export const schedulerRebalance =
  (connections: Connections<ClusterStore>) =>
  (cluster: string): RebalanceWorld['rebalanceScheduler'] =>
  async (signal) => {
    const side = sideIn(connections, cluster)
    if (side === null) return null
    const { access, brokers } = await side.scheduler.verified(signal)
    return {
      address: access.base,
      canRealign: schedulerCapabilities(access.release).realign.offered,
      running: runningIn(brokers),
      rebalance: (asked, until) => proven(side, until, ({ topics }) => topics.rebalance(asked, until)),
    }
  }

/** Null: the profile knows neither Mesos nor a scheduler. */
function sideIn(connections: Connections<ClusterStore>, cluster: string): Side | null {
  try {
    return connections.side(cluster)
  } catch (error) {
    if (error instanceof AppError && error.code === 'mesos.notSet') return null
    throw error
  }
}

function sideOf(connections: Connections<ClusterStore>, cluster: string): Side {
  const side = sideIn(connections, cluster)
  if (side === null) throw new AppError('lifecycle.noScheduler', { profile: cluster })
  return side
}

/** Fails before anything is sent: certainly nothing was done. */
async function proven<T>(side: Side, signal: AbortSignal, act: (changes: SchedulerChanges) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    const { access } = await side.scheduler.verified(signal)
    return await act(access.changes())
  } catch (error) {
    if (error instanceof AppError) return refused(error)
    throw error
  }
}

function provenChanges(side: Side): BrokerChanges {
  const onBrokers = <T>(signal: AbortSignal, act: (changes: BrokerChanges) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    proven(side, signal, ({ brokers }) => act(brokers))
  return {
    add: (ids, settings, signal) => onBrokers(signal, (changes) => changes.add(ids, settings, signal)),
    update: (ids, settings, signal) => onBrokers(signal, (changes) => changes.update(ids, settings, signal)),
    clone: (source, ids, signal) => onBrokers(signal, (changes) => changes.clone(source, ids, signal)),
    remove: (ids, signal) => onBrokers(signal, (changes) => changes.remove(ids, signal)),
    start: (ids, signal) => onBrokers(signal, (changes) => changes.start(ids, signal)),
    stop: (ids, options, signal) => onBrokers(signal, (changes) => changes.stop(ids, options, signal)),
  }
}
