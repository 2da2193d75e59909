import { createHash } from 'node:crypto'
import type { Json } from '../envelope.ts'

/** One entry of a journal: what was written, and the hash that ties it to the entry before. */
export interface JournalEntry {
  readonly seq: number
  /** Wall clock ms. */
  readonly at: number
  readonly body: Json
  /** Hash of the entry before; zeros for the first of all. */
  readonly prev: string
  readonly hash: string
}

export const NO_HASH = '0'.repeat(64)

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

export function entryAfter(before: { readonly seq: number; readonly hash: string }, at: number, body: Json): JournalEntry {
  const seq = before.seq + 1
  return { seq, at, body, prev: before.hash, hash: sha256(JSON.stringify([seq, at, body, before.hash])) }
}

export const lineOf = ({ seq, at, body, prev, hash }: JournalEntry): string => `${JSON.stringify({ seq, at, body, prev, hash })}\n`

export type ReadLine = { readonly ok: true; readonly entry: JournalEntry } | { readonly ok: false; readonly why: string }

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

/** A line is whole only if its hash fits and writing it again gives the very same text. */
export function readLine(text: string | null): ReadLine {
  const refuse = (why: string): ReadLine => ({ ok: false, why })
  if (text === null) return refuse('it holds bytes that are no text')
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return refuse('it is not a whole entry')
  }
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return refuse('it is not an entry')
  const { seq, at, body, prev, hash } = found as Record<string, unknown> // an object, read key by key
  if (!isCount(seq) || typeof at !== 'number' || typeof prev !== 'string' || body === undefined) return refuse('parts of it are missing')
  // JSON.parse made it, so it is JSON.
  const entry = entryAfter({ seq: seq - 1, hash: prev }, at, body as Json)
  if (entry.hash !== hash) return refuse('its content does not fit its hash')
  if (lineOf(entry) !== `${text}\n`) return refuse('it was written by another program')
  return { ok: true, entry }
}

/** The lines of a file, and what stands after the last line end: something that was cut off while it was written. */
export function linesOf(bytes: Uint8Array): { readonly lines: readonly (string | null)[]; readonly torn: Uint8Array } {
  const end = bytes.lastIndexOf(10) + 1
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const lines: (string | null)[] = []
  for (let from = 0; from < end;) {
    const to = bytes.indexOf(10, from)
    lines.push(decode(decoder, bytes.subarray(from, to)))
    from = to + 1
  }
  return { lines, torn: bytes.subarray(end) }
}

/** Null: bytes that are no text. */
function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}
