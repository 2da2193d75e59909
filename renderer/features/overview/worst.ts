import type { GroupRow } from '../../../shared/contract/groups.ts'
import { bySeverity } from '../../ui/kafka/severity.ts'

export const WORST = 5

/** The gravest groups with something to tell: lag, a loss, or a partition that cannot be judged away. Unknown lag is not guessed at. */
export function worstGroups(rows: readonly GroupRow[]): readonly GroupRow[] {
  const grave = (row: GroupRow): boolean => row.verdict?.verdict === 'NO_LEADER' || row.verdict?.verdict === 'DATA_LOST'
  return rows
    .filter((row) => row.access === 'ok' && ((row.lag ?? 0) > 0 || (row.lost ?? 0) > 0 || grave(row)))
    .sort((a, b) => bySeverity(a, b) || (b.lost ?? 0) - (a.lost ?? 0) || (a.group < b.group ? -1 : 1))
    .slice(0, WORST)
}
