import type { XlSize } from './xl-world.ts'

/** Clusters in front of which the reading of lag is measured. Every group has commits on all its partitions; one in five
 * falls behind, catches up, rides a wave or has stopped, the others keep up. */
export const lagSizes = {
  /** 100,000 group-partitions. */
  r1: { brokers: 3, topics: 2_000, partitionsPerTopic: 50, groups: 2_000, topicsPerGroup: 1, oneInTrouble: 5 },
  /** 400,000 group-partitions. */
  r2: { brokers: 6, topics: 5_000, partitionsPerTopic: 20, groups: 10_000, topicsPerGroup: 2, oneInTrouble: 5 },
  /** Few partitions, very many groups. */
  r3: { brokers: 6, topics: 500, partitionsPerTopic: 5, groups: 65_000, topicsPerGroup: 1, oneInTrouble: 5 },
} as const satisfies Readonly<Record<string, XlSize>>

export type LagSizeName = keyof typeof lagSizes

export const isLagSize = (name: string): name is LagSizeName => Object.hasOwn(lagSizes, name)
