import type { GroupRow } from '../../../shared/contract/groups.ts'

export const WORST = 5

/** The groups with most lag, those that lost messages first. Groups whose lag is unknown are not guessed at. */
export function worstGroups(rows: readonly GroupRow[]): readonly GroupRow[] {
  return rows
    .filter((row) => row.access === 'ok' && ((row.lag ?? 0) > 0 || (row.lost ?? 0) > 0))
    .sort(
      (a, b) =>
        Number((b.lost ?? 0) > 0) - Number((a.lost ?? 0) > 0) || (b.lag ?? 0) - (a.lag ?? 0) || (a.group < b.group ? -1 : 1),
    )
    .slice(0, WORST)
}
