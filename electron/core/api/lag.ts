import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { lagSamples } from '../state/projections/lag-samples.ts'
import { logStrips } from '../state/projections/log-strips.ts'
import { clusterAt, type ClustersNeeds } from './clusters.ts'
import type { FromHistory } from './lag-history.ts'

/** What history answers is in lag-history.ts. */
export const lagHandlers = (needs: ClustersNeeds): Omit<Handlers<SamsaContract>['lag'], keyof FromHistory> => ({
  samples: ({ group, ...at }, { signal }) => lagSamples(clusterAt(needs, at), group, signal),
  log: ({ topic, times, ...at }) => logStrips(clusterAt(needs, at), topic, times),
})
