import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { kindOf, type GroupKind } from '../../ui/kafka/group-fields.ts'
import { stateWord } from '../../ui/kafka/group-state.tsx'

const t = en.groups

export interface FacetValue {
  readonly value: string
  readonly title: string
  readonly count: number
}

export interface GroupFacets {
  readonly state: readonly FacetValue[]
  readonly kind: readonly FacetValue[]
  /** Empty where brokers do not tell it. */
  readonly type: readonly FacetValue[]
  readonly coordinator: readonly FacetValue[]
  readonly counts: {
    readonly watched: number
    readonly empty: number
    readonly withLag: number
    readonly lost: number
    readonly forbidden: number
  }
}

export const isEmptyGroup = (row: GroupRow): boolean => row.access === 'ok' && row.members === 0

/** Counts over all groups, whatever is filtered: they say what there is to choose from. */
export function facetsOf(rows: readonly GroupRow[], watched: ReadonlySet<string>): GroupFacets {
  const states = new Map<string, number>()
  const kinds = new Map<GroupKind, number>()
  const types = new Map<GroupRow['type'], number>()
  const coordinators = new Map<number | null, number>()
  const counts = { watched: 0, empty: 0, withLag: 0, lost: 0, forbidden: 0 }
  const add = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1)
  for (const row of rows) {
    if (watched.has(row.group)) counts.watched++
    if (row.access === 'forbidden') {
      counts.forbidden++
      continue
    }
    add(states, row.state)
    add(kinds, kindOf(row))
    if (row.type !== 'unknown') add(types, row.type)
    add(coordinators, row.coordinator)
    if (isEmptyGroup(row)) counts.empty++
    if ((row.lag ?? 0) > 0) counts.withLag++
    if ((row.lost ?? 0) > 0) counts.lost++
  }
  return {
    state: [...states]
      .map(([state, n]) => ({ value: state === '' ? 'unknown' : state.toLowerCase(), title: stateWord(state), count: n }))
      .sort(byCount),
    type: [...types].map(([type, n]) => ({ value: type, title: en.groupWords.type[type], count: n })).sort(byCount),
    kind: [...kinds].map(([kind, n]) => ({ value: kind, title: t.kindWord[kind], count: n })).sort(byCount),
    coordinator: [...coordinators]
      .map(([id, n]) => ({
        value: id === null ? 'unknown' : String(id),
        title: id === null ? t.facet.noCoordinator : t.facet.broker(String(id)),
        count: n,
      }))
      .sort((a, b) => Number(a.value) - Number(b.value)),
    counts,
  }
}

const byCount = (a: FacetValue, b: FacetValue): number => b.count - a.count || a.title.localeCompare(b.title)
