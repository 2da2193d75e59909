import { countColumns } from './block-topics.ts'
import type { SeriesBlock } from './blocks.ts'
import { createBlockBuilder, type BlockBuilder } from './block-builder.ts'
import type { StoredBlock } from './database.ts'
import { isSameLayout, type Layout } from './layouts.ts'
import type { Subject } from './subjects.ts'
import { finest, slotOf, type Tier } from './tiers.ts'

/** A stored reading: one place a column of its layout. */
export interface StoredRow {
  readonly time: number
  readonly layout: Layout
  readonly values: Float64Array
}

export function rowsIn({ times, topics, values }: SeriesBlock): StoredRow[] {
  const columns = countColumns(topics)
  const rows: StoredRow[] = []
  for (let row = 0; row < times.length; row++) {
    const own = new Float64Array(columns)
    for (let column = 0; column < columns; column++) own[column] = values[column * times.length + row] ?? Number.NaN
    rows.push({ time: times[row] ?? 0, layout: topics, values: own })
  }
  return rows
}

/** Rows as blocks of one layout each. */
export function buildersOf(rows: readonly StoredRow[], slotAt: (time: number) => number): readonly BlockBuilder[] {
  const builders: BlockBuilder[] = []
  for (const { time, layout, values } of rows) {
    const slot = slotAt(time)
    let builder = builders.at(-1)
    if (builder === undefined || builder.slot !== slot || !isSameLayout(builder.layout, layout) || !builder.takes(time)) {
      builder = createBlockBuilder(layout, slot, builder?.slot === slot ? builder.n + 1 : 0)
      builders.push(builder)
    }
    builder.add(time, values, 0)
  }
  return builders
}

/** @param slot of coarser tiers, whose last ends may be of the time after it; the finest has each in its own */
export function looseBlocks(subject: Subject, tier: Tier, rows: readonly StoredRow[], slot: number): readonly StoredBlock[] {
  const slotAt = tier === finest.tier ? (time: number): number => slotOf(finest, time) : (): number => slot
  return buildersOf(rows, slotAt).map((builder) => builder.block(subject, tier))
}
