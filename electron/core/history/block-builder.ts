import { countColumns } from './block-topics.ts'
import { packBlock, type SeriesBlock } from './blocks.ts'
import { labelOf, type StoredBlock } from './database.ts'
import type { Layout } from './layouts.ts'
import type { Tier } from './tiers.ts'
import type { Subject } from './subjects.ts'

/** Readings closer than this: the later replaces the earlier. */
const SAME_MS = 1_000

/** Rows of one layout that become a block. */
export interface BlockBuilder {
  readonly layout: Layout
  readonly slot: number
  readonly n: number
  /** False: it lies before the newest row, so it begins another block. */
  takes(time: number): boolean
  /** @param values holds the row at `at` */
  add(time: number, values: Float64Array, at: number): void
  series(): SeriesBlock
  block(subject: Subject, tier: Tier): StoredBlock
}

export function createBlockBuilder(layout: Layout, slot: number, n: number): BlockBuilder {
  const columns = countColumns(layout)
  const times: number[] = []
  let rows = new Float64Array(columns * 4)

  const series = (): SeriesBlock => {
    const count = times.length
    const values = new Float64Array(columns * count)
    for (let row = 0; row < count; row++)
      for (let column = 0; column < columns; column++) values[column * count + row] = rows[row * columns + column] ?? Number.NaN
    return { times: Float64Array.from(times), topics: layout, values }
  }
  return {
    ...{ layout, slot, n, series },
    takes: (time) => time >= (times.at(-1) ?? time),
    add(time, values, at) {
      const last = times.at(-1)
      const row = last !== undefined && time - last < SAME_MS ? times.length - 1 : times.length
      times[row] = time
      if ((row + 1) * columns > rows.length) {
        const larger = new Float64Array(2 * rows.length)
        larger.set(rows)
        rows = larger
      }
      rows.set(values.subarray(at, at + columns), row * columns)
    },
    block(subject, tier) {
      const bytes = packBlock(series(), labelOf(subject, tier))
      return { ...subject, tier, slot, n, start: times[0] ?? 0, end: times.at(-1) ?? 0, bytes }
    },
  }
}
