import type { BrokerId } from '../ids.ts'

export interface PlacedPartition {
  readonly topic: string
  readonly partition: number
  /** The first is the preferred leader. */
  readonly replicas: readonly BrokerId[]
  /** −1: none. */
  readonly leader: BrokerId
  readonly isr: readonly BrokerId[]
  /** Of one whole replica; null: not known. */
  readonly bytes: number | null
}

/** A live broker that may get replicas. */
export interface Target {
  readonly id: BrokerId
  readonly rack: string | null
}

/** One partition with other replicas, or the same ones in another order. */
export interface Move {
  readonly topic: string
  readonly partition: number
  readonly from: readonly BrokerId[]
  readonly to: readonly BrokerId[]
}

export type Goal =
  /** These have less than their share: they get it, and nothing moves between the others. */
  | { readonly is: 'fill'; readonly brokers: readonly BrokerId[] }
  /** Nothing stays on these. */
  | { readonly is: 'empty'; readonly brokers: readonly BrokerId[] }
  /** No partition has two replicas in one rack, where there are racks enough. */
  | { readonly is: 'racks' }
  | { readonly is: 'replication'; readonly replicas: number }
  /** Each leads as many as the others, by the order of replicas alone: nothing is copied. */
  | { readonly is: 'leaders' }
  /** Each holds as many bytes as the others. */
  | { readonly is: 'disk' }

export interface GoalPlan {
  readonly moves: readonly Move[]
  /** What the goal asks for and cannot be, as sentences. */
  readonly problems: readonly string[]
}

export const partitionKey = ({ topic, partition }: { readonly topic: string; readonly partition: number }): string =>
  `${topic}-${partition}`
