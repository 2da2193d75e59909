import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { clusterOverview } from '../state/projections/cluster-overview.ts'
import { readingOfCluster } from '../state/projections/reading.ts'
import { clusterAt, type ClustersNeeds } from './clusters.ts'

export const clusterHandlers = (needs: ClustersNeeds): Handlers<SamsaContract>['cluster'] => ({
  overview: (at) => clusterOverview(clusterAt(needs, at)),
  reading: (at) => readingOfCluster(clusterAt(needs, at)),
  async readNow({ cluster }) {
    await needs.connections.readNow(cluster)
    return {}
  },
  pause({ cluster, paused }) {
    needs.connections.pause(cluster, paused)
    return {}
  },
})
