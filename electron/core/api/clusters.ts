import { AppError } from '../../../shared/errors/error.ts'
import type { Connections } from '../collectors/connections.ts'
import type { LiveCluster } from '../state/live-cluster.ts'
import type { ClusterStore } from '../state/store.ts'

/** What the handlers about a cluster need: the cluster of a profile that exists, connected or not. */
export interface ClustersNeeds {
  readonly connections: Connections<ClusterStore>
  /** Fails with `profile.unknown`. */
  readonly checkProfile: (id: string) => void
}

export interface At {
  readonly cluster: string
  readonly at: 'live' | number
}

/** The cluster of a call. Only the present is known so far. */
export function clusterAt({ connections, checkProfile }: ClustersNeeds, { cluster, at }: At): LiveCluster {
  if (at !== 'live') throw new AppError('history.notRecorded', { at })
  checkProfile(cluster)
  return connections.cluster(cluster)
}
