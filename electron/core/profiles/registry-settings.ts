import type { ProfileDraft, SecretField } from '../../../shared/contract/profiles.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { NO_CREDENTIAL, type Credential } from '../clients/http/settings.ts'
import type { Network } from '../network/network.ts'
import { STRAIGHT } from '../network/straight.ts'
import type { RegistrySettings } from '../clients/registry/registry-client.ts'

/** Where the schema registry is and how to log in there, with its secret in clear; null: none is named. Fails with `profile.secretMissing`. */
export function registryFrom(
  { schemaRegistry, proxy }: Pick<ProfileDraft, 'schemaRegistry' | 'proxy'>,
  whose: string,
  secret: (field: SecretField) => string | null,
  network: Network = STRAIGHT,
): RegistrySettings | null {
  if (schemaRegistry === null) return null
  const { url, login, ca, caUse, plainCredentials } = schemaRegistry
  const credential = (): Credential => {
    if (login.kind === 'none') return NO_CREDENTIAL
    const value = secret('registryPassword')
    if (value === null) throw new AppError('profile.secretMissing', { profile: whose, field: 'registryPassword' })
    return login.kind === 'token' ? { kind: 'bearer', token: value } : { kind: 'basic', user: login.user, password: value }
  }
  const own = ca.trim() === '' ? null : { ca, caUse, certificate: null, key: null, keyPassphrase: null, serverName: null }
  return {
    base: url,
    credential: credential(),
    tls: network.tls(own),
    plainCredentials,
    network: network.of(proxy, () => secret('proxyPassword')),
  }
}
