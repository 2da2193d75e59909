import { placementAgents } from '../../../shared/domain/placement/from-mesos.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { BrokerChanges } from '../clients/scheduler/broker-changes.ts'
import { schedulerCapabilities } from '../../../shared/domain/scheduler/capabilities.ts'
import { refused, type Outcome } from '../clients/scheduler/outcome.ts'
import type { Connections } from '../collectors/connections.ts'
import { readKafkaPicture } from '../commands/brokers/kafka-picture.ts'
import type { BrokerWorld } from '../commands/brokers/world.ts'
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

function sideOf(connections: Connections<ClusterStore>, cluster: string): Side {
  try {
    return connections.side(cluster)
  } catch (error) {
    if (error instanceof AppError && error.code === 'mesos.notSet') throw new AppError('lifecycle.noScheduler', { profile: cluster })
    throw error
  }
}

function provenChanges(side: Side): BrokerChanges {
  /** Fails before anything is sent: certainly nothing was done. */
  async function proven<T>(signal: AbortSignal, act: (changes: BrokerChanges) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    try {
      const { access } = await side.scheduler.verified(signal)
      return await act(access.changes().brokers)
    } catch (error) {
      if (error instanceof AppError) return refused(error)
      throw error
    }
  }
  return {
    add: (ids, settings, signal) => proven(signal, (changes) => changes.add(ids, settings, signal)),
    update: (ids, settings, signal) => proven(signal, (changes) => changes.update(ids, settings, signal)),
    clone: (source, ids, signal) => proven(signal, (changes) => changes.clone(source, ids, signal)),
    remove: (ids, signal) => proven(signal, (changes) => changes.remove(ids, signal)),
    start: (ids, signal) => proven(signal, (changes) => changes.start(ids, signal)),
    stop: (ids, options, signal) => proven(signal, (changes) => changes.stop(ids, options, signal)),
  }
}
