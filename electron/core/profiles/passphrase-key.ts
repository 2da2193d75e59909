import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import * as z from 'zod'
import { deriveKey, type DeriveKey } from '../lib/container.ts'
import { DATA_KEY_BYTES } from './sealing.ts'

/** A pass phrase's own key costs this much to find; the format names the derivation, so that another can follow (C-03). */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const
/** Of a file that was changed by somebody: more is a trap. */
const MOST_N = 2 ** 20
const TAG = 16
const PLACE = Buffer.from('samsa.secrets data key')

/** The data key of `secrets.json`, wrapped under a pass phrase. */
export const PassphraseKey = z.strictObject({
  backend: z.literal('passphrase'),
  kdf: z.literal('scrypt'),
  N: z
    .int()
    .min(2)
    .max(MOST_N)
    .refine((n) => (n & (n - 1)) === 0),
  r: z.literal(COST.r),
  p: z.literal(COST.p),
  salt: z.string().max(64),
  nonce: z.string().max(64),
  wrapped: z.string().max(256),
})
export type PassphraseKey = z.infer<typeof PassphraseKey>

export async function wrapByPassphrase(key: Buffer, passphrase: string, derive: DeriveKey = deriveKey): Promise<PassphraseKey> {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const own = await derive(passphrase, salt, COST)
  const cipher = createCipheriv('aes-256-gcm', own, nonce).setAAD(PLACE)
  const wrapped = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()])
  own.fill(0)
  const texts = { salt: salt.toString('base64'), nonce: nonce.toString('base64'), wrapped: wrapped.toString('base64') }
  return { backend: 'passphrase', kdf: 'scrypt', ...COST, ...texts }
}

/** Null: another pass phrase, or the file was changed. */
export async function unwrapByPassphrase(
  wrapped: PassphraseKey,
  passphrase: string,
  derive: DeriveKey = deriveKey,
): Promise<Buffer | null> {
  const { N, r, p } = wrapped
  const bytes = Buffer.from(wrapped.wrapped, 'base64')
  const nonce = Buffer.from(wrapped.nonce, 'base64')
  if (bytes.length !== DATA_KEY_BYTES + TAG || nonce.length !== 12) return null
  const own = await derive(passphrase, Buffer.from(wrapped.salt, 'base64'), { N, r, p })
  const decipher = createDecipheriv('aes-256-gcm', own, nonce, { authTagLength: TAG })
  decipher.setAAD(PLACE).setAuthTag(bytes.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()])
  } catch {
    return null
  } finally {
    own.fill(0)
  }
}
