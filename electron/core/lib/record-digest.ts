import { createHash } from 'node:crypto'

/** Of a longer key or value so much counts, and its length. Less than is shown of a record (D-13), so that one that was read has it. */
export const DIGESTED_BYTES = 48 * 1024

/** The beginning of a key or value, and its whole length. */
export interface Digested {
  readonly bytes: number
  readonly start: Uint8Array
}

export const digested = (bytes: Uint8Array): Digested => ({ bytes: bytes.length, start: bytes.subarray(0, DIGESTED_BYTES) })

/** What tells a record that was written from all others, and cannot be read back: contents of messages are never kept (screens 20, C-09). */
export function recordDigest(key: Digested | null, value: Digested | null, headers: number): string {
  const hash = createHash('sha256').update(`${headers}`)
  for (const part of [key, value]) {
    hash.update(part === null ? '/null' : `/${part.bytes}/`)
    if (part !== null) hash.update(part.start.subarray(0, DIGESTED_BYTES))
  }
  return hash.digest('base64')
}
