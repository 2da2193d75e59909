import { lagDefaults } from '../../../shared/domain/lag-defaults.ts'
import type { StoredRow } from './stored-rows.ts'

/** A commit reading goes with the first end reading after it that came in within this time. */
export const PAIR_WITHIN_MS = lagDefaults.pairWithin * 1_000

/** The end reading that belongs to a commit reading. @param rows of the topic, in order of time */
export function pairOf(rows: readonly StoredRow[], committedAt: number): StoredRow | null {
  const pair = rows.find((row) => row.time >= committedAt)
  return pair !== undefined && pair.time - committedAt <= PAIR_WITHIN_MS ? pair : null
}

/** The newest reading at or before a moment. */
export const knownAt = (rows: readonly StoredRow[], time: number): StoredRow | null => rows.findLast((row) => row.time <= time) ?? null

/** The reading of a topic's partition; NaN: it is not in it. Topics are read whole, so that a partition's number is its place. */
export function offsetIn(row: Pick<StoredRow, 'layout' | 'values'> | null, partition: number): number {
  if (row === null) return Number.NaN
  const partitions = row.layout[0]?.partitions
  if (partitions?.[partition] === partition) return row.values[partition] ?? Number.NaN
  const place = partitions?.indexOf(partition) ?? -1
  return place < 0 ? Number.NaN : (row.values[place] ?? Number.NaN)
}
