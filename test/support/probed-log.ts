import { lagDefaults as settings } from '../../shared/domain/lag-defaults.ts'
import { isDone, narrow, newBracket, type Bracket, type ProbeAnswer } from '../../shared/domain/time-lag/bracket.ts'
import { nextProbes } from '../../shared/domain/time-lag/probes.ts'

/** A partition as a broker answers for it when it is asked by time: the first record with a timestamp at or after that. Seconds. */
export type ProbedLog = (t: number) => ProbeAnswer

/** @param timeOf when record `offset` was written; must not fall */
export const probedLog =
  (end: number, timeOf: (offset: number) => number): ProbedLog =>
  (t) => {
    let low = 0
    for (let high = end; low < high;) {
      const middle = (low + high) >> 1
      if (timeOf(middle) >= t) high = middle
      else low = middle + 1
    }
    return low >= end ? null : { offset: low, t: timeOf(low) }
  }

export interface ProbeRound {
  readonly asked: readonly number[]
  readonly bracket: Bracket
}

/** What one refresh asks of a log, round by round, until it is known well enough. */
export function probeRounds(log: ProbedLog, position: number, now: number, end: number, most = settings.rounds): readonly ProbeRound[] {
  const done: ProbeRound[] = []
  let bracket = newBracket(position, now, end)
  while (done.length < most && !isDone(bracket, now, settings)) {
    const asked = nextProbes(bracket, now)
    bracket = asked.reduce((b, t) => narrow(b, t, log(t), end), bracket)
    done.push({ asked, bracket })
  }
  return done
}
