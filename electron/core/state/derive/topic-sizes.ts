import type { ClusterState } from '../../../../shared/domain/cluster-state.ts'
import { eachTopicsBytes } from '../../../../shared/domain/replica-columns.ts'

/** Bytes of all replicas of a topic that brokers told of; of those that nobody told of there is nothing. */
export interface TopicSizes {
  readonly from: ClusterState['logDirs'] | null
  readonly of: ReadonlyMap<string, number>
}

export const noSizes: TopicSizes = { from: null, of: new Map() }

const SIZES_A_STEP = 5_000

export function* deriveTopicSizes(before: TopicSizes, { logDirs }: Pick<ClusterState, 'logDirs'>): Generator<undefined, TopicSizes> {
  if (before.from === logDirs) return before
  const of = new Map<string, number>()
  let work = 0
  for (const { replicas } of logDirs.values()) {
    eachTopicsBytes(replicas, (topic, bytes) => of.set(topic, (of.get(topic) ?? 0) + bytes))
    work += replicas.size
    if (work < SIZES_A_STEP) continue
    work = 0
    yield
  }
  return { from: logDirs, of }
}
