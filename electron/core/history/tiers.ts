/** Planned seconds between two moments. The finest keeps whatever was read. */
export type Tier = 10 | 60 | 600

export interface TierFacts {
  readonly tier: Tier
  /** Ms that one block spans; blocks begin at multiples of it. */
  readonly slotMs: number
  /** Slots that are packed together once they are over. */
  readonly packSlots: number
  /** Ms that it reaches back. */
  readonly keepMs: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const finest: TierFacts = { tier: 10, slotMs: MINUTE, packSlots: 5, keepMs: 2 * HOUR }
export const middle: TierFacts = { tier: 60, slotMs: HOUR, packSlots: 1, keepMs: 48 * HOUR }
export const coarsest: TierFacts = { tier: 600, slotMs: 6 * HOUR, packSlots: 1, keepMs: 30 * 24 * HOUR }

/** From fine to coarse. */
export const tiers: readonly TierFacts[] = [finest, middle, coarsest]

export const slotOf = (tier: TierFacts, time: number): number => Math.floor(time / tier.slotMs)
export const slotStart = (tier: TierFacts, slot: number): number => slot * tier.slotMs
/** Slots that a pack of the tier spans. */
export const spanOf = (tier: Tier): number => (tier === finest.tier ? finest.packSlots : 1)
/** The first of the slots that are packed together with this one. */
export const packStart = (tier: Tier, slot: number): number => slot - (slot % spanOf(tier))
