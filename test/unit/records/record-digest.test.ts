import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digested, recordDigest, type Digested } from '../../../electron/core/lib/record-digest.ts'
import { payloadOf } from '../../../electron/core/records/payload.ts'

/** As a record that was read comes from the worker: long ones cut. */
const readBack = (bytes: Buffer): Digested => {
  const shown = payloadOf(bytes, 'base64')
  return { bytes: shown.bytes, start: Buffer.from(shown.text, 'base64') }
}

describe('The digest by which a written record is found again', () => {
  it('is the same of what was written and of what is shown of it, however long', () => {
    const sizes = fc.oneof(
      fc.nat(300),
      fc.integer({ min: 49_000, max: 49_300 }),
      fc.integer({ min: 65_000, max: 66_000 }),
      fc.constant(300_000),
    )
    fc.assert(
      fc.property(sizes, fc.nat(255), (size, seed) => {
        const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 31 + seed) & 255))
        return recordDigest(null, digested(bytes), 0) === recordDigest(null, readBack(bytes), 0)
      }),
      { numRuns: 60 },
    )
  })

  it('tells apart null and empty, key and value, lengths and headers', () => {
    const [a, ab, none] = ['a', 'ab', ''].map((text) => digested(Buffer.from(text)))
    if (!a || !ab || !none) throw new Error('three were made')
    const all = [
      recordDigest(null, a, 0),
      recordDigest(a, null, 0),
      recordDigest(none, a, 0),
      recordDigest(a, none, 0),
      recordDigest(null, ab, 0),
      recordDigest(null, a, 1),
      recordDigest(null, { ...a, bytes: 2 }, 0),
      recordDigest(null, null, 0),
    ]
    expect(new Set(all).size).toBe(all.length)
  })
})
