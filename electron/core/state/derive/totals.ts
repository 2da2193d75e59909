import type { GroupRow } from '../../../../shared/contract/groups.ts'
import type { Verdict } from '../../../../shared/domain/verdict/inputs.ts'
import { signOf } from '../../../../shared/domain/verdict/rank.ts'
import type { MadeGroups } from './groups.ts'
import type { Layouts } from './layouts.ts'

/** Sums over the whole cluster. */
export interface Totals {
  readonly from: readonly unknown[]
  readonly topics: TopicTotals
  readonly groups: GroupTotals
}

export interface TopicTotals {
  readonly partitions: number
  readonly replicas: number
  readonly underReplicated: number
  readonly offline: number
  readonly notPreferred: number
}

export interface GroupTotals {
  readonly total: number
  readonly withMembers: number
  readonly forbidden: number
  readonly lag: number | null
  readonly partial: boolean
  readonly worst: { readonly group: string; readonly lag: number } | null
  /** The group in the gravest trouble, and how many are in any. One that has been idle for a day is in none. */
  readonly gravest: { readonly group: string; readonly verdict: Verdict; readonly urgent: boolean; readonly groups: number } | null
}

export const noTotals: Totals = {
  from: [],
  topics: { partitions: 0, replicas: 0, underReplicated: 0, offline: 0, notPreferred: 0 },
  groups: { total: 0, withMembers: 0, forbidden: 0, lag: null, partial: false, worst: null, gravest: null },
}

const ROWS_A_STEP = 2_000

export function* deriveTotals(before: Totals, groups: MadeGroups, layouts: Layouts): Generator<undefined, Totals> {
  const from = [groups, layouts]
  return {
    from,
    topics: before.from[1] === layouts ? before.topics : yield* topicTotals(layouts),
    groups: before.from[0] === groups ? before.groups : yield* groupTotals(groups),
  }
}

function* topicTotals(layouts: Layouts): Generator<undefined, TopicTotals> {
  const sum = { partitions: 0, replicas: 0, underReplicated: 0, offline: 0, notPreferred: 0 }
  let n = 0
  for (const { fact, replicas, underReplicated, offline, notPreferred } of layouts.values()) {
    sum.partitions += fact.partitions.length
    sum.replicas += replicas
    sum.underReplicated += underReplicated
    sum.offline += offline
    sum.notPreferred += notPreferred
    n += 1
    if (n % ROWS_A_STEP === 0) yield
  }
  return sum
}

function* groupTotals(groups: MadeGroups): Generator<undefined, GroupTotals> {
  let withMembers = 0
  let forbidden = 0
  let lag: number | null = null
  let partial = false
  let worst: GroupTotals['worst'] = null
  let gravest: GroupRow | null = null
  let troubled = 0
  let n = 0
  for (const { value } of groups.values()) {
    const { row } = value
    if (row.members === null ? row.state !== '' && row.access === 'ok' : row.members > 0) withMembers += 1
    if (row.access === 'forbidden') forbidden += 1
    if (row.partial) partial = true
    if (row.lag !== null) {
      lag = (lag ?? 0) + row.lag
      if (worst === null || row.lag > worst.lag) worst = { group: row.group, lag: row.lag }
    }
    if (isTrouble(row)) {
      troubled += 1
      if (gravest === null || isGraver(row, gravest)) gravest = row
    }
    n += 1
    if (n % ROWS_A_STEP === 0) yield
  }
  return { total: groups.size, withMembers, forbidden, lag, partial, worst, gravest: gravest && troubleOf(gravest, troubled) }
}

const troubleOf = ({ group, verdict }: GroupRow, groups: number): GroupTotals['gravest'] =>
  verdict && { group, verdict: verdict.verdict, urgent: verdict.urgent, groups }

const rankOf = ({ verdict }: GroupRow): number => (verdict === null ? Infinity : (signOf(verdict).rank ?? Infinity))

/** Most groups keep up: these are told by their name alone. */
function isTrouble({ verdict, dormant }: GroupRow): boolean {
  if (verdict === null || dormant || verdict.verdict === 'OK' || verdict.verdict === 'LEARNING') return false
  const sign = signOf(verdict).class
  return sign === 'critical' || sign === 'bad'
}

const isGraver = (row: GroupRow, than: GroupRow): boolean => {
  const by = rankOf(row) - rankOf(than)
  return by !== 0 ? by < 0 : (row.lag ?? -1) > (than.lag ?? -1)
}
