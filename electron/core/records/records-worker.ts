import { JobFailure } from '../workers/messages.ts'
import type { JobHandlers } from '../workers/serve-jobs.ts'
import { decodeRecords } from './decode.ts'
import { recordTest } from './filter.ts'
import type { ReadInput, RecordsJobs, ShownRecord } from './jobs.ts'
import { maskJson, maskText } from './mask.ts'
import { payloadOf, type Format, type Payload } from './payload.ts'
import type { LogEntry, LogRecord } from './record.ts'

const MOST_HEADERS = 100

/** Decodes and looks through what brokers sent. It never opens anything. */
export function recordsWorker(): JobHandlers<RecordsJobs> {
  return { read }
}

function testOf({ filter }: ReadInput): (record: LogRecord) => boolean {
  if (filter === null) return () => true
  try {
    return recordTest(filter)
  } catch (error) {
    if (error instanceof SyntaxError) throw new JobFailure('filter', error.message)
    throw error
  }
}

function read(input: ReadInput): RecordsJobs['read']['output'] {
  const { bytes, from, before, aborted, most, newest } = input
  const { entries, next } = decodeRecords(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { from, aborted })
  const matches = testOf(input)
  const found: LogEntry[] = []
  let scanned = 0
  for (const entry of entries) {
    const offset = entry.is === 'record' ? entry.record.offset : entry.offset
    if (before !== null && offset >= before) break
    if (entry.is === 'record' && entry.record.aborted) continue
    scanned++
    if (entry.is === 'unreadable' ? input.filter === null : matches(entry.record)) found.push(entry)
  }
  const kept = newest ? found.slice(-most) : found.slice(0, most)
  return { shown: kept.map((entry) => shownEntry(entry, input)), scanned, matched: found.length, next }
}

function shownEntry(entry: LogEntry, input: ReadInput): ShownRecord {
  if (entry.is === 'record') return shownRecord(entry.record, input)
  const { offset, why } = entry
  const none = {
    at: null,
    timeType: null,
    key: null,
    value: null,
    headers: [],
    headerCount: 0,
    size: 0,
    codec: 'none',
    producer: null,
  } as const
  return { ...none, offset, transactional: false, aborted: false, unreadable: why }
}

function shownRecord(record: LogRecord, { keyFormat, valueFormat, mask }: ReadInput): ShownRecord {
  const show = (bytes: Buffer | null, format: Format): Payload | null => {
    if (bytes === null) return null
    const payload = payloadOf(bytes, format)
    return mask ? masked(payload) : payload
  }
  const { offset, timestamp, timeType, key, value, headers, codec, producer, transactional, aborted } = record
  const size = headers.reduce((sum, h) => sum + h.name.length + (h.value?.length ?? 0), (key?.length ?? 0) + (value?.length ?? 0))
  return {
    offset,
    at: timestamp < 0 ? null : timestamp,
    timeType,
    key: show(key, keyFormat),
    value: show(value, valueFormat),
    headers: headers.slice(0, MOST_HEADERS).map((h) => ({ name: h.name, value: show(h.value, 'auto') })),
    headerCount: headers.length,
    size,
    codec,
    producer,
    transactional,
    aborted,
    unreadable: null,
  }
}

/** Bytes that are no text can hide anything, and are not shown at all. */
function masked(payload: Payload): Payload {
  if (payload.format === 'json') return { ...payload, text: maskJson(payload.text) }
  if (payload.format === 'text' || payload.format === 'number') return { ...payload, text: maskText(payload.text) }
  if (payload.format === 'messagePack') return { ...payload, text: maskJson(payload.text) }
  return { ...payload, text: '', problem: 'Not shown: bytes cannot be masked.' }
}
