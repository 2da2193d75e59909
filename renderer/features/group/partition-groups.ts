import type { GroupPartitionRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import type { RowGroup } from '../../ui/table/types.ts'

const t = en.group.partitions

export const groupings = ['flat', 'topic', 'leader', 'agent', 'member'] as const
export type Grouping = (typeof groupings)[number]

const headed = (title: string | null, none: string): RowGroup =>
  title === null ? { key: '', title: none, rank: 1 } : { key: title, title }

/** `agents`: agent by broker. Undefined: one list. */
export function groupOf(by: Grouping, agents: ReadonlyMap<number, string>): ((row: GroupPartitionRow) => RowGroup) | undefined {
  switch (by) {
    case 'flat':
      return undefined
    case 'topic':
      return ({ topic }) => ({ key: topic, title: topic })
    case 'leader':
      // By number: broker 10 comes after broker 9.
      return ({ leader }) =>
        leader < 0 ? { key: '', title: t.noLeader, rank: Infinity } : { key: String(leader), title: en.group.broker(leader), rank: leader }
    case 'agent':
      return ({ leader }) => headed(agents.get(leader) ?? null, t.noAgent)
    case 'member':
      return (row) =>
        row.member === null
          ? headed(null, t.unowned)
          : { key: row.member, title: t.ofMember(row.clientId ?? row.member, row.host?.replace(/^\//, '') ?? '') }
  }
}

/** What the head of a group says: how many partitions, and their lag. `≥`: of some it is not known. */
export function subtotal(rows: readonly GroupPartitionRow[]): string {
  const lags = rows.flatMap(({ lag }) => (lag === null ? [] : [lag]))
  const sum = lags.length === 0 ? count(null) : count(lags.reduce((a, b) => a + b, 0))
  return t.subtotal(rows.length, lags.length > 0 && lags.length < rows.length ? `${en.groupWords.atLeast}\u202F${sum}` : sum)
}
