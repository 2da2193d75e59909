import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { configureBroker } from '../commands/brokers/configure.ts'
import type { Runner } from '../commands/runner.ts'
import { brokerList, brokerPartitions } from '../state/projections/brokers.ts'
import type { KafkaWorlds } from './kafka-worlds.ts'
import { clusterAt, configAt, type ClustersNeeds } from './clusters.ts'

export const brokersHandlers = (needs: ClustersNeeds, runner: Runner, worlds: KafkaWorlds): Handlers<SamsaContract>['brokers'] => ({
  configure: runner.change(configureBroker, worlds),
  list: (at) => brokerList(clusterAt(needs, at)),
  partitions: ({ broker, ...at }) => brokerPartitions(clusterAt(needs, at), broker),
  async config({ broker, ...at }, { signal }) {
    const { at: asOf, entries } = await configAt(needs, at, 'broker', String(broker), signal)
    return { asOf, entries: [...entries] }
  },
})
