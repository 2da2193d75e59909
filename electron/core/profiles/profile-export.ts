import { SecretField, type Profile } from '../../../shared/contract/profiles.ts'
import { encodeEnvelope, type Json } from '../lib/envelope.ts'
import { containerOf, type DeriveKey } from '../lib/container.ts'
import { PROFILES_VERSION } from './profile-file.ts'

export const CARRIED_MAGIC = 'samsa.profiles.carried'

export interface ExportNeeds {
  readonly secret: (id: string, field: SecretField) => string | null
  /** Wall clock ms. */
  readonly now: number
  /** Tests lower its cost. */
  readonly derive?: DeriveKey | undefined
}

/** Profiles as a file for another host. Secrets go with them under a pass phrase, and else stay here. */
export function exportedProfiles(profiles: readonly Profile[], passphrase: string | null, needs: ExportNeeds): Promise<Uint8Array> {
  const secrets: Record<string, Record<string, string>> = {}
  for (const { id } of passphrase === null ? [] : profiles) {
    const own = SecretField.options.flatMap((field) => {
      const text = needs.secret(id, field)
      return text === null ? [] : [[field, text] as const]
    })
    if (own.length > 0) secrets[id] = Object.fromEntries(own)
  }
  // When it was last connected is nobody's business but this host's.
  const carried: Json = profiles.map((profile) => ({ ...profile, lastConnectedAt: null }))
  const payload = { profiles: carried, secrets }
  const body = encodeEnvelope({ magic: CARRIED_MAGIC, schemaVersion: PROFILES_VERSION, seq: Math.floor(needs.now), payload })
  return containerOf('profiles', body, passphrase, needs.derive)
}
