import type { ClusterState } from '../cluster-state.ts'
import type { ProbesObserved } from '../observation.ts'
import { addFacts } from '../time-lag/facts.ts'

export function reduceProbes(state: ClusterState, seen: readonly ProbesObserved[]): ClusterState {
  if (seen.length === 0) return state
  const probes = new Map(state.probes)
  for (const { topic, partition, facts } of seen) {
    const end = state.ends.get(topic)?.offsets[partition] ?? Number.NaN
    const own = new Map(probes.get(topic))
    own.set(partition, addFacts(own.get(partition) ?? [], facts, end))
    probes.set(topic, own)
  }
  return { ...state, probes }
}
