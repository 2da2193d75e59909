import { signOf, type Judged } from '../../../shared/domain/verdict/rank.ts'
import { en } from '../../text/en.ts'
import type { TimeLagLike } from './time-lag.ts'

export interface Severe {
  readonly verdict: Judged | null
  readonly dormant: boolean
  readonly timeLag: TimeLagLike
  readonly lag: number | null
}

/** Behind all that is judged: not enough is known, nothing to judge. */
const UNRANKED = 50
const NOTHING = 60

const rankOf = ({ verdict }: Severe): number => (verdict === null ? NOTHING : (signOf(verdict).rank ?? UNRANKED))

export const secondsOf = (timeLag: TimeLagLike): number => (timeLag.kind === 'unknown' ? -1 : timeLag.seconds)

/** Dormant last; then rank; then time lag; then lag. The caller's last word is the name. */
export const bySeverity = (a: Severe, b: Severe): number =>
  Number(a.dormant) - Number(b.dormant) ||
  rankOf(a) - rankOf(b) ||
  secondsOf(b.timeLag) - secondsOf(a.timeLag) ||
  (b.lag ?? -1) - (a.lag ?? -1)

/** For copying: the word. */
export const verdictCopied = ({ verdict }: Pick<Severe, 'verdict'>): string | null =>
  verdict === null ? null : en.lag.verdict[verdict.verdict]

/** For a sortable column: the larger, the graver; null is not judged. Time lag decides between equals. */
export function severityOf(row: Severe): number | null {
  if (row.verdict === null) return null
  const seconds = Math.min(0.999, Math.max(0, secondsOf(row.timeLag)) / 1e9)
  return (row.dormant ? 0 : 100) + NOTHING - rankOf(row) + seconds
}
