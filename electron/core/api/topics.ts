import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { topicPartitions } from '../state/projections/topic-partitions.ts'
import { topicGroups, topicList } from '../state/projections/topics.ts'
import { clusterAt, configAt, type ClustersNeeds } from './clusters.ts'
import type { topicChangeHandlers } from './topic-changes.ts'

export const topicsHandlers = (
  needs: ClustersNeeds,
  changes: ReturnType<typeof topicChangeHandlers>,
): Handlers<SamsaContract>['topics'] => ({
  ...changes,
  list: (at) => topicList(clusterAt(needs, at)),
  partitions: ({ topic, ...at }) => topicPartitions(clusterAt(needs, at), topic),
  groups: ({ topic, ...at }) => topicGroups(clusterAt(needs, at), topic),
  async config({ topic, ...at }, { signal }) {
    const { at: asOf, entries } = await configAt(needs, at, 'topic', topic, signal)
    return { asOf, entries: [...entries] }
  },
})
