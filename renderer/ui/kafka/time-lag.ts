import { en } from '../../text/en.ts'
import { UNKNOWN } from '../format/numbers.ts'
import { duration } from '../format/times.ts'

const t = en.lag
const THIN = '\u202F'

export type TimeLagLike =
  | {
      readonly kind: 'value'
      readonly seconds: number
      readonly error: number
      readonly method: 'record' | 'index' | 'interp'
      readonly atLeast: boolean
    }
  | { readonly kind: 'moreThan'; readonly seconds: number }
  | { readonly kind: 'unknown' }

export type EtaLike =
  | { readonly kind: 'in'; readonly seconds: number; readonly from: number; readonly to: number; readonly atLeast: boolean }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' }

/** Below ten seconds a tenth counts. */
export const seconds = (value: number): string =>
  value < 0.05 ? `0${THIN}s` : value < 9.95 ? `${value.toFixed(1)}${THIN}s` : duration(value * 1000).replace(/ 00\u202f[a-z]+$/, '')

/** `≈4 m 06 s` interpolated, `42 s ±5` from the index, `42 s` from a record, `> 6 h` outside the window. */
export function timeLagText(timeLag: TimeLagLike): string {
  if (timeLag.kind === 'unknown') return UNKNOWN
  if (timeLag.kind === 'moreThan') return `>${THIN}${seconds(timeLag.seconds)}`
  const figure = seconds(timeLag.seconds)
  const sign = timeLag.atLeast ? `≥${THIN}` : timeLag.method === 'interp' ? '≈' : ''
  return sign + figure + errorText(timeLag)
}

/** An error that is lost in the figure's own rounding is not written. */
function errorText({ seconds: value, error, method }: Extract<TimeLagLike, { kind: 'value' }>): string {
  const step = value < 9.95 ? 0.1 : value < 60 ? 1 : value < 3600 ? 10 : 600
  if (method === 'record' || error < step) return ''
  if (value < 60) return ` ±${error < 9.95 ? Number(error.toFixed(1)) : Math.round(error)}`
  // One unit is enough for how wrong a figure can be.
  const [largest = ''] = duration(error * 1000).split(' ')
  return ` ±${largest}`
}

/** What is said on hovering: the method. */
export const timeLagTitle = (timeLag: TimeLagLike): string | undefined => (timeLag.kind === 'value' ? t.method[timeLag.method] : undefined)

export type EdgeLike =
  | { readonly kind: 'in'; readonly seconds: number; readonly by: 'offset' | 'time' }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' }

/** How long until retention deletes what is not read yet. */
export function edgeText(edge: EdgeLike): string {
  if (edge.kind === 'unknown') return UNKNOWN
  if (edge.kind === 'never') return t.never
  return edge.seconds <= 0 ? t.edgeNow : seconds(edge.seconds)
}

export const edgeOrder = (edge: EdgeLike): number | null =>
  edge.kind === 'unknown' ? null : edge.kind === 'never' ? Number.MAX_SAFE_INTEGER : edge.seconds

/** `never` is a word; what is caught up has nothing to clear. */
export function etaText(eta: EtaLike): string {
  if (eta.kind === 'unknown') return UNKNOWN
  if (eta.kind === 'never') return t.never
  if (eta.seconds <= 0) return t.caughtUp
  return `${eta.atLeast ? `≥${THIN}` : ''}${seconds(eta.seconds)}`
}

/** For copying: whole seconds, or the word. */
export const etaCopied = (eta: EtaLike): number | string | null =>
  eta.kind === 'unknown' ? null : eta.kind === 'never' ? t.never : Math.round(eta.seconds)

export const edgeCopied = (edge: EdgeLike): number | string | null =>
  edge.kind === 'unknown' ? null : edge.kind === 'never' ? t.never : Math.round(edge.seconds)

/** The larger, the later; never is last of all, unknown is null. */
export const etaOrder = (eta: EtaLike): number | null =>
  eta.kind === 'unknown' ? null : eta.kind === 'never' ? Number.MAX_SAFE_INTEGER : eta.seconds
