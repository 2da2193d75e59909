/** Most bytes that one compressed batch may become (D-11). */
export const MOST_BYTES = 64 * 1024 * 1024

/** The bytes are not what the codec says, or they become too many. */
export class CodecError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CodecError'
  }
}

export const tooLarge = (codec: string, most: number): CodecError =>
  new CodecError(`${codec} of more than ${Math.round(most / 2 ** 20)} MiB`)

/** Output that grows as it is needed and never beyond its cap: checked before bytes are allocated. */
export class CappedOutput {
  private bytes: Uint8Array
  private readonly most: number
  private readonly codec: string
  length = 0

  constructor(codec: string, most: number, expected: number) {
    this.codec = codec
    this.most = most
    if (expected > most) throw tooLarge(codec, most)
    this.bytes = new Uint8Array(Math.max(64, expected))
  }

  private reserve(size: number): void {
    const needed = this.length + size
    if (needed > this.most) throw tooLarge(this.codec, this.most)
    if (needed <= this.bytes.length) return
    const grown = new Uint8Array(Math.min(this.most, Math.max(needed, this.bytes.length * 2)))
    grown.set(this.bytes.subarray(0, this.length))
    this.bytes = grown
  }

  append(part: Uint8Array): void {
    this.reserve(part.length)
    this.bytes.set(part, this.length)
    this.length += part.length
  }

  /** Repeats what stands `distance` before the end; the copy may overlap itself. `since`: nothing before it may be reached. */
  repeat(distance: number, size: number, since = 0): void {
    const from = this.length - distance
    if (distance <= 0 || from < since) throw new CodecError(`${this.codec} points before its beginning`)
    this.reserve(size)
    for (let i = 0; i < size; i++) this.bytes[this.length + i] = this.bytes[from + i] ?? 0
    this.length += size
  }

  get done(): Buffer {
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.length)
  }
}
