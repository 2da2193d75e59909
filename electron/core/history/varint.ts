/**
 * Variable-length integers up to 2^53, as doubles: seven bits a byte, low bits first. Signed ones have their sign in the first byte, so that
 * small differences of either sign take one byte and large ones stay exact (zig-zag would need a 54th bit).
 */
export class Packer {
  #bytes: Uint8Array
  #length = 0

  constructor(capacity = 1_024) {
    this.#bytes = new Uint8Array(capacity)
  }

  #room(needed: number): void {
    if (this.#length + needed <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + needed))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }

  byte(value: number): void {
    this.#room(1)
    this.#bytes[this.#length++] = value
  }

  /** @param value a whole number from 0 to 2^53 */
  unsigned(value: number): void {
    this.#room(8)
    let rest = value
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    this.#bytes[this.#length++] = rest
  }

  signed(value: number): void {
    if (value > -0x40 && value < 0x40) return this.byte(value < 0 ? -value | 0x40 : value)
    const size = Math.abs(value)
    const low = (size % 0x40) | (value < 0 ? 0x40 : 0)
    const rest = Math.floor(size / 0x40)
    this.byte(rest > 0 ? low | 0x80 : low)
    if (rest > 0) this.unsigned(rest)
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value)
    this.unsigned(bytes.length)
    this.raw(bytes)
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  packed(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }
}

/** Bytes that `unsigned` takes. */
export function unsignedSize(value: number): number {
  let size = 1
  for (let limit = 0x80; value >= limit; limit *= 0x80) size += 1
  return size
}

/** Bytes that `signed` takes. */
export const signedSize = (value: number): number =>
  value > -0x40 && value < 0x40 ? 1 : 1 + unsignedSize(Math.floor(Math.abs(value) / 0x40))

/** Stored bytes that are not what was written. */
export class DamagedBlock extends Error {
  constructor(why: string) {
    super(`damaged block: ${why}`)
    this.name = 'DamagedBlock'
  }
}

export class Unpacker {
  #bytes: Uint8Array
  #end: number
  #at = 0

  /** @param end where what is unpacked ends in the array */
  constructor(bytes: Uint8Array, end = bytes.length) {
    this.#bytes = bytes
    this.#end = end
  }

  /** Goes on with other bytes: where thousands of short pieces are unpacked, an object each is what costs. */
  goTo(bytes: Uint8Array, at: number, end: number): void {
    this.#bytes = bytes
    this.#at = at
    this.#end = end
  }

  get at(): number {
    return this.#at
  }

  get left(): number {
    return this.#end - this.#at
  }

  byte(): number {
    if (this.#at >= this.#end) throw new DamagedBlock('it ends early')
    return this.#bytes[this.#at++] ?? 0
  }

  unsigned(): number {
    let value = 0
    let factor = 1
    for (let n = 0; n < 8; n++) {
      const byte = this.byte()
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 0x80
    }
    throw new DamagedBlock('a number is too long')
  }

  signed(): number {
    const first = this.byte()
    const size = (first & 0x3f) + (first & 0x80 ? this.unsigned() * 0x40 : 0)
    return first & 0x40 ? -size : size
  }

  /** A count of things that take at least `size` bytes each: never more than the bytes left can hold. */
  count(size: number): number {
    const value = this.unsigned()
    if (value * size > this.left) throw new DamagedBlock('a count is larger than what is left')
    return value
  }

  /** Whether zeros follow, so many: they are passed over then, and nothing is otherwise. */
  zeros(count: number): boolean {
    for (let i = 0; i < count; i++) if (this.#bytes[this.#at + i] !== 0) return false
    this.#at += count
    return true
  }

  text(): string {
    const bytes = this.raw(this.count(1))
    // Names are short and mostly ASCII, where this costs a fifth of a decoder.
    let text = ''
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0
      if (byte >= 0x80 || bytes.length > 60) return new TextDecoder().decode(bytes)
      text += String.fromCharCode(byte)
    }
    return text
  }

  raw(length: number): Uint8Array {
    if (length > this.left) throw new DamagedBlock('it ends early')
    const bytes = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return bytes
  }
}
