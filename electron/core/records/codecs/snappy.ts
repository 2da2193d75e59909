import { CappedOutput, CodecError, MOST_BYTES } from './capped.ts'

/** `SNAPPY\0` behind 0x82: the frame of Java's stream (snappy-java), which Kafka's own producers write. */
const JAVA_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00])
const JAVA_HEADER = 16

const bad = (what: string): CodecError => new CodecError(`snappy ${what}`)

/** One raw block (google/snappy, format_description.txt) onto the output. */
function block(from: Buffer, out: CappedOutput): void {
  const begin = out.length
  let at = 0
  let size = 0
  for (let shift = 0; ; shift += 7) {
    const byte = from[at++]
    if (byte === undefined || shift > 28) throw bad('has no length')
    size += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) break
  }
  const number = (bytes: number): number => {
    if (at + bytes > from.length) throw bad('ends early')
    const value = from.readUIntLE(at, bytes)
    at += bytes
    return value
  }
  while (at < from.length) {
    const tag = from[at++] ?? 0
    const kind = tag & 3
    if (kind === 0) {
      const short = tag >> 2
      const length = (short < 60 ? short : number(short - 59)) + 1
      if (at + length > from.length) throw bad('ends early')
      out.append(from.subarray(at, at + length))
      at += length
    } else if (kind === 1) out.repeat(((tag >> 5) << 8) | number(1), ((tag >> 2) & 7) + 4, begin)
    else out.repeat(number(kind === 2 ? 2 : 4), (tag >> 2) + 1, begin)
    if (out.length - begin > size) throw bad('is longer than it says')
  }
  if (out.length - begin !== size) throw bad(`says ${size} bytes and has ${out.length - begin}`)
}

const sizeOf = (from: Buffer): number => {
  let size = 0
  for (let i = 0; i < 5; i++) {
    size += ((from[i] ?? 0) & 0x7f) * 2 ** (7 * i)
    if ((from[i] ?? 0) < 0x80) break
  }
  return size
}

/** Both forms that occur in Kafka: raw, and blocks behind Java's header. */
export function unsnappy(from: Buffer, most = MOST_BYTES): Buffer {
  if (!from.subarray(0, 8).equals(JAVA_MAGIC)) {
    const out = new CappedOutput('snappy', most, sizeOf(from))
    block(from, out)
    return out.done
  }
  const out = new CappedOutput('snappy', most, 0)
  for (let at = JAVA_HEADER; at < from.length;) {
    if (at + 4 > from.length) throw bad('ends early')
    const size = from.readInt32BE(at)
    at += 4
    if (size < 0 || at + size > from.length) throw bad('ends early')
    block(from.subarray(at, at + size), out)
    at += size
  }
  return out.done
}
