import { hourEnd, hourOf } from '../../../shared/domain/backfill.ts'
import { historyBounds, type Bounds } from './bounds.ts'
import type { HistoryDatabase } from './database.ts'
import { packSettled } from './packing.ts'
import { rollUp } from './roll-up.ts'
import { coarsest, finest, packStart, slotOf, slotStart, tiers, type TierFacts } from './tiers.ts'

const SLOTS_A_STEP = 2
const PAGES_A_STEP = 500
const MOMENTS_A_STEP = 50
/** A block reaches back by its slot, and when a subject was last there is noted once an hour. */
const FORGET_LATER_MS = 24 * 3_600_000

/** Rolls up, packs, drops what is too old or too much, and gives the room back. Each step is short. */
export function* tidy(db: HistoryDatabase, now: number, bounds: Bounds = historyBounds): Generator<undefined, void> {
  yield* rollUp(db, now)
  yield* packSettled(db, now)
  for (const [i, tier] of tiers.entries()) {
    const coarser = tiers[i + 1]
    const from = keepFrom(db, tier, coarser, now)
    while (db.drop(tier.tier, from, SLOTS_A_STEP)) yield
    while (db.moments.drop(tier.tier, slotStart(tier, from), MOMENTS_A_STEP)) yield
  }
  db.backfilled.drop(hourOf(now - coarsest.keepMs))
  while (db.size() > bounds.bytes && dropOne(db)) yield
  db.forgetSubjects(now - coarsest.keepMs - FORGET_LATER_MS)
  yield
  db.shrink(PAGES_A_STEP)
}

/** Nothing is dropped that the coarser tier has not got yet. */
function keepFrom(db: HistoryDatabase, tier: TierFacts, coarser: TierFacts | undefined, now: number): number {
  const old = slotOf(tier, now - tier.keepMs)
  return coarser === undefined ? old : Math.min(old, slotOf(tier, slotStart(coarser, db.rolledTo(coarser.tier))))
}

/**
 * Takes away what is packed together: of the finest tier whose oldest a coarser one has as well, so that hours become coarser before any is
 * lost; else what is oldest, an hour of backfilled log ends too. False: there is nothing but what is being recorded.
 */
function dropOne(db: HistoryDatabase): boolean {
  const newest = db.newestSlot(finest.tier) ?? 0
  const held = tiers.flatMap((tier, i) => {
    const start = heldSince(db, tier)
    if (start === null) return []
    const next = packStart(tier.tier, slotOf(tier, start)) + tier.packSlots
    return tier === finest && next > newest ? [] : [{ tier, start, next, coarser: tiers[i + 1] }]
  })
  const covered = held.find(
    ({ tier, next, coarser }) => coarser !== undefined && slotStart(tier, next) <= slotStart(coarser, db.rolledTo(coarser.tier)),
  )
  const oldest = covered ?? [...held].sort((a, b) => a.start - b.start)[0]
  if (covered === undefined && dropBackfilled(db, oldest?.start ?? Number.POSITIVE_INFINITY)) return true
  if (oldest === undefined) return false
  const { tier, next } = oldest
  while (db.drop(tier.tier, next, tier.packSlots));
  while (db.moments.drop(tier.tier, slotStart(tier, next), MOMENTS_A_STEP));
  // A row that reaches into the next slot stays until that one goes: it is not waited for.
  return heldSince(db, tier) !== oldest.start
}

/** Of what the time index told the oldest hour, when it is over before that time. False: there is none. */
function dropBackfilled({ backfilled }: HistoryDatabase, before: number): boolean {
  const hour = backfilled.oldest()
  if (hour === null || hourEnd(hour) > before) return false
  backfilled.drop(hour + 1)
  return backfilled.oldest() !== hour
}

/** The oldest moment that a tier still holds. */
export function heldSince(db: HistoryDatabase, tier: TierFacts): number | null {
  const slot = db.oldest(tier.tier)
  const found = [slot === null ? null : slotStart(tier, slot), db.moments.oldest(tier.tier)].filter((each) => each !== null)
  return found.length === 0 ? null : Math.min(...found)
}
