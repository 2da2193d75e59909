import { addBackfilled, endsOfRow } from '../backfilled/store.ts'
import type { HistoryDatabase } from '../database.ts'
import { looseBlocks } from '../loose-blocks.ts'
import { rowOf } from '../moments/log.ts'
import { sumOf } from '../moments/packed.ts'
import type { MomentRow } from '../moments/rows.ts'
import { applyStep, type Cells, type Step } from '../moments/steps.ts'
import { finest } from '../tiers.ts'
import type { RecordedRange } from './range.ts'

const KEYFRAME_MS = 5 * 60_000
const STEPS_A_ROW = 50

/** A range as the history of a cluster of its own, in the finest tier: a recording is not thinned. */
export function storeRange(db: HistoryDatabase, { steps, offsets, events, backfilled, log }: RecordedRange): void {
  db.write(offsets.flatMap(({ subject, rows }) => looseBlocks(subject, finest.tier, rows, 0)))
  db.moments.add(momentRowsOf(steps), events)
  db.log.add(log)
  addBackfilled(
    db,
    backfilled.flatMap(({ topic, rows }) => rows.map((row) => endsOfRow(topic, row))),
  )
}

function momentRowsOf(steps: readonly Step[]): readonly MomentRow[] {
  const rows: MomentRow[] = []
  const cells: Cells = new Map()
  let waiting: Step[] = []
  let keyframeAt = Number.NEGATIVE_INFINITY
  let last = 0
  const add = (row: MomentRow): void => {
    rows.push(row)
    last = sumOf(row.bytes)
  }
  const close = (): void => {
    if (waiting.length > 0) add(rowOf('changes', finest.tier, waiting, { follows: last }))
    waiting = []
  }
  for (const step of steps) {
    applyStep(cells, step)
    if (step.time - keyframeAt >= KEYFRAME_MS) {
      close()
      add(rowOf('keyframe', finest.tier, [{ time: step.time, tables: cells }]))
      keyframeAt = step.time
    } else waiting.push(step)
    if (waiting.length >= STEPS_A_ROW) close()
  }
  close()
  return rows
}
