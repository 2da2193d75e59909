import type { GroupRow } from '../../../../shared/contract/groups.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import { asOf, groupRow } from '../derive/group-row.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { createListOf } from './list-of.ts'
import { clusterView, createRowMemo } from './view.ts'

export function groupList(cluster: LiveCluster): ViewSource<GroupRow> {
  const rowsOf = createListOf(groupRow, (made) => made)
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
    asOf: ({ groups }) => asOf(groups.get(group)),
    rows(derived) {
      const made = derived.groups.get(group)
      return memo.rows([made], () => (made ? [[group, groupRow(made)]] : []))
    },
  })
}
