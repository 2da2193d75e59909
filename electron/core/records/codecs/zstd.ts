import * as zlib from 'node:zlib'
import { Decompress } from 'fzstd'
import { CappedOutput, CodecError, MOST_BYTES, tooLarge } from './capped.ts'

const MAGIC = 0xfd2fb528
const SKIPPABLE = 0x184d2a50

/** What the header of a frame claims it needs (RFC 8878 section 3.1.1): decoders allocate it before they look at anything else. */
export function claimed(from: Buffer): number {
  if (from.length < 6) throw new CodecError('zstd ends early')
  const magic = from.readUInt32LE(0)
  if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) return 0
  if (magic !== MAGIC) throw new CodecError('zstd has no frame')
  const descriptor = from[4] ?? 0
  const single = (descriptor & 0x20) !== 0
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0
  const sizeBytes = descriptor >> 6 === 0 ? (single ? 1 : 0) : 2 ** (descriptor >> 6)
  const at = 5 + (single ? 0 : 1) + dictionary
  if (from.length < at + sizeBytes) throw new CodecError('zstd ends early')
  const content =
    sizeBytes === 8 ? Number(from.readBigUInt64LE(at)) : sizeBytes === 0 ? 0 : from.readUIntLE(at, sizeBytes) + (sizeBytes === 2 ? 256 : 0)
  if (single) return content
  const window = from[5] ?? 0
  const base = 2 ** (10 + (window >> 3))
  return Math.max(content, base + (base / 8) * (window & 7))
}

/** Standard frames. Node's own decoder where it has one (22.15), else one in JavaScript; both under the cap. */
export function unzstd(from: Buffer, most = MOST_BYTES, native = 'zstdDecompressSync' in zlib): Buffer {
  // Long-distance windows of up to 128 MiB exist; producers write 8 MiB at most.
  if (claimed(from) > most) throw tooLarge('zstd', most)
  return native ? withNode(from, most) : withScript(from, most)
}

interface NodeZstd {
  readonly zstdDecompressSync?: (bytes: Buffer, options: { maxOutputLength: number }) => Buffer
}

function withNode(from: Buffer, most: number): Buffer {
  try {
    // Not in the interface of Node 20, which the product keeps to: asked for before it is used.
    const out = (zlib as NodeZstd).zstdDecompressSync?.(from, { maxOutputLength: most })
    if (out) return out
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'))
      throw tooLarge('zstd', most)
    throw new CodecError('zstd cannot be read')
  }
  return withScript(from, most)
}

function withScript(from: Buffer, most: number): Buffer {
  const out = new CappedOutput('zstd', most, 0)
  try {
    const stream = new Decompress((part) => out.append(part))
    stream.push(from, true)
  } catch (error) {
    if (error instanceof CodecError) throw error
    throw new CodecError('zstd cannot be read')
  }
  return out.done
}
