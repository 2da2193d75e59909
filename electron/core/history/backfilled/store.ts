import { hourOf, STEP_MS } from '../../../../shared/domain/backfill.ts'
import { packBlock, unpackBlock } from '../blocks.ts'
import type { HistoryDatabase } from '../database.ts'
import { buildersOf, rowsIn, type StoredRow } from '../loose-blocks.ts'
import { rowsOf } from '../stored-rows.ts'
import { slotOf, tiers } from '../tiers.ts'
import { DamagedBlock } from '../varint.ts'
import { backfilledLabel, type BackfilledRows } from './rows.ts'

/** Log ends of one topic at some times: NaN where the time index could not tell. */
export interface BackfilledEnds {
  readonly topic: string
  readonly partitions: readonly number[]
  readonly times: readonly number[]
  /** Time after time, as many places each as there are partitions. */
  readonly values: Float64Array
}

export interface BackfilledHeld {
  readonly backfilled: Pick<BackfilledRows, 'read'>
}

/** What is held of a topic in [from, to], in order of time. A damaged block is left out: a gap, and nothing else. */
export function backfilledOf({ backfilled }: BackfilledHeld, topic: string, from: number, to: number): readonly StoredRow[] {
  const rows = backfilled.read(topic, hourOf(from), hourOf(to)).flatMap((bytes) => soundRows(bytes, topic))
  return rows.filter(({ time }) => time >= from && time <= to).sort((a, b) => a.time - b.time)
}

function soundRows(bytes: Uint8Array, topic: string): readonly StoredRow[] {
  try {
    return rowsIn(unpackBlock(bytes, backfilledLabel(topic)))
  } catch (error) {
    if (error instanceof DamagedBlock) return []
    throw error
  }
}

/** What is in a block that was stored of a topic. */
export const endsIn = ({ topic, bytes }: { readonly topic: string; readonly bytes: Uint8Array }): readonly BackfilledEnds[] =>
  soundRows(bytes, topic).map((row) => endsOfRow(topic, row))

export const endsOfRow = (topic: string, { time, layout, values }: StoredRow): BackfilledEnds => ({
  ...{ topic, partitions: [...(layout[0]?.partitions ?? [])], times: [time], values },
})

/** Adds to what is held: of a time that is there already the later answer counts. All of it or nothing. */
export function addBackfilled(db: { readonly backfilled: Pick<BackfilledRows, 'read' | 'replace'> }, all: readonly BackfilledEnds[]): void {
  const hours = new Map<string, { readonly topic: string; readonly hour: number; readonly rows: Map<number, StoredRow> }>()
  for (const { topic, partitions, times, values } of all) {
    const layout = [{ topic, partitions: Int32Array.from(partitions) }]
    for (const [i, time] of times.entries()) {
      const hour = hourOf(time)
      const key = `${hour} ${topic}`
      const there = hours.get(key) ?? { topic, hour, rows: heldIn(db, topic, hour) }
      hours.set(key, there)
      there.rows.set(time, { time, layout, values: values.subarray(i * partitions.length, (i + 1) * partitions.length) })
    }
  }
  db.backfilled.replace(
    [...hours.values()].map(({ topic, hour, rows }) => {
      const sorted = [...rows.values()].sort((a, b) => a.time - b.time)
      return { topic, hour, blocks: buildersOf(sorted, () => 0).map((builder) => packBlock(builder.series(), backfilledLabel(topic))) }
    }),
  )
}

const heldIn = ({ backfilled }: BackfilledHeld, topic: string, hour: number): Map<number, StoredRow> =>
  new Map(backfilled.read(topic, hour, hour).flatMap((bytes) => soundRows(bytes, topic).map((row) => [row.time, row] as const)))

/** An own reading this near is as good as one that is asked for. */
const NEAR_MS = STEP_MS / 2

/**
 * Of some times in order those of which a topic's log ends are neither observed nor backfilled.
 * @param times of one hour
 */
export function lacking(
  db: BackfilledHeld & Pick<HistoryDatabase, 'read' | 'topics' | 'oldest'>,
  topic: string,
  times: readonly number[],
): number[] {
  const [first, last] = [times[0], times.at(-1)]
  if (first === undefined || last === undefined) return []
  const held = new Set(backfilledOf(db, topic, first, last).map(({ time }) => time))
  const open = times.filter((time) => !held.has(time))
  if (open.length === 0) return open
  const own: number[] = []
  for (const tier of tiers) {
    if (db.oldest(tier.tier) === null) continue
    const rows = rowsOf(db, { kind: 'ends', name: topic }, tier.tier, slotOf(tier, first - NEAR_MS), slotOf(tier, last + NEAR_MS))
    for (const { time } of rows) own.push(time)
  }
  return open.filter((time) => !own.some((each) => Math.abs(each - time) <= NEAR_MS))
}
