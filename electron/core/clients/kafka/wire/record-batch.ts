import { crc32c } from '../../../lib/crc32c.ts'
import { Writer } from './writer.ts'

export interface RecordToWrite {
  readonly key: Uint8Array | null
  readonly value: Uint8Array | null
  /** In order; names may repeat. */
  readonly headers: readonly { readonly name: string; readonly value: Uint8Array | null }[]
}

const MAGIC = 2
const NO_PRODUCER = -1

const bytes = (to: Writer, value: Uint8Array | null): Writer => (value === null ? to.varint(-1) : to.varint(value.length).raw(value))

function encodeRecord({ key, value, headers }: RecordToWrite, place: number): Buffer {
  // Attributes and the distance in time, which is none: they are written together.
  const body = new Writer(false, 64 + (key?.length ?? 0) + (value?.length ?? 0)).int8(0).varint(0).varint(place)
  bytes(bytes(body, key), value).varint(headers.length)
  for (const header of headers) bytes(bytes(body, Buffer.from(header.name)), header.value)
  return body.bytes
}

/**
 * One batch of records as a producer sends it: magic 2 (KIP-98), not compressed, without a producer id. The broker gives the offsets.
 * @param time ms, of all of them
 */
export function encodeRecordBatch(records: readonly RecordToWrite[], time: number): Buffer {
  const covered = new Writer(false)
    .int16(0)
    .int32(records.length - 1)
    .int64(time)
    .int64(time)
    .int64(NO_PRODUCER)
    .int16(NO_PRODUCER)
    .int32(NO_PRODUCER)
    .int32(records.length)
  for (const [place, record] of records.entries()) {
    const body = encodeRecord(record, place)
    covered.varint(body.length).raw(body)
  }
  const sum = crc32c(covered.bytes) | 0
  // Leader epoch −1 (not known), magic, check sum: nine bytes before what it covers.
  return new Writer(false, covered.bytes.length + 21)
    .int64(0)
    .int32(covered.bytes.length + 9)
    .int32(-1)
    .int8(MAGIC)
    .int32(sum)
    .raw(covered.bytes).bytes
}
