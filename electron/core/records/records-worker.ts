import { JobFailure } from '../workers/messages.ts'
import type { JobHandlers } from '../workers/serve-jobs.ts'
import { decodeRecords } from './decode.ts'
import { recordTest } from './filter.ts'
import type { ReadInput, RecordsJobs, ShownRecord } from './jobs.ts'
import type { Payload } from './payload.ts'
import type { LogEntry, LogRecord } from './record.ts'
import { createCompiledSchemas, type CompiledSchemas } from './schemas/by-schema.ts'
import { encodeTexts } from './schemas/encode-texts.ts'
import { createShow, type Show } from './show.ts'

const MOST_HEADERS = 100

/** Decodes and looks through what brokers sent. It never opens anything. */
export function recordsWorker(): JobHandlers<RecordsJobs> {
  const schemas = createCompiledSchemas()
  return {
    read: (input) => read(input, schemas),
    encode: (input) => encodeTexts(input, schemas),
    names(schema) {
      const found = schemas.get(schema)
      if ('problem' in found) throw new JobFailure('schema', found.problem)
      return found.names
    },
  }
}

function testOf({ filter }: ReadInput, show: Show): (record: LogRecord) => boolean {
  if (filter === null) return () => true
  try {
    return recordTest(filter, show)
  } catch (error) {
    if (error instanceof SyntaxError) throw new JobFailure('filter', error.message)
    throw error
  }
}

function read(input: ReadInput, schemas: CompiledSchemas): RecordsJobs['read']['output'] {
  const { bytes, from, before, aborted, most, newest } = input
  const { entries, next } = decodeRecords(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { from, aborted })
  const show = createShow(input, schemas)
  const matches = testOf(input, show)
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
  const shown = kept.map((entry) => shownEntry(entry, show))
  return { shown, scanned, matched: found.length, next, missing: show.missing() }
}

function shownEntry(entry: LogEntry, show: Show): ShownRecord {
  if (entry.is === 'record') return shownRecord(entry.record, show)
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

function shownRecord(record: LogRecord, show: Show): ShownRecord {
  const or = (bytes: Buffer | null, shown: (bytes: Buffer) => Payload): Payload | null => bytes && shown(bytes)
  const { offset, timestamp, timeType, key, value, headers, codec, producer, transactional, aborted } = record
  const size = headers.reduce((sum, h) => sum + h.name.length + (h.value?.length ?? 0), (key?.length ?? 0) + (value?.length ?? 0))
  return {
    offset,
    at: timestamp < 0 ? null : timestamp,
    timeType,
    key: or(key, (bytes) => show.payload('key', bytes)),
    value: or(value, (bytes) => show.payload('value', bytes)),
    headers: headers.slice(0, MOST_HEADERS).map((h) => ({ name: h.name, value: or(h.value, show.header) })),
    headerCount: headers.length,
    size,
    codec,
    producer,
    transactional,
    aborted,
    unreadable: null,
  }
}
