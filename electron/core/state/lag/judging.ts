import type { ClusterState } from '../../../../shared/domain/cluster-state.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import type { TopicFacts } from './topic-facts.ts'

/** What a group is judged by. */
export interface Judging {
  readonly state: ClusterState
  readonly group: string
  /** Seconds: the newest sample. */
  readonly t: number
  readonly facts: TopicFacts
  readonly settings: LagSettings
  readonly timing: { readonly rebalancingFor: number; readonly rebalances: number }
}
