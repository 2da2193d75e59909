import { DamagedBlock } from '../varint.ts'
import { finest, tiers, type Tier } from '../tiers.ts'
import type { Happening } from './happenings.ts'
import { packText, unpackText } from './packed.ts'
import { momentLabel, type MomentKind, type MomentRow, type MomentRows } from './rows.ts'
import { applyStep, NotSteps, stepsOf, stepsText, type Cells, type Step } from './steps.ts'

/** The moments that are being recorded of one cluster: keeps what there is now, to begin every few minutes with a whole keyframe. */
export interface MomentLog {
  /**
   * Stored and synced when it returns. False: nothing was taken in, all there is must be told first.
   * @param whole its tables are all there is of them, whatever was known before
   */
  take(text: string, whole: boolean, happened?: readonly Happening[]): boolean
}

const KEYFRAME_MS = 5 * 60_000
/** Keyframes that are tried when the newest one is damaged. */
const KEYFRAMES_TRIED = 20

export function createMomentLog(rows: MomentRows): MomentLog {
  let cells: Cells | null = null
  let keyframeAt = Number.NEGATIVE_INFINITY

  return {
    take(text, whole, happened = []) {
      const steps = [...stepsOf(text)]
      const last = steps.at(-1)
      if (last === undefined) return true
      // This worker is another one than was told before.
      if (cells === null && !whole) return false
      cells ??= newestOf(rows)
      for (const step of steps) {
        if (whole) for (const table of step.tables.keys()) cells.delete(table)
        applyStep(cells, step)
      }
      const due = whole || Math.abs(last.time - keyframeAt) >= KEYFRAME_MS
      const added = due ? rowOf('keyframe', finest.tier, [{ time: last.time, tables: cells }]) : rowOf('changes', finest.tier, steps)
      try {
        rows.add([added], happened)
      } catch (error) {
        // Not stored: what follows begins with a keyframe again.
        cells = null
        keyframeAt = Number.NEGATIVE_INFINITY
        throw error
      }
      if (due) keyframeAt = last.time
      return true
    },
  }
}

export function rowOf(kind: MomentKind, tier: Tier, steps: readonly Step[]): MomentRow {
  const start = steps[0]?.time ?? 0
  const end = steps.at(-1)?.time ?? start
  return { tier, kind, start, end, bytes: packText(stepsText(steps), momentLabel({ tier, kind, start })) }
}

/** The steps of a row; null: it is damaged. */
export function stepsOfRow(row: MomentRow): readonly Step[] | null {
  try {
    return [...stepsOf(unpackText(row.bytes, momentLabel(row)))]
  } catch (error) {
    if (error instanceof DamagedBlock || error instanceof NotSteps) return null
    throw error
  }
}

export interface FoundMoment {
  /** Of the newest step in it. */
  readonly time: number
  readonly cells: Cells
  readonly tier: Tier
}

/**
 * What there was at a moment: the newest keyframe before it in the finest tier that reaches back to it, and the changes after. Where a row
 * of changes is damaged it stays with what was known before, and says so by its time.
 */
export function momentAt(rows: MomentRows, time: number): FoundMoment | null {
  let found: FoundMoment | null = null
  for (const { tier } of tiers) {
    const own = momentIn(rows, tier, time)
    if (own !== null && (found === null || own.time > found.time)) found = own
    // A coarser tier knows nothing newer, unless rows of the finer one are damaged or gone.
    if (found !== null && found.tier === tier && own !== null && !isBehind(rows, tier, own.time, time)) break
  }
  return found
}

/** Rows between what was found and the moment that could not be used. */
const isBehind = (rows: MomentRows, tier: Tier, found: number, time: number): boolean =>
  rows.after(tier, found, time).some((row) => row.start > found)

function momentIn(rows: MomentRows, tier: Tier, time: number): FoundMoment | null {
  for (const keyframe of rows.keyframesAt(tier, time, KEYFRAMES_TRIED)) {
    const [whole] = stepsOfRow(keyframe) ?? []
    if (whole === undefined) continue
    const cells: Cells = new Map()
    applyStep(cells, whole)
    let newest = whole.time
    for (const row of rows.after(tier, keyframe.start, time, keyframe.id)) {
      if (row.kind === 'keyframe') break
      const steps = stepsOfRow(row)
      if (steps === null) break
      for (const step of steps) {
        if (step.time > time) break
        applyStep(cells, step)
        newest = step.time
      }
    }
    return { time: newest, cells, tier }
  }
  return null
}

function newestOf(rows: MomentRows): Cells {
  const newest = rows.newest()
  return newest === null
    ? new Map<string, Map<string, string>>()
    : (momentAt(rows, newest)?.cells ?? new Map<string, Map<string, string>>())
}
