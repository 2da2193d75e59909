import { lagOf } from '../../../shared/domain/lag.ts'
import type { BackfilledHeld } from './backfilled/store.ts'
import { countColumns } from './block-topics.ts'
import type { HistoryDatabase } from './database.ts'
import type { Layout } from './layouts.ts'
import { knownAt, offsetIn, pairOf } from './pairing.ts'
import { rowsOf, type StoredRow } from './stored-rows.ts'
import { coarsest, finest, middle, packStart, slotOf, slotStart, tiers, type Tier, type TierFacts } from './tiers.ts'
import type { Subject } from './subjects.ts'

/** One reading of a group as it was recorded, with the lag that follows. Wall clock ms; one place a column of the layout. */
export interface GroupMoment {
  /** Of the end readings; of the commits where there are none. */
  readonly time: number
  readonly committedAt: number
  readonly tier: Tier
  readonly layout: Layout
  readonly committed: Float64Array
  readonly ends: Float64Array
  /** NaN: unknown. */
  readonly lag: Float64Array
  /** Of the end reading of each topic in the layout; NaN: none belongs to these commits. */
  readonly endAt: Float64Array
}

export type HistoryReader = Pick<HistoryDatabase, 'read' | 'topics' | 'oldest' | 'newestSlot' | 'first'> & BackfilledHeld

/**
 * How far from a moment a log start is looked for, in slots of its tier. Also later ones count: at the begin of a recording commits are read
 * before starts are, and counted from the commit a group whose messages were deleted would have had them as lag until then.
 */
const LOOK_AROUND: Readonly<Record<Tier, number>> = { 10: 10, 60: 1, 600: 1 }

/** Moments of a group in [from, to], oldest first, each in the finest tier that reaches back to it. */
export function* momentsOf(db: HistoryReader, group: string, from: number, to: number): Generator<GroupMoment, void> {
  for (const [tier, begin, end] of stretches(db, from, to)) {
    const topics = createTopicRows(db, tier)
    const span = tier.packSlots
    for (let slot = packStart(tier.tier, slotOf(tier, begin)); slot <= slotOf(tier, end); slot += span)
      for (const row of rowsOf(db, { kind: 'commits', name: group }, tier.tier, slot, slot + span - 1))
        if (row.time >= begin && row.time <= end && row.time < slotStart(tier, slot + span)) yield momentOf(row, slot, tier, topics)
  }
}

/** The part of a span that each tier answers for, oldest first, and only where it has something. */
function stretches(
  db: Pick<HistoryDatabase, 'oldest' | 'newestSlot'>,
  from: number,
  to: number,
): readonly (readonly [TierFacts, number, number])[] {
  const begins = (tier: TierFacts): number => {
    const oldest = db.oldest(tier.tier)
    return oldest === null ? Number.POSITIVE_INFINITY : slotStart(tier, oldest)
  }
  const ends = (tier: TierFacts): number => slotStart(tier, (db.newestSlot(tier.tier) ?? -1) + 1) - 1
  const fine = begins(finest)
  const mid = Math.min(fine, begins(middle))
  const parts = [
    [coarsest, Math.max(from, begins(coarsest)), Math.min(to, mid - 1, ends(coarsest))],
    [middle, Math.max(from, mid), Math.min(to, fine - 1, ends(middle))],
    [finest, Math.max(from, fine), Math.min(to, ends(finest))],
  ] as const
  return parts.filter(([, begin, end]) => begin <= end)
}

/** How far back a group's history reaches. */
export function since(db: HistoryReader, group: string): number | null {
  const first = db.first({ kind: 'commits', name: group })
  const kept = tiers.flatMap((tier) => {
    const oldest = db.oldest(tier.tier)
    return oldest === null ? [] : [slotStart(tier, oldest)]
  })
  return first === null || kept.length === 0 ? null : Math.max(first, Math.min(...kept))
}

/** Of a topic, from the newest before the slot that is looked at. */
interface StartsSeen {
  rows: readonly StoredRow[]
  /** The first slot that was not read yet. */
  to: number
}

interface TopicRows {
  ends(topic: string, slot: number): readonly StoredRow[]
  start(topic: string, slot: number, time: number): StoredRow | null
}

/** Rows of topics around slots that are packed together. Kept only for the slot that is looked at: a span can be a month long. */
function createTopicRows(db: HistoryReader, tier: TierFacts): TopicRows {
  const cache = new Map<string, readonly StoredRow[]>()
  const starts = new Map<string, StartsSeen>()
  let at = -1
  const rows = (subject: Subject, from: number, to: number): readonly StoredRow[] => {
    const key = `${subject.kind} ${subject.name}`
    const known = cache.get(key)
    if (known) return known
    const read = rowsOf(db, subject, tier.tier, from, to)
    cache.set(key, read)
    return read
  }
  const turnTo = (slot: number): void => {
    if (slot === at) return
    at = slot
    cache.clear()
  }
  return {
    ends(topic, slot) {
      turnTo(slot)
      // The end reading of a minute's last commits may lie in the next one.
      return rows({ kind: 'ends', name: topic }, slot, slot + tier.packSlots)
    },
    start(topic, slot, time) {
      const around = LOOK_AROUND[tier.tier]
      const seen = starts.get(topic) ?? { rows: [], to: slot - around }
      const end = slot + tier.packSlots
      if (seen.to < end) {
        // Groups are not read in every slot, topics are: what lies between belongs to what follows.
        const to = seen.rows.length === 0 ? end + around : end
        const older = seen.rows.findLastIndex((row) => row.time < slotStart(tier, slot))
        const rows = [...seen.rows.slice(Math.max(0, older)), ...rowsOf(db, { kind: 'starts', name: topic }, tier.tier, seen.to, to - 1)]
        seen.rows = rows
        seen.to = to
        starts.set(topic, seen)
      }
      return knownAt(seen.rows, time) ?? seen.rows[0] ?? null
    },
  }
}

function momentOf({ time, layout, values }: StoredRow, slot: number, tier: TierFacts, topics: TopicRows): GroupMoment {
  const columns = countColumns(layout)
  const ends = new Float64Array(columns)
  const lag = new Float64Array(columns)
  const endAt = new Float64Array(layout.length).fill(Number.NaN)
  let latest = time
  let column = 0
  for (const [i, { topic, partitions }] of layout.entries()) {
    const pair = pairOf(topics.ends(topic, slot), time)
    const start = topics.start(topic, slot, pair?.time ?? time)
    if (pair) {
      endAt[i] = pair.time
      latest = Math.max(latest, pair.time)
    }
    for (const partition of partitions) {
      const end = offsetIn(pair, partition)
      ends[column] = end
      lag[column] = lagOf(values[column] ?? Number.NaN, offsetIn(start, partition), end)
      column++
    }
  }
  return { time: latest, committedAt: time, tier: tier.tier, layout, committed: values, ends, lag, endAt }
}
