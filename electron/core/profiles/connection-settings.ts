import type { ProfileDraft, SecretField } from '../../../shared/contract/profiles.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Network } from '../network/network.ts'
import { STRAIGHT } from '../network/straight.ts'
import type { KafkaConnectionSettings } from '../clients/kafka/kafka-client.ts'

/** `host:port` or `[ipv6]:port` in its parts; the schema has checked the form. */
export function splitAddress(address: string): { readonly host: string; readonly port: number } {
  const colon = address.lastIndexOf(':')
  const host = address.slice(0, colon)
  return { host: host.startsWith('[') ? host.slice(1, -1) : host, port: Number(address.slice(colon + 1)) }
}

/** Secrets that a draft makes use of; the others need not be kept. */
export function secretsUsed({ security, mesos, schemaRegistry, proxy }: ProfileDraft): ReadonlySet<SecretField> {
  const used = new Set<SecretField>()
  if (security.sasl !== null) used.add('saslPassword')
  if (security.tls !== null && security.tls.certificate.trim() !== '') used.add('tlsKey').add('tlsKeyPassphrase')
  if (mesos !== null && mesos.mastersLogin.kind !== 'none') used.add('mesosPassword')
  if (mesos?.marathon && mesos.marathon.login.kind !== 'none') used.add('marathonPassword')
  if (mesos?.scheduler && mesos.scheduler.login.kind !== 'none') used.add('schedulerPassword')
  if (schemaRegistry !== null && schemaRegistry.login.kind !== 'none') used.add('registryPassword')
  if (proxy.use === 'manual' && proxy.user !== '') used.add('proxyPassword')
  return used
}

// PKCS #8 names it in the first line; the older form has a header in the second.
const isEncrypted = (pem: string): boolean => /BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type: 4,ENCRYPTED/m.test(pem)

/**
 * How to reach the cluster of a profile, with its secrets in clear. Fails with `profile.secretMissing` at the first that is not there.
 * @param whose id or name for the error
 */
export function connectionSettingsFrom(
  draft: ProfileDraft,
  whose: string,
  secret: (field: SecretField) => string | null,
  network: Pick<Network, 'tls'> = STRAIGHT,
): KafkaConnectionSettings {
  const need = (field: SecretField): string => {
    const value = secret(field)
    if (value === null) throw new AppError('profile.secretMissing', { profile: whose, field })
    return value
  }
  const { sasl } = draft.security
  return {
    bootstrap: draft.bootstrap.map(splitAddress),
    clientId: draft.clientId || 'samsa',
    // Without TLS there is nothing to believe.
    tls: draft.security.tls === null ? null : network.tls(tlsFrom(draft, need)),
    sasl: sasl && { ...sasl, password: need('saslPassword') },
    addressMap: draft.addressMap,
    brokerVersion: draft.brokerVersion,
  }

  function tlsFrom({ security: { tls } }: ProfileDraft, required: (field: SecretField) => string): KafkaConnectionSettings['tls'] {
    if (tls === null) return null
    const common = { ca: tls.ca.trim() === '' ? null : tls.ca, caUse: tls.caUse, serverName: tls.serverName || null }
    if (tls.certificate.trim() === '') return { ...common, certificate: null, key: null, keyPassphrase: null }
    const key = required('tlsKey')
    return { ...common, certificate: tls.certificate, key, keyPassphrase: isEncrypted(key) ? required('tlsKeyPassphrase') : null }
  }
}
