import type { TopicGroupRow, TopicRow } from '../../../../shared/contract/topics.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import type { Made } from '../derive/memo.ts'
import { memberCount, stateWord } from '../derive/group-row.ts'
import type { DerivedTopic } from '../derive/topics.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { createListOf } from './list-of.ts'
import { clusterView, createRowMemo } from './view.ts'

const rowOf = ({ value }: Made<DerivedTopic>): TopicRow => value.row

export function topicList(cluster: LiveCluster): ViewSource<TopicRow> {
  const rowsOf = createListOf(rowOf, rowOf)
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
          const made = derived.groups.get(group)
          const { sum } = lag
          const leftOut = sum.leftOut.noLeader + sum.leftOut.topicGone + sum.leftOut.notRead
          const worst = sum.worst === null || sum.max === null ? null : { partition: sum.worst, lag: sum.max }
          const { partitions } = lag
          return [
            group,
            {
              group,
              state: made ? stateWord(made) : '',
              members: made ? memberCount(made) : null,
              partitions,
              lag: sum.lag,
              leftOut,
              worst,
            },
          ]
        }),
      )
    },
  })
}
