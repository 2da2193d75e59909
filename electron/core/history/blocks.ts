import { crc32c, crc32cText } from '../lib/crc32c.ts'
import {
  countColumns,
  packPartitions,
  packTopics,
  plainTopics,
  unpackNumbered,
  unpackTopics,
  type BlockTopic,
  type MakeTopics,
} from './block-topics.ts'
import { createColumnReader, packDoubles, packGaps, packTightColumn } from './columns.ts'
import type { TopicNames } from './topic-names.ts'
import { DamagedBlock, Packer, Unpacker } from './varint.ts'

/**
 * Offsets of one subject (a group's commits, a topic's ends or starts) over a span of time: a column a partition, a row a moment. One
 * block is written a subject and minute; lag is computed on reading.
 */
export interface SeriesBlock {
  /** Wall clock ms, ascending. */
  readonly times: Float64Array
  readonly topics: readonly BlockTopic[]
  /** Column after column, in the order of `topics`, `times.length` places each. NaN: not read. −1: read, and there is no commit. */
  readonly values: Float64Array
}

/**
 * Format 3, of slots that are over: topics by number, columns as `columns.ts` packs them. Format 2: times and values as differences of differences in variable-length integers; of the second moment only the difference, so that
 * the offset itself is written once a block. A partition that moves evenly, or not at all, takes one byte a moment. Format 1 held the second
 * moment against a difference of the whole offset. All are read.
 */
const TIGHT = 3
const FORMAT = 2
const OLDEST_FORMAT = 1

function packTimes(packer: Packer, times: Float64Array): void {
  let last = 0
  let step = 0
  for (let i = 0; i < times.length; i++) {
    const time = times[i] ?? 0
    packer.signed(time - last - step)
    step = i === 0 ? 0 : time - last
    last = time
  }
}

function unpackTimes(unpacker: Unpacker, count: number, format: number, times: Float64Array): void {
  let last = 0
  let step = 0
  for (let i = 0; i < count; i++) {
    step += unpacker.signed()
    last += step
    if (i === 0 && format > 1) step = 0
    times[i] = last
  }
}

/** What a column's values are like, so that the usual one (all known) needs no bitmap. */
const ALL_KNOWN = 0
const WITH_GAPS = 1
/** Eight bytes a value, for offsets whose differences of differences a double could not hold. */
const AS_DOUBLES = 2
const EXACT_DIFFERENCES = 2 ** 51

function kindOf(values: Float64Array): number {
  let kind = ALL_KNOWN
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0
    if (Number.isNaN(value)) kind = WITH_GAPS
    else if (value > EXACT_DIFFERENCES) return AS_DOUBLES
  }
  return kind
}

// Plain loops: this runs for every partition of every group each minute, and iterators cost ten times as much here.
function packColumn(packer: Packer, values: Float64Array): void {
  const kind = kindOf(values)
  packer.byte(kind)
  if (kind === AS_DOUBLES) return packDoubles(packer, values)
  if (kind === WITH_GAPS) packGaps(packer, values)
  let last = 0
  let step = 0
  let first = true
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0
    if (Number.isNaN(value)) continue
    packer.signed(value - last - step)
    step = first ? 0 : value - last
    first = false
    last = value
  }
}

function unpackColumn(unpacker: Unpacker, values: Float64Array, format: number): void {
  const kind = unpacker.byte()
  if (kind === AS_DOUBLES) {
    const bytes = unpacker.raw(8 * values.length)
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    for (let row = 0; row < values.length; row++) values[row] = view.getFloat64(8 * row)
    return
  }
  if (kind !== ALL_KNOWN && kind !== WITH_GAPS) throw new DamagedBlock(`unknown kind of column ${kind}`)
  const bitmap = kind === WITH_GAPS ? unpacker.raw(Math.ceil(values.length / 8)) : null
  let last = 0
  let step = 0
  let first = format > 1
  for (let row = 0; row < values.length; row++) {
    if (bitmap !== null && ((bitmap[row >> 3] ?? 0) >> (row & 7)) & 1) {
      values[row] = NaN
      continue
    }
    step += unpacker.signed()
    last += step
    if (first) step = 0
    first = false
    values[row] = last
  }
}

/** Bytes that belong to another subject or tier do not pass for this one's, whatever happened to the file's own bookkeeping. */
const labelled = (body: Uint8Array, label: string): number => crc32cText(label, crc32c(body))

/** @returns the bytes to store, with a checksum over them and the label at the end */
export function packBlock({ times, topics, values }: SeriesBlock, label: string): Uint8Array {
  const rows = times.length
  const packer = new Packer(64 + values.length + topics.length * 32)
  packer.byte(FORMAT)
  packer.unsigned(rows)
  packTimes(packer, times)
  packTopics(packer, topics)
  for (let at = 0; at < values.length; at += rows) packColumn(packer, values.subarray(at, at + rows))
  return withSum(packer.packed(), (body) => labelled(body, label))
}

/**
 * The same in half the room.
 * @param idOf the number that stands for a topic
 */
export function packTight({ times, topics, values }: SeriesBlock, label: string, idOf: (topic: string) => number): Uint8Array {
  const rows = times.length
  const packer = new Packer(64 + values.length + topics.length * 8)
  packer.byte(TIGHT)
  packer.unsigned(rows)
  packTimes(packer, times)
  packer.unsigned(topics.length)
  for (const { topic, partitions } of topics) {
    packer.unsigned(idOf(topic))
    packer.unsigned(partitions.length)
    const isWhole = partitions.every((partition, place) => partition === place)
    packer.byte(isWhole ? 0 : 1)
    if (!isWhole) packPartitions(packer, partitions)
  }
  for (let at = 0; at < values.length; at += rows) packTightColumn(packer, values.subarray(at, at + rows))
  return withSum(packer.packed(), (body) => named(labelled(body, label), topics))
}

/** Names stand elsewhere: whatever happens there, a block does not pass for one of other topics. */
function named(sum: number, topics: readonly BlockTopic[]): number {
  let all = sum
  for (const { topic } of topics) all = crc32cText(topic, all)
  return all
}

function withSum(body: Uint8Array, sumOf: (body: Uint8Array) => number): Uint8Array {
  const block = new Uint8Array(body.length + 4)
  block.set(body)
  new DataView(block.buffer).setUint32(body.length, sumOf(body))
  return block
}

/** A block whose bytes are what was written. */
export interface OpenedBlock<T extends BlockTopic> {
  readonly format: number
  /** How many moments. */
  readonly rows: number
  readonly topics: readonly T[]
  /** Where its columns begin and end. */
  readonly at: number
  readonly end: number
}

/** Of the checksum. */
const SUM = 4

function sumAt(block: Uint8Array, at: number): number {
  const byte = (n: number): number => block[at + n] ?? 0
  return ((byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3)) >>> 0
}

export const isTight = (format: number): boolean => format === TIGHT

/** Bytes of a block within others. */
export interface BlockPlace {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
}

export interface OpenBlockNeeds<T extends BlockTopic> {
  /** What it was packed under, in two parts. */
  readonly label: string
  readonly name: string
  readonly make: MakeTopics<T>
  /** Where its moments go, so many. */
  timesOf(rows: number): Float64Array
}

const opening = new Unpacker(new Uint8Array())

/** @throws DamagedBlock when a byte is not what was written under this label */
export function openBlock<T extends BlockTopic>(
  { bytes, from, to }: BlockPlace,
  { label, name, make, timesOf }: OpenBlockNeeds<T>,
): OpenedBlock<T> {
  if (to - from < SUM + 1) throw new DamagedBlock('it is too short')
  const end = to - SUM
  const format = bytes[from] ?? 0
  if (format < OLDEST_FORMAT || format > TIGHT) throw new DamagedBlock(`format ${format} is not known`)
  const sum = sumAt(bytes, end)
  const own = crc32cText(name, crc32cText(label, crc32c(bytes, 0, end, from)))
  if (format !== TIGHT && sum !== own) throw new DamagedBlock('its checksum differs')
  const unpacker = opening
  unpacker.goTo(bytes, from, end)
  unpacker.byte()
  const rows = unpacker.count(1)
  unpackTimes(unpacker, rows, format, timesOf(rows))
  const topics = format === TIGHT ? unpackNumbered(unpacker, make) : unpackTopics(unpacker, make)
  if (format === TIGHT && sum !== named(own, topics)) throw new DamagedBlock('its checksum differs')
  return { format, rows, topics, at: unpacker.at, end }
}

/** @throws DamagedBlock when a byte is not what was written under this label */
export function unpackBlock(block: Uint8Array, label: string, names: TopicNames = noTopics): SeriesBlock {
  let times = new Float64Array(0)
  const { format, rows, topics, at, end } = openBlock(
    { bytes: block, from: 0, to: block.length },
    { label, name: '', make: plainTopics(names), timesOf: (count) => (times = new Float64Array(count)) },
  )
  const values = new Float64Array(countColumns(topics) * rows)
  const body = block.subarray(0, end)
  if (format === TIGHT) {
    const reader = createColumnReader()
    reader.goTo(body, at)
    for (let place = 0; place < values.length; place += rows) reader.column(rows, rows, values.subarray(place, place + rows))
  } else {
    const unpacker = new Unpacker(body.subarray(at))
    for (let place = 0; place < values.length; place += rows) unpackColumn(unpacker, values.subarray(place, place + rows), format)
  }
  return { times, topics, values }
}

/** Where no block has numbers in it. */
export const noTopics: TopicNames = { name: () => undefined }
