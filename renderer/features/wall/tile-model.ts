import { stateWord } from '../../ui/kafka/group-state.tsx'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { signOf } from '../../../shared/domain/verdict/rank.ts'
import { en } from '../../text/en.ts'
import { count, short, UNKNOWN } from '../../ui/format/numbers.ts'
import type { Cause } from './use-causes.ts'
import { etaText, seconds } from '../../ui/kafka/time-lag.ts'

const t = en.wall

/** By “clears in”: none, light, strong, strongest. Calm tiles are grey. */
export type TileClass = 'calm' | 'soon' | 'slow' | 'never'

// A newer core may know causes that this page has no words for.
const causes: Readonly<Record<string, ((subject: string) => string) | undefined>> = en.lag.why.cause

const LAG_TRIFLE = 100
const SECONDS_TRIFLE = 10
const SOON = 60
const SLOW = 600
const NEVER = 7200

/** Trifles stay quiet, and what is judged to keep up is not made to look otherwise by a rate. */
export function tileClass(row: GroupRow): TileClass {
  const sign = row.verdict === null ? null : signOf(row.verdict)
  if (sign === null || row.dormant || sign.class === 'calm' || sign.class === 'unknown' || sign.class === 'notice') return 'calm'
  if (sign.class === 'critical') return 'never'
  const late = row.timeLag.kind !== 'unknown' && row.timeLag.seconds >= SECONDS_TRIFLE
  if (!late && (row.lag ?? 0) < LAG_TRIFLE) return 'calm'
  if (row.eta.kind === 'never') return 'never'
  if (row.eta.kind === 'unknown') return sign.class === 'bad' ? 'slow' : 'soon'
  if (row.eta.seconds < SOON) return 'calm'
  return row.eta.seconds < SLOW ? 'soon' : row.eta.seconds <= NEVER ? 'slow' : 'never'
}

export interface Big {
  readonly figure: string
  readonly unit: string
}

/** `4 m 06 s` as figures with small units; unknown is a dash. */
export function bigFigure(row: GroupRow): readonly Big[] {
  const { timeLag } = row
  if (timeLag.kind === 'unknown') return [{ figure: UNKNOWN, unit: '' }]
  const sign = timeLag.kind === 'moreThan' ? '>' : timeLag.atLeast ? '≥' : timeLag.method === 'interp' ? '≈' : ''
  const parts = seconds(timeLag.seconds)
    .split(' ')
    .map((part): Big => {
      const [figure = '', unit = ''] = part.split('\u202F')
      return { figure, unit }
    })
  return parts.map((part, at) => (at === 0 ? { ...part, figure: sign + part.figure } : part))
}

/** What becomes of it, in words; empty for what keeps up. */
export function outlook(row: GroupRow, kind: TileClass): string {
  if (row.verdict?.verdict === 'DATA_LOST' || (row.edge.kind === 'in' && row.edge.seconds <= 0 && kind !== 'calm')) return t.losing
  if (kind === 'calm') return ''
  if (row.eta.kind === 'never') return t.neverClears
  return row.eta.kind === 'unknown' || row.eta.seconds <= 0 ? '' : t.clearsIn(etaText(row.eta))
}

/** A state worth a word: `Stable` says nothing. */
export const stateOf = (row: GroupRow): string => (row.state === 'Stable' || row.state === '' ? '' : stateWord(row.state))

export const lagText = (row: GroupRow): string =>
  row.access === 'forbidden' ? t.forbidden : `${row.partial && row.lag !== null ? '≥\u202F' : ''}${count(row.lag)}`

export const ratesText = (row: GroupRow): string => (row.in === null && row.out === null ? '' : t.rates(short(row.in), short(row.out)))

/** The first thing to know beside verdict and figures. */
export function chipOf(row: GroupRow, cause?: Cause): string {
  if ((row.lost ?? 0) > 0) return t.lost(short(row.lost))
  if (row.members === 0 && (row.lag ?? 0) > 0) return t.noMembers
  if (row.partial && row.access === 'ok') return t.partly
  return cause === undefined ? '' : (causes[cause.cause]?.(cause.subject) ?? '')
}

/** Partitions that no member reads; null: members were not read. */
export const unownedOf = ({ partitions: { owned, total } }: GroupRow): number | null => (owned === null ? null : Math.max(0, total - owned))

/** `3.2×`: the busiest partition against the mean. */
export const skewText = ({ skew }: GroupRow): string => (skew === null ? UNKNOWN : `${skew.peakToMean.toFixed(1)}×`)

export const skewTitle = ({ skew }: GroupRow): string =>
  skew === null ? t.skewUnknown : t.skewSays(skew.peakToMean.toFixed(1), skew.cv.toFixed(2))
