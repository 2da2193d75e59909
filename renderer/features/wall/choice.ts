import type { GroupRow } from '../../../shared/contract/groups.ts'
import { bySeverity, secondsOf } from '../../ui/kafka/severity.ts'
import { etaOrder } from '../../ui/kafka/time-lag.ts'

export const modes = ['tiles', 'treemap', 'table', 'strips'] as const
export type Mode = (typeof modes)[number]

export const sorts = ['severity', 'lag', 'timeLag', 'eta', 'in', 'out', 'skew'] as const
export type WallSort = (typeof sorts)[number]

export interface Choice {
  readonly sort: WallSort
  readonly reverse: boolean
  readonly verdict: string | null
  /** Only these; null: all. */
  readonly watched: ReadonlySet<string> | null
  readonly hideEmpty: boolean
  /** Null: no filter. */
  readonly matches: ((row: GroupRow) => boolean) | null
}

const figure: Readonly<Record<Exclude<WallSort, 'severity'>, (row: GroupRow) => number | null>> = {
  lag: (row) => row.lag,
  timeLag: (row) => (row.timeLag.kind === 'unknown' ? null : secondsOf(row.timeLag)),
  eta: (row) => etaOrder(row.eta),
  in: (row) => row.in,
  out: (row) => row.out,
  skew: (row) => row.skew?.peakToMean ?? null,
}

/** What the wall shows, worst or most first; what is unknown stays last when turned round. */
export function chosenRows(
  rows: readonly GroupRow[],
  { sort, reverse, verdict, watched, hideEmpty, matches }: Choice,
): readonly GroupRow[] {
  const kept = rows.filter(
    (row) =>
      (verdict === null || row.verdict?.verdict === verdict) &&
      (watched === null || watched.has(row.group)) &&
      !(hideEmpty && row.state === 'Empty') &&
      (matches === null || matches(row)),
  )
  const turn = reverse ? -1 : 1
  const byName = (a: GroupRow, b: GroupRow): number => (a.group < b.group ? -1 : 1)
  if (sort === 'severity') return kept.sort((a, b) => turn * bySeverity(a, b) || byName(a, b))
  const of = figure[sort]
  return kept.sort((a, b) => {
    const [x, y] = [of(a), of(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b)
    return turn * (y - x) || byName(a, b)
  })
}
