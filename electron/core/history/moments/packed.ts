import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { crc32c } from '../../lib/crc32c.ts'
import { DamagedBlock } from '../varint.ts'

const FORMAT = 1
/** Of a very large cluster's keyframe there are 20 MiB. */
const MOST_BYTES = 256 * 2 ** 20
const HEAD = 5

const labelled = (bytes: Uint8Array, label: string): number => crc32c(new TextEncoder().encode(label), crc32c(bytes))

/** A compressed text with a checksum over it and the label: bytes of another place do not pass for this one's. */
export function packText(text: string, label: string): Uint8Array {
  const body = deflateRawSync(Buffer.from(text, 'utf8'), { level: 3 })
  const packed = new Uint8Array(HEAD + body.length)
  packed[0] = FORMAT
  packed.set(body, HEAD)
  new DataView(packed.buffer).setUint32(1, labelled(body, label))
  return packed
}

/** @throws DamagedBlock when a byte is not what was written under this label */
export function unpackText(packed: Uint8Array, label: string): string {
  if (packed.length < HEAD) throw new DamagedBlock('it is too short')
  const body = packed.subarray(HEAD)
  if (packed[0] !== FORMAT) throw new DamagedBlock(`format ${packed[0]} is not known`)
  if (new DataView(packed.buffer, packed.byteOffset).getUint32(1) !== labelled(body, label)) throw new DamagedBlock('its checksum differs')
  try {
    return inflateRawSync(body, { maxOutputLength: MOST_BYTES }).toString('utf8')
  } catch (error) {
    throw new DamagedBlock(error instanceof Error ? error.message : 'it cannot be unpacked')
  }
}
