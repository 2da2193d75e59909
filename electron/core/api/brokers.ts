import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { brokerList, brokerPartitions } from '../state/projections/brokers.ts'
import { clusterAt, type ClustersNeeds } from './clusters.ts'

export const brokersHandlers = (needs: ClustersNeeds): Handlers<SamsaContract>['brokers'] => ({
  list: (at) => brokerList(clusterAt(needs, at)),
  partitions: ({ broker, ...at }) => brokerPartitions(clusterAt(needs, at), broker),
  async config({ broker, ...at }, { signal }) {
    const { id } = clusterAt(needs, at)
    const { at: asOf, entries } = await needs.connections.config(id, 'broker', String(broker), signal)
    return { asOf, entries: [...entries] }
  },
})
