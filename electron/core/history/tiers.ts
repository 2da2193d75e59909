/** Planned seconds between two moments. The finest keeps whatever was read. */
export type Tier = 10 | 60 | 600

export interface TierFacts {
  readonly tier: Tier
  /** Ms that one block spans; blocks begin at multiples of it. */
  readonly slotMs: number
  /** Ms that it reaches back. */
  readonly keepMs: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const finest: TierFacts = { tier: 10, slotMs: MINUTE, keepMs: 2 * HOUR }
export const middle: TierFacts = { tier: 60, slotMs: HOUR, keepMs: 48 * HOUR }
export const coarsest: TierFacts = { tier: 600, slotMs: 6 * HOUR, keepMs: 30 * 24 * HOUR }

/** From fine to coarse. */
export const tiers: readonly TierFacts[] = [finest, middle, coarsest]

export const slotOf = (tier: TierFacts, time: number): number => Math.floor(time / tier.slotMs)
export const slotStart = (tier: TierFacts, slot: number): number => slot * tier.slotMs
