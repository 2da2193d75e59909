import type { ClusterState, ConfigFact } from '../../../shared/domain/cluster-state.ts'
import type { Connections } from '../collectors/connections.ts'
import type { Moments } from '../playback/moments.ts'
import type { LiveCluster } from '../state/live-cluster.ts'
import type { ClusterStore } from '../state/store.ts'

/** What the handlers about a cluster need: the cluster of a profile that exists, connected or not. */
export interface ClustersNeeds {
  readonly connections: Connections<ClusterStore>
  readonly moments: Moments
  /** Fails with `profile.unknown`. */
  readonly checkProfile: (id: string) => void
}

export interface At {
  readonly cluster: string
  readonly at: 'live' | number
}

/** The cluster of a call: as it is now, or as it was at a moment. The one seam of time: everything that takes `at` goes through it. */
export function clusterAt({ connections, moments, checkProfile }: ClustersNeeds, { cluster, at }: At): LiveCluster {
  checkProfile(cluster)
  return at === 'live' ? connections.cluster(cluster) : moments.at(cluster, at)
}

/** The state of a call, when it is there. */
export async function stateAt(needs: ClustersNeeds, at: At): Promise<ClusterState> {
  if (at.at === 'live') return clusterAt(needs, at).store.current()
  needs.checkProfile(at.cluster)
  return (await needs.moments.load(at.cluster, at.at)).state
}

/** A configuration as it is read now, or as it was last read before a moment. */
export function configAt(needs: ClustersNeeds, at: At, kind: 'topic' | 'broker', name: string, signal: AbortSignal): Promise<ConfigFact> {
  needs.checkProfile(at.cluster)
  return at.at === 'live' ? needs.connections.config(at.cluster, kind, name, signal) : needs.moments.config(at.cluster, at.at, kind, name)
}
