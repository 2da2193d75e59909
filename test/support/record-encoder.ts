import { gzipSync } from 'node:zlib'
import { crc32c } from '../../electron/core/lib/crc32c.ts'
import { Writer } from '../../electron/core/clients/kafka/wire/writer.ts'

export interface RecordSpec {
  readonly key: Uint8Array | null
  readonly value: Uint8Array | null
  readonly headers?: readonly { readonly name: string; readonly value: Uint8Array | null }[]
  /** ms after the batch's first; 0 unless told. */
  readonly timeDelta?: number
}

export interface BatchSpec {
  readonly base: number
  readonly time: number
  readonly records: readonly RecordSpec[]
  /** Number of the codec and its packing; none unless told. */
  readonly codec?: { readonly id: number; readonly pack: (bytes: Uint8Array) => Uint8Array }
  readonly appendTime?: boolean
  readonly producer?: { readonly id: number; readonly epoch: number; readonly transactional: boolean }
  /** A control batch: 0 aborts, 1 commits. */
  readonly marker?: 0 | 1
}

const bytes = (to: Writer, value: Uint8Array | null): Writer => (value === null ? to.varint(-1) : to.varint(value.length).raw(value))

function encodeRecord(record: RecordSpec, offsetDelta: number): Buffer {
  const body = new Writer(false)
    .int8(0)
    .varint(record.timeDelta ?? 0)
    .varint(offsetDelta)
  bytes(body, record.key)
  bytes(body, record.value)
  const headers = record.headers ?? []
  body.varint(headers.length)
  for (const { name, value } of headers) bytes(bytes(body, Buffer.from(name)), value)
  return new Writer(false).varint(body.bytes.length).raw(body.bytes).bytes
}

/** A batch as brokers keep it since Kafka 0.11 (magic 2), from its specification alone. */
export function encodeBatch({ base, time, records, codec, appendTime = false, producer, marker }: BatchSpec): Buffer {
  const all =
    marker === undefined
      ? records
      : [{ key: new Writer(false).int16(0).int16(marker).bytes, value: new Writer(false).int16(0).int32(0).bytes }]
  const plain = Buffer.concat(all.map((record, i) => encodeRecord(record, i)))
  const body = codec ? codec.pack(plain) : plain
  const attributes = (codec?.id ?? 0) | (appendTime ? 8 : 0) | (producer?.transactional === true ? 16 : 0) | (marker === undefined ? 0 : 32)
  const last = Math.max(0, ...all.map((r) => ('timeDelta' in r ? (r.timeDelta ?? 0) : 0)))
  const covered = new Writer(false)
    .int16(attributes)
    .int32(all.length - 1)
    .int64(time)
    .int64(time + last)
    .int64(producer?.id ?? -1)
    .int16(producer?.epoch ?? -1)
    .int32(-1)
    .int32(all.length)
    .raw(body)
  const sum = crc32c(covered.bytes) | 0
  const inner = new Writer(false).int32(0).int8(2).int32(sum).raw(covered.bytes)
  return new Writer(false).int64(base).int32(inner.bytes.length).raw(inner.bytes).bytes
}

/** One message of the formats before (magic 0 and 1). */
export function encodeMessage(offset: number, magic: 0 | 1, record: RecordSpec, time = 0, attributes = 0): Buffer {
  const covered = new Writer(false).int8(magic).int8(attributes)
  if (magic === 1) covered.int64(time + (record.timeDelta ?? 0))
  covered.nullableBytes(record.key).nullableBytes(record.value)
  const inner = new Writer(false).int32(crc32(covered.bytes) | 0).raw(covered.bytes)
  return new Writer(false).int64(offset).int32(inner.bytes.length).raw(inner.bytes).bytes
}

/** The sum of zlib, taken from the end of a gzip stream. */
const crc32 = (value: Uint8Array): number => gzipSync(value).readUInt32LE(gzipSync(value).length - 8)

export const gzip = { id: 1, pack: (value: Uint8Array): Uint8Array => gzipSync(value) }

/** Snappy that repeats nothing: literals only. */
export const snappyRaw = {
  id: 2,
  pack(value: Uint8Array): Uint8Array {
    const to = new Writer(false).uvarint(value.length)
    for (let at = 0; at < value.length; at += 60) {
      const part = value.subarray(at, at + 60)
      to.raw(Buffer.of((part.length - 1) << 2)).raw(part)
    }
    return Buffer.from(to.bytes)
  },
}

/** The same in blocks behind the header of Java's stream. */
export const snappyJava = {
  id: 2,
  pack(value: Uint8Array): Uint8Array {
    const to = new Writer(false)
      .raw(Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0]))
      .int32(1)
      .int32(1)
    for (let at = 0; at < value.length; at += 1000) {
      const block = snappyRaw.pack(value.subarray(at, at + 1000))
      to.int32(block.length).raw(block)
    }
    return Buffer.from(to.bytes)
  },
}

/** A frame of LZ4 whose blocks are not compressed. */
export const lz4Stored = {
  id: 3,
  pack(value: Uint8Array): Uint8Array {
    const to = new Writer(false).raw(Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]))
    for (let at = 0; at < value.length; at += 65_536) {
      const part = value.subarray(at, at + 65_536)
      const size = Buffer.alloc(4)
      size.writeUInt32LE((part.length | 0x80000000) >>> 0)
      to.raw(size).raw(part)
    }
    return Buffer.from(to.raw(Buffer.alloc(4)).bytes)
  },
}

export const text = (value: string): Buffer => Buffer.from(value)
