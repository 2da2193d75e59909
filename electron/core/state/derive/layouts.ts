import type { ClusterState, TopicFact } from '../../../../shared/domain/cluster-state.ts'
import { countPartitions, type PartitionCounts } from '../../../../shared/domain/partitions.ts'

/** How the partitions of a topic are, by its name: what metadata says of it and nothing else. */
export type Layouts = ReadonlyMap<string, TopicLayout>

export interface TopicLayout extends PartitionCounts {
  readonly fact: TopicFact
}

const TOPICS_A_STEP = 50

export function* deriveLayouts(before: Layouts, was: ClusterState, { topics, gone }: ClusterState): Generator<undefined, Layouts> {
  const layouts = new Map<string, TopicLayout>()
  let n = 0
  for (const fact of topics.values()) {
    const known = was.gone === gone ? before.get(fact.name) : undefined
    layouts.set(fact.name, known?.fact === fact ? known : { fact, ...countPartitions(fact, gone) })
    n += 1
    if (n % TOPICS_A_STEP === 0) yield
  }
  return layouts
}
