import type { ClusterRow } from '../../../../shared/contract/cluster.ts'
import type { ClusterState } from '../../../../shared/domain/cluster-state.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import type { Derived } from '../derive/derive.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { clusterView, createRowMemo } from './view.ts'

/** Facts as they arrive: only metadata is waited for. */
export function clusterOverview(cluster: LiveCluster): ViewSource<ClusterRow> {
  const memo = createRowMemo<ClusterRow>()
  return clusterView(cluster, {
    watched: { kind: 'overview' },
    needs: ['metadata'],
    adds: ['groups', 'offsets', 'starts', 'logDirs'],
    rows: (derived) =>
      memo.rows([derived], () => (derived.state.parts.metadata.readAt === null ? [] : [[cluster.id, rowOf(cluster.id, derived)]])),
  })
}

function rowOf(id: string, { state, totals, brokers }: Derived): ClusterRow {
  const rows = [...brokers.rows.values()]
  const groupsRead = state.parts.groups.readAt !== null
  return {
    cluster: id,
    clusterId: state.clusterId,
    releases: [...new Set(rows.flatMap((b) => b.release ?? []))].sort(),
    controller: state.controllerId,
    brokers: { up: rows.filter((b) => b.state === 'up').length, known: rows.length },
    topics: state.topics.size,
    partitions: totals.topics.partitions,
    replicas: totals.topics.replicas,
    underReplicated: totals.topics.underReplicated,
    offline: totals.topics.offline,
    notPreferred: totals.topics.notPreferred,
    groups: groupsRead ? { total: totals.groups.total, withMembers: totals.groups.withMembers, forbidden: totals.groups.forbidden } : null,
    disk: diskOf(state),
    lag: totals.groups.lag === null ? null : { total: totals.groups.lag, partial: totals.groups.partial },
  }
}

function diskOf({ logDirs, brokers }: ClusterState): ClusterRow['disk'] {
  if (logDirs.size === 0) return null
  let usedBytes = 0
  let largest: { readonly id: number; readonly bytes: number } | null = null
  for (const [id, dirs] of logDirs) {
    usedBytes += dirs.usedBytes
    if (largest === null || dirs.usedBytes > largest.bytes) largest = { id, bytes: dirs.usedBytes }
  }
  const partial = [...brokers.keys()].some((id) => logDirs.get(id)?.problem !== null)
  return { usedBytes, largest: largest?.id ?? null, partial }
}
