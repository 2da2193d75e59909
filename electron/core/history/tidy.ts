import type { HistoryDatabase } from './database.ts'
import { rollUp } from './roll-up.ts'
import { finest, slotOf, slotStart, tiers, type TierFacts } from './tiers.ts'

export interface Bounds {
  /** Of the file; the oldest goes first. */
  readonly bytes: number
}

export const historyBounds: Bounds = { bytes: 512 * 2 ** 20 }

const SLOTS_A_STEP = 2
const PAGES_A_STEP = 500
const MOMENTS_A_STEP = 50

/** Rolls up, drops what is too old or too much, and gives the room back. Each step is short. */
export function* tidy(db: HistoryDatabase, now: number, bounds: Bounds = historyBounds): Generator<undefined, void> {
  yield* rollUp(db, now)
  for (const [i, tier] of tiers.entries()) {
    const coarser = tiers[i + 1]
    const from = keepFrom(db, tier, coarser, now)
    while (db.drop(tier.tier, from, SLOTS_A_STEP)) yield
    while (db.moments.drop(tier.tier, slotStart(tier, from), MOMENTS_A_STEP)) yield
  }
  while (db.size() > bounds.bytes && dropOldest(db)) yield
  db.forgetSubjects(now - (tiers.at(-1)?.keepMs ?? 0))
  yield
  db.shrink(PAGES_A_STEP)
}

/** Nothing is dropped that the coarser tier has not got yet. */
function keepFrom(db: HistoryDatabase, tier: TierFacts, coarser: TierFacts | undefined, now: number): number {
  const old = slotOf(tier, now - tier.keepMs)
  return coarser === undefined ? old : Math.min(old, slotOf(tier, slotStart(coarser, db.rolledTo(coarser.tier))))
}

/** The oldest slot of any tier. False: there is nothing but the minute that is being recorded. */
function dropOldest(db: HistoryDatabase): boolean {
  const oldest = tiers
    .flatMap((tier) => {
      const slot = db.oldest(tier.tier)
      return slot === null ? [] : [{ tier, slot, start: slotStart(tier, slot) }]
    })
    .sort((a, b) => a.start - b.start)[0]
  if (oldest === undefined) return false
  if (oldest.tier === finest && oldest.slot === db.newestSlot(finest.tier)) return false
  db.drop(oldest.tier.tier, oldest.slot + 1, 1)
  while (db.moments.drop(oldest.tier.tier, slotStart(oldest.tier, oldest.slot + 1), MOMENTS_A_STEP));
  return true
}
