import type { EdgeView, EtaView, TimeLagView, VerdictView } from '../../../../shared/contract/figures.ts'
import type { GroupRow } from '../../../../shared/contract/groups.ts'

/** What the lag of a group comes to, with one sample. A new object with every sample. */
export type GroupLagFigures = Pick<
  GroupRow,
  | 'verdict'
  | 'representative'
  | 'counts'
  | 'complete'
  | 'atLeast'
  | 'dormant'
  | 'timeLag'
  | 'in'
  | 'out'
  | 'slope'
  | 'skew'
  | 'eta'
  | 'edge'
  | 'trend'
> & {
  /** Seconds: time of the sample. */
  readonly t: number
  readonly lag: number | null
}

export interface PartitionLagFigures {
  readonly verdict: VerdictView | null
  readonly timeLag: TimeLagView
  readonly in: number | null
  readonly out: number | null
  readonly eta: EtaView
  readonly edge: EdgeView
}
