import type { Reader } from '../clients/kafka/wire/reader.ts'
import { WireError } from '../clients/kafka/wire/reader.ts'
import { Reader as BytesReader } from '../clients/kafka/wire/reader.ts'
import { CODECS, decompress } from './codecs/decompress.ts'
import type { Header, LogEntry, LogRecord } from './record.ts'

/** Attributes of a batch. */
const CODEC_BITS = 0x07
const APPEND_TIME = 0x08
const TRANSACTIONAL = 0x10
const CONTROL = 0x20

/** Smallest record: length, attributes, time, offset, no key, no value, no headers. */
const SMALLEST_RECORD = 7
const SMALLEST_HEADER = 2

export interface BatchHead {
  readonly base: number
  readonly lastDelta: number
  readonly attributes: number
  readonly baseTime: number
  readonly maxTime: number
  readonly producerId: number
  readonly producerEpoch: number
  readonly count: number
}

export const isControl = (head: BatchHead): boolean => (head.attributes & CONTROL) !== 0
export const isTransactional = (head: BatchHead): boolean => (head.attributes & TRANSACTIONAL) !== 0

/** What stands between the check sum and the records. */
export function readHead(from: Reader, base: number): BatchHead {
  const attributes = from.int16()
  const lastDelta = from.int32()
  const baseTime = from.int64()
  const maxTime = from.int64()
  const producerId = from.int64()
  const producerEpoch = from.int16()
  from.int32() // base sequence
  return { base, lastDelta, attributes, baseTime, maxTime, producerId, producerEpoch, count: from.int32() }
}

function bytesOf(from: Reader): Buffer | null {
  const size = from.varint()
  if (size < 0) return null
  const at = from.take(size)
  return from.bytes.subarray(at, at + size)
}

/** In linear time, duplicates kept, names as they are (D-10). */
function headersOf(from: Reader): Header[] {
  const count = from.varint()
  if (count < 0 || count * SMALLEST_HEADER > from.left) throw new WireError(`claims ${count} headers`)
  const headers: Header[] = []
  for (let i = 0; i < count; i++) {
    const name = bytesOf(from)
    if (name === null) throw new WireError('a header without a name')
    headers.push({ name: name.toString('utf8'), value: bytesOf(from) })
  }
  return headers
}

function recordOf(from: Reader, head: BatchHead, aborted: boolean): LogRecord {
  from.int8() // attributes, not used
  const time = from.varlong()
  const offset = head.base + from.varint()
  const appended = (head.attributes & APPEND_TIME) !== 0
  const key = bytesOf(from)
  const value = bytesOf(from)
  return {
    offset,
    timestamp: appended ? head.maxTime : head.baseTime + time,
    timeType: appended ? 'append' : 'create',
    key,
    value,
    headers: headersOf(from),
    codec: CODECS[head.attributes & CODEC_BITS] ?? 'none',
    producer: head.producerId < 0 ? null : { id: head.producerId, epoch: head.producerEpoch },
    transactional: isTransactional(head),
    aborted,
  }
}

/** Type of a control record: 0 abort, 1 commit. */
export function markerOf(body: Buffer, head: BatchHead): number {
  const from = new BytesReader(body, false)
  from.varint()
  const { key } = recordOf(from, head, false)
  return key !== null && key.length >= 4 ? key.readInt16BE(2) : -1
}

/**
 * Records of a batch (magic 2). One that cannot be read is told as such, and with it the rest: where the next one begins is known only
 * from its length, so what has a sound length is skipped alone.
 */
export function recordsOf(body: Buffer, head: BatchHead, aborted: boolean): LogEntry[] {
  const name = CODECS[head.attributes & CODEC_BITS]
  if (name === undefined) throw new WireError(`compressed with codec ${head.attributes & CODEC_BITS}, which is not known`)
  const from = new BytesReader(decompress(name, body), false)
  if (head.count < 0 || head.count * SMALLEST_RECORD > from.left)
    throw new WireError(`claims ${head.count} records, has ${from.left} bytes`)
  const entries: LogEntry[] = []
  for (let i = 0; i < head.count; i++) {
    const size = from.varint()
    const end = from.take(size) + size
    const one = new BytesReader(from.bytes.subarray(0, end), false, end - size)
    try {
      entries.push({ is: 'record', record: recordOf(one, head, aborted) })
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      const offset = head.base + Math.min(i, head.lastDelta)
      entries.push({ is: 'unreadable', offset, last: offset, why: error.message })
    }
  }
  return entries
}
