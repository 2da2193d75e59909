import { slotStart, type TierFacts } from '../tiers.ts'
import { basesIn, createStepReader, momentAt, rowOf, wholeIn } from './log.ts'
import { sumOf, type PackedSection } from './packed.ts'
import type { MomentRows, StoredMoment } from './rows.ts'
import { applyStep, type Cells, type Step } from './steps.ts'
import { grainOf } from './tables.ts'

/**
 * Makes a slot of the coarser tier from the finer one: what there was at its beginning as a keyframe, then what was different at the end of
 * each of its steps. A table that keeps less waits for the end of its own. Each step is short.
 */
export function* rollUpMoments(rows: MomentRows, fine: TierFacts, coarse: TierFacts, slot: number): Generator<undefined, void> {
  const from = slotStart(coarse, slot)
  const to = slotStart(coarse, slot + 1) - 1
  const stored = rows.after(fine.tier, from - 1, to)
  if (stored.length === 0) return
  const begin = beginning(rows, stored, from)
  if (begin === null) return
  const stepsOfRow = createStepReader(rows, begin.sum)
  yield
  const merging = createMerging(coarse, begin.tables)
  for (const row of stored) {
    // A damaged row, or one that is gone, is a gap: what follows it hangs on the next keyframe.
    for (const step of stepsOfRow(row) ?? []) {
      if (step.time <= begin.time) continue
      if (row.kind === 'keyframe') merging.whole(step)
      else merging.add(step)
    }
    yield
  }
  const steps = merging.end()
  const written = new Map<string, PackedSection>()
  const keyframe = rowOf('keyframe', coarse.tier, [begin], { written, from: begin.from })
  const retold = new Set(steps.flatMap(({ whole }) => [...(whole ?? [])]))
  const changes =
    steps.length === 0
      ? []
      : [rowOf('changes', coarse.tier, steps, { bases: basesIn(begin.tables, written, retold), follows: sumOf(keyframe.bytes) })]
  rows.add([keyframe, ...changes])
}

/** What there was when the slot began, or when recording began in it. */
function beginning(rows: MomentRows, stored: readonly StoredMoment[], from: number): Whole | null {
  const before = momentAt(rows, from - 1)
  if (before !== null) return { time: before.time, from, tables: before.cells, sum: before.sum }
  const stepsOfRow = createStepReader(rows, null)
  for (const row of stored) {
    const [step] = row.kind === 'keyframe' ? (stepsOfRow(row) ?? []) : []
    if (step === undefined) continue
    const tables: Cells = new Map()
    applyStep(tables, step)
    return { time: step.time, from: step.time, tables, sum: sumOf(row.bytes) }
  }
  return null
}

interface Whole {
  /** When it was read. */
  readonly time: number
  /** From when on the slot says so. */
  readonly from: number
  readonly tables: Cells
  /** Checksum of the row that it ends with. */
  readonly sum: number
}

/** Puts steps of a finer tier together into those of a coarser one. */
function createMerging({ tier }: TierFacts, begin: Cells) {
  const grain = tier * 1_000
  const steps: Step[] = []
  /** Keys that may differ from what was told last. */
  const dirty = new Map<string, Set<string>>()
  const copy = (): Cells => new Map([...begin].map(([table, own]) => [table, new Map(own)]))
  const cells = copy()
  const told = copy()
  const toldIn = new Map<string, number>()
  let bucket = Number.NaN
  let newest = Number.NaN

  const tell = (all: boolean): void => {
    const tables = new Map<string, ReadonlyMap<string, string | null>>()
    for (const [table, keys] of dirty) {
      const own = Math.floor(newest / grainOf(table, tier))
      if (!all && toldIn.get(table) === own) continue
      dirty.delete(table)
      toldIn.set(table, own)
      const changes = changesOf(table, keys)
      if (changes.size > 0) tables.set(table, changes)
    }
    if (tables.size > 0) steps.push({ time: newest, tables, whole: wholeIn(told, { time: newest, tables }) })
  }
  const changesOf = (table: string, keys: ReadonlySet<string>): ReadonlyMap<string, string | null> => {
    const changes = new Map<string, string | null>()
    const now = cells.get(table)
    const last = told.get(table) ?? new Map<string, string>()
    told.set(table, last)
    for (const key of keys) {
      const value = now?.get(key) ?? null
      if (value === (last.get(key) ?? null)) continue
      changes.set(key, value)
      if (value === null) last.delete(key)
      else last.set(key, value)
    }
    return changes
  }
  const mark = (table: string, keys: Iterable<string>): void => {
    const marked = dirty.get(table) ?? new Set<string>()
    dirty.set(table, marked)
    for (const key of keys) marked.add(key)
  }
  const goTo = (time: number): void => {
    const next = Math.floor(time / grain)
    if (next !== bucket && !Number.isNaN(bucket)) tell(false)
    bucket = next
    newest = time
  }
  return {
    add(step: Step): void {
      goTo(step.time)
      applyStep(cells, step)
      for (const [table, changes] of step.tables) mark(table, changes.keys())
    },
    whole(step: Step): void {
      goTo(step.time)
      for (const [table, own] of cells) {
        mark(table, own.keys())
        cells.delete(table)
      }
      applyStep(cells, step)
      for (const [table, own] of step.tables) mark(table, own.keys())
    },
    end(): readonly Step[] {
      if (!Number.isNaN(bucket)) tell(true)
      return steps
    },
  }
}
