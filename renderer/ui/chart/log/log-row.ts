/** A partition's log and where groups stand in it, as numbers that can be drawn. */
export interface LogRow {
  readonly key: string
  readonly partition: number
  /** −1: no leader. */
  readonly leader: number
  readonly replicas: readonly { readonly broker: number; readonly inSync: boolean }[]
  readonly start: string | null
  readonly end: string | null
  readonly in: number | null
  readonly groups: readonly LogGroup[]
  readonly moreGroups: number
}

export interface LogGroup {
  readonly group: string
  readonly committed: string
  readonly lag: number | null
  readonly lost: number | null
}

/** Distances are numbers: exact up to 2^53, which no log is longer than. Offsets themselves stay text. */
export const distance = (from: string, to: string): number => Number(BigInt(to) - BigInt(from))

/** Records kept; null where an end is not known. */
export const keptOf = (row: LogRow): number | null =>
  row.start === null || row.end === null ? null : Math.max(0, distance(row.start, row.end))

/** How far before the end a group stands; null where the end is not known. Past the end is 0. */
export const behindOf = (row: LogRow, group: LogGroup): number | null =>
  row.end === null ? null : Math.max(0, distance(group.committed, row.end))

export const groupIn = (row: LogRow, group: string | null): LogGroup | undefined =>
  group === null ? undefined : row.groups.find((each) => each.group === group)
