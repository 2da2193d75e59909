import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { agentList } from '../state/projections/mesos/agents.ts'
import { frameworkList } from '../state/projections/mesos/framework.ts'
import { metricList } from '../state/projections/mesos/metrics.ts'
import { systemsList } from '../state/projections/mesos/systems.ts'
import { taskList } from '../state/projections/mesos/tasks.ts'
import { clusterAt, type ClustersNeeds } from './clusters.ts'
import { sandboxHandlers } from './sandbox.ts'

export interface MesosApiNeeds extends ClustersNeeds {
  /** Whether this profile may ask what goes out as a POST; fails with the reason. */
  readonly checkMayPost: (profile: string) => void
}

export const mesosHandlers = (needs: MesosApiNeeds): Handlers<SamsaContract>['mesos'] => ({
  systems: (at) => systemsList(clusterAt(needs, at)),
  agents: (at) => agentList(clusterAt(needs, at)),
  tasks: (at) => taskList(clusterAt(needs, at)),
  framework: (at) => frameworkList(clusterAt(needs, at)),
  metrics: ({ broker, ...at }) => metricList(clusterAt(needs, at), broker),
  ...sandboxHandlers(needs),
  async brokerLog({ cluster, broker, name, lines }, { signal }) {
    needs.checkProfile(cluster)
    needs.checkMayPost(cluster)
    const { access } = await needs.connections.side(cluster).scheduler.verified(signal)
    return access.changes().logs.read({ broker, name, lines }, signal)
  },
})
