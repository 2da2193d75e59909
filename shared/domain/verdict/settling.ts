import { signOf, type Judged } from './rank.ts'

/** A raw verdict at a time, seconds. */
export interface Raw<J extends Judged = Judged> {
  readonly t: number
  readonly judged: J
}

/**
 * What is shown: the worst raw verdict of the last `hold` seconds, so that worse shows at once and better after it has held. `LEARNING`
 * and notices count only when they are the newest.
 *
 * @param raws in order of time, up to now
 */
export function settle<J extends Judged>(raws: readonly Raw<J>[], hold: number): J | null {
  const newest = raws.at(-1)
  if (newest === undefined) return null
  const newestRank = signOf(newest.judged).rank
  if (newestRank === null) return newest.judged
  let worst = { rank: newestRank, judged: newest.judged }
  for (const { t, judged } of raws) {
    const { rank } = signOf(judged)
    if (rank !== null && t >= newest.t - hold && rank < worst.rank) worst = { rank, judged }
  }
  return worst.judged
}
