import * as z from 'zod'
import { SecretField } from '../../../shared/contract/profiles.ts'
import type { Keychain } from '../../../shared/desktop-services.ts'
import type { Json } from '../lib/envelope.ts'
import { PassphraseKey } from './passphrase-key.ts'
import { DATA_KEY_BYTES, newDataKey, Sealed } from './sealing.ts'

/** 2 knows keys under a pass phrase; what 1 wrote is read as it is. */
export const SECRETS_VERSION = 2
export const SECRETS_MAGIC = 'samsa.secrets'

const SealedOfProfile = z.partialRecord(SecretField, Sealed)
export type SealedOfProfile = z.infer<typeof SealedOfProfile>

/** Payload of `secrets.json`: the data key as the keychain gave it back, and what is sealed under it, by profile and field. */
const SecretsFile = z.strictObject({
  key: z.union([PassphraseKey, z.strictObject({ backend: z.string(), wrapped: z.string() })]),
  secrets: z.record(z.string(), SealedOfProfile),
})

export type WrappedKey = z.infer<typeof SecretsFile>['key']

/** The data key, and in which form it may be written. `wrapped` null: it lives in memory only, and so does what it seals. */
export interface DataKey {
  readonly key: Buffer
  readonly wrapped: WrappedKey | null
}

export type HeldSecrets = ReadonlyMap<string, SealedOfProfile>

export type OpenedSecrets =
  | { readonly ok: true; readonly dataKey: DataKey; readonly secrets: HeldSecrets }
  /** There are sealed secrets that cannot be opened now; the file must stay as it is. */
  | { readonly ok: false; readonly why: string; readonly asks?: { readonly key: PassphraseKey; readonly secrets: HeldSecrets } }

export function openSecrets(payload: Json, keychain: Keychain): OpenedSecrets {
  const file = SecretsFile.safeParse(payload)
  if (!file.success) return { ok: false, why: 'secrets.json has a form that this Samsa does not know' }
  const { key, secrets } = file.data
  if ('kdf' in key)
    return { ok: false, why: 'they are sealed under a pass phrase', asks: { key, secrets: new Map(Object.entries(secrets)) } }
  if (!keychain.available) return { ok: false, why: keychain.why }
  if (key.backend !== keychain.backend) {
    return { ok: false, why: `the secrets were sealed by ${key.backend}, and this computer now offers ${keychain.backend}` }
  }
  const opened = unwrap(keychain, key.wrapped)
  if (opened === null) return { ok: false, why: `the keychain (${keychain.backend}) does not open what it sealed earlier` }
  return { ok: true, dataKey: { key: opened, wrapped: key }, secrets: new Map(Object.entries(secrets)) }
}

function unwrap(keychain: Extract<Keychain, { available: true }>, wrapped: string): Buffer | null {
  try {
    const key = Buffer.from(keychain.unseal(Buffer.from(wrapped, 'base64')), 'base64')
    return key.length === DATA_KEY_BYTES ? key : null
  } catch {
    return null
  }
}

/** A new data key, wrapped where the keychain does it. */
export function makeDataKey(keychain: Keychain): DataKey {
  const key = newDataKey()
  if (!keychain.available) return { key, wrapped: null }
  try {
    const wrapped = Buffer.from(keychain.seal(key.toString('base64'))).toString('base64')
    return { key, wrapped: { backend: keychain.backend, wrapped } }
  } catch {
    return { key, wrapped: null }
  }
}

export const writeSecrets = (key: WrappedKey, secrets: ReadonlyMap<string, SealedOfProfile>): Json =>
  // Made of strings and numbers alone; absent fields are left out by JSON.
  ({ key, secrets: Object.fromEntries(secrets) })
