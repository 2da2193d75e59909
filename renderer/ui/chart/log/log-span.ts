import { distanceAt, xOf, type LogGeometry } from './log-layout.ts'
import { distance, keptOf, type LogRow } from './log-row.ts'

/** A stretch of one partition's log, from an offset to before another. Equal: a single place. Decimal text. */
export interface LogSpan {
  readonly key: string
  readonly partition: number
  readonly from: string
  readonly to: string
}

/** The offset at a place, as far as records are kept there; null where offsets are not what the axis shows, or were not read. */
export function offsetAt(geometry: LogGeometry, row: LogRow, x: number): string | null {
  const kept = keptOf(row)
  if (geometry.axis === 'time' || kept === null || row.end === null) return null
  const back = Math.min(kept, Math.max(0, Math.round(distanceAt(geometry, row, Math.max(geometry.x0, x)) ?? 0)))
  return (BigInt(row.end) - BigInt(back)).toString()
}

/** What lies between two places, whichever is left. */
export function spanOf(geometry: LogGeometry, row: LogRow, a: number, b: number): LogSpan | null {
  const from = offsetAt(geometry, row, Math.min(a, b))
  const to = offsetAt(geometry, row, Math.max(a, b))
  return from === null || to === null ? null : { key: row.key, partition: row.partition, from, to }
}

export const lengthOf = ({ from, to }: LogSpan): number => distance(from, to)

/** Its left and right end in the picture; null: the axis does not show offsets. */
export function placeOfSpan(geometry: LogGeometry, row: LogRow, { from, to }: LogSpan): readonly [number, number] | null {
  if (geometry.axis === 'time' || row.end === null) return null
  const x = (at: string): number => xOf(geometry, row, Math.max(0, distance(at, row.end ?? at)))
  return [x(from), x(to)]
}
