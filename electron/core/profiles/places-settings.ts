import type { HttpLogin } from '../../../shared/contract/mesos-places.ts'
import type { ProfileDraft, SecretField } from '../../../shared/contract/profiles.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { NO_CREDENTIAL, type Credential } from '../clients/http/settings.ts'
import type { Network } from '../network/network.ts'
import { STRAIGHT } from '../network/straight.ts'
import type { PlacesSettings } from '../clients/places.ts'

/**
 * Where Mesos, Marathon and the scheduler are and how to log in there, with secrets in clear; null: the profile is of Kafka alone. Fails
 * with `profile.secretMissing`.
 */
export function placesFrom(
  { mesos, proxy }: Pick<ProfileDraft, 'mesos' | 'proxy'>,
  whose: string,
  secret: (field: SecretField) => string | null,
  network: Network = STRAIGHT,
): PlacesSettings | null {
  if (mesos === null) return null
  const credential = (login: HttpLogin, field: SecretField): Credential => {
    if (login.kind === 'none') return NO_CREDENTIAL
    const value = secret(field)
    if (value === null) throw new AppError('profile.secretMissing', { profile: whose, field })
    return login.kind === 'token' ? { kind: 'token', token: value } : { kind: 'basic', user: login.user, password: value }
  }
  const { ca, caUse, plainCredentials } = mesos
  const own = ca.trim() === '' ? null : { ca, caUse, certificate: null, key: null, keyPassphrase: null, serverName: null }
  const tls = network.tls(own)
  const http = network.of(proxy, () => secret('proxyPassword'))
  const masters = credential(mesos.mastersLogin, 'mesosPassword')
  return {
    mesos:
      mesos.masters.length === 0
        ? null
        : {
            masters: mesos.masters,
            accepted: mesos.accepted,
            agentsVia: mesos.agentsVia,
            credential: masters,
            agentCredential: masters,
            tls,
            plainCredentials,
            network: http,
          },
    marathon: mesos.marathon && {
      base: mesos.marathon.url,
      credential: credential(mesos.marathon.login, 'marathonPassword'),
      tls,
      plainCredentials,
      network: http,
    },
    scheduler: mesos.scheduler && { base: mesos.scheduler.url, credential: credential(mesos.scheduler.login, 'schedulerPassword') },
    framework: mesos.framework,
    tls,
    plainCredentials,
    network: http,
  }
}
