import type { ClusterState } from '../cluster-state.ts'
import type { Observation } from '../observation.ts'

type ConfigObserved = Extract<Observation, { kind: 'config' }>

/** Configurations that were asked for; the one that was not asked for longest goes first. */
export const MOST_CONFIGS = 200

export function reduceConfig(state: ClusterState, seen: ConfigObserved): ClusterState {
  const configs = new Map(state.configs)
  // Put anew, so that the order of the map is the order of reading.
  configs.delete(seen.key)
  configs.set(seen.key, { at: seen.at, readAt: seen.now, problem: seen.problem, entries: seen.entries })
  for (const oldest of configs.keys()) {
    if (configs.size <= MOST_CONFIGS) break
    configs.delete(oldest)
  }
  return { ...state, configs }
}
