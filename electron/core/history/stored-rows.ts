import { unpackBlock, type SeriesBlock } from './blocks.ts'
import { labelOf, type HistoryDatabase } from './database.ts'
import { rowsIn, type StoredRow } from './loose-blocks.ts'
import type { Subject } from './subjects.ts'
import { finest, slotOf, type Tier } from './tiers.ts'
import type { TopicNames } from './topic-names.ts'
import { DamagedBlock } from './varint.ts'

export type { StoredRow } from './loose-blocks.ts'

/**
 * Readings of a subject in slots `from` to `to`, in order of time. A damaged block is left out: it shows as a gap, and as nothing else.
 */
export function rowsOf(
  db: Pick<HistoryDatabase, 'read' | 'topics'>,
  subject: Subject,
  tier: Tier,
  from: number,
  to: number,
): readonly StoredRow[] {
  const rows = rowsInBlocks(db.read(subject, tier, from, to), labelOf(subject, tier), db.topics)
  // What is packed together is read together.
  return tier === finest.tier ? rows.filter(({ time }) => slotOf(finest, time) >= from && slotOf(finest, time) <= to) : rows
}

export function rowsInBlocks(blocks: readonly Uint8Array[], label: string, topics: TopicNames): readonly StoredRow[] {
  const rows: StoredRow[] = []
  for (const bytes of blocks) {
    const block = soundBlock(bytes, label, topics)
    if (block !== null) rows.push(...rowsIn(block))
  }
  return inOrder(rows)
}

function soundBlock(bytes: Uint8Array, label: string, topics: TopicNames): SeriesBlock | null {
  try {
    return unpackBlock(bytes, label, topics)
  } catch (error) {
    if (error instanceof DamagedBlock) return null
    throw error
  }
}

/** A clock that was set back leaves rows out of order. */
function inOrder(rows: StoredRow[]): readonly StoredRow[] {
  const sorted = rows.every((row, i) => i === 0 || row.time >= (rows[i - 1]?.time ?? 0))
  return sorted ? rows : rows.toSorted((a, b) => a.time - b.time)
}
