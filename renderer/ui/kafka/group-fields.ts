import type { en } from '../../text/en.ts'
import type { FilterFields } from '../filter/filter.ts'

/** What the filter looks at. */
interface FilteredGroup {
  readonly group: string
  readonly access: 'ok' | 'forbidden'
  readonly state: string
  readonly kind: string
  readonly type: 'classic' | 'consumer' | 'share' | 'streams' | 'unknown'
  readonly topics: readonly { readonly topic: string }[]
  readonly topicCount: number
  readonly coordinator: number | null
  readonly members: number | null
  readonly hosts: number | null
  readonly verdict: { readonly verdict: string } | null
  readonly lag: number | null
  readonly in: number | null
  readonly out: number | null
  readonly lagMax: number | null
  readonly lost: number | null
  readonly skew: { readonly peakToMean: number } | null
  readonly partitions: { readonly total: number }
  readonly partial: boolean
}

export type GroupKind = keyof typeof en.groups.kindWord

/** What a group is, by type where brokers tell it and else by protocol. */
export function kindOf(row: Pick<FilteredGroup, 'type' | 'kind'>): GroupKind {
  if (row.type === 'share' || row.type === 'streams') return row.type
  if (row.kind === 'consumer' || row.kind === 'connect' || row.kind === 'streams') return row.kind
  if (row.kind === '') return row.type === 'consumer' ? 'consumer' : 'none'
  return 'other'
}

/** What the filter can ask of a group. */
export const groupFields = (watched: ReadonlySet<string>): FilterFields<FilteredGroup> => ({
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
