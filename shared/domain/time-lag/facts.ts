import { narrow, newBracket, type Bracket } from './bracket.ts'

/**
 * One answer to "which is the first record with a timestamp at or after `asked`?". It says something about every position of the
 * partition, so that what one group asked serves all. Times in seconds.
 */
export interface ProbeFact {
  readonly asked: number
  /** The record that was found; the log end where there was none. */
  readonly offset: number
  /** Its timestamp; null: none was found. */
  readonly t: number | null
}

/** As many as are kept of a partition. */
export const MOST_FACTS = 64

/**
 * Newest last. Facts about offsets that a fallen log end took away say nothing any more.
 * @param end log end; NaN: unknown
 */
export function addFacts(known: readonly ProbeFact[], more: readonly ProbeFact[], end: number): readonly ProbeFact[] {
  const all = [...known, ...more]
  const left = Number.isNaN(end) ? all : all.filter((fact) => fact.offset <= end)
  return left.slice(-MOST_FACTS)
}

/** What the facts say of the record at `position`. */
export function bracketOf(facts: readonly ProbeFact[], position: number, now: number, logEnd: number): Bracket {
  let bracket = newBracket(position, now, logEnd)
  for (const { asked, offset, t } of facts) {
    // "Nothing that late" was said of the log as it ended then.
    if (t === null && position >= offset) continue
    bracket = narrow(bracket, asked, t === null ? null : { offset, t }, offset)
  }
  return bracket
}
