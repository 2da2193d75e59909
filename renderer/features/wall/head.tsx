import { useMemo } from 'react'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import type { VerdictName } from '../../../shared/contract/figures.ts'
import { signOf } from '../../../shared/domain/verdict/rank.ts'
import { en } from '../../text/en.ts'
import { VerdictGlyph } from '../../ui/chart/verdict-glyph.tsx'
import { count } from '../../ui/format/numbers.ts'
import styles from './style.module.css'

export interface VerdictCount {
  readonly verdict: VerdictName
  readonly urgent: boolean
  readonly notice: boolean
  readonly n: number
}

/** How many groups have each verdict, worst first. */
export function verdictCounts(rows: readonly GroupRow[]): readonly VerdictCount[] {
  const counts = new Map<string, VerdictCount>()
  for (const { verdict } of rows) {
    if (verdict === null) continue
    const key = `${verdict.verdict} ${verdict.urgent} ${verdict.notice}`
    const known = counts.get(key)
    counts.set(key, { verdict: verdict.verdict, urgent: verdict.urgent, notice: verdict.notice, n: (known?.n ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => (signOf(a).rank ?? 99) - (signOf(b).rank ?? 99))
}

/** With more of them the letters stand alone: a second line would move all tiles when a verdict comes or goes. */
const MOST_WORDS = 5

/** The sum of the wall, in signs. */
export function VerdictSums({
  rows,
  chosen,
  onChoose,
}: {
  readonly rows: readonly GroupRow[]
  readonly chosen: string | null
  onChoose(verdict: string | null): void
}) {
  const counts = useMemo(() => verdictCounts(rows), [rows])
  return (
    <div className={styles['sums']} role="group" aria-label={en.wall.chips}>
      {counts.map((each) => (
        <button
          key={`${each.verdict} ${each.urgent} ${each.notice}`}
          type="button"
          className={styles['sum']}
          aria-pressed={chosen === each.verdict}
          title={`${en.lag.verdict[each.verdict]}: ${en.lag.verdictSays[each.verdict]}`}
          onClick={() => onChoose(chosen === each.verdict ? null : each.verdict)}
        >
          <VerdictGlyph verdict={each} size={20} label={false} />
          <b>{count(each.n)}</b>{' '}
          <span className={counts.length > MOST_WORDS ? 'visually-hidden' : undefined}>{en.lag.verdict[each.verdict]}</span>
        </button>
      ))}
    </div>
  )
}
