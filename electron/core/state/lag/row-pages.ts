import { newRateColumns, RATE_SHARES, type RateColumns } from '../../../../shared/domain/rates.ts'
import { newRhythmColumns, RHYTHM_A_ROW, WAITS, type RhythmColumns } from './rhythm.ts'
import { createRoom } from './room.ts'
import { createSamplePages, type SamplePages } from './sample-pages.ts'
import { newShown, SHOWN_A_ROW, type Shown } from './shown.ts'

/** What is kept of a row beside its samples: a place in each of these. */
export interface RowColumns extends RhythmColumns {
  /** Newest known log start. */
  readonly start: Float64Array
  /** The time of the first sample of the newest run in which all was read and neither commit nor end fell; NaN: there is none. */
  readonly steadySince: Float64Array
  readonly out: RateColumns
  /** Lag that counts as none, seconds until loss (NaN: unknown, Infinity: never) and which forecast says so (1 by offset, 2 by time). */
  readonly allowed: Float64Array
  readonly edge: Float64Array
  readonly edgeBy: Uint8Array
  readonly shown: Shown
  /** A number for the member that owns the row, 0: nobody; and seconds since when it does, NaN: since before we looked. */
  readonly member: Int32Array
  readonly ownedSince: Float64Array
}

/** Rows of a group: places `from` to before `from + rows`. */
export interface RowPlaces {
  readonly columns: RowColumns
  readonly from: number
  readonly rows: number
  /** Of the group, one place a minute: `TREND_MINUTES` of them from `trendFrom` on. */
  readonly trend: Float32Array
  readonly trendFrom: number
}

/**
 * Groups share pages of columns. Were each to have columns of its own, a cluster of 65,000 groups had two million small arrays, and most of
 * the core's time would go into keeping account of them.
 */
export interface RowPages {
  take(rows: number): RowPlaces
  /** The group is gone, or has other rows: whoever takes as many next gets them. */
  give(places: RowPlaces): void
  readonly samples: SamplePages
}

export const TREND_MINUTES = 60

const ROWS_A_PAGE = 4_096
const TRENDS_A_PAGE = 256
/** Start, steadiness, rates, what is allowed, the edge and what decides it, the owner and since when; rhythm and what is shown. */
const BYTES_A_ROW = 2 * 8 + 4 * 8 + 2 * 8 + 1 + 4 + 8 + RHYTHM_A_ROW + SHOWN_A_ROW
/** Lost between columns of numbers of different size. */
const UNEVEN = 64

export function createRowPages(): RowPages {
  const given = new Map<number, RowPlaces[]>()
  let page: RowColumns | null = null
  let used = ROWS_A_PAGE
  let trends = new Float32Array(0)
  let trendsUsed = 0

  const trend = (): Pick<RowPlaces, 'trend' | 'trendFrom'> => {
    if (trendsUsed === trends.length) {
      trends = new Float32Array(TRENDS_A_PAGE * TREND_MINUTES).fill(Number.NaN)
      trendsUsed = 0
    }
    trendsUsed += TREND_MINUTES
    return { trend: trends, trendFrom: trendsUsed - TREND_MINUTES }
  }
  return {
    take(rows) {
      const again = given.get(rows)?.pop()
      if (again !== undefined) {
        clearRows(again)
        return again
      }
      if (rows > ROWS_A_PAGE) return { columns: newPage(rows), from: 0, rows, ...trend() }
      if (page === null || used + rows > ROWS_A_PAGE) {
        page = newPage(ROWS_A_PAGE)
        used = 0
      }
      used += rows
      return { columns: page, from: used - rows, rows, ...trend() }
    },
    give(places) {
      const own = given.get(places.rows)
      if (own) own.push(places)
      else given.set(places.rows, [places])
    },
    samples: createSamplePages(),
  }
}

function newPage(rows: number): RowColumns {
  const room = createRoom(rows * BYTES_A_ROW + 8 * RATE_SHARES + UNEVEN)
  return {
    start: room.float64(rows).fill(Number.NaN),
    steadySince: room.float64(rows).fill(Number.NaN),
    out: newRateColumns(rows, room.float64),
    allowed: room.float64(rows),
    edge: room.float64(rows).fill(Number.NaN),
    ...newRhythmColumns(rows, room),
    shown: newShown(rows, room),
    edgeBy: room.uint8(rows),
    member: room.int32(rows),
    ownedSince: room.float64(rows).fill(Number.NaN),
  }
}

function clearRows({ columns, from, rows, trend, trendFrom }: RowPlaces): void {
  const to = from + rows
  const { out, shown } = columns
  for (const column of [columns.start, columns.steadySince, columns.edge, columns.ownedSince, columns.waitingSince, columns.gap])
    column.fill(Number.NaN, from, to)
  for (const column of [out.t, out.offset, out.short, out.long]) column.fill(Number.NaN, from, to)
  for (const column of [columns.allowed, columns.edgeBy, columns.member, columns.rises, columns.risesBefore]) column.fill(0, from, to)
  for (const column of [shown.since, shown.code, shown.flags, shown.also, shown.settling]) column.fill(0, from, to)
  columns.waits.fill(0, from * WAITS, to * WAITS)
  trend.fill(Number.NaN, trendFrom, trendFrom + TREND_MINUTES)
}
