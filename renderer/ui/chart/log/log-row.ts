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
  /** Where the log is expected to start in an hour. */
  readonly startInHour?: string | null
  readonly times?: LogTimes | null
  /** Wall clock ms: its end was read. */
  readonly asOf?: number | null
}

export interface LogTimes {
  /** Records whose time is known, oldest first. Wall clock ms. */
  readonly points: readonly { readonly offset: string; readonly t: number }[]
  readonly quietSince: number | null
  /** Seconds. */
  readonly retention: number | null
}

export interface LogGroup {
  readonly group: string
  readonly committed: string
  readonly lag: number | null
  readonly lost: number | null
  readonly edge?: { readonly kind: 'in'; readonly seconds: number } | { readonly kind: 'never' | 'unknown' }
  readonly timeLag?:
    | { readonly kind: 'value'; readonly seconds: number; readonly error: number; readonly atLeast: boolean }
    | { readonly kind: 'moreThan'; readonly seconds: number }
    | { readonly kind: 'unknown' }
}

/** Distances are numbers: exact up to 2^53, which no log is longer than. Offsets themselves stay text. */
export const distance = (from: string, to: string): number => Number(BigInt(to) - BigInt(from))

/** Records kept; null where an end is not known. */
export const keptOf = (row: LogRow): number | null =>
  row.start === null || row.end === null ? null : Math.max(0, distance(row.start, row.end))

/** How far before the end a group stands; null where the end is not known. Past the end is 0. */
export const behindOf = (row: LogRow, group: LogGroup): number | null =>
  row.end === null ? null : Math.max(0, distance(group.committed, row.end))

/** How far before the end the log is expected to start in an hour; null: not known, or no farther than now. */
export const edgeOf = (row: LogRow): number | null =>
  row.startInHour == null || row.end === null ? null : Math.max(0, distance(row.startInHour, row.end))

const AT_RISK_S = 3_600

/** When records that the group did not read will be deleted, where that is within the hour; wall clock ms. */
export function losesAt(row: LogRow, { edge, lag, lost }: LogGroup): number | null {
  if (edge?.kind !== 'in' || edge.seconds > AT_RISK_S || row.asOf == null) return null
  return (lag ?? 0) > 0 && (lost ?? 0) === 0 ? row.asOf + edge.seconds * 1_000 : null
}

export const groupIn = (row: LogRow, group: string | null): LogGroup | undefined =>
  group === null ? undefined : row.groups.find((each) => each.group === group)
