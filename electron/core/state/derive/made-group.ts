import type { DescriptionFact, GroupFact, GroupSample } from '../../../../shared/domain/cluster-state.ts'
import type { LagSum } from '../../../../shared/domain/lag.ts'
import type { GroupLagFigures } from '../lag/figures.ts'
import type { KeyedList } from '../keyed-list.ts'
import type { TopicLag } from './group-lag.ts'
import type { ownedPartitions } from './owned-partitions.ts'

/** What a description tells, worked out once. Undefined, null: not told. */
export interface Members {
  /** Another reading may tell the same at another time. */
  readonly of: DescriptionFact['description'] | undefined
  readonly owned: ReturnType<typeof ownedPartitions>
  readonly ownedCount: number | null
  readonly hosts: number | null
}

/** What it is made from, beside the topics that its sample names. */
export interface Inputs {
  readonly fact: GroupFact
  readonly description: DescriptionFact | undefined
  readonly sample: GroupSample | undefined
  readonly figures: GroupLagFigures | undefined
}

/** A group with its lag. Its row is made of it when somebody asks (`group-row.ts`). */
export interface MadeGroup extends Inputs {
  /** Worst first. */
  readonly topics: readonly TopicLag[]
  readonly sum: LagSum
  /** Of the description that it was made from. */
  readonly members: Members
}

export type MadeGroups = KeyedList<MadeGroup>
