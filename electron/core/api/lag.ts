import type { SamsaContract } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { clusterAt, type ClustersNeeds } from './clusters.ts'

const notYet = (what: string): AppError => new AppError('core.notSupported', { what, why: 'This version of Samsa does not have it yet.' })

export const lagHandlers = (needs: ClustersNeeds): Handlers<SamsaContract>['lag'] => ({
  history: () => Promise.reject(notYet('The history of lag')),
  heatMap: () => Promise.reject(notYet('The heat map of lag')),
  why: () => Promise.reject(notYet('The causes of lag')),
  samples({ group: _group, ...at }) {
    clusterAt(needs, at)
    throw notYet('Following lag')
  },
  explain: () => Promise.reject(notYet('The explanation of lag')),
  log({ topic: _topic, ...at }) {
    clusterAt(needs, at)
    throw notYet('The picture of a log')
  },
})
