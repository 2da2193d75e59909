import type { GroupRow } from '../../../shared/contract/groups.ts'

export const WORST = 5

/** The groups with most lag. Groups whose lag is unknown are not guessed at. */
export function worstGroups(rows: readonly GroupRow[]): readonly GroupRow[] {
  return rows
    .filter((row) => row.access === 'ok' && ((row.lag ?? 0) > 0 || (row.lost ?? 0) > 0))
    .sort((a, b) => (b.lag ?? 0) - (a.lag ?? 0) || (b.lost ?? 0) - (a.lost ?? 0) || (a.group < b.group ? -1 : 1))
    .slice(0, WORST)
}
