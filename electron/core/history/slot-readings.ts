import { windowOf, type BlockWindow } from './block-window.ts'
import { labelOf, type HistoryDatabase } from './database.ts'
import { offsetIn, PAIR_WITHIN_MS } from './pairing.ts'
import { rowsOf, type StoredRow } from './stored-rows.ts'
import type { Subject, SubjectKind } from './subjects.ts'
import { slotOf, type TierFacts } from './tiers.ts'
import { DamagedBlock } from './varint.ts'

export type OneReading = Pick<StoredRow, 'layout' | 'values' | 'time'>

/** The newest reading of a subject. */
export interface SlotReading extends OneReading {
  readonly name: string
  /** The newest value of each place that was read up to then. */
  readonly known: Float64Array
}

interface NamedSubject extends Subject {
  readonly id: number
}

type SlotsReader = Pick<HistoryDatabase, 'read' | 'slot'>

/** Readings around one moment of thousands of subjects: slots are read whole, and of their blocks only the moments that are looked at. */
export interface SlotReader {
  /** At or before the moment; null: none in that slot. */
  newest(subject: NamedSubject, slot: number): SlotReading | null
  /** The first reading at or after a time, in its slot or the next one. */
  after(subject: NamedSubject, time: number): OneReading | null
}

interface Cell {
  readonly blocks: Uint8Array[]
  /** Null: it is damaged. */
  window: BlockWindow | null | undefined
}

export function createSlotReader(db: SlotsReader, tier: TierFacts, now: number): SlotReader {
  const slots: Readonly<Record<SubjectKind, Map<number, ReadonlyMap<number, Cell>>>> = {
    commits: new Map(),
    ends: new Map(),
    starts: new Map(),
  }
  const one = { from: now, to: now, now }
  // Ends are looked up by the times of commits, which are read within a few steps of the tier of each other.
  const around = { from: now - 3_000 * tier.tier, to: now + PAIR_WITHIN_MS + 1_000 * tier.tier, now }

  const cellsOf = (kind: SubjectKind, slot: number): ReadonlyMap<number, Cell> => {
    const there = slots[kind].get(slot)
    if (there) return there
    const made = new Map<number, Cell>()
    for (const { subject, bytes } of db.slot(kind, tier.tier, slot)) {
      const own = made.get(subject)
      if (own) own.blocks.push(bytes)
      else made.set(subject, { blocks: [bytes], window: undefined })
    }
    slots[kind].set(slot, made)
    return made
  }
  const windowIn = (cell: Cell, subject: Subject): BlockWindow | null =>
    (cell.window ??=
      cell.window === undefined ? soundWindow(cell.blocks[0], labelOf(subject, tier.tier), subject.kind === 'ends' ? around : one) : null)
  const inFull = (subject: Subject, slot: number): readonly StoredRow[] => rowsOf(db, subject, tier.tier, slot, slot)

  return {
    newest(subject, slot) {
      const cell = cellsOf(subject.kind, slot).get(subject.id)
      if (cell === undefined) return null
      // Another layout began within the slot.
      if (cell.blocks.length > 1) return newestOf(subject.name, inFull(subject, slot), now)
      const window = windowIn(cell, subject)
      return window && newestIn(subject.name, window, now)
    },
    after(subject, time) {
      const own = slotOf(tier, time)
      for (const slot of [own, own + 1]) {
        const cell = cellsOf(subject.kind, slot).get(subject.id)
        if (cell === undefined) continue
        const window = cell.blocks.length === 1 ? windowIn(cell, subject) : null
        // A time before the window needs what the window does not have.
        const isInside = window !== null && (window.earlier === 0 || time >= (window.times[0] ?? Number.POSITIVE_INFINITY))
        const place = isInside ? window.times.findIndex((at) => at >= time) : -1
        if (window && place >= 0) return readingAt(window, place)
        if (isInside && window?.later === 0) continue
        const row = inFull(subject, slot).find((each) => each.time >= time)
        if (row) return row
      }
      return null
    },
  }
}

function soundWindow(bytes: Uint8Array | undefined, label: string, span: Parameters<typeof windowOf>[2]): BlockWindow | null {
  if (bytes === undefined) return null
  try {
    return windowOf(bytes, label, span)
  } catch (error) {
    // A damaged block shows as a gap, and as nothing else.
    if (error instanceof DamagedBlock) return null
    throw error
  }
}

function readingAt({ times, topics, values }: BlockWindow, place: number): OneReading {
  const columns = times.length === 0 ? 0 : values.length / times.length
  const own = new Float64Array(columns)
  for (let column = 0; column < columns; column++) own[column] = values[column * times.length + place] ?? Number.NaN
  return { time: times[place] ?? Number.NaN, layout: topics, values: own }
}

function newestIn(name: string, window: BlockWindow, now: number): SlotReading | null {
  const place = window.times.findLastIndex((at) => at <= now)
  return place < 0 ? null : { name, ...readingAt(window, place), known: window.known }
}

function newestOf(name: string, rows: readonly StoredRow[], now: number): SlotReading | null {
  const upTo = rows.filter((row) => row.time <= now)
  const newest = upTo.at(-1)
  if (newest === undefined) return null
  const partitions = newest.layout[0]?.partitions
  const known = newest.values.slice()
  for (let place = 0; place < known.length; place += 1) {
    if (!Number.isNaN(known[place])) continue
    const partition = partitions?.[place] ?? place
    known[place] = offsetIn(upTo.findLast((row) => !Number.isNaN(offsetIn(row, partition))) ?? null, partition)
  }
  return { name, time: newest.time, layout: newest.layout, values: newest.values, known }
}
