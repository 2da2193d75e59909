import type { ClusterState, ReplicaSizes } from '../../../../shared/domain/cluster-state.ts'

/**
 * Sizes of replicas the other way round: by topic instead of by broker. Of many brokers only those with a replica of a topic have to be looked
 * at, of which there are few, however often its offsets move.
 */
export interface TopicSizes {
  readonly from: ClusterState['logDirs'] | null
  readonly of: ReadonlyMap<string, readonly ReplicaSizes[]>
}

export const noSizes: TopicSizes = { from: null, of: new Map() }

const SIZES_A_STEP = 2_000

export function* deriveTopicSizes(before: TopicSizes, { logDirs }: Pick<ClusterState, 'logDirs'>): Generator<undefined, TopicSizes> {
  if (before.from === logDirs) return before
  const of = new Map<string, ReplicaSizes[]>()
  let work = 0
  for (const { replicas } of logDirs.values())
    for (const [topic, sizes] of replicas) {
      const own = of.get(topic)
      if (own) own.push(sizes)
      else of.set(topic, [sizes])
      work += 1
      if (work % SIZES_A_STEP === 0) yield
    }
  return { from: logDirs, of }
}
