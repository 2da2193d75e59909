import { countColumns, unpackBlock, type SeriesBlock } from './blocks.ts'
import { labelOf, type HistoryDatabase } from './database.ts'
import type { Layout } from './layouts.ts'
import type { Tier } from './tiers.ts'
import { DamagedBlock } from './varint.ts'
import type { Subject } from './subjects.ts'

/** A stored reading: one place a column of its layout. */
export interface StoredRow {
  readonly time: number
  readonly layout: Layout
  readonly values: Float64Array
}

/**
 * Readings of a subject in slots `from` to `to`, in order of time. A damaged block is left out: it shows as a gap, and as nothing else.
 */
export function rowsOf(db: Pick<HistoryDatabase, 'read'>, subject: Subject, tier: Tier, from: number, to: number): readonly StoredRow[] {
  const rows: StoredRow[] = []
  const label = labelOf(subject, tier)
  for (const bytes of db.read(subject, tier, from, to)) {
    const block = soundBlock(bytes, label)
    if (block !== null) addRows(rows, block)
  }
  return inOrder(rows)
}

function soundBlock(bytes: Uint8Array, label: string): SeriesBlock | null {
  try {
    return unpackBlock(bytes, label)
  } catch (error) {
    if (error instanceof DamagedBlock) return null
    throw error
  }
}

function addRows(rows: StoredRow[], { times, topics, values }: SeriesBlock): void {
  const columns = countColumns(topics)
  for (let row = 0; row < times.length; row++) {
    const own = new Float64Array(columns)
    for (let column = 0; column < columns; column++) own[column] = values[column * times.length + row] ?? Number.NaN
    rows.push({ time: times[row] ?? 0, layout: topics, values: own })
  }
}

/** A clock that was set back leaves rows out of order. */
function inOrder(rows: StoredRow[]): readonly StoredRow[] {
  const sorted = rows.every((row, i) => i === 0 || row.time >= (rows[i - 1]?.time ?? 0))
  return sorted ? rows : rows.toSorted((a, b) => a.time - b.time)
}
