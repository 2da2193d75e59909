import type { ClusterState, TopicFact } from '../../../../shared/domain/cluster-state.ts'
import { NO_LEADER } from '../../../../shared/domain/ids.ts'
import { leaderOf, TOPIC_FORBIDDEN } from '../../../../shared/domain/partitions.ts'

/** Topics that may be read and of which every partition is led: mostly all of them. Sums over groups then need no look at partitions. */
export type LedTopics = ReadonlySet<TopicFact>

const TOPICS_A_STEP = 50

export function* findLedTopics({ topics, gone }: ClusterState): Generator<undefined, LedTopics> {
  const led = new Set<TopicFact>()
  let n = 0
  for (const topic of topics.values()) {
    if (topic.error !== TOPIC_FORBIDDEN && topic.partitions.every((p) => leaderOf(p, gone) !== NO_LEADER)) led.add(topic)
    n += 1
    if (n % TOPICS_A_STEP === 0) yield
  }
  return led
}
