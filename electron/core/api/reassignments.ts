import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { BrokerId } from '../../../shared/domain/ids.ts'
import { schedulerCapabilities } from '../../../shared/domain/scheduler/capabilities.ts'
import { runningIn } from '../../../shared/domain/scheduler/phase.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { cancelReassignment } from '../commands/reassignments/cancel.ts'
import { electPreferred, notPreferred } from '../commands/reassignments/elect.ts'
import type { Follower } from '../commands/reassignments/follow.ts'
import { clearThrottles, readLeftovers } from '../commands/reassignments/leftovers.ts'
import { rebalanceByScheduler } from '../commands/reassignments/rebalance.ts'
import type { RebalanceWorld } from '../commands/reassignments/rebalance-world.ts'
import { propose } from '../commands/reassignments/propose.ts'
import type { Runs } from '../commands/reassignments/runs.ts'
import { setThrottle } from '../commands/reassignments/set-throttle.ts'
import { startReassignment } from '../commands/reassignments/start.ts'
import { movingRows, runRows } from '../commands/reassignments/views.ts'
import type { ReassignWorld } from '../commands/reassignments/world.ts'
import type { Runner } from '../commands/runner.ts'
import type { Clock } from '../lib/clock.ts'
import type { ClustersNeeds } from './clusters.ts'
import type { KafkaWorlds } from './kafka-worlds.ts'

export interface ReassignmentNeeds extends ClustersNeeds {
  readonly runner: Runner
  readonly worlds: KafkaWorlds
  readonly clock: Clock
  readonly runs: Runs
  readonly follower: Follower
  /** The scheduler of a cluster, as it moves replicas. */
  readonly schedulerOf: (cluster: string) => RebalanceWorld['rebalanceScheduler']
}

export function reassignmentHandlers(needs: ReassignmentNeeds): Handlers<SamsaContract>['reassignments'] {
  const { connections, runner, worlds, runs, follower, checkProfile, schedulerOf } = needs
  const world = (cluster: string): ReassignWorld => ({
    ...worlds(cluster),
    cluster,
    runs,
    follower,
    agents: () => agentsOf(needs, cluster),
  })
  const capability = (cluster: string, what: 'reassign' | 'electLeaders') =>
    connections.isConnected(cluster) ? connections.client(cluster).capability(what) : null
  const views = { ...needs, capability: (cluster: string) => capability(cluster, 'reassign') }
  return {
    path({ cluster }) {
      checkProfile(cluster)
      const reassign = capability(cluster, 'reassign')
      const { scheduler } = connections.cluster(cluster).store.current()
      return {
        reassign: reassign?.state ?? 'unknown',
        elect: capability(cluster, 'electLeaders')?.state ?? 'unknown',
        needs: reassign?.state === 'no' ? reassign.needs : 'Kafka 2.4',
        scheduler: scheduler && {
          brokers: runningIn(scheduler.brokers.values()),
          realign: schedulerCapabilities(scheduler.release).realign.offered,
        },
      }
    },
    propose: ({ cluster, ...input }, { signal }) => propose(input, world(cluster), signal),
    runs({ cluster }) {
      checkProfile(cluster)
      return runRows(views, cluster)
    },
    moving({ cluster }) {
      checkProfile(cluster)
      return movingRows(views, cluster)
    },
    leftovers: ({ cluster }, { signal }) => readLeftovers(world(cluster), signal),
    notPreferred: ({ cluster }, { signal }) => notPreferred(world(cluster), signal),
    movesOf({ cluster, run }) {
      const found = runs.of(cluster).find((r) => r.id === run)
      return (found?.moves ?? []).map(({ topic, partition, from, to }) => ({ topic, partition, from, replicas: to }))
    },
    start: runner.change(startReassignment, world),
    rebalance: runner.change(rebalanceByScheduler, (cluster) => ({ ...worlds(cluster), rebalanceScheduler: schedulerOf(cluster) })),
    cancel: runner.change(cancelReassignment, world),
    throttle: runner.change(setThrottle, world),
    clearThrottles: runner.change(clearThrottles, world),
    elect: runner.change(electPreferred, world),
  }
}

/** Hosts of the agents that brokers run on, by what the scheduler tells. */
function agentsOf({ connections }: ClustersNeeds, cluster: string): ReadonlyMap<BrokerId, string> {
  const { scheduler, mesos } = connections.cluster(cluster).store.current()
  return new Map(
    [...(scheduler?.brokers.values() ?? [])].flatMap(({ id, task }) => {
      const host = task?.agentId ? mesos.agents.get(task.agentId)?.agent.hostname : undefined
      return host ? [[id, host] as const] : []
    }),
  )
}
