import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import type { FilterFields } from '../filter/filter.ts'

export type GroupKind = keyof typeof en.groups.kindWord

/** What a group is, by type where brokers tell it and else by protocol. */
export function kindOf(row: GroupRow): GroupKind {
  if (row.type === 'share' || row.type === 'streams') return row.type
  if (row.kind === 'consumer' || row.kind === 'connect' || row.kind === 'streams') return row.kind
  if (row.kind === '') return row.type === 'consumer' ? 'consumer' : 'none'
  return 'other'
}

/** What the filter can ask of a group. */
export const groupFields = (watched: ReadonlySet<string>): FilterFields<GroupRow> => ({
  group: (row) => row.group,
  state: (row) => (row.access === 'forbidden' || row.state === '' ? null : row.state),
  kind: (row) => (row.access === 'forbidden' ? null : kindOf(row)),
  type: (row) => (row.type === 'unknown' ? null : row.type),
  topic: (row) => row.topics.map((topic) => topic.topic),
  topics: (row) => row.topicCount,
  broker: (row) => row.coordinator,
  members: (row) => row.members,
  hosts: (row) => row.hosts,
  verdict: (row) => row.verdict?.verdict.toLowerCase().replaceAll('_', '-') ?? null,
  lag: (row) => row.lag,
  in: (row) => row.in,
  out: (row) => row.out,
  max: (row) => row.lagMax,
  lost: (row) => row.lost,
  skew: (row) => row.skew?.peakToMean ?? null,
  partitions: (row) => row.partitions.total,
  partial: (row) => row.partial,
  access: (row) => row.access,
  watched: (row) => watched.has(row.group),
})
