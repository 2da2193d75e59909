import { DamagedBlock, signedSize, unsignedSize, type Packer } from './varint.ts'

/**
 * A column of a packed block, in whichever way is the shortest: differences in as many bits as the largest of them needs (most partitions move
 * about as fast from one moment to the next), or only those that are not zero, or differences of differences as bytes. The first byte says
 * which; up to `BITS_MAX` it is the number of bits.
 */
const BITS_MAX = 24
const FEW_MOVES = 32
const BY_BYTES = 33
const WITH_GAPS = 34
/** Eight bytes a value, for offsets whose differences of differences a double could not hold. */
const AS_DOUBLES = 35
const NEVER_KNOWN = 36
const EXACT_DIFFERENCES = 2 ** 51

/** @param values NaN: not read */
export function packTightColumn(packer: Packer, values: Float64Array): void {
  let known = 0
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) known += 1
  if (known === 0) return packer.byte(NEVER_KNOWN)
  if (known === values.length) return packKnown(packer, values)
  packer.byte(WITH_GAPS)
  packGaps(packer, values)
  packKnown(
    packer,
    values.filter((value) => !Number.isNaN(value)),
  )
}

export function packGaps(packer: Packer, values: Float64Array): void {
  const bitmap = new Uint8Array(Math.ceil(values.length / 8))
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) bitmap[row >> 3] = (bitmap[row >> 3] ?? 0) | (1 << (row & 7))
  packer.raw(bitmap)
}

export function packDoubles(packer: Packer, values: Float64Array): void {
  const view = new DataView(new ArrayBuffer(8 * values.length))
  for (let row = 0; row < values.length; row++) view.setFloat64(8 * row, values[row] ?? 0)
  packer.raw(new Uint8Array(view.buffer))
}

interface Shape {
  /** Of the differences. */
  readonly least: number
  readonly bits: number
  readonly inBits: number
  readonly inMoves: number
  readonly inBytes: number
  readonly moves: number
}

// Plain loops: this runs for every partition of every group, and iterators cost ten times as much here.
function shapeOf(values: Float64Array): Shape | null {
  let [least, most, moves, inMoves, inBytes, still, step] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0, 0, 0]
  let last = values[0] ?? 0
  if (last > EXACT_DIFFERENCES) return null
  for (let row = 1; row < values.length; row++) {
    const value = values[row] ?? 0
    if (value > EXACT_DIFFERENCES) return null
    const by = value - last
    if (by < least) least = by
    if (by > most) most = by
    inBytes += signedSize(by - step)
    if (by === 0) still += 1
    else {
      moves += 1
      inMoves += unsignedSize(still) + signedSize(by)
      still = 0
    }
    step = by
    last = value
  }
  if (values.length < 2) return { least: 0, bits: 0, inBits: 1, inMoves: 1, inBytes: 0, moves: 0 }
  const bits = most === least ? 0 : Math.floor(Math.log2(most - least)) + 1
  const inBits = bits > BITS_MAX ? Number.POSITIVE_INFINITY : signedSize(least) + Math.ceil(((values.length - 1) * bits) / 8)
  return { least, bits, inBits, inMoves: inMoves + unsignedSize(moves), inBytes, moves }
}

function packKnown(packer: Packer, values: Float64Array): void {
  const shape = shapeOf(values)
  if (shape === null) {
    packer.byte(AS_DOUBLES)
    return packDoubles(packer, values)
  }
  const { inBits, inMoves, inBytes } = shape
  if (inBits <= inMoves && inBits <= inBytes) packBits(packer, values, shape)
  else if (inMoves <= inBytes) packMoves(packer, values, shape.moves)
  else packBytes(packer, values)
}

function packBits(packer: Packer, values: Float64Array, { least, bits }: Shape): void {
  packer.byte(bits)
  packer.signed(values[0] ?? 0)
  packer.signed(least)
  if (bits === 0) return
  let waiting = 0
  let count = 0
  for (let row = 1; row < values.length; row++) {
    waiting |= ((values[row] ?? 0) - (values[row - 1] ?? 0) - least) << count
    for (count += bits; count >= 8; count -= 8) {
      packer.byte(waiting & 0xff)
      waiting >>>= 8
    }
  }
  if (count > 0) packer.byte(waiting & 0xff)
}

function packMoves(packer: Packer, values: Float64Array, moves: number): void {
  packer.byte(FEW_MOVES)
  packer.signed(values[0] ?? 0)
  packer.unsigned(moves)
  let still = 0
  for (let row = 1; row < values.length; row++) {
    const by = (values[row] ?? 0) - (values[row - 1] ?? 0)
    if (by === 0) still += 1
    else {
      packer.unsigned(still)
      packer.signed(by)
      still = 0
    }
  }
}

function packBytes(packer: Packer, values: Float64Array): void {
  packer.byte(BY_BYTES)
  let last = values[0] ?? 0
  let step = 0
  packer.signed(last)
  for (let row = 1; row < values.length; row++) {
    const value = values[row] ?? 0
    packer.signed(value - last - step)
    step = value - last
    last = value
  }
}

/** Reads columns one after the other: for a whole cluster at once when the user goes to another moment. */
export function createColumnReader() {
  let bytes: Uint8Array = new Uint8Array()
  let at = 0
  const signed = (): number => {
    const byte = bytes[at++] ?? 0
    let size = byte & 0x3f
    if (byte & 0x80) size += unsigned() * 0x40
    return byte & 0x40 ? -size : size
  }
  const unsigned = (): number => {
    let value = 0
    for (let factor = 1; factor < 2 ** 56; factor *= 0x80) {
      const byte = bytes[at++] ?? 0
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
    }
    throw new DamagedBlock('a number is too long')
  }
  const bits = (count: number, rows: number, upTo: number, out: Float64Array): void => {
    let value = signed()
    const least = signed()
    const mask = 2 ** count - 1
    if (upTo > 0) out[0] = value
    for (let row = 1, bit = 0; row < upTo; row++, bit += count) {
      const from = at + (bit >> 3)
      const four = (bytes[from] ?? 0) | ((bytes[from + 1] ?? 0) << 8) | ((bytes[from + 2] ?? 0) << 16) | ((bytes[from + 3] ?? 0) << 24)
      value += least + ((four >>> (bit & 7)) & mask)
      out[row] = value
    }
    if (rows > 1) at += Math.ceil(((rows - 1) * count) / 8)
  }
  const moves = (rows: number, out: Float64Array): void => {
    let value = signed()
    let row = 0
    for (let left = unsigned(); left > 0; left--) {
      const until = Math.min(rows, row + unsigned() + 1)
      while (row < until) out[row++] = value
      value += signed()
      if (at > bytes.length) throw new DamagedBlock('it ends early')
    }
    while (row < rows) out[row++] = value
  }
  const inBytes = (rows: number, upTo: number, out: Float64Array): void => {
    let value = signed()
    let step = 0
    out[0] = value
    for (let row = 1; row < upTo; row++) {
      step += signed()
      value += step
      out[row] = value
    }
    // What is left of it is only counted.
    for (let left = rows - Math.max(1, upTo); left > 0 && at < bytes.length;) if ((bytes[at++] ?? 0) < 0x80) left -= 1
  }
  const gaps = (rows: number, out: Float64Array): void => {
    const bitmap = at
    at += Math.ceil(rows / 8)
    const isGap = (row: number): boolean => (((bytes[bitmap + (row >> 3)] ?? 0) >> (row & 7)) & 1) === 1
    let known = 0
    for (let row = 0; row < rows; row++) if (!isGap(row)) known += 1
    const values = new Float64Array(known)
    column(known, known, values)
    for (let row = 0, next = 0; row < rows; row++) out[row] = isGap(row) ? Number.NaN : (values[next++] ?? Number.NaN)
  }
  const column = (rows: number, upTo: number, out: Float64Array): void => {
    const kind = bytes[at++] ?? NEVER_KNOWN
    if (kind <= BITS_MAX) bits(kind, rows, upTo, out)
    else if (kind === FEW_MOVES) moves(rows, out)
    else if (kind === BY_BYTES) inBytes(rows, upTo, out)
    else if (kind === WITH_GAPS) gaps(rows, out)
    else if (kind === NEVER_KNOWN) out.fill(Number.NaN, 0, rows)
    else if (kind === AS_DOUBLES) {
      if (at + 8 * rows > bytes.length) throw new DamagedBlock('it ends early')
      const view = new DataView(bytes.buffer, bytes.byteOffset + at)
      for (let row = 0; row < rows; row++) out[row] = view.getFloat64(8 * row)
      at += 8 * rows
    } else throw new DamagedBlock(`unknown kind of column ${kind}`)
    if (at > bytes.length) throw new DamagedBlock('it ends early')
  }
  return {
    goTo(into: Uint8Array, place: number): void {
      bytes = into
      at = place
    },
    /** The next column's values, at least the first `upTo` of `rows`, into the beginning of `out`, which has room for all. */
    column,
  }
}
