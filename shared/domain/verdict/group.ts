import type { LagSettings } from '../lag-defaults.ts'
import { signOf, type Judged } from './rank.ts'
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
  /** So many more that are OK, none of which stands before those that are listed. Not for groups without members. */
  readonly alsoOk?: number
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

const rankOf = (judged: Judged | null): number | null => (judged === null ? null : signOf(judged).rank)

/** Largest time lag first (unknown last), then lag, then name, then number. */
function byWeight(a: GroupMemberPartition, b: GroupMemberPartition): number {
  const time = (b.timeLag?.seconds ?? -1) - (a.timeLag?.seconds ?? -1)
  if (time !== 0) return time
  const lag = (b.lag ?? -1) - (a.lag ?? -1)
  if (lag !== 0) return lag
  return a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition
}

function isDormant({ partitions, state, idleFor, settings }: GroupInputs): boolean {
  if (state !== 'Empty' && state !== 'Dead') return false
  if (idleFor !== null) return idleFor >= settings.dormantAfter
  const owing = partitions.filter((p) => (p.owed ?? 0) > 0)
  return owing.length > 0 && owing.every((p) => p.timeLag !== null && p.timeLag.seconds - p.timeLag.error >= settings.dormantAfter)
}

const countsOf = (partitions: readonly GroupMemberPartition[], alsoOk: number): ReadonlyMap<Verdict, number> => {
  const counts = new Map<Verdict, number>(alsoOk > 0 ? [['OK', alsoOk]] : [])
  for (const { judged } of partitions) if (judged) counts.set(judged.verdict, (counts.get(judged.verdict) ?? 0) + 1)
  return counts
}

/** The worst partition decides. Null: no partition is known and there is no member. */
export function judgeGroup(inputs: GroupInputs): GroupVerdict | null {
  const { partitions, settings, alsoOk = 0 } = inputs
  if (partitions.length === 0) return null
  const counts = countsOf(partitions, alsoOk)
  const notices = partitions.filter((p) => p.judged?.notice).length
  const shared = { counts, notices, dormant: isDormant(inputs) }
  if (notices === partitions.length) {
    const verdict = counts.has('NO_COMMIT') ? 'NO_COMMIT' : 'TOPIC_GONE'
    return { verdict, urgent: false, notice: true, representative: null, complete: 1, atLeast: false, ...shared }
  }
  const ranked = partitions.filter((p) => rankOf(p.judged) !== null)
  const complete = (ranked.length + alsoOk) / (partitions.length + alsoOk - notices)
  const worst = Math.min(...ranked.map((p) => rankOf(p.judged) ?? Infinity))
  const holders = ranked.filter((p) => rankOf(p.judged) === worst).toSorted(byWeight)
  const representative = holders[0] ?? null
  const judged = representative?.judged
  const partial = complete < settings.completeMin
  if (!judged || (judged.verdict === 'OK' && partial))
    return { verdict: 'LEARNING', urgent: false, notice: false, representative: null, complete, atLeast: false, ...shared }
  const urgent = holders.some((p) => p.judged?.urgent)
  return { verdict: judged.verdict, urgent, notice: false, representative, complete, atLeast: partial, ...shared }
}
