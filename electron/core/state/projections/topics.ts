import type { TopicGroupRow, TopicRow } from '../../../../shared/contract/topics.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { createListOf } from './list-of.ts'
import { clusterView, createRowMemo } from './view.ts'

export function topicList(cluster: LiveCluster): ViewSource<TopicRow> {
  const rowsOf = createListOf<TopicRow>()
  return clusterView(cluster, {
    watched: { kind: 'topics' },
    needs: ['metadata'],
    adds: ['offsets', 'starts', 'logDirs'],
    rows: (derived) => rowsOf(derived.later.value().topics),
  })
}

/** From the index of groups by topic: no sweep over all groups. */
export function topicGroups(cluster: LiveCluster, topic: string): ViewSource<TopicGroupRow> {
  const memo = createRowMemo<TopicGroupRow>()
  return clusterView(cluster, {
    watched: { kind: 'topic', topic },
    needs: ['metadata', 'groups', 'offsets'],
    figures: 'offsets',
    rows(derived) {
      const groups = derived.later.value().groupsOfTopics.get(topic) ?? []
      return memo.rows([derived.groups, groups], () =>
        groups.map(({ group, lag }) => {
          const row = derived.groups.get(group)?.value.row
          const { sum } = lag
          const leftOut = sum.leftOut.noLeader + sum.leftOut.topicGone + sum.leftOut.notRead
          const worst = sum.worst === null || sum.max === null ? null : { partition: sum.worst, lag: sum.max }
          const { partitions } = lag
          return [group, { group, state: row?.state ?? '', members: row?.members ?? null, partitions, lag: sum.lag, leftOut, worst }]
        }),
      )
    },
  })
}
