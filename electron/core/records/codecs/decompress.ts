import { gunzipSync } from 'node:zlib'
import { CodecError, MOST_BYTES, tooLarge } from './capped.ts'
import { unlz4 } from './lz4.ts'
import { unsnappy } from './snappy.ts'
import { unzstd } from './zstd.ts'

/** By the number in a batch's attributes. */
export const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
export type Codec = (typeof CODECS)[number]

function ungzip(from: Buffer, most: number): Buffer {
  try {
    return gunzipSync(from, { maxOutputLength: most })
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'))
      throw tooLarge('gzip', most)
    throw new CodecError('gzip cannot be read')
  }
}

/** The bytes behind a codec, at most `most` of them. Throws `CodecError` and nothing else. */
export function decompress(codec: Codec, from: Buffer, most = MOST_BYTES): Buffer {
  switch (codec) {
    case 'none':
      return from
    case 'gzip':
      return ungzip(from, most)
    case 'snappy':
      return unsnappy(from, most)
    case 'lz4':
      return unlz4(from, most)
    case 'zstd':
      return unzstd(from, most)
  }
}
