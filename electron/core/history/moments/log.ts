import { DamagedBlock } from '../varint.ts'
import { finest, tiers, type Tier } from '../tiers.ts'
import type { Happening } from './happenings.ts'
import { packSection, packSections, sumOf, unpackSections, type PackedSection, type RowContent, type Section } from './packed.ts'
import { patchLines } from './patches.ts'
import { momentLabel, type MomentKind, type MomentRow, type MomentRows } from './rows.ts'
import { valuesIn, type BasedSection, type FoundSections } from './sections.ts'
import { applyStep, linesOf, stepsOf, type Cells, type Step } from './steps.ts'

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
  /** The row that was stored last. */
  let newest = { time: Number.NEGATIVE_INFINITY, sum: 0 }
  /** Tables as they stand in the newest keyframe, for as long as they are the same: sizes of replicas are most of it. */
  const written = new Map<string, PackedSection>()
  /** Tables that were told anew as a whole between keyframes, as they stand in the newest one. */
  const retold = new Set<string>()
  let bases: Bases = new Map()

  return {
    take(text, whole, happened = []) {
      const steps = [...stepsOf(text)]
      const last = steps.at(-1)
      if (last === undefined) return true
      // This worker is another one than was told before.
      if (cells === null && !whole) return false
      const now = (cells ??= newestOf(rows))
      for (const step of steps) {
        if (whole) for (const table of step.tables.keys()) now.delete(table)
        applyStep(now, step)
        for (const table of step.tables.keys()) written.delete(table)
      }
      // When the clock was set back, rows do not lie in the order in which they follow each other.
      const due = whole || last.time < newest.time || Math.abs(last.time - keyframeAt) >= KEYFRAME_MS
      const added = due
        ? rowOf('keyframe', finest.tier, [{ time: last.time, tables: now }], { written })
        : rowOf('changes', finest.tier, steps.length === 1 ? [wholeStep(now, last, retold)] : steps, { bases, follows: newest.sum })
      try {
        rows.add([added], happened)
      } catch (error) {
        // Not stored: what follows begins with a keyframe again.
        cells = null
        keyframeAt = Number.NEGATIVE_INFINITY
        written.clear()
        throw error
      }
      newest = { time: last.time, sum: sumOf(added.bytes) }
      if (due) {
        keyframeAt = last.time
        bases = basesIn(now, written, retold)
      }
      return true
    },
  }
}

/** Tables of which a step tells every value there is. @param cells after it */
export const wholeIn = (cells: Cells, { tables }: Step): ReadonlySet<string> =>
  new Set(
    [...tables].flatMap(([table, own]) =>
      own.size > 1 && own.size === cells.get(table)?.size && ![...own.values()].includes(null) ? [table] : [],
    ),
  )

function wholeStep(cells: Cells, step: Step, retold: Set<string>): Step {
  const whole = wholeIn(cells, step)
  for (const table of whole) retold.add(table)
  return { ...step, whole }
}

/** Tables of a keyframe, that later values are told as patches of. */
export type Bases = ReadonlyMap<string, { readonly id: Uint8Array; readonly cells: ReadonlyMap<string, string> }>

export const basesIn = (cells: Cells, written: ReadonlyMap<string, PackedSection>, tables: Iterable<string>): Bases =>
  new Map(
    [...tables].flatMap((table) => {
      const [own, packed] = [cells.get(table), written.get(table)]
      return own && packed ? [[table, { id: packed.id, cells: new Map(own) }] as const] : []
    }),
  )

/** What is told as patches is shorter than this part of what it would be, or else it is told as it is. */
const SHORTER = 0.7

function packChanges(
  table: string,
  cells: ReadonlyMap<string, string | null>,
  whole: boolean,
  base: ReturnType<Bases['get']>,
): PackedSection {
  const lines = linesOf(cells)
  const patches = base && whole ? patchLines(base.cells, cells) : lines
  return base && patches.length < SHORTER * lines.length ? packSection(table, patches, true, base.id) : packSection(table, lines, whole)
}

export interface RowMaking {
  /** Sections that are taken instead of packing a table again; those that are packed are added. */
  readonly written?: Map<string, PackedSection>
  readonly bases?: Bases
  /** The checksum of the row before it. */
  readonly follows?: number
  /** From when on it says what there was; left out: the time of its first step, when that was read. */
  readonly from?: number
}

export function rowOf(kind: MomentKind, tier: Tier, steps: readonly Step[], { written, bases, follows, from }: RowMaking = {}): MomentRow {
  const first = steps[0]?.time ?? 0
  const start = from ?? first
  const end = Math.max(start, steps.at(-1)?.time ?? first)
  const sections = steps.flatMap(({ time, tables, whole }) =>
    [...tables].map(([table, cells]) => {
      const isWhole = kind === 'keyframe' || whole?.has(table) === true
      const packed = written?.get(table) ?? packChanges(table, cells, isWhole, bases?.get(table))
      written?.set(table, packed)
      return { ...packed, time }
    }),
  )
  return { tier, kind, start, end, bytes: packSections(sections, momentLabel({ tier, kind, start }), follows) }
}

/** Sections in order of time; null: the row is damaged. */
export function contentOfRow(row: MomentRow): RowContent | null {
  try {
    return unpackSections(row.bytes, momentLabel(row), row.kind === 'keyframe')
  } catch (error) {
    if (error instanceof DamagedBlock) return null
    throw error
  }
}

/** With what its values are patches of; null: that is not there. */
function basedSection(section: Section, base: Section | undefined): BasedSection | null {
  if (section.base === null) return { ...section, before: null }
  return base?.id === section.base ? { ...section, id: `${base.id}${section.id}`, before: base.lines } : null
}

const byTable = (sections: readonly Section[]): ReadonlyMap<string, Section> => new Map(sections.map((each) => [each.table, each]))

/** Whether a row of changes was written after that one, as far as it says so. */
const isNext = ({ follows }: RowContent, sum: number | null): boolean => follows === null || follows === sum

/**
 * The steps of rows of one tier, one row after the other; null: the row is damaged, or one before it is damaged or gone, so that nobody can
 * tell what there was until the next keyframe.
 * @param after checksum of the row before the first one; null: that is not known
 */
export function createStepReader(rows: MomentRows, after: number | null): (row: MomentRow) => readonly Step[] | null {
  let keyframe: ReadonlyMap<string, Section> | null = null
  let last = after
  let isBroken = false
  return (row) => {
    const content = contentOfRow(row)
    if (row.kind === 'keyframe') isBroken = false
    if (content === null || (row.kind === 'changes' && last !== null && !isNext(content, last))) isBroken = true
    if (content === null || isBroken) return null
    const { sections } = content
    last = content.sum
    if (row.kind === 'keyframe') keyframe = byTable(sections)
    else if (keyframe === null && sections.some(({ base }) => base !== null)) keyframe = byTable(keyframeBefore(rows, row))
    return stepsIn(sections.flatMap((section) => basedSection(section, keyframe?.get(section.table)) ?? []))
  }
}

function keyframeBefore(rows: MomentRows, { tier, start }: MomentRow): readonly Section[] {
  for (const keyframe of rows.keyframesAt(tier, start, 1)) return contentOfRow(keyframe)?.sections ?? []
  return []
}

function stepsIn(sections: readonly BasedSection[]): readonly Step[] | null {
  const steps: { time: number; tables: Map<string, ReadonlyMap<string, string | null>> }[] = []
  for (const section of sections) {
    const { time, table } = section
    const step = steps.at(-1)?.time === time ? steps.at(-1) : undefined
    const values = new Map(valuesIn(section))
    if (step) step.tables.set(table, values)
    else steps.push({ time, tables: new Map([[table, values]]) })
  }
  return steps.length === 0 ? null : steps
}

export interface FoundMoment {
  readonly time: number
  readonly cells: Cells
  readonly tier: Tier
  /** Checksum of the newest row in it. */
  readonly sum: number
}

/** The values of a moment. */
export function momentAt(rows: MomentRows, time: number): FoundMoment | null {
  const found = sectionsAt(rows, time)
  return found === null
    ? null
    : { time: found.time, tier: found.tier, sum: found.sum, cells: new Map([...found.tables].map(([table, own]) => [table, cellsOf(own)])) }
}

export function cellsOf(sections: readonly BasedSection[]): Map<string, string> {
  const cells = new Map<string, string>()
  for (const section of sections)
    for (const [key, value] of valuesIn(section)) {
      if (value === null) cells.delete(key)
      else cells.set(key, value)
    }
  return cells
}

/**
 * What there was at a moment: the newest keyframe before it in the finest tier that reaches back to it, and the changes after. Where a row
 * of changes is damaged it stays with what was known before, and says so by its time.
 */
export function sectionsAt(rows: MomentRows, time: number): FoundSections | null {
  let found: FoundSections | null = null
  for (const { tier } of tiers) {
    const own = sectionsIn(rows, tier, time)
    if (own !== null && (found === null || own.time > found.time)) found = own
    // A coarser tier knows nothing newer, unless rows of the finer one are damaged or gone.
    if (found !== null && found.tier === tier && own !== null && !isBehind(rows, tier, own.time, time)) break
  }
  return found
}

/** Rows between what was found and the moment that could not be used. */
const isBehind = (rows: MomentRows, tier: Tier, found: number, time: number): boolean =>
  rows.after(tier, found, time).some((row) => row.start > found)

function sectionsIn(rows: MomentRows, tier: Tier, time: number): FoundSections | null {
  for (const keyframe of rows.keyframesAt(tier, time, KEYFRAMES_TRIED)) {
    const whole = contentOfRow(keyframe)
    if (whole === null || whole.sections.length === 0) continue
    const tables = new Map<string, BasedSection[]>()
    const bases = byTable(whole.sections)
    let newest = keyframe.start
    let { sum } = whole
    const add = (stored: Section): void => {
      const section = basedSection(stored, bases.get(stored.table))
      if (section === null) return
      const own = tables.get(section.table)
      if (own === undefined || section.whole) tables.set(section.table, [section])
      else own.push(section)
      newest = section.time
    }
    for (const section of whole.sections) add(section)
    for (const row of rows.after(tier, keyframe.start, time, keyframe.id)) {
      if (row.kind === 'keyframe') break
      const changes = contentOfRow(row)
      // Damaged, or one before it is gone.
      if (changes === null || !isNext(changes, sum)) break
      sum = changes.sum
      for (const section of changes.sections) {
        if (section.time > time) break
        add(section)
      }
    }
    return { time: newest, tier, sum, tables }
  }
  return null
}

function newestOf(rows: MomentRows): Cells {
  const newest = rows.newest()
  return newest === null
    ? new Map<string, Map<string, string>>()
    : (momentAt(rows, newest)?.cells ?? new Map<string, Map<string, string>>())
}
