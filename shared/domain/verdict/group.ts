import type { LagSettings } from '../lag-defaults.ts'
import { createGroupTally } from './group-tally.ts'
import type { Judged } from './rank.ts'
import { CODES, NO_VERDICT, NOTICE, URGENT, verdictAt, VERDICTS } from './ranks.ts'
import type { TimeLagFigure, Verdict } from './inputs.ts'

/** What a group's verdict needs to know of one of its partitions. */
export interface GroupMemberPartition {
  readonly topic: string
  readonly partition: number
  /** Null: not read. */
  readonly judged: Judged | null
  readonly timeLag: TimeLagFigure | null
  readonly lag: number | null
  readonly owed: number | null
}

export interface GroupInputs {
  readonly partitions: readonly GroupMemberPartition[]
  readonly state: string
  readonly members: number
  /** Seconds of history without a rise of any commit and without a member; null: not that much history. */
  readonly idleFor: number | null
  readonly settings: LagSettings
}

export interface GroupVerdict extends Judged {
  /** The partition whose figures are in the sentence. */
  readonly representative: GroupMemberPartition | null
  readonly counts: ReadonlyMap<Verdict, number>
  /** Judged among all known but notices, 0 to 1. */
  readonly complete: number
  /** Something worse may hide among what was not read. */
  readonly atLeast: boolean
  readonly notices: number
  readonly dormant: boolean
}

/** The worst partition decides. Null: no partition is known and there is no member. */
export function judgeGroup({ partitions, state, idleFor, settings }: GroupInputs): GroupVerdict | null {
  const tally = createGroupTally()
  for (const [row, { topic, partition, judged, timeLag, lag, owed }] of partitions.entries()) {
    const code = judged === null ? NO_VERDICT : CODES[judged.verdict]
    const flags = (judged?.urgent ? URGENT : 0) | (judged?.notice ? NOTICE : 0)
    const { seconds, error } = timeLag ?? { seconds: Number.NaN, error: 0 }
    tally.add({ topic, partition, row, code, flags, age: seconds, ageError: error, lag: lag ?? Number.NaN, owed: owed ?? Number.NaN })
  }
  const told = tally.result({ state, idleFor, settings })
  if (told === null) return null
  const { urgent, notice, complete, atLeast, dormant } = told
  return {
    verdict: verdictAt(told.code) ?? 'LEARNING',
    ...{ urgent, notice, complete, atLeast, dormant },
    representative: told.hasRepresentative ? (partitions[tally.representative.row] ?? null) : null,
    counts: new Map(VERDICTS.map((verdict) => [verdict, tally.countOf(CODES[verdict])] as const).filter(([, n]) => n > 0)),
    notices: tally.notices,
  }
}
