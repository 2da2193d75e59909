import { crc32c } from '../lib/crc32c.ts'
import { Reader, WireError } from '../clients/kafka/wire/reader.ts'
import { CodecError } from './codecs/capped.ts'
import { messageOf } from './message-set.ts'
import { isControl, isTransactional, markerOf, readHead, recordsOf } from './record-batch.ts'
import type { AbortedTransaction, Decoded, LogEntry } from './record.ts'

/** Base offset and length, before every batch and every message. */
const HEAD = 12
/** Leader epoch and magic stand before what the check sum covers. */
const MAGIC_AT = 16
const ABORT = 0

export interface DecodeOptions {
  /** What lies below is not asked for: batches begin earlier. */
  readonly from: number
  /** Transactions that were aborted in what was fetched; null: not asked (read uncommitted). */
  readonly aborted: readonly AbortedTransaction[] | null
}

/** Which producers have an aborted transaction open, as one goes through a log. */
function createAborts(all: readonly AbortedTransaction[]) {
  const waiting = all.toSorted((a, b) => a.firstOffset - b.firstOffset)
  const open = new Set<number>()
  return {
    reach(last: number): void {
      for (let next = waiting[0]; next !== undefined && next.firstOffset <= last; next = waiting[0]) {
        open.add(next.producerId)
        waiting.shift()
      }
    },
    end: (producer: number): void => void open.delete(producer),
    has: (producer: number): boolean => open.has(producer),
  }
}

/**
 * What a broker sent of one partition: batches of magic 2, or messages of magic 0 and 1, the last of which may be cut off. A batch that
 * cannot be read is an entry that says so, and reading goes on behind it (D-12). Control records are left out.
 */
export function decodeRecords(bytes: Buffer, { from, aborted }: DecodeOptions): Decoded {
  const entries: LogEntry[] = []
  const aborts = createAborts(aborted ?? [])
  let next: number | null = null
  let at = 0
  while (at + HEAD <= bytes.length) {
    const base = new Reader(bytes, false, at).int64()
    const size = bytes.readInt32BE(at + 8)
    const end = at + HEAD + size
    // Cut off: it comes whole with the next request.
    if (size >= 0 && end > bytes.length) break
    if (size < 5) {
      entries.push({ is: 'unreadable', offset: Math.max(base, from), last: Math.max(base, from), why: `a batch of ${size} bytes` })
      next = Math.max(base, from) + 1
      break
    }
    const magic = bytes.readInt8(at + MAGIC_AT)
    const one = magic === 2 ? batch(bytes.subarray(at, end), base, aborts) : messages(bytes.subarray(at, end), base)
    for (const entry of one.entries) if (lastOf(entry) >= from) entries.push(entry)
    next = Math.max(next ?? 0, one.last + 1)
    at = end
  }
  return { entries, next }
}

const lastOf = (entry: LogEntry): number => (entry.is === 'record' ? entry.record.offset : entry.last)

const whyOf = (error: unknown): string => {
  if (error instanceof WireError || error instanceof CodecError) return error.message
  throw error
}

interface One {
  readonly entries: readonly LogEntry[]
  readonly last: number
}

function batch(bytes: Buffer, base: number, aborts: ReturnType<typeof createAborts>): One {
  let last = base
  try {
    const from = new Reader(bytes, false, MAGIC_AT + 1)
    const sum = from.int32() >>> 0
    const covered = bytes.subarray(from.offset)
    const head = readHead(from, base)
    last = base + Math.max(0, head.lastDelta)
    aborts.reach(last)
    const body = bytes.subarray(from.offset)
    if (crc32c(covered) !== sum) throw new WireError('its check sum is wrong')
    if (isControl(head)) {
      if (markerOf(body, head) === ABORT) aborts.end(head.producerId)
      return { entries: [], last }
    }
    const gone = isTransactional(head) && aborts.has(head.producerId)
    return { entries: recordsOf(body, head, gone), last }
  } catch (error) {
    return { entries: [{ is: 'unreadable', offset: base, last, why: whyOf(error) }], last }
  }
}

function messages(bytes: Buffer, offset: number): One {
  try {
    return { entries: messageOf(new Reader(bytes, false, HEAD), offset), last: offset }
  } catch (error) {
    return { entries: [{ is: 'unreadable', offset, last: offset, why: whyOf(error) }], last: offset }
  }
}
