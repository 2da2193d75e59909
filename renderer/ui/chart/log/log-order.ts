import { groupIn, keptOf, type LogRow } from './log-row.ts'

export type LogOrder = 'partition' | 'lag' | 'leader' | 'size' | 'rate'

/** Unknown goes last, whatever the order. */
const downwards = (a: number | null, b: number | null): number => (a === null ? (b === null ? 0 : 1) : b === null ? -1 : b - a)

export function inOrder(rows: readonly LogRow[], order: LogOrder, focus: string | null): readonly LogRow[] {
  const by: Readonly<Record<LogOrder, (a: LogRow, b: LogRow) => number>> = {
    partition: () => 0,
    lag: (a, b) => downwards(lagOf(a, focus), lagOf(b, focus)),
    leader: (a, b) => a.leader - b.leader,
    size: (a, b) => downwards(keptOf(a), keptOf(b)),
    rate: (a, b) => downwards(a.in, b.in),
  }
  return rows.toSorted((a, b) => by[order](a, b) || a.partition - b.partition)
}

const lagOf = (row: LogRow, focus: string | null): number | null =>
  groupIn(row, focus)?.lag ?? (focus === null ? (row.groups[0]?.lag ?? null) : null)

/** Groups of all partitions, the one with most lag first. */
export function groupsOf(rows: readonly LogRow[]): readonly string[] {
  const sums = new Map<string, number>()
  for (const row of rows) for (const { group, lag } of row.groups) sums.set(group, (sums.get(group) ?? 0) + (lag ?? 0))
  return [...sums].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([group]) => group)
}
