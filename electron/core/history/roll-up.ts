import type { HistoryDatabase, StoredBlock } from './database.ts'
import { looseBlocks } from './loose-blocks.ts'
import { rollUpMoments } from './moments/roll-up.ts'
import { PAIR_WITHIN_MS } from './pairing.ts'
import { rowsOf, type StoredRow } from './stored-rows.ts'
import { coarsest, finest, middle, slotOf, slotStart, type TierFacts } from './tiers.ts'

/** Late enough for everything of a span to have been recorded. */
export const SETTLED_MS = 60_000
const BLOCKS_A_WRITE = 100

/** Makes the blocks of coarser tiers from finer ones, before these are dropped. Each step is short. */
export function* rollUp(db: HistoryDatabase, now: number): Generator<undefined, void> {
  for (const [fine, coarse] of [
    [finest, middle],
    [middle, coarsest],
  ] as const) {
    for (;;) {
      const slot = nextSlot(db, fine, coarse)
      if (slot === null || slotStart(coarse, slot + 1) + SETTLED_MS > now) break
      // What was made from the finer tier there must be whole first.
      if (fine !== finest && db.rolledTo(fine.tier) < slotOf(fine, slotStart(coarse, slot + 1))) break
      yield* rollUpSlot(db, fine, coarse, slot)
      yield* rollUpMoments(db.moments, fine, coarse, slot)
      db.setRolledTo(coarse.tier, slot + 1)
    }
  }
}

/** The next slot of the coarser tier that the finer one has something in. */
function nextSlot(db: HistoryDatabase, fine: TierFacts, coarse: TierFacts): number | null {
  const done = db.rolledTo(coarse.tier)
  const oldest = db.oldest(fine.tier, slotOf(fine, slotStart(coarse, done)))
  // What lies across its bounds, in a damaged file, is not gone back for: it would be for ever.
  return oldest === null ? null : Math.max(done, slotOf(coarse, slotStart(fine, oldest)))
}

/**
 * Of each step of the coarser tier the newest reading is kept. Of log ends those are kept that the kept commits are paired with, so that
 * lag is the same in every tier; where nobody reads a topic, the newest of each step.
 */
function* rollUpSlot(db: HistoryDatabase, fine: TierFacts, coarse: TierFacts, slot: number): Generator<undefined, void> {
  const from = slotOf(fine, slotStart(coarse, slot))
  const to = slotOf(fine, slotStart(coarse, slot + 1)) - 1
  const end = slotStart(coarse, slot + 1)
  // Commits just before the slot's end are paired with ends just after it, and these may be the first of their topic.
  const subjects = [
    ...db.subjectsIn(fine.tier, from, to).filter(({ kind }) => kind !== 'ends'),
    ...db.subjectsIn(fine.tier, from, to + 1).filter(({ kind }) => kind === 'ends'),
  ]
  yield
  const commitTimes = new Map<string, Set<number>>()
  let blocks: StoredBlock[] = []
  // Commits come first: which ends are kept hangs on them.
  for (const subject of [...subjects].sort((a, b) => Number(a.kind !== 'commits') - Number(b.kind !== 'commits'))) {
    const rows = rowsOf(db, subject, fine.tier, from, subject.kind === 'ends' ? to + 1 : to)
    const newest = newestOfEachStep(rows, coarse, end)
    if (subject.kind === 'commits') noteTimes(commitTimes, newest)
    const kept = subject.kind === 'ends' ? pairedOrNewest(rows, newest, commitTimes.get(subject.name), coarse) : newest
    blocks.push(...looseBlocks(subject, coarse.tier, kept, slot))
    if (blocks.length >= BLOCKS_A_WRITE) {
      db.write(blocks)
      blocks = []
    }
    yield
  }
  db.write(blocks)
}

const stepOf = (row: StoredRow, { tier }: TierFacts): number => Math.floor(row.time / (tier * 1_000))

function newestOfEachStep(rows: readonly StoredRow[], coarse: TierFacts, end: number): readonly StoredRow[] {
  return rows.filter((row, i) => {
    const next = rows[i + 1]
    return row.time < end && (next === undefined || next.time >= end || stepOf(next, coarse) !== stepOf(row, coarse))
  })
}

function noteTimes(commitTimes: Map<string, Set<number>>, kept: readonly StoredRow[]): void {
  for (const { time, layout } of kept)
    for (const { topic } of layout) {
      const times = commitTimes.get(topic)
      if (times) times.add(time)
      else commitTimes.set(topic, new Set([time]))
    }
}

function pairedOrNewest(
  rows: readonly StoredRow[],
  newest: readonly StoredRow[],
  commitTimes: ReadonlySet<number> | undefined,
  coarse: TierFacts,
): readonly StoredRow[] {
  const kept = new Set<StoredRow>()
  let at = 0
  for (const time of [...(commitTimes ?? [])].sort((a, b) => a - b)) {
    while (at < rows.length && (rows[at]?.time ?? 0) < time) at++
    const pair = rows[at]
    if (pair !== undefined && pair.time - time <= PAIR_WITHIN_MS) kept.add(pair)
  }
  const steps = new Set([...kept].map((row) => stepOf(row, coarse)))
  for (const row of newest) if (!steps.has(stepOf(row, coarse))) kept.add(row)
  return rows.filter((row) => kept.has(row))
}
