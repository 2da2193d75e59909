import { createCutter, createWindowReader, type BlockWindow, type Cut, type WindowReader } from './block-window.ts'
import { labelOf, type HistoryDatabase } from './database.ts'
import type { SlotBlock } from './packs.ts'
import { offsetIn, PAIR_WITHIN_MS } from './pairing.ts'
import { rowsInBlocks, type StoredRow } from './stored-rows.ts'
import type { Subject, SubjectKind } from './subjects.ts'
import { packStart, slotOf, type TierFacts } from './tiers.ts'
import { DamagedBlock } from './varint.ts'

export type OneReading = Pick<StoredRow, 'layout' | 'values' | 'time'>

/** The newest reading of a subject. */
export interface SlotReading extends OneReading {
  readonly name: string
}

/** What is known of a subject: the newest value of each place that was read up to the moment. */
export interface Known {
  readonly name: string
  readonly time: number
  readonly known: Float64Array
}

/** A reading that stands among others: the value of a column is at `at + column * step`. */
export interface PlacedReading {
  readonly time: number
  readonly layout: OneReading['layout']
  readonly values: Float64Array
  readonly at: number
  readonly step: number
}

export interface NamedSubject extends Subject {
  readonly id: number
}

type SlotsReader = Pick<HistoryDatabase, 'packed' | 'loose' | 'oldestLoose' | 'topics'>

/**
 * Readings around one moment of thousands of subjects: slots are read whole, those that are packed together at once, and of their blocks only
 * the moments that are looked at.
 */
export interface SlotReader {
  /** At or before the moment; null: none in what is packed together with that slot, or will be. */
  newest(subject: NamedSubject, slot: number): SlotReading | null
  known(subject: NamedSubject, slot: number): Known | null
  /** The first reading at or after a time, in its slot or the next one. */
  after(subject: NamedSubject, time: number): PlacedReading | null
}

interface Cell {
  readonly blocks: Uint8Array[]
  /** Of each block that is sound. */
  windows: readonly BlockWindow[] | null
}

export function createSlotReader(db: SlotsReader, tier: TierFacts, now: number): SlotReader {
  const readings = new Map<BlockWindow, PlacedReading>()
  const cut = createCutter()
  const cells = { packed: noCells(), loose: noCells() }
  const span = tier.packSlots
  const oldestLoose = db.oldestLoose(tier.tier) ?? Number.POSITIVE_INFINITY
  const one = createWindowReader(db.topics, { from: now, to: now, now })
  // Ends are looked up by the times of commits, which are read within a few steps of the tier of each other.
  const from = now - 6_000 * tier.tier
  const around = createWindowReader(db.topics, { from, to: now + PAIR_WITHIN_MS + 1_000 * tier.tier, now })

  const cellIn = (how: 'packed' | 'loose', { kind, id }: NamedSubject, slot: number): Cell | undefined => {
    const own = cells[how][kind]
    let there = own.get(slot)
    if (there === undefined) {
      there = readCells(db[how](kind, tier.tier, slot, how === 'packed' ? slot + span - 1 : slot))
      own.set(slot, there)
    }
    return there.get(id)
  }
  const looseIn = (subject: NamedSubject, slot: number): Cell | undefined =>
    slot < oldestLoose ? undefined : cellIn('loose', subject, slot)
  const windowsIn = (cell: Cell, subject: Subject): readonly BlockWindow[] =>
    (cell.windows ??= soundWindows(cell.blocks, labelOf(subject, tier.tier), subject.kind === 'ends' ? around : one))
  /** Several groups that were read long ago read the same topic. */
  const full = new Map<string, readonly StoredRow[]>()
  const inFull = (subject: NamedSubject, first: number): readonly StoredRow[] => {
    const key = `${subject.kind} ${subject.id} ${first}`
    const known = full.get(key)
    if (known !== undefined) return known
    const slots = Array.from({ length: span }, (_, n) => first + n)
    const all = [cellIn('packed', subject, first), ...slots.map((slot) => looseIn(subject, slot))]
    const rows = rowsInBlocks(
      all.flatMap((cell) => cell?.blocks ?? []),
      labelOf(subject, tier.tier),
      db.topics,
    )
    full.set(key, rows)
    return rows
  }
  const foundIn = (cell: Cell | undefined, subject: NamedSubject, best: Place | null): Place | null =>
    cell === undefined ? best : laterOf(best, windowsIn(cell, subject), now)

  /** Where the newest reading is; `isSplit`: what other blocks of that time know stands in their rows. Null: there is none. */
  const find = (subject: NamedSubject, first: number): (Place & { readonly isSplit: boolean }) | null => {
    const inPack = cellIn('packed', subject, first)
    const packed = foundIn(inPack, subject, null)
    let loose: Place | null = null
    for (let at = Math.min(first + span - 1, slotOf(tier, now)); at >= Math.max(first, oldestLoose) && loose === null; at--)
      loose = foundIn(looseIn(subject, at), subject, null)
    const newest = loose !== null && (packed === null || timeAt(loose) >= timeAt(packed)) ? loose : packed
    if (newest === null) return null
    const isAlone = loose === null ? inPack?.blocks.length === 1 : span === 1 && packed === null
    return { ...newest, isSplit: !isAlone && hasGaps(newest.window.known) }
  }

  return {
    newest(subject, slot) {
      const first = packStart(tier.tier, slot)
      const found = find(subject, first)
      if (found === null) return null
      if (found.isSplit) return newestInFull(subject.name, inFull(subject, first), now)
      return { name: subject.name, ...readingAt(found.window, found.place, cut) }
    },
    known(subject, slot) {
      const first = packStart(tier.tier, slot)
      const found = find(subject, first)
      if (found === null) return null
      if (found.isSplit) return newestInFull(subject.name, inFull(subject, first), now)
      return { name: subject.name, time: timeAt(found), known: found.window.known }
    },
    after(subject, time) {
      const own = slotOf(tier, time)
      const first = packStart(tier.tier, own)
      const next = packStart(tier.tier, own + 1)
      const found = [cellIn('packed', subject, first), looseIn(subject, own), looseIn(subject, own + 1)]
      if (next !== first) found.push(cellIn('packed', subject, next))
      return afterIn(found, subject, time)
    },
  }

  function afterIn(all: readonly (Cell | undefined)[], subject: NamedSubject, time: number): PlacedReading | null {
    let found: Place | null = null
    let isOutside = false
    for (const cell of all)
      for (const window of cell === undefined ? [] : windowsIn(cell, subject)) {
        // What lies outside of a window needs what it does not have.
        if (window.earlier > 0 && time < from && time < (window.times[0] ?? Number.POSITIVE_INFINITY)) isOutside = true
        const place = firstFrom(window.times, time)
        if (place >= 0 && (found === null || (window.times[place] ?? 0) < timeAt(found))) found = { window, place }
      }
    if (isOutside) {
      const row = inFull(subject, packStart(tier.tier, slotOf(tier, time))).find((one) => one.time >= time)
      return row === undefined ? null : { ...row, at: 0, step: 1 }
    }
    if (found === null) return null
    // Several groups read the same topic.
    const last = readings.get(found.window)
    if (last?.time === timeAt(found)) return last
    const { topics, times, values } = found.window
    const reading = { time: timeAt(found), layout: topics, values, at: found.place, step: times.length }
    readings.set(found.window, reading)
    return reading
  }
}

interface Place {
  readonly window: BlockWindow
  readonly place: number
}

const timeAt = ({ window, place }: Place): number => window.times[place] ?? Number.NaN

function laterOf(best: Place | null, windows: readonly BlockWindow[], now: number): Place | null {
  let later = best
  for (const window of windows) {
    const place = lastUpTo(window.times, now)
    if (place >= 0 && (later === null || (window.times[place] ?? 0) >= timeAt(later))) later = { window, place }
  }
  return later
}

type CellsByKind = Readonly<Record<SubjectKind, Map<number, ReadonlyMap<number, Cell>>>>

/** By kind and slot. */
const noCells = (): CellsByKind => ({ commits: new Map(), ends: new Map(), starts: new Map() })

function readCells(blocks: readonly SlotBlock[]): ReadonlyMap<number, Cell> {
  const made = new Map<number, Cell>()
  for (const { subject, bytes } of blocks) {
    const own = made.get(subject)
    if (own) own.blocks.push(bytes)
    else made.set(subject, { blocks: [bytes], windows: null })
  }
  return made
}

function lastUpTo(times: Float64Array, now: number): number {
  let place = times.length - 1
  while (place >= 0 && (times[place] ?? 0) > now) place -= 1
  return place
}

function firstFrom(times: Float64Array, time: number): number {
  for (let place = 0; place < times.length; place++) if ((times[place] ?? 0) >= time) return place
  return -1
}

function soundWindows(blocks: readonly Uint8Array[], label: string, read: WindowReader): readonly BlockWindow[] {
  const windows: BlockWindow[] = []
  for (const bytes of blocks)
    try {
      windows.push(read(bytes, label))
    } catch (error) {
      // A damaged block shows as a gap, and as nothing else.
      if (!(error instanceof DamagedBlock)) throw error
    }
  return windows
}

function hasGaps(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true
  return false
}

function readingAt({ times, topics, values }: BlockWindow, place: number, cut: Cut): OneReading {
  if (times.length === 1) return { time: times[0] ?? Number.NaN, layout: topics, values }
  const columns = times.length === 0 ? 0 : values.length / times.length
  const own = cut(columns)
  for (let column = 0; column < columns; column++) own[column] = values[column * times.length + place] ?? Number.NaN
  return { time: times[place] ?? Number.NaN, layout: topics, values: own }
}

function newestInFull(name: string, rows: readonly StoredRow[], now: number): (SlotReading & Known) | null {
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
