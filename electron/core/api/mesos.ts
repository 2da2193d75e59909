import type { SamsaContract } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Handlers, ViewSource } from '../../../shared/rpc/define.ts'
import { clusterAt, type At, type ClustersNeeds } from './clusters.ts'

const notSet = (cluster: string): AppError => new AppError('mesos.notSet', { profile: cluster })

/** A cluster without Mesos: says so, and has no rows. */
function nothing<Row>(needs: ClustersNeeds, at: At): ViewSource<Row> {
  const { id } = clusterAt(needs, at)
  const { code, about } = notSet(id)
  return {
    watch() {},
    read: () => ({ rows: new Map(), about: { state: 'unsupported', asOf: null, errors: [{ code, about }], progress: null } }),
  }
}

export const mesosHandlers = (needs: ClustersNeeds): Handlers<SamsaContract>['mesos'] => {
  const refused = (cluster: string): never => {
    needs.checkProfile(cluster)
    throw notSet(cluster)
  }
  return {
    systems: (at) => nothing(needs, at),
    agents: (at) => nothing(needs, at),
    tasks: (at) => nothing(needs, at),
    framework: (at) => nothing(needs, at),
    metrics: (at) => nothing(needs, at),
    sandbox: ({ cluster }) => refused(cluster),
    read: ({ cluster }) => refused(cluster),
    follow: ({ cluster }) => refused(cluster),
    download: ({ cluster }) => refused(cluster),
    brokerLog: ({ cluster }) => refused(cluster),
  }
}
