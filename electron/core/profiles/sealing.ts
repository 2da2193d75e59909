import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { SecretField } from '../../../shared/contract/profiles.ts'

/** Named in what is sealed, so that a later format cannot be taken for this one. */
const FORMAT = 1

export const Sealed = z.strictObject({
  format: z.literal(FORMAT),
  /** 96 random bits, base64. */
  nonce: z.string().max(64),
  /** AES-256-GCM: ciphertext, then the 16 bytes of its tag; base64. */
  sealed: z.string().max(400_000),
  changedAt: z.number(),
})
export type Sealed = z.infer<typeof Sealed>

export const DATA_KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

export const newDataKey = (): Buffer => randomBytes(DATA_KEY_BYTES)

/** Ties a sealed value to its place: it cannot be opened as another field's or another profile's. */
const placeOf = (profile: string, field: SecretField): Buffer => Buffer.from(JSON.stringify([profile, field, FORMAT]))

export function seal(key: Buffer, profile: string, field: SecretField, text: string, changedAt: number): Sealed {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeOf(profile, field))
  const clear = Buffer.from(text)
  const sealed = Buffer.concat([cipher.update(clear), cipher.final(), cipher.getAuthTag()])
  clear.fill(0)
  return { format: FORMAT, nonce: nonce.toString('base64'), sealed: sealed.toString('base64'), changedAt }
}

/** Null: not sealed with this key for this place, or changed since. */
export function unseal(key: Buffer, profile: string, field: SecretField, value: Sealed): string | null {
  const bytes = Buffer.from(value.sealed, 'base64')
  const nonce = Buffer.from(value.nonce, 'base64')
  if (bytes.length < TAG_BYTES || nonce.length !== NONCE_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(placeOf(profile, field)).setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
  try {
    const clear = Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()])
    const text = clear.toString()
    clear.fill(0)
    return text
  } catch {
    return null
  }
}
