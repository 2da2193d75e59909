import { Reader, WireError } from '../clients/kafka/wire/reader.ts'
import { CODECS, decompress } from './codecs/decompress.ts'
import type { LogEntry, LogRecord } from './record.ts'

const APPEND_TIME = 0x08
/** Offset, size, check sum, magic, attributes, key and value of length −1. */
const SMALLEST = 26

/**
 * One message of the formats before Kafka 0.11 (magic 0 and 1), which may hold a compressed set of more. `size` bytes from the cursor on
 * are its own, check sum and magic included.
 */
export function messageOf(from: Reader, offset: number): LogEntry[] {
  from.int32() // check sum: zlib's, over what follows; the brokers compare it
  const magic = from.int8()
  if (magic !== 0 && magic !== 1) throw new WireError(`magic ${magic} is not known`)
  const attributes = from.int8()
  const timestamp = magic === 1 ? from.int64() : -1
  const key = bytesOf(from)
  const value = bytesOf(from)
  const codec = CODECS[attributes & 7]
  if (codec === undefined) throw new WireError(`compressed with codec ${attributes & 7}, which is not known`)
  if (codec !== 'none')
    return inner(decompress(codec, value ?? Buffer.alloc(0)), offset, codec, (attributes & APPEND_TIME) !== 0 ? timestamp : null)
  const timeType = magic === 0 ? null : (attributes & APPEND_TIME) !== 0 ? 'append' : 'create'
  const record: LogRecord = {
    offset,
    timestamp,
    timeType,
    key,
    value,
    headers: [],
    codec,
    producer: null,
    transactional: false,
    aborted: false,
  }
  return [{ is: 'record', record }]
}

function bytesOf(from: Reader): Buffer | null {
  const size = from.int32()
  if (size < 0) return null
  const at = from.take(size)
  return from.bytes.subarray(at, at + size)
}

/**
 * A compressed set. The wrapper has the offset of its last message. With magic 1 the inner ones count from 0; with magic 0 they stand as
 * they are (KIP-31).
 */
function inner(bytes: Buffer, last: number, codec: LogRecord['codec'], appended: number | null): LogEntry[] {
  const from = new Reader(bytes, false)
  const found: LogRecord[] = []
  while (from.left >= SMALLEST) {
    const offset = from.int64()
    const end = from.take(from.int32())
    const size = from.offset - end
    const one = new Reader(from.bytes.subarray(0, end + size), false, end)
    for (const entry of messageOf(one, offset)) if (entry.is === 'record') found.push(entry.record)
  }
  const highest = found.at(-1)?.offset ?? 0
  const relative = found.some((r) => r.timeType !== null)
  return found.map((record) => ({
    is: 'record',
    record: {
      ...record,
      codec,
      offset: relative ? last - highest + record.offset : record.offset,
      ...(appended === null ? {} : { timestamp: appended, timeType: 'append' as const }),
    },
  }))
}
