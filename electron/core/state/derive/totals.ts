import type { GroupRow } from '../../../../shared/contract/groups.ts'
import type { Verdict } from '../../../../shared/domain/verdict/inputs.ts'
import { signOf } from '../../../../shared/domain/verdict/rank.ts'
import { accessTo, isPartial, memberCount, stateWord } from './group-row.ts'
import type { MadeGroup } from './made-group.ts'
import type { Layouts } from './layouts.ts'

/** Sums over the whole cluster. */
export interface Totals {
  /** What those of topics were made of. */
  readonly from: Layouts | null
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
  from: null,
  topics: { partitions: 0, replicas: 0, underReplicated: 0, offline: 0, notPreferred: 0 },
  groups: { total: 0, withMembers: 0, forbidden: 0, lag: null, partial: false, worst: null, gravest: null },
}

const ROWS_A_STEP = 2_000

/** @param groups of the same state */
export function* deriveTotals(before: Totals, layouts: Layouts, groups: GroupTotals): Generator<undefined, Totals> {
  return { from: layouts, topics: before.from === layouts ? before.topics : yield* topicTotals(layouts), groups }
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

/** Adds groups up one by one: by whoever has each in hand anyway, because to fetch tens of thousands once more takes longer than to add them. */
export function createGroupTotals(): { add(made: MadeGroup): void; result(): GroupTotals } {
  const sum = { total: 0, withMembers: 0, forbidden: 0, troubled: 0, lag: Number.NaN, partial: false }
  let worst: GroupTotals['worst'] = null
  let gravest: Troubled | null = null
  return {
    add(made) {
      const { fact, figures } = made
      const { lag } = made.sum
      const members = memberCount(made)
      const isForbidden = accessTo(made) === 'forbidden'
      sum.total += 1
      if (members === null ? stateWord(made) !== '' && !isForbidden : members > 0) sum.withMembers += 1
      if (isForbidden) sum.forbidden += 1
      if (isPartial(made)) sum.partial = true
      if (lag !== null) {
        sum.lag = (Number.isNaN(sum.lag) ? 0 : sum.lag) + lag
        if (worst === null || lag > worst.lag) worst = { group: fact.group, lag }
      }
      if (!figures || !isTrouble(figures)) return
      sum.troubled += 1
      const one = { group: fact.group, verdict: figures.verdict, lag }
      if (gravest === null || isGraver(one, gravest)) gravest = one
    },
    result() {
      const { total, withMembers, forbidden, troubled, lag, partial } = sum
      const trouble = gravest && troubleOf(gravest, troubled)
      return { total, withMembers, forbidden, lag: Number.isNaN(lag) ? null : lag, partial, worst, gravest: trouble }
    },
  }
}

type Troubled = Pick<GroupRow, 'group' | 'verdict' | 'lag'>

const troubleOf = ({ group, verdict }: Troubled, groups: number): GroupTotals['gravest'] =>
  verdict && { group, verdict: verdict.verdict, urgent: verdict.urgent, groups }

const rankOf = ({ verdict }: Troubled): number => (verdict === null ? Infinity : (signOf(verdict).rank ?? Infinity))

/** Most groups keep up: these are told by their name alone. */
function isTrouble({ verdict, dormant }: Pick<GroupRow, 'verdict' | 'dormant'>): boolean {
  if (verdict === null || dormant || verdict.verdict === 'OK' || verdict.verdict === 'LEARNING') return false
  const sign = signOf(verdict).class
  return sign === 'critical' || sign === 'bad'
}

const isGraver = (row: Troubled, than: Troubled): boolean => {
  const by = rankOf(row) - rankOf(than)
  return by !== 0 ? by < 0 : (row.lag ?? -1) > (than.lag ?? -1)
}
