import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { brokerList, brokerPartitions } from '../state/projections/brokers.ts'
import { clusterAt, configAt, type ClustersNeeds } from './clusters.ts'

export const brokersHandlers = (needs: ClustersNeeds): Handlers<SamsaContract>['brokers'] => ({
  list: (at) => brokerList(clusterAt(needs, at)),
  partitions: ({ broker, ...at }) => brokerPartitions(clusterAt(needs, at), broker),
  async config({ broker, ...at }, { signal }) {
    const { at: asOf, entries } = await configAt(needs, at, 'broker', String(broker), signal)
    return { asOf, entries: [...entries] }
  },
})
