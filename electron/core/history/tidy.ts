import type { HistoryDatabase } from './database.ts'
import { rollUp } from './roll-up.ts'
import { finest, slotOf, slotStart, tiers, type TierFacts } from './tiers.ts'

export interface Bounds {
  /** Of the file. */
  readonly bytes: number
}

/** With SQLite's log and what is written until it is tidied again the file stays within 512 MiB. */
export const historyBounds: Bounds = { bytes: 464 * 2 ** 20 }

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
  while (db.size() > bounds.bytes && dropOne(db)) yield
  db.forgetSubjects(now - (tiers.at(-1)?.keepMs ?? 0))
  yield
  db.shrink(PAGES_A_STEP)
}

/** Nothing is dropped that the coarser tier has not got yet. */
function keepFrom(db: HistoryDatabase, tier: TierFacts, coarser: TierFacts | undefined, now: number): number {
  const old = slotOf(tier, now - tier.keepMs)
  return coarser === undefined ? old : Math.min(old, slotOf(tier, slotStart(coarser, db.rolledTo(coarser.tier))))
}

/**
 * Takes one slot away: of the finest tier whose oldest slot a coarser one has as well, so that hours become coarser before any is lost; else
 * what is oldest. False: there is nothing but the minute that is being recorded.
 */
function dropOne(db: HistoryDatabase): boolean {
  const held = tiers.flatMap((tier, i) => {
    const start = heldSince(db, tier)
    const slot = start === null ? null : slotOf(tier, start)
    if (start === null || slot === null || (tier === finest && slot === db.newestSlot(finest.tier))) return []
    return [{ tier, slot, start, coarser: tiers[i + 1] }]
  })
  const covered = held.find(
    ({ tier, slot, coarser }) => coarser !== undefined && slotStart(tier, slot + 1) <= slotStart(coarser, db.rolledTo(coarser.tier)),
  )
  const oldest = covered ?? [...held].sort((a, b) => a.start - b.start)[0]
  if (oldest === undefined) return false
  const { tier, slot } = oldest
  db.drop(tier.tier, slot + 1, 1)
  while (db.moments.drop(tier.tier, slotStart(tier, slot + 1), MOMENTS_A_STEP));
  // A row that reaches into the next slot stays until that one goes: it is not waited for.
  return heldSince(db, tier) !== oldest.start
}

/** The oldest moment that a tier still holds. */
export function heldSince(db: HistoryDatabase, tier: TierFacts): number | null {
  const slot = db.oldest(tier.tier)
  const found = [slot === null ? null : slotStart(tier, slot), db.moments.oldest(tier.tier)].filter((each) => each !== null)
  return found.length === 0 ? null : Math.min(...found)
}
