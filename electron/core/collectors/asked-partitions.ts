import type { ClusterState } from '../../../shared/domain/cluster-state.ts'
import type { TopicOffsets } from '../clients/kafka/kafka-client.ts'

export type Asked = ReadonlyMap<string, readonly number[]>

/** Those that somebody can be asked about: the topic is there, may be read, and the partition has a leader in metadata. */
export function* askable(state: ClusterState, wanted: ReadonlyMap<string, ReadonlySet<number>>): Generator<undefined, Asked> {
  const asked = new Map<string, readonly number[]>()
  for (const [name, partitions] of wanted) {
    const topic = state.topics.get(name)
    yield
    if (topic === undefined || topic.error !== 0) continue
    const led = [...partitions].filter((p) => (topic.partitions[p]?.leader ?? -1) >= 0)
    if (led.length > 0) asked.set(name, led)
  }
  return asked
}

/** Unknown topic or partition, leader elsewhere, epoch fenced or unknown: what we know of leaders is old. */
const ASKS_FOR_METADATA: ReadonlySet<number> = new Set([-2, 3, 5, 6, 74, 75])

export const needsMetadata = (topics: readonly TopicOffsets[]): boolean =>
  topics.some(({ errors }) => errors.size > 0 && [...errors.values()].some((code) => ASKS_FOR_METADATA.has(code)))
