import type { BrokerRow } from '../../../../shared/contract/brokers.ts'
import type { ClusterRow } from '../../../../shared/contract/cluster.ts'
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
  // What only the scheduler knows is no broker of Kafka's yet.
  const rows = [...brokers.rows.values()].filter((row) => row.state !== 'absent')
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
    disk: diskOf(rows),
    lag: totals.groups.lag === null ? null : { total: totals.groups.lag, partial: totals.groups.partial },
  }
}

function diskOf(rows: readonly BrokerRow[]): ClusterRow['disk'] {
  const told = rows.flatMap(({ id, disk }) => (disk === null ? [] : [{ id, bytes: disk.usedBytes }]))
  if (told.length === 0) return null
  const largest = told.reduce((most, each) => (each.bytes > most.bytes ? each : most))
  return { usedBytes: told.reduce((sum, { bytes }) => sum + bytes, 0), largest: largest.id, partial: told.length < rows.length }
}
