import { countColumns } from './block-topics.ts'
import { isSameLayout, type Layout } from './layouts.ts'
import type { Subject } from './subjects.ts'

/** Readings on their way to the history worker: flat arrays, made for this way and handed over, so that a hundred thousand of them cross in no time. */
export interface SampleBatch {
  /** Those that the worker does not know yet. */
  readonly layouts: readonly { readonly id: number; readonly subject: Subject; readonly layout: Layout }[]
  /** Layout ids, one a reading. */
  readonly subjects: Int32Array<ArrayBuffer>
  /** Wall clock ms, one a reading. */
  readonly times: Float64Array<ArrayBuffer>
  /** Reading after reading, as many places each as its layout has columns. */
  readonly values: Float64Array<ArrayBuffer>
}

/** Gathers readings until they are stored. */
export interface SampleBuffer {
  /** Answers the row to fill: NaN everywhere. */
  add(subject: Subject, time: number, layout: Layout): Float64Array
  /** The oldest of what was gathered, of which there may be more; null: nothing. It stays until it is `stored`. */
  batch(): SampleBatch | null
  /** The readings of the last `batch` are stored; the worker knows their layouts. */
  stored(): void
  /** The worker is another one: it knows no layout. */
  forgetLayouts(): void
  clear(): void
  /** Readings that had to be let go since they could not be stored. */
  lost(): number
}

interface Known {
  readonly id: number
  readonly subject: Subject
  readonly layout: Layout
}

interface Reading {
  readonly known: Known
  readonly time: number
  readonly row: Float64Array
  readonly piece: Piece
}

/** Rows are cut from large pieces: thousands of small arrays a reading would each cost more than what they hold. */
interface Piece {
  readonly values: Float64Array
  used: number
  /** Readings that wait in it. */
  waiting: number
}

/** At most this many values wait: several refreshes of a very large cluster. */
const VALUES_MAX = 4_000_000
const VALUES_A_PIECE = 16_384
/** Pieces that are kept for the next readings: as buffers that come and go with each they would have the whole heap collected. */
const PIECES_KEPT = 32
/** Put together and sent without a pause: a few milliseconds. */
const READINGS_A_BATCH = 4_000

export function createSampleBuffer(valuesMax = VALUES_MAX): SampleBuffer {
  const newest: Readonly<Record<Subject['kind'], Map<string, Known>>> = { commits: new Map(), ends: new Map(), starts: new Map() }
  let told = new WeakSet<Known>()
  let telling: readonly Known[] = []
  let readings: Reading[] = []
  let values = 0
  let taken = 0
  let lastId = 0
  let lost = 0

  const layoutFor = (subject: Subject, layout: Layout): Known => {
    const own = newest[subject.kind]
    const known = own.get(subject.name)
    if (known !== undefined && isSameLayout(known.layout, layout)) return known
    const made = { id: (lastId += 1), subject, layout }
    own.set(subject.name, made)
    return made
  }
  let piece: Piece = { values: new Float64Array(0), used: 0, waiting: 0 }
  const free: Float64Array[] = []
  const pieceFor = (length: number): Piece => {
    const room = length > VALUES_A_PIECE ? new Float64Array(length) : (free.pop() ?? new Float64Array(VALUES_A_PIECE))
    return { values: room.fill(Number.NaN), used: 0, waiting: 0 }
  }
  const cut = (length: number): Float64Array => {
    if (piece.used + length > piece.values.length) {
      freeIfOver(piece)
      piece = pieceFor(length)
    }
    piece.used += length
    piece.waiting += 1
    return piece.values.subarray(piece.used - length, piece.used)
  }
  const freeIfOver = (over: Piece): void => {
    if (over.waiting === 0 && over.values.length === VALUES_A_PIECE && free.length < PIECES_KEPT) free.push(over.values)
  }
  /** The oldest so many are stored, or let go. */
  const drop = (count: number): void => {
    for (let i = 0; i < count; i += 1) {
      const reading = readings[i]
      if (reading === undefined) break
      values -= reading.row.length
      reading.piece.waiting -= 1
      if (reading.piece !== piece) freeIfOver(reading.piece)
    }
    readings = readings.slice(count)
    taken = Math.max(0, taken - count)
  }
  const makeRoom = (needed: number): void => {
    let count = 0
    for (let left = values; left + needed > valuesMax && count < readings.length; count += 1) left -= readings[count]?.row.length ?? 0
    if (count === 0) return
    drop(count)
    lost += count
  }

  return {
    add(subject, time, layout) {
      const known = layoutFor(subject, layout)
      const columns = countColumns(layout)
      makeRoom(columns)
      const row = cut(columns)
      readings.push({ known, time, row, piece })
      values += row.length
      return row
    },
    batch() {
      if (readings.length === 0) return null
      taken = Math.min(readings.length, READINGS_A_BATCH)
      const unknown = new Set<Known>()
      let length = 0
      for (let i = 0; i < taken; i += 1) length += readings[i]?.row.length ?? 0
      const batch = { subjects: new Int32Array(taken), times: new Float64Array(taken), values: new Float64Array(length) }
      let at = 0
      for (let i = 0; i < taken; i += 1) {
        const reading = readings[i]
        if (reading === undefined) break
        const { known, time, row } = reading
        if (!told.has(known)) unknown.add(known)
        batch.subjects[i] = known.id
        batch.times[i] = time
        batch.values.set(row, at)
        at += row.length
      }
      telling = [...unknown]
      return { layouts: telling, ...batch }
    },
    stored() {
      drop(taken)
      for (const known of telling) told.add(known)
      telling = []
    },
    forgetLayouts: () => void (told = new WeakSet()),
    clear() {
      drop(readings.length)
    },
    lost: () => lost,
  }
}
