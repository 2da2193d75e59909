import type { Happening } from '../../../shared/contract/history.ts'
import type { Reach } from './at.ts'

/** What happened in a span, newest first, and how much more there was, older than those. */
export type AskEvents = (from: number, to: number) => Promise<{ readonly events: readonly Happening[]; readonly moreEvents: number }>

/** When the nearest thing happened before a moment, or after it; null: nothing did. */
export async function nearestEvent(ask: AskEvents, at: number, by: -1 | 1, { first, last }: Reach): Promise<number | null> {
  if (by < 0) return at <= first ? null : ((await ask(first, at - 1)).events[0]?.at ?? null)
  let from = at + 1
  let to = last
  while (from <= to) {
    const { events, moreEvents } = await ask(from, to)
    // The oldest of many are not told: they are looked for in a shorter span.
    if (moreEvents > 0 && to > from) to = Math.floor((from + to) / 2)
    else if (events.length > 0) return events.at(-1)?.at ?? null
    else [from, to] = [to + 1, last]
  }
  return null
}
