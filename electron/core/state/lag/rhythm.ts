import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import type { Room } from './room.ts'

/**
 * The rhythm in which partitions of a group are committed, followed beyond what samples are kept: recent waits between two commits, how
 * many readings showed a commit, and long pauses of the last day (lag arithmetic: commit gap, usual pause).
 */
export interface Rhythm extends RhythmColumns {
  /** Its rows: places `from` to before `to` of the columns. */
  readonly from: number
  readonly to: number
  pairs: number
  pairsBefore: number
  halfSince: number
  /** By row. Null: of none. */
  pauses: Map<number, { readonly t: number; readonly wait: number }[]> | null
}

export interface RhythmColumns {
  /** Seconds since when something waits to be read; NaN: nothing does. */
  readonly waitingSince: Float64Array
  /** The newest waits, `WAITS` places a row. */
  readonly waits: Float32Array
  /** Median of `waits`, by row; NaN: to be worked out. */
  readonly gap: Float32Array
  /** Rises of the present and of the former half hour. */
  readonly rises: Uint16Array
  readonly risesBefore: Uint16Array
}

export const WAITS = 8
const HALF_HOUR = 1_800
/** Shorter ones make no pause that patience would have to wait for. */
const LONG_PAUSE = 60
const PAUSES = 12
const DAY = 86_400

/** Bytes of it in a row. */
export const RHYTHM_A_ROW = 8 + 4 * WAITS + 4 + 2 * 2

export const newRhythmColumns = (rows: number, room: Room): RhythmColumns => ({
  waitingSince: room.float64(rows).fill(Number.NaN),
  waits: room.float32(rows * WAITS),
  gap: room.float32(rows).fill(Number.NaN),
  rises: room.uint16(rows),
  risesBefore: room.uint16(rows),
})

export const newRhythm = ({ waitingSince, waits, gap, rises, risesBefore }: RhythmColumns, from: number, to: number): Rhythm => ({
  ...{ waitingSince, waits, gap, rises, risesBefore, from, to },
  pairs: 0,
  pairsBefore: 0,
  halfSince: Number.NaN,
  pauses: null,
})

/** Once a sample, before its rows: counts the pair and turns the half hours. */
export function beat(rhythm: Rhythm, t: number, interval: number): void {
  rhythm.pairs += 1
  if (Number.isNaN(rhythm.halfSince)) rhythm.halfSince = t
  if (t - rhythm.halfSince < Math.max(HALF_HOUR, 10 * interval)) return
  const { from, to } = rhythm
  for (let row = from; row < to; row += 1) rhythm.risesBefore[row] = rhythm.rises[row] ?? 0
  // Fewer waits may count now.
  rhythm.gap.fill(Number.NaN, from, to)
  rhythm.rises.fill(0, from, to)
  rhythm.pairsBefore = rhythm.pairs
  rhythm.pairs = 0
  rhythm.halfSince = t
}

/**
 * Rows from `base` on, once a sample.
 * @param rose by row from there: 1 where the commit is higher than in the sample before
 * @param owed what waits to be read now; negative: not read, and the row is left as it is
 */
export function noteRows(rhythm: Rhythm, base: number, count: number, t: number, rose: Uint8Array, owed: Float64Array): void {
  const { waitingSince, waits, gap, rises, risesBefore } = rhythm
  for (let i = 0; i < count; i += 1) {
    const waiting = owed[i] ?? Number.NaN
    if (waiting < 0) continue
    const row = base + i
    const since = waitingSince[row] ?? Number.NaN
    if (rose[i] === 1) {
      const n = rises[row] ?? 0
      const wait = Number.isNaN(since) ? 0 : t - since
      waits[row * WAITS + ((n + (risesBefore[row] ?? 0)) % WAITS)] = wait
      gap[row] = Number.NaN
      rises[row] = Math.min(65_535, n + 1)
      if (wait >= LONG_PAUSE) notePause(rhythm, row, t, wait)
      waitingSince[row] = waiting > 0 ? t : Number.NaN
    } else if (waiting > 0 && Number.isNaN(since)) waitingSince[row] = t
  }
}

/** A day on which it paused often: the longest stay. */
function notePause(rhythm: Rhythm, row: number, t: number, wait: number): void {
  const pauses = (rhythm.pauses ??= new Map<number, { t: number; wait: number }[]>())
  const recent = (pauses.get(row) ?? []).filter((pause) => t - pause.t < DAY)
  recent.push({ t, wait })
  if (recent.length > PAUSES) recent.splice(recent.indexOf(recent.reduce((a, b) => (b.wait < a.wait ? b : a))), 1)
  pauses.set(row, recent)
}

/** Commits do not come with nearly every reading, nor hardly at all: their waits tell something. */
export function hasOwnRhythm({ rises, risesBefore, pairs, pairsBefore }: Rhythm, row: number): boolean {
  const n = (rises[row] ?? 0) + (risesBefore[row] ?? 0)
  return n >= 2 && n < 0.75 * (pairs + pairsBefore - 1)
}

/** Median wait, or the clients' default where waits tell nothing. */
export function commitGapOf(rhythm: Rhythm, row: number, settings: LagSettings): number {
  if (!hasOwnRhythm(rhythm, row)) return settings.commitGapDefault
  const known = rhythm.gap[row] ?? Number.NaN
  if (!Number.isNaN(known)) return known
  const n = (rhythm.rises[row] ?? 0) + (rhythm.risesBefore[row] ?? 0)
  const gap = medianWait(rhythm.waits, row * WAITS, Math.min(n, WAITS))
  rhythm.gap[row] = gap
  return gap
}

const sorted = new Float32Array(WAITS)

/** Sorted by insertion in one place for all: this is asked for every partition that was committed. */
function medianWait(waits: Float32Array, from: number, count: number): number {
  for (let i = 0; i < count; i += 1) {
    const wait = waits[from + i] ?? 0
    let at = i
    for (; at > 0 && (sorted[at - 1] ?? 0) > wait; at -= 1) sorted[at] = sorted[at - 1] ?? 0
    sorted[at] = wait
  }
  const middle = count >> 1
  const upper = sorted[middle] ?? 0
  return count % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Third longest wait of the last day; 0: fewer than three. */
export function usualPauseOf({ pauses }: Rhythm, row: number, t: number): number {
  const known = pauses?.get(row)
  if (known === undefined || known.length < 3) return 0
  const recent = known.filter((pause) => t - pause.t < DAY).map((pause) => pause.wait)
  return recent.toSorted((a, b) => b - a)[2] ?? 0
}

/** The row was cut: what it did before says nothing any more. */
export function forgetRhythm(rhythm: Rhythm, row: number): void {
  rhythm.waitingSince[row] = Number.NaN
  rhythm.gap[row] = Number.NaN
  rhythm.rises[row] = 0
  rhythm.risesBefore[row] = 0
  rhythm.pauses?.delete(row)
}
