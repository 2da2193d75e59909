import { createHash } from 'node:crypto'

/** JSON as it comes from `JSON.parse`. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A stored file: what it is, in which version, which save it was, and a sum over all of it. */
export interface Envelope {
  readonly magic: string
  readonly schemaVersion: number
  /** Grows with each save; the newest valid file is the one with the largest. */
  readonly seq: number
  readonly payload: Json
}

export type Decoded = { readonly ok: true; readonly envelope: Envelope } | { readonly ok: false; readonly why: string }

const sumOf = (e: Envelope): string =>
  createHash('sha256')
    .update(JSON.stringify([e.magic, e.schemaVersion, e.seq, e.payload]))
    .digest('hex')

export function encodeEnvelope(e: Envelope): Uint8Array {
  const { magic, schemaVersion, seq, payload } = e
  return Buffer.from(`${JSON.stringify({ magic, schemaVersion, seq, sha256: sumOf(e), payload }, null, 1)}\n`)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

/** A file is whole only if writing it again gives the very same bytes. */
export function decodeEnvelope(bytes: Uint8Array, magic: string): Decoded {
  const refuse = (why: string): Decoded => ({ ok: false, why })
  if (bytes.length === 0) return refuse('it is empty')
  const found = parse(bytes)
  if (!isRecord(found)) return refuse('it is cut short or is not JSON')
  if (found['magic'] !== magic) return refuse('it is not a file of this kind')
  const { schemaVersion, seq, payload } = found
  if (!isCount(schemaVersion) || !isCount(seq) || payload === undefined) return refuse('parts of it are missing')
  // JSON.parse made it, so it is JSON.
  const envelope: Envelope = { magic, schemaVersion, seq, payload: payload as Json }
  try {
    if (found['sha256'] !== sumOf(envelope)) return refuse('its content does not fit its checksum')
    if (Buffer.compare(encodeEnvelope(envelope), bytes) !== 0) return refuse('it was changed by another program')
  } catch {
    // JSON can be nested deeper for reading than for writing.
    return refuse('it is nested too deeply')
  }
  return { ok: true, envelope }
}

/** What can still be read of a damaged file: its payload without any promise, or nothing. */
export function salvage(bytes: Uint8Array, magic: string): Json | undefined {
  const found = parse(bytes)
  // JSON.parse made it, so it is JSON.
  return isRecord(found) && found['magic'] === magic ? (found['payload'] as Json | undefined) : undefined
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
