import type { GroupRow } from '../../../../shared/contract/groups.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { createListOf } from './list-of.ts'
import { clusterView, createRowMemo } from './view.ts'

export function groupList(cluster: LiveCluster): ViewSource<GroupRow> {
  const rowsOf = createListOf<GroupRow>()
  return clusterView(cluster, {
    watched: { kind: 'groups' },
    needs: ['metadata', 'groups', 'offsets'],
    adds: ['descriptions', 'starts'],
    // Of offsets it would change with each part of a reading of 65,000 groups, and be sent each time.
    figures: 'groups',
    rows: (derived) => rowsOf(derived.groups),
  })
}

export function oneGroup(cluster: LiveCluster, group: string): ViewSource<GroupRow> {
  const memo = createRowMemo<GroupRow>()
  return clusterView(cluster, {
    watched: { kind: 'group', group },
    needs: ['metadata', 'groups'],
    adds: ['offsets', 'descriptions', 'starts'],
    asOf: (derived) => derived.groups.get(group)?.value.row.asOf ?? null,
    rows(derived) {
      const row = derived.groups.get(group)?.value.row
      return memo.rows([row], () => (row ? [[group, row]] : []))
    },
  })
}
