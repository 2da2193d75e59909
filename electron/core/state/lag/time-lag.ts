import type { TimeLagView } from '../../../../shared/contract/figures.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import { bracketOf, type ProbeFact } from '../../../../shared/domain/time-lag/facts.ts'
import { timeLag, type EndReading, type TimeLag } from '../../../../shared/domain/time-lag/reading.ts'
import { indexOf, timeAt, type Samples } from './samples.ts'

const NO_TIME: TimeLag = { kind: 'unknown' }

/** The end readings around a position: the last with E ≤ P and the first with E > P, or only the oldest. */
function endsAround(samples: Samples, row: number, position: number): EndReading[] {
  const { ends, count } = samples
  let high: EndReading | null = null
  for (let i = count - 1; i >= 0; i -= 1) {
    const offset = ends[indexOf(samples, i, row)] ?? Number.NaN
    if (Number.isNaN(offset)) continue
    const reading = { t: timeAt(samples, i), offset }
    // A log made anew: what lies before says nothing.
    if (high && offset > high.offset) break
    if (offset <= position) return high ? [reading, high] : []
    high = reading
  }
  return high ? [high] : []
}

export interface Standing {
  readonly position: number
  readonly end: number
  readonly lag: number
  readonly lost: boolean
}

/** Age of the next record that the row's consumer will read, from what is known of times so far. */
export function rowTimeLag(
  samples: Samples,
  row: number,
  { position, end, lag, lost }: Standing,
  facts: readonly ProbeFact[] | undefined,
  now: number,
  settings: LagSettings,
): TimeLag {
  if (Number.isNaN(lag)) return NO_TIME
  const bracket = facts ? bracketOf(facts, position, now, end) : null
  return timeLag({ lag, lost, position, now, bracket, ends: endsAround(samples, row, position), record: null, settings })
}

export function timeLagView(one: TimeLag, atMs: number): TimeLagView {
  if (one.kind === 'unknown') return one
  if (one.kind === 'moreThan') return { kind: 'moreThan', seconds: one.seconds, at: atMs }
  const { seconds, error, method, atLeast } = one
  return { kind: 'value', seconds, error, method, atLeast, at: atMs }
}
