import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newDataKey, seal, unseal } from '../../../electron/core/profiles/sealing.ts'
import { SecretField } from '../../../shared/contract/profiles.ts'

const field = fc.constantFrom(...SecretField.options)
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 })

describe('C-01 sealed secrets', () => {
  it('open with their key at their place, and hold nothing of the text', () => {
    fc.assert(
      fc.property(fc.uuid(), field, text, (profile, where, secret) => {
        const key = newDataKey()
        const sealed = seal(key, profile, where, secret, 1)
        expect(unseal(key, profile, where, sealed)).toBe(secret)
        expect(Buffer.from(sealed.sealed, 'base64').length).toBe(Buffer.byteLength(secret) + 16)
      }),
      { numRuns: 1_500 },
    )
  })

  it('never open elsewhere: another key, profile or field, a changed or shortened value', () => {
    const key = newDataKey()
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), field, field, text, fc.nat(), fc.nat(7), (profile, other, where, elsewhere, secret, at, bit) => {
        fc.pre(profile !== other)
        const sealed = seal(key, profile, where, secret, 1)
        expect(unseal(newDataKey(), profile, where, sealed)).toBeNull()
        expect(unseal(key, other, where, sealed)).toBeNull()
        if (where !== elsewhere) expect(unseal(key, profile, elsewhere, sealed)).toBeNull()
        for (const part of ['sealed', 'nonce'] as const) {
          const bytes = Buffer.from(sealed[part], 'base64')
          const flipped = Buffer.from(bytes)
          const place = at % bytes.length
          flipped[place] = (flipped[place] ?? 0) ^ (1 << bit)
          expect(unseal(key, profile, where, { ...sealed, [part]: flipped.toString('base64') })).toBeNull()
          const cut = bytes.subarray(0, at % bytes.length)
          expect(unseal(key, profile, where, { ...sealed, [part]: cut.toString('base64') })).toBeNull()
        }
      }),
      { numRuns: 3_500 },
    )
  })

  it('the same text is never sealed alike', () => {
    const key = newDataKey()
    const sealed = Array.from({ length: 200 }, () => seal(key, 'p', 'tlsKey', 'same', 1))
    expect(new Set(sealed.map((s) => s.nonce)).size).toBe(200)
    expect(new Set(sealed.map((s) => s.sealed)).size).toBe(200)
  })
})
