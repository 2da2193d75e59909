import type { AlertLevel } from './level.ts'
import type { AlertRule } from './rule.ts'

/** Where one subject of one rule is. Times in ms of a clock that never jumps. */
export type AlertState =
  | { readonly is: 'calm' }
  | { readonly is: 'pending'; readonly since: number; readonly lastOver: number }
  | {
      readonly is: 'firing'
      readonly firedAt: number
      readonly reminded: boolean
      /** Since when it is no more so; null: it is. */
      readonly underSince: number | null
    }

export type AlertEvent = 'fired' | 'reminded' | 'recovered'

export const calm: AlertState = { is: 'calm' }

/** How long it has to be over with it: what swings around the limit is one alert. */
export const RECOVER_MS = 30_000
/** What was not known for longer than this begins to count anew. */
export const UNKNOWN_MS = 120_000

type Timing = Pick<AlertRule, 'forSeconds' | 'remindAfterSeconds'>

/** One look at a subject: where it is now, and what is to be told. */
export function stepAlert(
  rule: Timing,
  state: AlertState,
  level: AlertLevel,
  now: number,
): { readonly state: AlertState; readonly event: AlertEvent | null } {
  if (state.is === 'firing') return stepFiring(rule, state, level, now)
  if (level === 'unknown') return { state, event: null }
  // Between the limits nothing begins, and what has not begun is not held.
  if (level !== 'over') return { state: calm, event: null }
  const goesOn = state.is === 'pending' && now - state.lastOver <= UNKNOWN_MS
  const since = goesOn ? state.since : now
  if (now - since >= rule.forSeconds * 1_000)
    return { state: { is: 'firing', firedAt: now, reminded: false, underSince: null }, event: 'fired' }
  return { state: { is: 'pending', since, lastOver: now }, event: null }
}

function stepFiring(rule: Timing, state: Extract<AlertState, { is: 'firing' }>, level: AlertLevel, now: number) {
  if (level === 'under') {
    const underSince = state.underSince ?? now
    if (now - underSince >= RECOVER_MS) return { state: calm, event: 'recovered' as const }
    return { state: { ...state, underSince }, event: null }
  }
  const held = level === 'unknown' || state.underSince === null ? state : { ...state, underSince: null }
  const due = rule.remindAfterSeconds !== null && now - state.firedAt >= rule.remindAfterSeconds * 1_000
  // Nobody is reminded of what cannot be seen now.
  if (!due || state.reminded || level === 'unknown') return { state: held, event: null }
  return { state: { ...held, reminded: true }, event: 'reminded' as const }
}
