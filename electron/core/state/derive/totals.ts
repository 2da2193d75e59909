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
}

export const noTotals: Totals = {
  from: [],
  topics: { partitions: 0, replicas: 0, underReplicated: 0, offline: 0, notPreferred: 0 },
  groups: { total: 0, withMembers: 0, forbidden: 0, lag: null, partial: false, worst: null },
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
    n += 1
    if (n % ROWS_A_STEP === 0) yield
  }
  return { total: groups.size, withMembers, forbidden, lag, partial, worst }
}
