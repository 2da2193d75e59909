import { countColumns } from './block-topics.ts'
import { isTight, openBlock, type BlockPlace } from './blocks.ts'
import { createColumnReader } from './columns.ts'
import type { Arena } from './arena.ts'
import type { PlacedTopic, TopicPlaces } from './topic-places.ts'
import { DamagedBlock } from './varint.ts'

/**
 * Some moments of a block, without unpacking the others: of an hour of a hundred thousand partitions one minute is looked at. Plain loops over
 * bytes: this runs for every partition of a cluster whenever the user goes to another moment.
 */
export interface BlockWindow {
  readonly topics: readonly PlacedTopic[]
  /** Of the moments in the window, ascending. */
  readonly times: Float64Array
  /** At `at`, column after column, `times.length` places each. NaN: not read. */
  readonly values: Float64Array
  readonly at: number
  /** At `knownAt`, by column: the newest value that was read up to the moment asked for, in the window or before it. */
  readonly knownAt: number
  readonly columns: number
  /** How many moments there are before the window. */
  readonly earlier: number
}

export interface Window {
  readonly from: number
  readonly to: number
  /** Up to when `known` looks; the newest moment up to then is in every window. */
  readonly now: number
}

const ALL_KNOWN = 0
const WITH_GAPS = 1
const AS_DOUBLES = 2

/** Reads the same window of many blocks. @throws DamagedBlock when a byte is not what was written under this label */
export type WindowReader = (block: BlockPlace, label: string, name: string) => BlockWindow

export function createWindowReader(topics: TopicPlaces, arena: Arena, { from, to, now }: Window): WindowReader {
  const tight = createTightReader()
  let times = new Float64Array(64)
  const timesOf = (count: number): Float64Array => (times.length < count ? (times = new Float64Array(2 * count)) : times)
  // What is read in a round has the same times, so that blocks one after the other mostly share them. Nobody writes into them.
  let before: Float64Array = new Float64Array(0)
  const timesIn = (first: number, width: number): Float64Array => {
    let same = before.length === width
    for (let row = 0; same && row < width; row++) same = before[row] === times[first + row]
    if (same) return before
    return (before = times.slice(first, first + width))
  }
  return (block, label, name) => {
    const { format, rows, topics: own, at: begin, end: bodyEnd } = openBlock(block, { label, name, make: topics, timesOf })
    const columns = countColumns(own)
    let last = -1
    for (let row = 0; row < rows; row++) if ((times[row] ?? 0) <= now) last = row
    let first = 0
    while (first < rows && first !== last && (times[first] ?? 0) < from) first += 1
    let end = first
    while (end < rows && (end <= last || (times[end] ?? 0) <= to)) end += 1
    const width = end - first
    const { values, at } = arena.take(columns * (width + 1))
    const into = { columns, values, at, knownAt: at + columns * width }
    const place = { rows, first, end, last }
    if (isTight(format)) tight(block.bytes, begin, place, into)
    else {
      const reader = columnReader(block.bytes.subarray(block.from, bodyEnd), format, place)
      let next = begin - block.from
      for (let column = 0; column < columns; column++) next = reader(next, values, at + column * width, into.knownAt + column)
    }
    return { topics: own, times: timesIn(first, width), values, at, knownAt: into.knownAt, columns, earlier: first }
  }
}

/** Whether there is a partition of which nothing was read up to the moment. */
export function hasUnknown({ values, knownAt, columns }: BlockWindow): boolean {
  for (let column = 0; column < columns; column++) if (Number.isNaN(values[knownAt + column])) return true
  return false
}

interface Rows {
  readonly rows: number
  readonly first: number
  readonly end: number
  readonly last: number
}

interface Into {
  readonly columns: number
  readonly values: Float64Array
  readonly at: number
  readonly knownAt: number
}

type ReadColumn = (start: number, values: Float64Array, place: number, known: number) => number

function createTightReader() {
  const reader = createColumnReader()
  let own = new Float64Array(64)
  return (body: Uint8Array, begin: number, { rows, first, end, last }: Rows, { columns, values, at, knownAt }: Into): void => {
    const until = Math.max(end, last + 1)
    if (own.length < rows) own = new Float64Array(2 * rows)
    reader.goTo(body, begin)
    let place = at
    for (let column = 0; column < columns; column++) {
      reader.column(rows, until, own)
      for (let row = first; row < end; row++) values[place++] = own[row] ?? Number.NaN
      let newest = last
      while (newest >= 0 && Number.isNaN(own[newest])) newest -= 1
      values[knownAt + column] = newest < 0 ? Number.NaN : (own[newest] ?? Number.NaN)
    }
  }
}

/** Reads one column from `at` on, and answers where the next one begins. */
function columnReader(bytes: Uint8Array, format: number, { rows, first, end, last }: Rows): ReadColumn {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const until = Math.max(end, last + 1)
  return (start, values, place, known) => {
    let at = start
    const kind = bytes[at++]
    let newest = Number.NaN
    if (kind === AS_DOUBLES) {
      if (at + 8 * rows > bytes.length) throw new DamagedBlock('it ends early')
      for (let row = 0; row < until; row++) {
        const value = view.getFloat64(at + 8 * row)
        if (row >= first && row < end) values[place + row - first] = value
        if (row <= last && !Number.isNaN(value)) newest = value
      }
      values[known] = newest
      return at + 8 * rows
    }
    if (kind !== ALL_KNOWN && kind !== WITH_GAPS) throw new DamagedBlock(`unknown kind of column ${kind}`)
    const gaps = kind === WITH_GAPS ? at : -1
    if (gaps >= 0) at += Math.ceil(rows / 8)
    let value = 0
    let step = 0
    let fresh = format > 1
    let row = 0
    for (; row < until; row++) {
      if (gaps >= 0 && ((bytes[gaps + (row >> 3)] ?? 0) >> (row & 7)) & 1) {
        if (row >= first && row < end) values[place + row - first] = Number.NaN
        continue
      }
      const byte = bytes[at++] ?? 0
      let size = byte & 0x3f
      if (byte & 0x80) {
        let factor = 0x40
        let more = 0x80
        while (more & 0x80) {
          more = bytes[at++] ?? 0
          size += (more & 0x7f) * factor
          factor *= 0x80
        }
      }
      step += byte & 0x40 ? -size : size
      value += step
      if (fresh) step = 0
      fresh = false
      if (row >= first && row < end) values[place + row - first] = value
      if (row <= last) newest = value
    }
    // What is left of it is only counted.
    let left = rows - row
    if (gaps >= 0) for (let rest = row; rest < rows; rest++) if (((bytes[gaps + (rest >> 3)] ?? 0) >> (rest & 7)) & 1) left -= 1
    while (left > 0) if ((bytes[at++] ?? 0) < 0x80) left -= 1
    if (at > bytes.length) throw new DamagedBlock('it ends early')
    values[known] = newest
    return at
  }
}
