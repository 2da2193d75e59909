import { DataError } from './value.ts'

/** Reads bytes that nobody vouches for (D-10): each read checks the end. Whole numbers of 64 bits are exact. */
export class Cursor {
  readonly bytes: Buffer
  at: number
  readonly end: number

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  get left(): number {
    return this.end - this.at
  }

  take(size: number): number {
    const start = this.at
    if (size < 0 || size > this.left) throw new DataError(`${size} bytes are claimed at ${start}, where ${this.left} are left`)
    this.at = start + size
    return start
  }

  part(size: number): Buffer {
    const start = this.take(size)
    return this.bytes.subarray(start, start + size)
  }

  byte(): number {
    return this.bytes[this.take(1)] ?? 0
  }

  /** 64 bits without a sign, in at most 10 bytes. */
  varint(): bigint {
    // Most are short.
    let low = 0
    for (let place = 0; place < 4; place++) {
      const byte = this.byte()
      low |= (byte & 0x7f) << (7 * place)
      if (byte < 0x80) return BigInt(low)
    }
    let value = BigInt(low)
    for (let place = 4n; place < 10n; place++) {
      const byte = this.byte()
      value |= BigInt(byte & 0x7f) << (7n * place)
      if (byte < 0x80) return BigInt.asUintN(64, value)
    }
    throw new DataError(`a number at ${this.at} does not end`)
  }

  zigZag(): bigint {
    const raw = this.varint()
    return (raw >> 1n) ^ -(raw & 1n)
  }

  /** How many bytes or items follow: no more than there can be. */
  size(): number {
    const size = this.zigZag()
    if (size < 0n || size > BigInt(this.left)) throw new DataError(`${size} bytes are claimed at ${this.at}, where ${this.left} are left`)
    return Number(size)
  }
}

/** As JSON says it: a number where it is exact. */
export const exact = (value: bigint): number | bigint =>
  value >= -9_007_199_254_740_991n && value <= 9_007_199_254_740_991n ? Number(value) : value

/** Bytes being written. */
export class Sink {
  readonly parts: Buffer[] = []
  size = 0

  put(part: Buffer): void {
    this.size += part.length
    if (this.size > MOST_WRITTEN) throw new DataError(`It becomes more than ${MOST_WRITTEN} bytes.`)
    this.parts.push(part)
  }

  varint(value: bigint): void {
    const bytes: number[] = []
    let rest = BigInt.asUintN(64, value)
    do {
      const byte = Number(rest & 0x7fn)
      rest >>= 7n
      bytes.push(rest > 0n ? byte | 0x80 : byte)
    } while (rest > 0n)
    this.put(Buffer.from(bytes))
  }

  zigZag(value: bigint): void {
    this.varint((value << 1n) ^ (value >> 63n))
  }

  done(): Buffer {
    return Buffer.concat(this.parts)
  }
}

const MOST_WRITTEN = 16 * 1024 * 1024
