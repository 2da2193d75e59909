import { nameIn } from './names.ts'

/** The bytes are not what the protocol says. Every decoder of this folder throws this and nothing else, whatever the bytes. */
export class WireError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WireError'
  }
}

/** One for all: replies hold them by the hundred thousand. */
const NO_NUMBERS: readonly number[] = []

const TWO_32 = 4_294_967_296

/** Without a look at the end of the bytes: for loops that looked before. */
export const int32At = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)

export const int64At = (bytes: Uint8Array, at: number): number => int32At(bytes, at) * TWO_32 + (int32At(bytes, at + 4) >>> 0)

/**
 * Reads Kafka's primitive types from bytes that nobody vouches for (D-10): each read checks the end, a count may not exceed what the
 * bytes left can hold, varints end after 5 or 10 bytes. A class because decoders call it millions of times on one cursor.
 *
 * `flexible` (KIP-482) chooses between compact lengths (unsigned varint of length + 1, 0 = null) and the classic int16/int32 lengths
 * (−1 = null), and whether `tags()` reads anything: so one decoder serves all versions of an API.
 */
export class Reader {
  readonly bytes: Buffer
  readonly flexible: boolean
  offset: number

  constructor(bytes: Buffer, flexible: boolean, offset = 0) {
    this.bytes = bytes
    this.flexible = flexible
    this.offset = offset
  }

  get left(): number {
    return this.bytes.length - this.offset
  }

  /** Moves on by `size` bytes and returns where they start. */
  take(size: number): number {
    const start = this.offset
    if (size < 0 || size > this.bytes.length - start) throw new WireError(`needs ${size} bytes at ${start}, has ${this.left}`)
    this.offset = start + size
    return start
  }

  int8(): number {
    return this.bytes.readInt8(this.take(1))
  }

  int16(): number {
    return this.bytes.readInt16BE(this.take(2))
  }

  uint16(): number {
    return this.bytes.readUInt16BE(this.take(2))
  }

  int32(): number {
    return this.bytes.readInt32BE(this.take(4))
  }

  /** Exact to ±2^53; offsets, sizes and times stay below that. */
  int64(): number {
    const at = this.take(8)
    return this.bytes.readInt32BE(at) * TWO_32 + this.bytes.readUInt32BE(at + 4)
  }

  float64(): number {
    return this.bytes.readDoubleBE(this.take(8))
  }

  bool(): boolean {
    return this.int8() !== 0
  }

  /** 32 bits in at most 5 bytes. */
  uvarint(): number {
    let value = 0
    for (let place = 0; place < 5; place++) {
      const byte = this.bytes[this.take(1)] ?? 0
      value += (byte & 0x7f) * 2 ** (7 * place)
      if (byte < 0x80) {
        if (value >= TWO_32) break
        return value
      }
    }
    throw new WireError(`varint too long at ${this.offset}`)
  }

  /** Zig-zag, 32 bits in at most 5 bytes. */
  varint(): number {
    const raw = this.uvarint()
    return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2
  }

  /** Zig-zag, 64 bits in at most 10 bytes; exact to ±2^53. */
  varlong(): number {
    let raw = 0n
    for (let place = 0n; place < 10n; place++) {
      const byte = this.bytes[this.take(1)] ?? 0
      raw |= BigInt(byte & 0x7f) << (7n * place)
      if (byte < 0x80) return Number(BigInt.asIntN(64, (raw >> 1n) ^ -(raw & 1n)))
    }
    throw new WireError(`varlong too long at ${this.offset}`)
  }

  /** As Kafka prints it: base64url without padding. */
  uuid(): string {
    const at = this.take(16)
    return this.bytes.toString('base64url', at, at + 16)
  }

  nullableString(): string | null {
    const size = this.flexible ? this.uvarint() - 1 : this.int16()
    if (size === -1) return null
    const at = this.take(size)
    return this.bytes.toString('utf8', at, at + size)
  }

  /** Null reads as empty: the callers of fields that cannot be null do not want to die of a broker that sends it. */
  string(): string {
    return this.nullableString() ?? ''
  }

  /** As `string`, for names that come again and again: one text for all of them. */
  name(): string {
    const size = this.flexible ? this.uvarint() - 1 : this.int16()
    if (size === -1) return ''
    const at = this.take(size)
    return nameIn(this.bytes, at, at + size)
  }

  /** A view on the bytes, not a copy. */
  nullableBytes(): Buffer | null {
    const size = this.flexible ? this.uvarint() - 1 : this.int32()
    if (size === -1) return null
    const at = this.take(size)
    return this.bytes.subarray(at, at + size)
  }

  /**
   * Length of an array, −1 for null. Refused when the bytes left cannot hold so many items of `smallest` bytes, so that a claim of
   * millions costs nothing.
   */
  count(smallest: number): number {
    const count = this.flexible ? this.uvarint() - 1 : this.int32()
    if (count < -1 || count * Math.max(1, smallest) > this.left) {
      throw new WireError(`claims ${count} items at ${this.offset}, has ${this.left} bytes`)
    }
    return count
  }

  /** Null reads as empty. */
  array<T>(smallest: number, item: (reader: this) => T): T[] {
    const items: T[] = []
    for (let left = this.count(smallest); left > 0; left--) items.push(item(this))
    return items
  }

  /** @param like answered itself where it says the same */
  int32s(like?: readonly number[]): readonly number[] {
    const count = this.count(4)
    if (count <= 0) return NO_NUMBERS
    const { bytes } = this
    const at = this.take(4 * count)
    if (like?.length === count && like.every((item, i) => bytes.readInt32BE(at + 4 * i) === item)) return like
    // Of its size from the start: one that grows has room for 17, and there are 100,000.
    const items = new Array<number>(count)
    for (let i = 0; i < count; i++) items[i] = bytes.readInt32BE(at + 4 * i)
    return items
  }

  strings(): string[] {
    return this.array(this.flexible ? 1 : 2, (reader) => reader.string())
  }

  /** Skips the tag section that ends every structure of a flexible version; nothing to skip in classic ones. */
  tags(): void {
    if (!this.flexible) return
    for (let left = this.uvarint(); left > 0; left--) {
      this.uvarint()
      this.take(this.uvarint())
    }
  }
}
