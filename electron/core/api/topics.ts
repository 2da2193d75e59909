import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { Histories } from '../history/histories.ts'
import type { Recording } from '../history/recording.ts'
import { topicEventsOf, topicKinds } from '../history/topic-events.ts'
import { topicPartitions } from '../state/projections/topic-partitions.ts'
import { topicGroups, topicList } from '../state/projections/topics.ts'
import { clusterAt, configAt, stateAt, type ClustersNeeds } from './clusters.ts'
import type { topicChangeHandlers } from './topic-changes.ts'

export interface TopicsNeeds extends ClustersNeeds {
  readonly histories: Histories
  readonly recording: Pick<Recording, 'events'>
}

const RECORDED_MAX = 500

export const topicsHandlers = (needs: TopicsNeeds, changes: ReturnType<typeof topicChangeHandlers>): Handlers<SamsaContract>['topics'] => ({
  ...changes,
  list: (at) => topicList(clusterAt(needs, at)),
  partitions: ({ topic, ...at }) => topicPartitions(clusterAt(needs, at), topic),
  groups: ({ topic, ...at }) => topicGroups(clusterAt(needs, at), topic),
  async config({ topic, ...at }, { signal }) {
    const { at: asOf, entries } = await configAt(needs, at, 'topic', topic, signal)
    return { asOf, entries: [...entries] }
  },
  async events({ topic, span, ...at }, { signal }) {
    const partitions = (await stateAt(needs, at)).topics.get(topic)?.partitions ?? []
    const brokers = new Set(partitions.flatMap(({ replicas }) => replicas))
    const of = { kinds: topicKinds, subjects: [topic, ...[...brokers].map(String)] }
    const { events, more } = await needs.histories.ask('happened', at.cluster, { ...span, most: RECORDED_MAX, of }, signal)
    const found = topicEventsOf(topic, brokers, needs.recording.events(at.cluster), events, span)
    return { ...found, more: found.more + more }
  },
})
