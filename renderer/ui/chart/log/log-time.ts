import type { LogGroup, LogRow } from './log-row.ts'

/** Where an age lies: linear up to about ten seconds, logarithmic beyond. */
const KNEE_S = 10
const LEAST_S = 600

export const timeShare = (age: number, most: number): number =>
  Math.log(1 + Math.max(0, age) / KNEE_S) / Math.log(1 + Math.max(LEAST_S, most) / KNEE_S)

/** The age at a share: the other way round. */
export const timeAge = (share: number, most: number): number =>
  KNEE_S * (Math.exp(Math.max(0, share) * Math.log(1 + Math.max(LEAST_S, most) / KNEE_S)) - 1)

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400
/** Marks of the axis, seconds. */
const MARKS = [10, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY]

export const timeMarks = (most: number): readonly number[] => MARKS.filter((mark) => mark < Math.max(LEAST_S, most))

const age = (row: LogRow, t: number): number => Math.max(0, ((row.asOf ?? t) - t) / 1_000)

/** Of the record at the log's start; null: nobody asked for it. */
export function startAge(row: LogRow): number | null {
  const first = row.times?.points[0]
  return first === undefined || row.start === null || BigInt(first.offset) > BigInt(row.start) ? null : age(row, first.t)
}

/** Of the oldest record whose time is known. */
export function knownAge(row: LogRow): number | null {
  const first = row.times?.points[0]
  return first === undefined ? null : age(row, first.t)
}

/** No record is younger; 0 where records may still come, or where it is not known. */
export const quietAge = (row: LogRow): number => (row.times?.quietSince == null || (row.in ?? 0) > 0 ? 0 : age(row, row.times.quietSince))

/** Ages of records that are known. */
export const pointAges = (row: LogRow): readonly number[] => (row.times?.points ?? []).map(({ t }) => age(row, t))

/** From this age on records will be deleted within the hour; null: no retention time, or not known. */
export function retentionAge(row: LogRow): number | null {
  const retention = row.times?.retention
  return retention == null ? null : Math.max(0, retention - HOUR)
}

/** Of the next record that the group will read; null: not known. Nothing to read is 0. */
export function groupAge(group: LogGroup): number | null {
  if (group.lag === 0) return 0
  return group.timeLag === undefined || group.timeLag.kind === 'unknown' ? null : group.timeLag.seconds
}

/** Seconds at the left end of the axis: what the oldest thing shown needs, in round steps, so that it does not move with each second. */
export function timeMost(rows: readonly LogRow[]): number {
  let most = LEAST_S
  for (const row of rows) {
    most = Math.max(most, knownAge(row) ?? 0)
    for (const group of row.groups) most = Math.max(most, groupAge(group) ?? 0)
  }
  return MARKS.find((mark) => mark >= most) ?? most
}
