import { windowOf, type BlockWindow } from './block-window.ts'
import { labelOf, type HistoryDatabase } from './database.ts'
import { offsetIn, PAIR_WITHIN_MS } from './pairing.ts'
import { rowsInBlocks, type StoredRow } from './stored-rows.ts'
import type { Subject, SubjectKind } from './subjects.ts'
import { packStart, slotOf, type TierFacts } from './tiers.ts'
import type { TopicNames } from './topic-names.ts'
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

type SlotsReader = Pick<HistoryDatabase, 'slots' | 'topics'>

/**
 * Readings around one moment of thousands of subjects: slots are read whole, those that are packed together at once, and of their blocks only
 * the moments that are looked at.
 */
export interface SlotReader {
  /** At or before the moment; null: none in what is packed together with that slot. */
  newest(subject: NamedSubject, slot: number): SlotReading | null
  /** The first reading at or after a time, in its slot or the next one. */
  after(subject: NamedSubject, time: number): OneReading | null
}

interface Cell {
  readonly blocks: Uint8Array[]
  /** Of each block that is sound. */
  windows: readonly BlockWindow[] | null
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
    const first = packStart(tier.tier, slot)
    const there = slots[kind].get(first)
    if (there) return there
    const made = new Map<number, Cell>()
    for (const { subject, bytes } of db.slots(kind, tier.tier, first, first + tier.packSlots - 1)) {
      const own = made.get(subject)
      if (own) own.blocks.push(bytes)
      else made.set(subject, { blocks: [bytes], windows: null })
    }
    slots[kind].set(first, made)
    return made
  }
  const windowsIn = (cell: Cell, subject: Subject): readonly BlockWindow[] =>
    (cell.windows ??= cell.blocks.flatMap(
      (bytes) => soundWindow(bytes, labelOf(subject, tier.tier), db.topics, subject.kind === 'ends' ? around : one) ?? [],
    ))
  const inFull = (cell: Cell, subject: Subject): readonly StoredRow[] => rowsInBlocks(cell.blocks, labelOf(subject, tier.tier), db.topics)

  return {
    newest(subject, slot) {
      const cell = cellsOf(subject.kind, slot).get(subject.id)
      if (cell === undefined) return null
      const windows = windowsIn(cell, subject)
      const newest = newestOf(windows, now)
      if (newest === null) return null
      // Before that block there may be another that knows more.
      const isKnown = windows.length === 1 || !newest.window.known.some((value) => Number.isNaN(value))
      return isKnown
        ? { name: subject.name, ...readingAt(newest.window, newest.place), known: newest.window.known }
        : newestInFull(subject.name, inFull(cell, subject), now)
    },
    after(subject, time) {
      const own = slotOf(tier, time)
      for (const slot of new Set([packStart(tier.tier, own), packStart(tier.tier, own + 1)])) {
        const cell = cellsOf(subject.kind, slot).get(subject.id)
        if (cell === undefined) continue
        const windows = windowsIn(cell, subject)
        const found = firstOf(windows, time)
        // What lies outside of the windows needs what they do not have.
        const isInside = windows.every(({ earlier, times }) => earlier === 0 || time >= (times[0] ?? Number.POSITIVE_INFINITY))
        if (found && isInside) return readingAt(found.window, found.place)
        if (isInside && windows.every(({ later }) => later === 0)) continue
        const row = inFull(cell, subject).find((each) => each.time >= time)
        if (row) return row
      }
      return null
    },
  }
}

interface Place {
  readonly window: BlockWindow
  readonly place: number
}

const timeAt = ({ window, place }: Place): number => window.times[place] ?? Number.NaN

function newestOf(windows: readonly BlockWindow[], now: number): Place | null {
  let newest: Place | null = null
  for (const window of windows) {
    const place = window.times.findLastIndex((at) => at <= now)
    if (place >= 0 && (newest === null || timeAt({ window, place }) >= timeAt(newest))) newest = { window, place }
  }
  return newest
}

function firstOf(windows: readonly BlockWindow[], time: number): Place | null {
  let first: Place | null = null
  for (const window of windows) {
    const place = window.times.findIndex((at) => at >= time)
    if (place >= 0 && (first === null || timeAt({ window, place }) < timeAt(first))) first = { window, place }
  }
  return first
}

function soundWindow(bytes: Uint8Array, label: string, topics: TopicNames, span: Parameters<typeof windowOf>[3]): BlockWindow | null {
  try {
    return windowOf(bytes, label, topics, span)
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

function newestInFull(name: string, rows: readonly StoredRow[], now: number): SlotReading | null {
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
