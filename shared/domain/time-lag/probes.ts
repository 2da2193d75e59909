import type { Bracket } from './bracket.ts'

/** Ages to try while nothing is known below P: they span a fortnight, then every log there is; time 0 always answers with the log start. */
const HOUR = 3_600
const FIRST_AGES = [15, 240, 3_840, 17 * HOUR]
const LATER_AGES = [272 * HOUR, 4_352 * HOUR, 69_632 * HOUR]
/** From this age on, cuts go by ratio: an error is judged against the age. */
const RATIO_FROM = 15

const atAges = (ages: readonly number[], now: number): number[] => ages.map((age) => now - age)

function cuts(low: number, high: number, now: number): number[] {
  const older = now - low
  const younger = now - high
  const byRatio = younger >= RATIO_FROM && older > 4 * younger
  return [0.25, 0.5, 0.75].map((part) => (byRatio ? now - older * (younger / older) ** part : low + (high - low) * part))
}

/** Where P would lie if records came evenly between the bounds. */
function secant({ low, high, position }: Bracket): number | null {
  if (low === null || high.offset === low.offset) return null
  return low.t + ((position - low.offset) / (high.offset - low.offset)) * (high.t - low.t)
}

const wholeMilliseconds = (t: number): number => Math.round(t * 1_000) / 1_000

/**
 * Times to ask for in the next round, at most four: strictly inside the bracket, whole milliseconds, no duplicates, never below 0 (negative
 * times mean something else to a broker).
 *
 * @param frugal the request budget is short: one probe only
 */
export function nextProbes(bracket: Bracket, now: number, frugal = false): readonly number[] {
  const { low, high } = bracket
  if (bracket.exact !== null) return []
  // A bound that was probed at the oldest of the first ages tells that the first round has been.
  const firstRound = high.t > now - (FIRST_AGES.at(-1) ?? 0) && high.t > 0
  const wanted = low === null ? [...atAges(firstRound ? FIRST_AGES : LATER_AGES, now), 0] : [secant(bracket), ...cuts(low.t, high.t, now)]
  const inside = new Set<number>()
  for (const time of wanted) {
    if (time === null) continue
    const t = wholeMilliseconds(Math.max(0, time))
    if (t < high.t && (low === null || t > low.t)) inside.add(t)
  }
  const limit = frugal ? 1 : 4
  return [...inside].slice(0, limit)
}
