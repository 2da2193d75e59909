import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { createInflateRaw, deflateRawSync, inflateRaw, inflateRawSync } from 'node:zlib'
import { crc32c } from '../../lib/crc32c.ts'
import { DamagedBlock, Packer, Unpacker } from '../varint.ts'
import { linesOf, NotSteps, stepsOf } from './steps.ts'

/**
 * What a row of moments holds, a section a table and step, each compressed for itself: who looks for a moment unpacks the newest one of what
 * it needs. A section has a name made of its content, so that the same content is known again, in whatever row it stands.
 */
export interface Section {
  /** Wall clock ms. */
  readonly time: number
  readonly table: string
  /** All there is of the table: what came before does not count. */
  readonly whole: boolean
  readonly id: string
  /** The section that its values are patches of; null: they are whole. */
  readonly base: string | null
  readonly lines: Lines
}

/** Lines as `linesOf` writes them, or `patchLines`: compressed, or, in the oldest format, as they are. */
export type Lines = Uint8Array | string

/** A section as it is written. */
export interface PackedSection {
  readonly table: string
  readonly whole: boolean
  readonly id: Uint8Array
  readonly base: Uint8Array | null
  readonly body: Uint8Array
}

/** As it is told and compared. */
export const idText = (id: Uint8Array): string => Buffer.from(id).toString('base64')

/** What a row holds, and its place among the others. */
export interface RowContent {
  readonly sections: readonly Section[]
  /** Its own checksum. */
  readonly sum: number
  /** The checksum of the row that it was written after; null: it follows none, or was written before that was noted. */
  readonly follows: number | null
}

/** Format 1 was one compressed text of all steps; it is still read, as are rows that do not say what they follow. */
const FORMAT = 2
const WHOLE_TEXT = 1
const FOLLOWING = 3
const SUM_BYTES = 4
/** Of a very large cluster's keyframe there are 20 MiB. */
const MOST_BYTES = 256 * 2 ** 20
const CHANGES = 0
const WHOLE = 1
const PATCHES = 2
const HEAD = 5
const ID_BYTES = 12

const labelled = (bytes: Uint8Array, label: string): number => crc32c(new TextEncoder().encode(label), crc32c(bytes))

export function packSection(table: string, lines: string, whole: boolean, base: Uint8Array | null = null): PackedSection {
  const body = deflateRawSync(Buffer.from(lines, 'utf8'), { level: 3 })
  const id = createHash('sha256')
    .update(`${table} ${whole} `)
    .update(base ?? '')
    .update(body)
    .digest()
    .subarray(0, ID_BYTES)
  return { table, whole, id, base, body }
}

/**
 * Sections of steps with a checksum over them and the label: bytes of another place do not pass for this one's.
 * @param follows the checksum of the row before it, without which it does not say what there was
 */
export function packSections(
  sections: readonly (PackedSection & { readonly time: number })[],
  label: string,
  follows: number | null = null,
): Uint8Array {
  const packer = new Packer(1_024 + sections.reduce((sum, { body }) => sum + body.length + 64, 0))
  if (follows !== null) packer.raw(bytesOfSum(follows))
  packer.unsigned(sections.length)
  for (const { time, table, whole, id, base, body } of sections) {
    packer.unsigned(Math.max(0, Math.round(time)))
    packer.text(table)
    packer.byte(base !== null ? PATCHES : whole ? WHOLE : CHANGES)
    packer.raw(id)
    if (base !== null) packer.raw(base)
    packer.unsigned(body.length)
  }
  for (const { body } of sections) packer.raw(body)
  const content = packer.packed()
  const packed = new Uint8Array(HEAD + content.length)
  packed[0] = follows === null ? FORMAT : FOLLOWING
  packed.set(content, HEAD)
  new DataView(packed.buffer).setUint32(1, labelled(content, label))
  return packed
}

function bytesOfSum(sum: number): Uint8Array {
  const bytes = new Uint8Array(SUM_BYTES)
  new DataView(bytes.buffer).setUint32(0, sum)
  return bytes
}

const sumAt = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at)

/** The checksum of a row that was packed here. */
export const sumOf = (packed: Uint8Array): number => sumAt(packed, 1)

/** @param keyframe of what was written in the older format: whether it holds all there is. @throws DamagedBlock when a byte is not what was written under this label */
export function unpackSections(packed: Uint8Array, label: string, keyframe: boolean): RowContent {
  if (packed.length < HEAD + SUM_BYTES) throw new DamagedBlock('it is too short')
  const content = packed.subarray(HEAD)
  const format = packed[0]
  if (format !== FORMAT && format !== WHOLE_TEXT && format !== FOLLOWING) throw new DamagedBlock(`format ${format} is not known`)
  const sum = labelled(content, label)
  if (sumOf(packed) !== sum) throw new DamagedBlock('its checksum differs')
  if (format === WHOLE_TEXT)
    return { sections: olderSections(Buffer.from(inflated(content)).toString('utf8'), `${label} ${sum}`, keyframe), sum, follows: null }
  if (format === FORMAT) return { sections: sectionsIn(content), sum, follows: null }
  return { sections: sectionsIn(content.subarray(SUM_BYTES)), sum, follows: sumAt(content, 0) }
}

function sectionsIn(content: Uint8Array): readonly Section[] {
  const unpacker = new Unpacker(content)
  const heads = Array.from({ length: unpacker.count(ID_BYTES) }, () => {
    const [time, table, kind] = [unpacker.unsigned(), unpacker.text(), unpacker.byte()]
    const id = idText(unpacker.raw(ID_BYTES))
    const base = kind === PATCHES ? idText(unpacker.raw(ID_BYTES)) : null
    return { time, table, whole: kind !== CHANGES, id, base, length: unpacker.unsigned() }
  })
  return heads.map(({ length, ...head }) => {
    const body = unpacker.raw(length)
    return { ...head, lines: body }
  })
}

/** @throws DamagedBlock */
function olderSections(text: string, name: string, keyframe: boolean): readonly Section[] {
  try {
    return [...stepsOf(text)].flatMap(({ time, tables }) =>
      [...tables].map(([table, cells]) => ({
        time,
        table,
        whole: keyframe,
        id: `${name} ${time} ${table}`,
        base: null,
        lines: linesOf(cells),
      })),
    )
  } catch (error) {
    if (error instanceof NotSteps) throw new DamagedBlock(error.message)
    throw error
  }
}

/** Lines that are not packed any more; `piecesOf` makes texts of them. */
export type Unpacked = Uint8Array | string

/** @throws DamagedBlock */
export const unpackedLines = (lines: Lines): Unpacked => (typeof lines === 'string' ? lines : inflated(lines))

/** In one piece they were megabytes, which V8 keeps outside of its heap, and as long as a single value of it is kept. */
const PIECE_BYTES = 2 ** 16
const LINE_END = 0x0a

/** Whole lines, a piece after the other; each is made when it is looked at. */
export function* piecesOf(unpacked: Unpacked): Generator<string, void> {
  if (typeof unpacked === 'string') return yield unpacked
  const bytes = Buffer.from(unpacked.buffer, unpacked.byteOffset, unpacked.byteLength)
  for (let from = 0; from < bytes.length;) {
    const most = from + PIECE_BYTES
    const before = most < bytes.length ? bytes.lastIndexOf(LINE_END, most) : -1
    const behind = before > from || most >= bytes.length ? before : bytes.indexOf(LINE_END, most)
    const to = behind > from ? behind : bytes.length
    yield bytes.toString('utf8', from, to)
    from = to + 1
  }
}

const unpack = promisify(inflateRaw)
/** Text is mostly less than so many times as long as what is packed. */
const TIMES = 16
/** What is longer is unpacked bit by bit. */
const SHORT = 16_384
const CHUNK_BYTES = 2 ** 18
const CHUNKS_AHEAD = 4
const nothing = (): void => {}

/**
 * The same beside the thread, which goes on meanwhile, and begun at once. Of what is long there is only as much at a time as is about to be
 * read: each 64 MB outside of V8's heap begin a collection of all of it, and megabytes that wait to be read outlive the small ones.
 * Fails with `DamagedBlock`.
 */
export function piecesLater(lines: Lines): AsyncIterable<string> {
  if (typeof lines === 'string') return piecesWhenThere(Promise.resolve(lines))
  if (lines.length < SHORT) {
    const room = Math.max(1_024, TIMES * lines.length)
    const unpacked = unpack(lines, { maxOutputLength: MOST_BYTES, chunkSize: room }).catch((error: unknown) =>
      Promise.reject(asDamage(error)),
    )
    unpacked.catch(nothing)
    return piecesWhenThere(unpacked)
  }
  return piecesInChunks(chunksOf(lines))
}

const asDamage = (error: unknown): unknown =>
  error instanceof DamagedBlock ? error : new DamagedBlock(error instanceof Error ? error.message : 'it cannot be unpacked')

async function* piecesWhenThere(unpacked: Promise<Unpacked>): AsyncGenerator<string, void> {
  yield* piecesOf(await unpacked)
}

async function* piecesInChunks(chunks: AsyncGenerator<Buffer, void>): AsyncGenerator<string, void> {
  let rest: Buffer = Buffer.alloc(0)
  let count = 0
  for await (const chunk of chunks) {
    count += chunk.length
    if (count > MOST_BYTES) throw new DamagedBlock('it is too long')
    const [first, last] = [chunk.indexOf(LINE_END), chunk.lastIndexOf(LINE_END)]
    // Only the line that stands in two chunks is put together: all of a chunk once more were as much again outside of the heap.
    rest = Buffer.concat([rest, first < 0 ? chunk : chunk.subarray(0, first)])
    if (first < 0) continue
    yield rest.toString('utf8')
    rest = Buffer.from(chunk.subarray(last + 1))
    if (last > first) yield chunk.toString('utf8', first + 1, last)
  }
  if (rest.length > 0) yield rest.toString('utf8')
}

/** Chunk by chunk, as they were unpacked; a stream that is asked for them puts together what waits, which is longer than a text may be. */
function chunksOf(body: Uint8Array): AsyncGenerator<Buffer, void> {
  const unpacking = createInflateRaw({ chunkSize: CHUNK_BYTES })
  const waiting: Buffer[] = []
  let isOver = false
  let failure: unknown = null
  let wake = nothing
  unpacking.on('data', (chunk: Buffer) => {
    if (waiting.push(chunk) >= CHUNKS_AHEAD) unpacking.pause()
    wake()
  })
  unpacking.on('end', () => {
    isOver = true
    wake()
  })
  unpacking.on('error', (error) => {
    failure = asDamage(error)
    wake()
  })
  unpacking.end(body)
  return (async function* () {
    try {
      for (;;) {
        const chunk = waiting.shift()
        if (chunk !== undefined) {
          if (waiting.length < CHUNKS_AHEAD) unpacking.resume()
          yield chunk
        } else if (failure !== null) throw failure
        else if (isOver) return
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      unpacking.destroy()
    }
  })()
}

function inflated(body: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(body, { maxOutputLength: MOST_BYTES, chunkSize: Math.min(2 ** 22, Math.max(2 ** 16, 8 * body.length)) })
  } catch (error) {
    throw new DamagedBlock(error instanceof Error ? error.message : 'it cannot be unpacked')
  }
}
