import { CappedOutput, CodecError, MOST_BYTES } from './capped.ts'

const MAGIC = 0x184d2204

const bad = (what: string): CodecError => new CodecError(`lz4 ${what}`)

/** One block (lz4_Block_format.md) onto the output. */
function block(from: Buffer, out: CappedOutput, since: number): void {
  let at = 0
  const byte = (): number => {
    const value = from[at++]
    if (value === undefined) throw bad('ends early')
    return value
  }
  /** 15 means: more bytes follow, up to one that is not 255. */
  const length = (nibble: number): number => {
    let value = nibble
    if (nibble === 15) for (let more = 255; more === 255; value += more) more = byte()
    return value
  }
  while (at < from.length) {
    const token = byte()
    const literals = length(token >> 4)
    if (at + literals > from.length) throw bad('ends early')
    out.append(from.subarray(at, at + literals))
    at += literals
    // The last sequence has literals only.
    if (at === from.length) return
    const distance = byte() | (byte() << 8)
    out.repeat(distance, length(token & 15) + 4, since)
  }
}

/**
 * Frames of LZ4 (lz4_Frame_format.md). Check sums are not compared: clients before Kafka 0.10 wrote wrong ones for the header, and the
 * batch has its own.
 */
export function unlz4(from: Buffer, most = MOST_BYTES): Buffer {
  const out = new CappedOutput('lz4', most, 0)
  let at = 0
  const take = (size: number): number => {
    const start = at
    if (size < 0 || start + size > from.length) throw bad('ends early')
    at = start + size
    return start
  }
  while (at < from.length) {
    if (from.readUInt32LE(take(4)) !== MAGIC) throw bad('has no frame')
    const flags = from[take(1)] ?? 0
    take(1) // largest block
    if (flags >> 6 !== 1) throw bad(`has version ${flags >> 6}`)
    const [independent, blockSums, hasSize, contentSum, dictionary] = [0x20, 0x10, 0x08, 0x04, 0x01].map((bit) => (flags & bit) !== 0)
    if (hasSize) take(8)
    if (dictionary) throw bad('needs a dictionary')
    take(1) // header check sum
    const begin = out.length
    for (;;) {
      const word = from.readUInt32LE(take(4))
      if (word === 0) break
      const size = word & 0x7fffffff
      const start = take(size)
      const bytes = from.subarray(start, start + size)
      if (word >>> 31 === 1) out.append(bytes)
      else block(bytes, out, independent ? out.length : begin)
      if (blockSums) take(4)
    }
    if (contentSum) take(4)
  }
  return out.done
}
