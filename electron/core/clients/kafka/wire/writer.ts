/** Builds a request or, in the emulator, a response. The counterpart of `Reader`, with the same meaning of `flexible`. */
export class Writer {
  readonly flexible: boolean
  private buffer: Buffer
  private used = 0

  constructor(flexible: boolean, expectedBytes = 256) {
    this.flexible = flexible
    this.buffer = Buffer.allocUnsafe(expectedBytes)
  }

  /** What was written so far; a view that later writes may detach from. */
  get bytes(): Buffer {
    return this.buffer.subarray(0, this.used)
  }

  int8(value: number): this {
    const at = this.reserve(1)
    this.buffer.writeInt8(value, at)
    return this
  }

  int16(value: number): this {
    const at = this.reserve(2)
    this.buffer.writeInt16BE(value, at)
    return this
  }

  uint16(value: number): this {
    const at = this.reserve(2)
    this.buffer.writeUInt16BE(value, at)
    return this
  }

  int32(value: number): this {
    const at = this.reserve(4)
    this.buffer.writeInt32BE(value, at)
    return this
  }

  /** Exact to ±2^53. */
  int64(value: number): this {
    const at = this.reserve(8)
    this.buffer.writeInt32BE(Math.floor(value / 4_294_967_296), at)
    this.buffer.writeUInt32BE(((value % 4_294_967_296) + 4_294_967_296) % 4_294_967_296, at + 4)
    return this
  }

  float64(value: number): this {
    const at = this.reserve(8)
    this.buffer.writeDoubleBE(value, at)
    return this
  }

  bool(value: boolean): this {
    return this.int8(value ? 1 : 0)
  }

  uvarint(value: number): this {
    let rest = value
    while (rest >= 0x80) {
      const at = this.reserve(1)
      this.buffer.writeUInt8((rest % 0x80) + 0x80, at)
      rest = Math.floor(rest / 0x80)
    }
    const at = this.reserve(1)
    this.buffer.writeUInt8(rest, at)
    return this
  }

  varint(value: number): this {
    return this.uvarint(value >= 0 ? value * 2 : -value * 2 - 1)
  }

  /** From base64url, as `Reader.uuid` gives it; null and empty are the zero uuid. */
  uuid(value: string | null): this {
    const bytes = Buffer.alloc(16)
    bytes.write(value ?? '', 'base64url')
    return this.raw(bytes)
  }

  nullableString(value: string | null): this {
    if (value === null) return this.flexible ? this.uvarint(0) : this.int16(-1)
    const size = Buffer.byteLength(value)
    if (this.flexible) this.uvarint(size + 1)
    else this.int16(size)
    const at = this.reserve(size)
    this.buffer.write(value, at, 'utf8')
    return this
  }

  string(value: string): this {
    return this.nullableString(value)
  }

  nullableBytes(value: Uint8Array | null): this {
    if (value === null) return this.flexible ? this.uvarint(0) : this.int32(-1)
    if (this.flexible) this.uvarint(value.length + 1)
    else this.int32(value.length)
    return this.raw(value)
  }

  /** Length of an array whose items the caller writes; null is −1. */
  count(length: number): this {
    return this.flexible ? this.uvarint(length + 1) : this.int32(length)
  }

  array<T>(items: Iterable<T> | null, write: (item: T, writer: this) => void): this {
    if (items === null) return this.count(-1)
    const list = Array.isArray(items) ? (items as readonly T[]) : Array.from(items) // the branch says which it is
    this.count(list.length)
    for (const item of list) write(item, this)
    return this
  }

  strings(items: Iterable<string> | null): this {
    return this.array(items, (item) => this.string(item))
  }

  int32s(items: ArrayLike<number> | null): this {
    if (items === null) return this.count(-1)
    this.count(items.length)
    for (let i = 0; i < items.length; i++) this.int32(items[i] ?? 0)
    return this
  }

  /** Bytes as they are, without a length. */
  raw(value: Uint8Array): this {
    const at = this.reserve(value.length)
    this.buffer.set(value, at)
    return this
  }

  /** An empty tag section where the version has one. */
  tags(): this {
    return this.flexible ? this.uvarint(0) : this
  }

  /** Call it before `this.buffer` is named in the same statement: it may put a larger buffer in its place. */
  private reserve(size: number): number {
    const at = this.used
    const needed = at + size
    if (needed > this.buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2))
      this.buffer.copy(grown, 0, 0, at)
      this.buffer = grown
    }
    this.used = needed
    return at
  }
}
